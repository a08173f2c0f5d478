"""tantivy through its Python binding, one thread."""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Query

from benchmarks.engines.sides.base import (
    FACETS,
    PAGE,
    Answer,
    Row,
    pairs_of,
    row_of,
)
from search.engines.base import AllOf, AnyOf, Dated, Node, Not, Phrase, Word

# It merges eight segments of one size as soon as they are there.
PARTS = 7
# So much memory for each document makes it write one segment; its limit is 4 GB.
_BYTES_A_DOCUMENT = 24_000
_LEAST, _MOST = 200_000_000, 4_000_000_000
_MOST_VALUES = 1_000
_AGGREGATIONS = {
    name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in FACETS
}


class Tantivy:
    """tantivy; the tokens of a text come joined by spaces and are cut there again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schema = _schema()

    native = staticmethod(row_of)

    def build(self, documents: Iterable[Row], count: int) -> None:
        made = tantivy.Index(self._schema, path=str(self.folder))
        memory = min(max(_BYTES_A_DOCUMENT * count, _LEAST), _MOST)
        writer = made.writer(memory, 1)
        self._add(writer, documents)
        writer.commit()
        writer.wait_merging_threads()

    def merge(self) -> None:
        """The binding has no way to; enough memory makes one segment."""

    def build_parts(self, documents: Iterable[Row], count: int) -> None:
        made = tantivy.Index(self._schema, path=str(self.folder))
        left = iter(documents)
        for _ in range(PARTS):
            share = -(-count // PARTS)
            memory = min(max(_BYTES_A_DOCUMENT * share, _LEAST), _MOST)
            writer = made.writer(memory, 1)
            self._add(writer, islice(left, share))
            writer.commit()
            writer.wait_merging_threads()

    def _add(self, writer: Any, documents: Iterable[Row]) -> None:
        for row in documents:
            writer.add_document(
                tantivy.Document(
                    id=row.id,
                    words=row.words,
                    bigrams=row.bigrams,
                    day=row.day,
                    year=[row.year] if row.year else [],
                    publication=[row.publication] if row.publication else [],
                    topic=list(row.topics),
                )
            )

    def open(self) -> None:
        self._index = tantivy.Index(self._schema, path=str(self.folder))
        self._index.reload()
        self._searcher = self._index.searcher()

    def segments(self) -> int:
        return int(self._searcher.num_segments)

    def ready(self, node: Node) -> Query:
        match node:
            case Word(text):
                return Query.term_query(self._schema, "words", text, "freq")
            case Phrase((start,), prefix=True):
                pattern = re.escape(start) + ".*"
                return Query.regex_query(self._schema, "words", pattern)
            case Phrase(units):
                pairs = pairs_of(units)
                if len(pairs) == 1:
                    return Query.term_query(self._schema, "bigrams", pairs[0])
                return Query.phrase_query(self._schema, "bigrams", pairs)
            case AllOf(()):
                return Query.all_query()
            case AllOf(parts):
                return Query.boolean_query(
                    [
                        (Occur.MustNot, self.ready(part.part))
                        if isinstance(part, Not)
                        else (Occur.Must, self.ready(part))
                        for part in parts
                    ]
                )
            case AnyOf(parts):
                return Query.boolean_query(
                    [(Occur.Should, self.ready(part)) for part in parts]
                )
            case Dated(since, until):
                kind = FieldType.Integer
                return Query.range_query(self._schema, "day", kind, since, until)
        raise ValueError(f"no question of tantivy: {node}")

    def page(self, question: Query) -> Any:
        found = self._searcher.search(question, PAGE, count=True)
        return found, self._searcher.aggregate(question, _AGGREGATIONS)

    def answer(self, raw: Any) -> Answer:
        found, counted = raw
        facets = {
            name: {row["key"]: row["doc_count"] for row in counted[name]["buckets"]}
            for name in FACETS
        }
        return Answer(found.count, found.hits, facets)

    def snippets(self, question: Query, raw: Any) -> list[str]:
        maker = tantivy.SnippetGenerator.create(
            self._searcher, question, self._schema, "words"
        )
        return [
            maker.snippet_from_doc(self._searcher.doc(address)).to_html()
            for _, address in raw[0].hits
        ]

    def close(self) -> None:
        del self._searcher, self._index


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    spaced = {"tokenizer_name": "whitespace"}
    builder.add_text_field("words", stored=True, index_option="freq", **spaced)
    builder.add_text_field("bigrams", index_option="position", **spaced)
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in FACETS:
        builder.add_text_field(
            name, fast=True, tokenizer_name="raw", index_option="basic"
        )
    return builder.build()


def make(folder: Path) -> Any:
    """tantivy with its index in a folder."""
    return Tantivy(folder)

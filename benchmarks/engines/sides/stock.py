"""Stock Whoosh: plain schema, stock writer, stock searcher with BM25F."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, index, query, sorting

from benchmarks.engines.sides.base import (
    FACETS,
    PAGE,
    Answer,
    Row,
    pairs_of,
    row_of,
)
from search.engines.base import AllOf, AnyOf, Dated, Node, Not, Phrase, Word

MEMORY_MB = 1_024


class Stock:
    """Whoosh as it comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    native = staticmethod(row_of)

    def build(self, documents: Iterable[Row], count: int) -> None:
        made = index.create_in(self.folder, _schema())
        writer = made.writer(limitmb=MEMORY_MB)
        for row in documents:
            writer.add_document(
                id=row.id,
                words=row.words,
                bigrams=row.bigrams,
                day=row.day,
                year=row.year,
                publication=row.publication,
                topic=",".join(row.topics),
            )
        writer.commit()

    def merge(self) -> None:
        """One writer writes one segment."""

    def build_parts(self, documents: Iterable[Row], count: int) -> None:
        raise NotImplementedError("stock Whoosh is measured on one segment only")

    def open(self) -> None:
        self._index = index.open_dir(self.folder)
        self._searcher = self._index.searcher()

    def segments(self) -> int:
        return len(self._searcher.leaf_searchers())

    def ready(self, node: Node) -> query.Query:
        match node:
            case Word(text):
                return query.Term("words", text)
            case Phrase((start,), prefix=True):
                return query.Prefix("words", start)
            case Phrase(units):
                pairs = pairs_of(units)
                if len(pairs) == 1:
                    return query.Term("bigrams", pairs[0])
                return query.Phrase("bigrams", pairs)
            case AllOf(()):
                return query.Every()
            case AllOf(parts):
                return query.And([self.ready(part) for part in parts])
            case AnyOf(parts):
                return query.Or([self.ready(part) for part in parts])
            case Not(part):
                return query.Not(self.ready(part))
            case Dated(since, until):
                return query.NumericRange("day", since, until)
        raise ValueError(f"no question of stock Whoosh: {node}")

    def page(self, question: query.Query) -> Any:
        facets = {
            name: sorting.FieldFacet(name, allow_overlap=name == "topic")
            for name in FACETS
        }
        found = self._searcher.search(
            question, limit=PAGE, groupedby=facets, maptype=sorting.Count
        )
        return found, {name: found.groups(name) for name in FACETS}

    def answer(self, raw: Any) -> Answer:
        found, groups = raw
        facets = {
            name: {value: n for value, n in groups[name].items() if value}
            for name in FACETS
        }
        return Answer(len(found), found.top_n[:PAGE], facets)

    def snippets(self, question: query.Query, raw: Any) -> list[str]:
        # With facets Whoosh takes no notice of the limit.
        return [hit.highlights("words") for hit in raw[0][:PAGE]]

    def close(self) -> None:
        self._searcher.close()


def _schema() -> fields.Schema:
    by_space = analysis.SpaceSeparatedTokenizer()
    return fields.Schema(
        id=fields.ID(stored=True),
        words=fields.TEXT(analyzer=by_space, phrase=False, stored=True),
        bigrams=fields.TEXT(analyzer=by_space, phrase=True),
        day=fields.NUMERIC(sortable=True),
        year=fields.ID(sortable=True),
        publication=fields.ID(sortable=True),
        topic=fields.KEYWORD(commas=True),
    )


def make(folder: Path) -> Any:
    """Stock Whoosh with its index in a folder."""
    return Stock(folder)

"""How is a document laid out in a Whoosh index?

Every field is of Whoosh's own types and fed with lists of terms (one position each),
so no analyzer of Whoosh's does any work. In the text fields a BORDER behind each text
keeps phrases from running across. `bigrams` is fed with nothing: our segments derive
it from the text fields. Where a sentence ends is a keyword of the document, kept,
merged and checked as all keywords are.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from whoosh import analysis, columns, fields

from search.engines.base import TEXT_FIELDS, IndexedDocument, Source
from search.engines.stored import key_of, origin_of, pack
from search.engines.whoosh.layout import PAIRS, SENTENCES, WORDS, Layout
from search.engines.whoosh.unit_text import BORDER
from search.models import FACETS, MONTH


def make_schema() -> fields.Schema:
    """The schema of every index of this program, of Whoosh's own field types."""
    by_space = analysis.SpaceSeparatedTokenizer()
    schema = fields.Schema(
        id=fields.ID(unique=True),
        article=fields.STORED(),
        key=fields.ID(),
        origin=fields.ID(),
        first_day=fields.COLUMN(columns.NumericColumn("i")),
        last_day=fields.COLUMN(columns.NumericColumn("i")),
    )
    for name in (WORDS, PAIRS):
        schema.add(name, fields.TEXT(analyzer=by_space, phrase=False))
    for name in TEXT_FIELDS:
        schema.add(f"text_{name}", fields.TEXT(analyzer=by_space, phrase=True))
    for name in (*FACETS, MONTH, "source"):
        schema.add(f"facet_{name}", fields.ID())
    schema.add(SENTENCES, fields.ID())
    return schema


def layout_of(schema: fields.Schema) -> Layout:
    """The layout of the fields of a schema."""
    texts, words, keywords, numbers = [], [], [], []
    for name, field in schema.items():
        if isinstance(field.column_type, columns.NumericColumn):
            numbers.append(name)
        if not field.indexed or name == PAIRS:
            continue
        if field.format.supports("positions"):
            texts.append(name)
        elif field.scorable:
            words.append(name)
        else:
            keywords.append(name)
    return Layout(tuple(texts), tuple(words), tuple(keywords), tuple(numbers))


_TEXTS = layout_of(make_schema()).texts


def fields_of(source: Source, document: IndexedDocument) -> dict[str, Any]:
    """A document as keyword arguments for `IndexWriter.add_document`."""
    article = document.article
    first, last = article.days()
    row: dict[str, Any] = {
        "id": article.id,
        "article": pack(article),
        "key": [key_of(source)],
        "origin": [origin_of(source)],
        "first_day": first,
        "last_day": last,
        WORDS: [w for texts in document.texts.values() for t in texts for w in t.words],
    }
    for name, texts in document.texts.items():
        row[f"text_{name}"] = [
            unit for text in texts for unit in chain(text.units, (BORDER,))
        ]
    for name, values in article.facets().items():
        row[f"facet_{name}"] = list(values)
    row[SENTENCES] = [*map(str, _sentence_ends(document))]
    return {name: value for name, value in row.items() if value != []}


def _sentence_ends(document: IndexedDocument) -> Iterator[int]:
    """How many units, borders counted, stand before the end of each sentence that
    does not end with its text."""
    done = 0
    for field in _TEXTS:
        for text in document.texts.get(field.removeprefix("text_"), ()):
            for end in text.sentences:
                yield done + end
            done += len(text.units) + 1

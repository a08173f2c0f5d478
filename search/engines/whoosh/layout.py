"""How does each field of a Whoosh schema lie in a segment?

texts     indexed with positions: in the unit text
words     indexed with frequencies: postings with counts, and lengths
keywords  indexed without: postings, and the values of each document
numbers   numeric columns: one number a document
"""

from dataclasses import dataclass

from whoosh.columns import NumericColumn
from whoosh.fields import Schema

# Not stored: the pairs of the unit text, read as terms ("招 商"), its units, and those
# that open a document.
PAIRS = "bigrams"
UNITS = "chars"
OPENING = "lead"
# The keyword that says which source a document is of.
KEY = "key"
# The keywords that say where, in the unit text of a document, sentences end.
SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the fields of each kind, in the order of the schema."""

    texts: tuple[str, ...]
    words: tuple[str, ...]
    keywords: tuple[str, ...]
    numbers: tuple[str, ...]


def layout_of(schema: Schema) -> Layout:
    """The layout of the fields of a schema."""
    texts, words, keywords, numbers = [], [], [], []
    for name, field in schema.items():
        if isinstance(field.column_type, NumericColumn):
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

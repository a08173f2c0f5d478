"""How does each field of a Whoosh schema lie in a segment?

texts     indexed with positions: in the unit text
words     indexed with frequencies: postings with counts, and lengths
keywords  indexed without: postings, and the values of each document
numbers   numeric columns: one number a document
"""

from dataclasses import dataclass

# The field of words, in order, of every text.
WORDS = "words"
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

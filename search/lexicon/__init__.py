"""Which names and phrases does an archive know? For suggestions and corrections.

A lexicon is made of a commit and kept beside it; engines know nothing of what is in it.
`lexicon_of` gives the one at hand, `refresh` makes one of the newest commit.
"""

from search.lexicon.entries import Entries, Numbers, compared
from search.lexicon.finding import asked_for, count
from search.lexicon.keeping import lexicon_of, prepare, refresh
from search.lexicon.lexicon import Lexicon

__all__ = [
    "Entries",
    "Lexicon",
    "Numbers",
    "asked_for",
    "compared",
    "count",
    "lexicon_of",
    "prepare",
    "refresh",
]

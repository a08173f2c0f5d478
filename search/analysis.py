"""Which terms does a text give?

Two views (README, "Exactness" and "Ranking"): units, for exact strings, and jieba
words, for ranking; adjacent pairs of units are the ranking's sense of nearness. Index
and query are cut alike, by the functions here, the only ones that know a segmenter.

The words are jieba's in precise mode with the HMM off. With the HMM off rjieba gives
the same words from the same dictionary some fifteen times faster, so it does the work
wherever it is installed; jieba does it elsewhere. Neither is loaded for a query or two.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from search.config import private_cache, user_file
from search.dictionary import open_dictionary
from search.errors import ConfigError
from search.text import Runs, fold, fold_all, runs

Cutter = Callable[[str], list[str]]

DICTIONARY = "dictionary.txt"

# So many characters are cut by the dictionary in a file before a segmenter is loaded.
_LITTLE = 10_000

# What stands for everything between two runs of Han characters, the only thing that
# segmenters see: on these both agree by construction. Either gives it back as it is.
_GAP = " "


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one text (a paragraph, a headline): words, units in order, and how
    many units stand before the end of each sentence but the last."""

    words: tuple[str, ...]
    units: tuple[str, ...]
    sentences: tuple[int, ...] = ()

    @property
    def bigrams(self) -> tuple[str, ...]:
        """Adjacent pairs of units, each written as one term."""
        return bigrams(self.units)


def analyse(text: str) -> Terms:
    """The terms of a text.

    >>> analyse("签约50亿元").units
    ('签', '约', '50', '亿', '元')
    """
    (found,) = analyse_all((text,))
    return found


def analyse_all(texts: Sequence[str]) -> list[Terms]:
    """The terms of texts, sooner than one by one."""
    found = [*map(runs, fold_all(texts))]
    both = zip(_words(found), found, strict=True)
    return [
        Terms(tuple(words), tuple(each.units), each.sentences) for words, each in both
    ]


def words(text: str) -> list[str]:
    """The words of a text, normalised, in order.

    >>> words("招商引資到位157.6亿元")
    ['招商引资', '到位', '157.6', '亿元']
    """
    (found,) = _words([runs(fold(text))])
    return found


def _words(texts: Sequence[Runs]) -> Iterator[list[str]]:
    """One call cuts all runs; numbers and Latin runs between them are words too."""
    cut = _cutter()(_GAP.join(run for text in texts for run in text.han))
    cut.append(_GAP)
    place = 0
    for text in texts:
        kept: list[str] = []
        for others in text.between:
            gap = cut.index(_GAP, place)
            kept += cut[place:gap]
            place = gap + 1
            if others:
                kept += [other for other in others if other != "%"]
        gap = cut.index(_GAP, place)
        kept += cut[place:gap]
        place = gap + 1
        yield kept


def bigrams(units: tuple[str, ...]) -> tuple[str, ...]:
    """Adjacent pairs of units.

    >>> bigrams(("招", "商", "引"))
    ('招 商', '商 引')
    """
    return tuple(f"{a} {b}" for a, b in pairwise(units))


@cache
def function_words() -> frozenset[str]:
    """Words that say nothing about what is sought; dropped from queries only."""
    text = Path(__file__).with_name("function_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def query_words(text: str) -> list[str]:
    """The words of a query without its function words, each once, in order.

    >>> query_words("高新区的招商政策是什么")
    ['高新区', '招商', '政策']
    """
    found = list(dict.fromkeys(words(text)))
    return [word for word in found if word not in function_words()] or found


def dictionary_fingerprint() -> str:
    """Changes when the user's dictionary does: an index cut otherwise ranks worse."""
    path = user_file(DICTIONARY)
    return hashlib.sha256(path.read_bytes() if path else b"").hexdigest()[:16]


@cache
def _cutter() -> Cutter:
    """What cuts a little by the dictionary in a file, where there is one; it loads a
    segmenter when that would have been the cheaper way."""
    dictionary = open_dictionary(dict(_own_words()))
    if dictionary is None:
        return _segmenter()
    left = _LITTLE

    def cut(text: str) -> list[str]:
        nonlocal left
        left -= len(text)
        return dictionary.cut(text) if left >= 0 else _segmenter()(text)

    return cut


def load_segmenter() -> None:
    """Load what cuts much, in a process that stays and before it forks: those that it
    forks share it."""
    _segmenter()


@cache
def _segmenter() -> Cutter:
    try:
        return rjieba_cutter()
    except ImportError:
        return jieba_cutter()


def rjieba_cutter() -> Cutter:
    """A cutter made by rjieba; ImportError where it is not installed."""
    import rjieba

    own = dict(_own_words())
    # It has loaded its words already; another one of it loads them again.
    segmenter = rjieba.Jieba() if own else rjieba
    for word, frequency in own.items():
        segmenter.add_word(word, frequency, None)
    return lambda text: segmenter.cut(text, False)


def jieba_cutter() -> Cutter:
    """A cutter made by jieba, silent, with its cache in a folder of our own."""
    import jieba

    jieba.setLogLevel("WARNING")
    segmenter = jieba.Tokenizer()
    segmenter.tmp_dir = str(private_cache())
    for word, frequency in _own_words():
        segmenter.add_word(word, frequency)
    return lambda text: list(segmenter.cut(text, HMM=False))


def _own_words() -> Iterator[tuple[str, int]]:
    """The user's `dictionary.txt`: a word a line, and its frequency if wanted."""
    path = user_file(DICTIONARY)
    if path is None:
        return
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        fields = line.split("#")[0].split()
        if not fields:
            continue
        if len(fields) > 2 or (len(fields) == 2 and not fields[1].isdecimal()):
            raise ConfigError(
                f"{path}:{number}: not a word with a frequency: {line.strip()}",
                "write '词语' or '词语 1000'",
            )
        yield fold(fields[0]), int(fields[1]) if len(fields) == 2 else 1000

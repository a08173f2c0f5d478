"""Which rows of words are phrases (重点项目建设)? By how often they stand together.

A row of two to four words is a phrase where it is frequent, begins and ends with a word
that says something, is met far oftener than its two ends would meet by chance, and is
not just a piece of a longer one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analysis import analyse_all, function_words
from search.lexicon.arrays import Array

MOST_WORDS = 4
_SHORTEST, LONGEST = 3, 12
# So many times oftener than by chance: what is found at 12 was read, on news of zones
# and on news of all kinds.
_COHESION = 12.0
# Where it begins or ends with a single character, and may be cut anywhere (专精特新).
_COHESION_OF_SINGLES = 150.0
# Names of things end a clause, or stand before one of these, now and then (项目建设);
# beginnings of sentences do not (高新区坚持以).
_ENDING = 0.15
_BEHIND_NAMES = frozenset("的和与及等中上内后为")
# A row that mostly stands inside one longer row is a piece of it.
_PIECE = 0.75
# A run of Han characters, and whether the clause goes on behind it: 出台《…》. With a
# figure it does too, but what has figures has a name (固定资产投资50亿元).
_RUN = re.compile('([㐀-鿿]+)([A-Za-z“‘"《〈(（「『])?')
# A run of more characters that is printed again is a set form (转载请注明来源), and no
# measure of what people write: it counts once.
_SET_FORM = 6
# In place of a number: no row, or a border; and a border in the midst of a clause.
_NONE, _WITHIN = -1, -2


@dataclass(frozen=True)
class _Rows:
    """All frequent rows of so many words: `at` [places] is the one that begins at each
    place of the text, or `_NONE`; of each of them: text, count, its first and last
    word, and the rows of one word less that it begins and ends with."""

    at: Array
    texts: list[str]
    counts: Array
    first: Array
    last: Array
    head: Array
    tail: Array


def find_phrases(texts: Iterable[str], least: int) -> dict[str, int]:
    """The phrases of texts that occur at least so often, and how often they do.

    >>> find_phrases(["营商环境。"] * 9 + ["天气。出行。老人。"] * 99, 5)
    {'营商环境': 9}
    """
    words = _words(texts)
    if not words.texts:
        return {}
    total = float(words.counts.sum())
    telling = np.array([*map(_tells, words.texts)], bool)
    alone = np.array([len(word) == 1 for word in words.texts], bool)
    phrases: dict[str, int] = {}
    rows = words
    for length in range(1, MOST_WORDS):
        shorter, rows = rows, _longer(rows, words, length, least)
        ends = _by_chance(shorter.counts[rows.head], words.counts[rows.last], total)
        starts = _by_chance(words.counts[rows.first], shorter.counts[rows.tail], total)
        apart = np.maximum(ends, starts)
        good = telling[rows.first] & telling[rows.last]
        single = alone[rows.first] | alone[rows.last]
        good &= rows.counts > np.where(single, _COHESION_OF_SINGLES, _COHESION) * apart
        good &= _ending(rows, words, length + 1) >= _ENDING * rows.counts
        for number in np.flatnonzero(good).tolist():
            count = int(rows.counts[number])
            for piece in {int(rows.head[number]), int(rows.tail[number])}:
                if shorter.counts[piece] * _PIECE <= count:
                    phrases.pop(shorter.texts[piece], None)
            if _SHORTEST <= len(rows.texts[number]) <= LONGEST:
                phrases[rows.texts[number]] = count
    return phrases


def _words(texts: Iterable[str]) -> _Rows:
    """The words of texts, as rows of one; none runs across what is not Han."""
    every_run: list[tuple[str, str]] = [r for t in texts for r in _RUN.findall(t)]
    runs = [run for run in every_run if len(run[0]) <= _SET_FORM]
    runs += dict.fromkeys(run for run in every_run if len(run[0]) > _SET_FORM)
    numbers: dict[str, int] = {}
    at: list[int] = []
    cut = analyse_all([run for run, _ in runs])
    for terms, (_, goes_on) in zip(cut, runs, strict=True):
        at += [numbers.setdefault(word, len(numbers)) for word in terms.words]
        at.append(_WITHIN if goes_on else _NONE)
    places = np.array(at, np.int64)
    counts = np.bincount(places[places >= 0], minlength=len(numbers))
    every = np.arange(len(numbers))
    return _Rows(places, [*numbers], counts, every, every, every, every)


def _longer(rows: _Rows, words: _Rows, length: int, least: int) -> _Rows:
    """The rows of one word more than `length`."""
    size = len(words.at)
    ends = _behind(words.at, length)
    following = np.append(rows.at[1:], _NONE)
    places = np.flatnonzero((rows.at >= 0) & (following >= 0) & (ends >= 0))
    keys = rows.at[places] * len(words.texts) + ends[places]
    _, one, number, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    frequent = counts >= least
    renumbered = np.where(frequent, np.cumsum(frequent) - 1, _NONE)
    at = np.full(size, _NONE)
    at[places] = renumbered[number]
    sample = places[one[frequent]]
    head, last = rows.at[sample], ends[sample]
    texts = [
        rows.texts[a] + words.texts[b]
        for a, b in zip(head.tolist(), last.tolist(), strict=True)
    ]
    first, tail = words.at[sample], following[sample]
    return _Rows(at, texts, counts[frequent], first, last, head, tail)


def _behind(at: Array, steps: int) -> NDArray[np.int64]:
    """What stands so many places behind each."""
    found = np.full(len(at), _NONE)
    left = at[steps:]
    found[: len(left)] = left
    return found


def _ending(rows: _Rows, words: _Rows, length: int) -> Array:
    """How often each row stands where names of things end."""
    # The last two places are those of _WITHIN and _NONE.
    behind = np.array([*(word in _BEHIND_NAMES for word in words.texts), False, True])
    following = _behind(words.at, length)
    ending = (rows.at >= 0) & behind[following]
    return np.bincount(rows.at[ending], minlength=len(rows.texts))


def _by_chance(a: Array, b: Array, total: float) -> NDArray[np.float64]:
    return a.astype(np.float64) * b / total


def _tells(word: str) -> bool:
    return word not in function_words()

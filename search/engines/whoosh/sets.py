"""Which documents are in both, in any, in none?

A set of documents is a sorted array of their numbers, int64 of one dimension. `size`
is the number of all documents: a set that is large against it is put into a mask.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs, changes

NONE: Docs = np.empty(0, np.int64)

# Looking a number up in a sorted array takes about so many times as long as in a mask
# that has to be filled first.
_LOOKUP = 16


def inside(docs: Docs, others: Docs, size: int) -> NDArray[np.bool_]:
    """Which of `docs` are among `others`."""
    if not others.size:
        return np.zeros(docs.size, bool)
    if docs.size * _LOOKUP < others.size:
        at = others.searchsorted(docs)
        found: NDArray[np.bool_] = others.take(at, mode="clip") == docs
        return found
    return mask(others, size).take(docs)


def mask(docs: Docs, size: int) -> NDArray[np.bool_]:
    """The set as a mask, bool [size]."""
    there = np.zeros(size, bool)
    there[docs] = True
    return there


def both(a: Docs, b: Docs, size: int) -> Docs:
    """What is in both."""
    if a.size > b.size:
        a, b = b, a
    return a.compress(inside(a, b, size))


def without(docs: Docs, others: Docs, size: int) -> Docs:
    """What is in the first only."""
    return docs.compress(~inside(docs, others, size)) if others.size else docs


def distinct(numbers: Docs) -> Docs:
    """Numbers in any order as a set. (np.unique does the same, and loads a hundredth
    of a second of masked arrays.)"""
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def any_of(sets: Sequence[Docs], size: int) -> Docs:
    """What is in at least one."""
    filled = [each for each in sets if each.size]
    if len(filled) < 2:
        return filled[0] if filled else NONE
    if sum(each.size for each in filled) * _LOOKUP < size:
        return distinct(np.concatenate(filled))
    there = np.zeros(size, bool)
    for each in filled:
        there[each] = True
    return there.nonzero()[0]


def at_least(least: int, sets: Sequence[Docs], size: int) -> Docs:
    """What is in at least so many; in any, for 1 and less."""
    if least <= 1:
        return any_of(sets, size)
    counts = np.zeros(size, np.int32)
    for each in sets:
        counts[each] += 1
    return (counts >= least).nonzero()[0]

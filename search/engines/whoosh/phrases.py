"""Which documents have these units side by side?

A phrase is looked for at the places of its rarest pair of neighbours; the other units
are then read from the unit text, the rarest first, all places of a piece of the
postings at once. Only a document whose first place fails has its others tried: most
documents that have a phrase have it at the first.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs, changes, expand, running
from search.engines.whoosh.segment import SegmentData
from search.engines.whoosh.sets import NONE, any_of
from search.engines.whoosh.unit_text import Occurrences, UnitText

# Temporary arrays of this many postings stay in a core's cache.
CHUNK = 32_768


def documents(
    data: SegmentData, units: Sequence[str], fields: Sequence[str] | None = None
) -> Docs:
    """The documents with a phrase in any of `fields` (None: all), ascending."""
    text = data.text
    numbers = [text.unit(unit) for unit in units]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return NONE
    if len(known) == 1:
        return _with_unit(data, known[0], fields)
    pairs = [text.pair(first, second) for first, second in pairwise(known)]
    there = [pair for pair in pairs if pair is not None]
    if len(there) < len(pairs):
        return NONE
    if len(there) == 1:
        return _with_pair(text, there[0], fields)
    return _Search(text, known, there, fields).documents()


def _with_unit(data: SegmentData, unit: int, fields: Sequence[str] | None) -> Docs:
    if fields is None:
        return data.text.documents_of(*data.text.pairs_from(unit))
    found = [data.units.counted(unit, field)[0] for field in fields]
    return any_of(found, data.documents)


def _with_pair(text: UnitText, pair: int, fields: Sequence[str] | None) -> Docs:
    if fields is None:
        return text.documents_of(pair, pair + 1)
    found = text.occurrences(pair, pair + 1)
    docs = found.docs[text.inside(found, fields)]
    return docs[changes(docs)]


class _Search:
    """A phrase of three units or more, looked for in one segment."""

    def __init__(
        self,
        text: UnitText,
        units: list[int],
        pairs: list[int],
        fields: Sequence[str] | None,
    ) -> None:
        self.text, self.fields = text, fields
        frequency = [_frequency(text, pair) for pair in pairs]
        at = int(np.argmin(frequency))
        self.pair = pairs[at]
        others = [i for i in range(len(units)) if i not in (at, at + 1)]
        # Units are numbered by falling frequency: the rarest rules most places out.
        others.sort(key=lambda i: -units[i])
        self.others = [(i - at, units[i]) for i in others]

    def documents(self) -> Docs:
        """The documents with the phrase, ascending."""
        start, stop = self.text.pairs.span(self.pair)
        done = int(self.text.position_starts.part(self.pair, self.pair + 1)[0])
        found = []
        for begin in range(start, stop, CHUNK):
            end = min(begin + CHUNK, stop)
            docs = self.text.pairs.documents(begin, end)
            counts = self.text.pairs.counts(begin, end)
            total = int(counts.sum())
            positions = self.text.positions.part(done, done + total)
            found.append(docs[self._having(docs, counts, positions)])
            done += total
        return np.concatenate(found)

    def _having(
        self, docs: Docs, counts: NDArray[np.int64], positions: NDArray[np.uint16]
    ) -> NDArray[np.bool_]:
        """Which of `docs` have the phrase; `positions` are those of its pair."""
        begins = self.text.starts[docs]
        first = running(counts)[:-1]
        having = self._stands(docs, begins + positions[first])
        left = np.flatnonzero(~having & (counts > 1))
        if left.size:
            rest = expand(first[left] + 1, counts[left] - 1)
            owner = np.repeat(left, counts[left] - 1)
            good = self._stands(docs[owner], begins[owner] + positions[rest])
            having[owner[good]] = True
        return having

    def _stands(self, docs: Docs, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the phrase stands around each of these places of its pair."""
        left = np.arange(len(at))
        if self.fields is not None:
            inside = self.text.inside(Occurrences(docs, at), self.fields)
            left = np.flatnonzero(inside)
        for shift, unit in self.others:
            if not left.size:
                break
            left = left[self.text.is_at(unit, at[left] + shift)]
        stands = np.zeros(len(at), bool)
        stands[left] = True
        return stands


def _frequency(text: UnitText, pair: int) -> int:
    start, stop = text.position_starts.part(pair, pair + 2).tolist()
    return int(stop - start)

"""Which documents have these units side by side?

A phrase is looked for at the places of a rare pair of neighbours, the first that is
rare enough or the rarest; the other units are then read from the unit text. Of few
places all are looked at in one go. Of many, a piece of the postings at a time, the
rarest unit comes first, and only a document whose first place fails has its others
tried: most documents that have a phrase have it at the first.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs, changes, expand, running
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.sets import NONE, any_of
from search.engines.whoosh.unit_text import CHUNK, Occurrences, UnitText

# Places that are looked at in one go: no rarer pair is worth a search. (Of 64 and 512
# the latter takes a sixth less of the median string of 170,000 articles.)
FEW = 512


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
    if len(known) == 2:
        pair = text.pair(*known)
        return NONE if pair is None else _with_pair(text, pair, fields)
    rare = _rare_pair(text, known)
    return NONE if rare is None else _Search(text, known, rare, fields).documents()


def _rare_pair(text: UnitText, units: Sequence[int]) -> tuple[int, int] | None:
    """Where in a phrase a rare pair stands, and its number; None when a pair of the
    phrase stands nowhere."""
    # Units are numbered by falling frequency.
    order = sorted(range(len(units) - 1), key=lambda i: -units[i] - units[i + 1])
    rarest: tuple[int, int, int] | None = None
    for at in order:
        pair = text.pair(units[at], units[at + 1])
        if pair is None:
            return None
        frequency = _frequency(text, pair)
        if rarest is None or frequency < rarest[0]:
            rarest = frequency, at, pair
        if frequency <= FEW:
            break
    return rarest and rarest[1:]


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
        rare: tuple[int, int],
        fields: Sequence[str] | None,
    ) -> None:
        self.text, self.fields = text, fields
        at, self.pair = rare
        others = [i for i in range(len(units)) if i not in (at, at + 1)]
        # Units are numbered by falling frequency: the rarest rules most places out.
        others.sort(key=lambda i: -units[i])
        self.others = [(i - at, units[i]) for i in others]

    def documents(self) -> Docs:
        """The documents with the phrase, ascending."""
        if _frequency(self.text, self.pair) <= FEW:
            return self._of_few()
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

    def _of_few(self) -> Docs:
        found = self.text.occurrences(self.pair, self.pair + 1)
        shifts, units = np.array(self.others).T
        around = self.text.units_at((found.at[:, None] + shifts).ravel())
        stands = (around.reshape(-1, units.size) == units).all(axis=1)
        if self.fields is not None:
            stands &= self.text.inside(found, self.fields)
        docs = found.docs[stands]
        first: Docs = docs[changes(docs)]
        return first

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

"""Which documents have phrases near each other, or in one sentence or text?

Every place of a phrase is looked at. The sentences, or the texts, of a segment are
numbered in the order in which they stand: a tree of phrases becomes sets of numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.base import AllOf, AnyOf, Near, Node, Not, Phrase, Together
from search.engines.whoosh.layout import SENTENCES
from search.engines.whoosh.postings import Docs, changes
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.sets import distinct
from search.engines.whoosh.unit_text import BORDER_NUMBER, Occurrences, UnitText

Numbers = NDArray[np.int64]

# So many units are looked at at a time for borders.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Spans:
    """Places in a unit text from `start` up to `end`, int64 each, in order of their
    starts."""

    start: Numbers
    end: Numbers


class Places:
    """The places of phrases in one segment."""

    def __init__(self, data: SegmentData) -> None:
        self.data = data

    def documents(self, node: Phrase | Near | Together) -> Docs:
        """The documents that a node describes, ascending."""
        if isinstance(node, Together):
            starts = self._begins(node.within)
            numbers = self._numbers(node.part, starts)
            return self._documents(starts[numbers])
        return self._documents(self._spans(node).start)

    def _documents(self, at: Numbers) -> Docs:
        docs = self.data.text.starts.searchsorted(at, "right") - 1
        return docs[changes(docs)]

    # ------------------------------------------------------------ spans

    def _spans(self, node: Phrase | Near) -> Spans:
        if isinstance(node, Phrase):
            return spans(self.data.text, node)
        left, right = self._any(node.left), self._any(node.right)
        return _ordered(
            [
                self._followed(left, right, node.most),
                self._followed(right, left, node.most),
            ]
        )

    def _any(self, phrases: Iterable[Phrase]) -> Spans:
        return _ordered([spans(self.data.text, phrase) for phrase in phrases])

    def _followed(self, first: Spans, second: Spans, most: int) -> Spans:
        """Each of `first` with the next of `second` behind it, where that is near."""
        at = second.start.searchsorted(first.end)
        there = at < second.start.size
        begin, end, at = first.start[there], first.end[there], at[there]
        near = second.start[at] - end <= most
        begin, at = begin[near], at[near]
        texts = self._texts
        same = texts.searchsorted(begin, "right") == texts.searchsorted(
            second.start[at], "right"
        )
        return Spans(begin[same], second.end[at][same])

    # ------------------------------------------------------------ sentences and texts

    def _numbers(self, node: Node, begins: Numbers) -> Numbers:
        """The numbers of the sentences or texts that a node describes, ascending."""
        match node:
            case Phrase() | Near():
                found = self._spans(node)
                numbers = begins.searchsorted(found.start, "right") - 1
                last = begins.searchsorted(found.end - 1, "right") - 1
                return distinct(numbers[numbers == last])
            case AllOf(parts):
                wanted = [p for p in parts if not isinstance(p, Not)]
                unwanted = [p.part for p in parts if isinstance(p, Not)]
                held = [self._numbers(part, begins) for part in wanted]
                numbers = reduce(np.intersect1d, held) if held else self._filled(begins)
                for part in unwanted:
                    numbers = np.setdiff1d(numbers, self._numbers(part, begins), True)
                return numbers
            case AnyOf(parts, least):
                held = [self._numbers(part, begins) for part in parts]
                joined = np.concatenate([np.empty(0, np.int64), *held])
                numbers, counts = np.unique(joined, return_counts=True)
                return numbers[counts >= least]
            case Not():
                return self._numbers(AllOf((node,)), begins)
        raise TypeError(f"no {type(node).__name__} is in a sentence or a text")

    def _filled(self, begins: Numbers) -> Numbers:
        """The numbers of those that have any unit: all but empty texts."""
        sizes = np.diff(begins, append=int(self.data.text.starts[-1]))
        borders = np.isin(begins + sizes, self._texts, assume_unique=True)
        borders[-1:] = True
        return np.flatnonzero(sizes > borders)

    def _begins(self, within: str) -> Numbers:
        return self._texts if within == "text" else self._sentences

    @cached_property
    def _texts(self) -> Numbers:
        """Where each text begins, int64, ascending."""
        text = self.data.text
        end = int(text.starts[-1])
        cuts = [*range(0, end, _PIECE), end]
        borders = [
            np.flatnonzero(text.codes.part(a, b) == BORDER_NUMBER) + a
            for a, b in pairwise(cuts)
        ]
        begins = np.concatenate([np.empty(0, np.int64), *borders]) + 1
        return begins[begins < end]

    @cached_property
    def _sentences(self) -> Numbers:
        """Where each sentence begins, int64, ascending."""
        numbers, starts = self.data.values(SENTENCES)
        terms = self.data.field(SENTENCES).terms
        ends = np.array([int(term) for term in terms], np.int64)
        starts = starts.astype(np.int64)
        owners = np.repeat(self.data.text.starts[:-1], starts[1:] - starts[:-1])
        begins = np.concatenate([self._texts, owners + ends[numbers]])
        # Two runs in order, nothing twice: this sort merges them.
        begins.sort(kind="stable")
        return begins


def spans(text: UnitText, phrase: Phrase) -> Spans:
    """All places of a phrase in the unit text of a segment."""
    if not phrase.units or not phrase.fields:
        return _ordered([])
    *fixed, last = phrase.units
    open_ended = phrase.prefix and last.isascii() and last != "%"
    if not open_ended:
        found = _places(text, phrase.units)
    elif fixed:
        found = _places(text, fixed)
        ends = np.zeros(len(text.dictionary), bool)
        ends[text.units_beginning(last)] = True
        found = found[ends[text.units_at(found + len(fixed))]]
    else:
        units = text.units_beginning(last).tolist()
        found = np.concatenate(
            [np.empty(0, np.int64), *(_places_of_unit(text, unit) for unit in units)]
        )
        found.sort()
    if len(phrase.fields) < len(text.fields):
        docs = text.starts.searchsorted(found, "right") - 1
        fields = [f"text_{name}" for name in phrase.fields]
        found = found[text.inside(Occurrences(docs, found), fields)]
    return Spans(found, found + len(phrase.units))


def _places(text: UnitText, phrase: Iterable[str]) -> Numbers:
    """Where a phrase begins, ascending."""
    units = [text.unit(unit) for unit in phrase]
    known = [unit for unit in units if unit is not None]
    if len(known) < len(units):
        return np.empty(0, np.int64)
    if len(known) == 1:
        return np.sort(_places_of_unit(text, known[0]))
    pairs = [text.pair(first, second) for first, second in pairwise(known)]
    there = [pair for pair in pairs if pair is not None]
    if len(there) < len(pairs):
        return np.empty(0, np.int64)
    # A unit begins where the pair that it is the first of does; the rarest comes first.
    found = [text.occurrences(pair, pair + 1).at - i for i, pair in enumerate(there)]
    found.sort(key=len)
    return reduce(np.intersect1d, found)


def _places_of_unit(text: UnitText, unit: int) -> Numbers:
    return text.occurrences(*text.pairs_from(unit)).at


def _ordered(held: list[Spans]) -> Spans:
    start = np.concatenate([np.empty(0, np.int64), *(each.start for each in held)])
    end = np.concatenate([np.empty(0, np.int64), *(each.end for each in held)])
    order = np.lexsort((end, start))
    return Spans(start[order], end[order])

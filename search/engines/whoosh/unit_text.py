"""Where does each unit of each document stand?

The documents of a segment stand one after the other as numbers of units, two bytes
each; the fields of a document follow each other in the order of the segment's `texts`,
each text ending with a border, which no phrase matches. Beside this unit text lie the
postings of every pair of neighbours, (unit, border) among them, with the positions of
its first unit in the document. Pairs are sorted by their first unit, so what stands
anywhere of a single unit is one slice.

Units are numbered by falling frequency. Numbers past what two bytes hold, one
occurrence in three thousand, are listed by themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import (
    Docs,
    Postings,
    Rows,
    bounds,
    changes,
    expand,
    running,
    write_rows,
)
from search.engines.whoosh.segment_file import (
    Array,
    SegmentFile,
    SegmentFileWriter,
    narrow,
)
from search.engines.whoosh.terms import TermDictionary, write_terms

BORDER = "\n"
BORDER_NUMBER = 0
UNCODED = 65_535
# So many units are remembered with their numbers.
KNOWN = 10_000
_UNASKED = -1
# Postings that are looked at in one go: they stay in a core's cache.
CHUNK = 32_768


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Places in the unit text: `docs` int64 and `at` int64 (numbers of units from the
    beginning of the segment's text), of the same length."""

    docs: Docs
    at: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """Where units stand in documents: `rows`, `columns` (which of the documents, which
    of the units) and `at`, the place in the document, int64 of the same length."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    at: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> "UnitPlaces":
        """Those that are chosen."""
        return UnitPlaces(self.rows[chosen], self.columns[chosen], self.at[chosen])

    @classmethod
    def joined(cls, pieces: Sequence["UnitPlaces"]) -> "UnitPlaces":
        """One behind the other."""
        if len(pieces) == 1:
            return pieces[0]
        each = [(piece.rows, piece.columns, piece.at) for piece in pieces]
        return cls(*map(np.concatenate, zip(*each, strict=True)))


class UnitText:
    """The unit text of one segment, and the postings of its pairs."""

    def __init__(self, file: SegmentFile) -> None:
        self.fields: tuple[str, ...] = tuple(file.meta["texts"])
        self.dictionary = TermDictionary.read(file, "units")
        self.numbers: Array = file.whole("units.numbers")
        self.first: Array = file.whole("pairs.first")
        # Indexing a memoryview gives Python numbers, ten times faster than an array.
        self._first = self.first.data
        self.second = file.array("pairs.second")
        self.pairs = Postings(file, "pairs")
        self.position_starts = file.array("pairs.position_starts")
        self.positions = file.array("pairs.positions")
        self.codes = file.array("text.codes")
        self.uncoded: int = file.meta["uncoded"]
        self.listed_at: Array = file.whole("text.listed_at")
        self.listed: Array = file.whole("text.listed")
        self.starts: NDArray[np.int64] = file.whole("text.starts").astype(np.int64)
        self._ends = file.array("text.ends")
        self._known: dict[str, int | None] = {}

    @property
    def ends(self) -> Array:
        """Where, in its document, each field ends: unsigned [documents, fields]."""
        return self._ends.whole()

    def unit(self, text: str) -> int | None:
        """The number of a unit; None when it stands nowhere."""
        number = self._known.get(text, _UNASKED)
        if number == _UNASKED:
            place = self.dictionary.find(text.encode("utf-8", "surrogatepass"))
            there = place is not None and text != BORDER
            number = int(self.numbers[place]) if there else None
            if len(self._known) >= KNOWN:
                self._known.clear()
            self._known[text] = number
        return number

    def units_beginning(self, text: str) -> NDArray[np.int64]:
        """The numbers of the units that begin with a text, ascending."""
        found = self.dictionary.beginning(text.encode("utf-8", "surrogatepass"))
        return np.sort(self.numbers[found.start : found.stop].astype(np.int64))

    def pair(self, first: int, second: int) -> int | None:
        """The number of a pair of neighbours; None when it stands nowhere."""
        start, stop = self.pairs_from(first)
        seconds = self.second.part(start, stop)
        # Of the array's own type: for any other, all of the array would be converted.
        number = int(seconds.searchsorted(seconds.dtype.type(second)))
        there = number < len(seconds) and seconds[number] == second
        return start + number if there else None

    def pairs_from(self, first: int) -> tuple[int, int]:
        """The numbers of the pairs that begin with a unit: from, and up to."""
        return self._first[first], self._first[first + 1]

    def documents_of(self, first: int, last: int) -> Docs:
        """The documents with any of these pairs, ascending."""
        start, stop = self.pairs.span(first, last)
        if last - first == 1:
            return self.pairs.documents(start, stop)
        there = np.zeros(len(self.starts) - 1, bool)
        # Of 的 there are millions: memory for them all would be new each time.
        for at in range(start, stop, CHUNK):
            there[self.pairs.documents(at, min(at + CHUNK, stop))] = True
        return np.flatnonzero(there)

    def counted(self, unit: int) -> tuple[Docs, NDArray[np.int64]]:
        """The documents with a unit anywhere, ascending, and how often, int64."""
        span = self.pairs.span(*self.pairs_from(unit))
        docs, counts = self.pairs.documents(*span), self.pairs.counts(*span)
        total = np.bincount(docs, counts, len(self.starts) - 1).astype(np.int64)
        there = total.nonzero()[0]
        return there, total[there]

    def places(self, docs: Docs, units: Sequence[int]) -> UnitPlaces:
        """Where each of these units stands in a few documents, which are read through,
        all units at once."""
        begins, ends = self.starts[docs], self.starts[docs + 1]
        spans = zip(begins.tolist(), ends.tolist(), strict=True)
        codes = np.concatenate([self.codes.part(*span) for span in spans])
        columns = np.full(UNCODED + 1, len(units), np.int16)
        coded = [(unit, n) for n, unit in enumerate(units) if unit < self.uncoded]
        for unit, column in coded:
            columns[unit] = column
        found = columns.take(codes)
        at = (found < len(units)).nonzero()[0]
        sizes = running(ends - begins)
        rows = sizes[1:].searchsorted(at, side="right")
        pieces = [UnitPlaces(rows, found[at].astype(np.int64), at - sizes[rows])]
        if len(coded) < len(units):
            for column, unit in enumerate(units):
                if unit >= self.uncoded:
                    pieces.append(self._listed_places(docs, unit, column))
        return UnitPlaces.joined(pieces)

    def _listed_places(self, docs: Docs, unit: int, column: int) -> UnitPlaces:
        """The same for a unit that is listed by itself."""
        listed = self.listed_at[self.listed == unit]
        first = listed.searchsorted(self.starts[docs])
        counts = listed.searchsorted(self.starts[docs + 1]) - first
        rows = np.repeat(np.arange(docs.size), counts)
        at = listed[expand(first, counts)] - self.starts[docs[rows]]
        return UnitPlaces(rows, np.full(at.size, column), at)

    def occurrences(self, first: int, last: int) -> Occurrences:
        """Where these pairs stand, each pair's places in order."""
        start, stop = self.pairs.span(first, last)
        docs = self.pairs.documents(start, stop)
        places = self.position_starts.part(first, last + 1)
        positions = self.positions.part(int(places[0]), int(places[-1]))
        if len(positions) > len(docs):
            docs = np.repeat(docs, self.pairs.counts(start, stop))
        return Occurrences(docs, self.starts[docs] + positions)

    def inside(self, found: Occurrences, fields: Sequence[str]) -> NDArray[np.bool_]:
        """Which of the occurrences stand in any of `fields`."""
        inside = np.zeros(len(found.docs), bool)
        local = found.at - self.starts[found.docs]
        for name in fields:
            begin, end = self.field(name, found.docs)
            inside |= (local >= begin) & (local < end)
        return inside

    def field(self, name: str, docs: Array) -> tuple[Array, Array]:
        """Where a field begins and ends in each of `docs`: int64 each."""
        number = self.fields.index(name)
        ends = self.ends
        end = ends[docs, number].astype(np.int64)
        begin = ends[docs, number - 1].astype(np.int64) if number else 0 * end
        return begin, end

    def is_at(self, unit: int, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a unit stands at each of these places; past an end none does."""
        codes = self.codes.take(at)
        if unit < self.uncoded:
            there: NDArray[np.bool_] = codes == unit
            return there
        found: NDArray[np.bool_] = codes == self.uncoded
        places = np.flatnonzero(found)
        listed = np.searchsorted(self.listed_at, at[places])
        found[places] = self.listed[listed] == unit
        return found

    def units_at(self, at: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The numbers of the units at these places, uint32."""
        units = self.codes.take(at).astype(np.uint32)
        places = np.flatnonzero(units == self.uncoded)
        units[places] = self.listed[np.searchsorted(self.listed_at, at[places])]
        return units

    def units(self, start: int, stop: int) -> NDArray[np.uint32]:
        """The numbers of the units from one place to another, uint32."""
        units = self.codes.part(start, stop).astype(np.uint32)
        first, last = np.searchsorted(self.listed_at, (start, stop))
        units[self.listed_at[first:last] - start] = self.listed[first:last]
        return units

    def frequencies(self) -> NDArray[np.int64]:
        """How often each unit stands in the segment, int64 [units]."""
        ends = self.position_starts.whole().astype(np.int64)
        counts: NDArray[np.int64] = np.diff(ends[self.first])
        return counts


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pairs of a unit text: `first` int64 [units + 1] bounds the pairs of each
    first unit in `second`; `rows` are their postings, `positions` the places in the
    document of the first unit, by pair and document."""

    first: NDArray[np.int64]
    second: Array
    rows: Rows
    position_starts: NDArray[np.int64]
    positions: Array


def number_by_frequency(counts: Array) -> NDArray[np.uint32]:
    """The number of each unit, uint32: the border first, then the most frequent."""
    ranked = counts.astype(np.int64)
    ranked[BORDER_NUMBER] = np.iinfo(np.int64).max
    numbers = np.empty(len(counts), np.uint32)
    numbers[np.argsort(-ranked, kind="stable")] = np.arange(len(counts))
    return numbers


def neighbours(units: NDArray[np.uint32], starts: Array, size: int) -> Neighbours:
    """The pairs of a unit text: `units` [units] are below `size`, a document begins
    at each of `starts` [documents + 1]."""
    at = np.flatnonzero(units[:-1] != BORDER_NUMBER)
    pairs, at = _sorted_pairs(units, at, size)
    docs_of = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    docs = docs_of[at - starts[0]]
    new_pair = changes(pairs)
    new_row = np.flatnonzero(new_pair | changes(docs))
    pair_at = np.flatnonzero(new_pair)
    distinct = pairs[pair_at]
    first = (distinct // np.uint64(size)).astype(np.int64)
    return Neighbours(
        bounds(first, size),
        (distinct % np.uint64(size)).astype(np.uint32),
        Rows(
            np.append(np.searchsorted(new_row, pair_at), len(new_row)),
            docs[new_row],
            np.diff(new_row, append=len(at)),
        ),
        np.append(pair_at, len(at)),
        at - starts[docs],
    )


def _sorted_pairs(units: Array, at: Array, size: int) -> tuple[Array, Array]:
    """Pairs as first * size + second, uint64, in order, and where they stand."""
    pairs = units[at].astype(np.uint64) * np.uint64(size) + units[at + 1]
    bits = len(units).bit_length()
    if size * size >= 1 << (64 - bits):
        order = np.argsort(pairs, kind="stable")
        return pairs[order], at[order]
    # Pair and place in one number: one sort in place, without an index.
    shift, low = np.uint64(bits), np.uint64((1 << bits) - 1)
    keys = (pairs << shift) | at.astype(np.uint64)
    keys.sort()
    return keys >> shift, (keys & low).astype(np.int64)


def write_neighbours(
    file: SegmentFileWriter, found: Neighbours, documents: int, longest: int
) -> None:
    """Write the pairs of a unit text; a position is below `longest`."""
    write_pairs(file, found.first, found.second, found.position_starts)
    write_rows(file, "pairs", found.rows, documents)
    file.add("pairs.positions", found.positions.astype(narrow(longest)))


def write_pairs(
    file: SegmentFileWriter, first: Array, second: Array, position_starts: Array
) -> None:
    """Write the dictionary of pairs and where the positions of each begin."""
    file.add("pairs.first", first.astype(narrow(int(first[-1]))))
    file.add("pairs.second", second)
    narrowed = position_starts.astype(narrow(int(position_starts[-1])))
    file.add("pairs.position_starts", narrowed)


def write_units(
    file: SegmentFileWriter, texts: Sequence[bytes], numbers: Array
) -> None:
    """Write the units of a text and the number of each."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    write_terms(file, "units", (texts[each] for each in order))
    file.add("units.numbers", numbers[order].astype(np.uint32))


def write_codes(file: SegmentFileWriter, chunks: Iterator[Array], uncoded: int) -> None:
    """Write the unit text from its pieces (numbers of units)."""
    listed: list[tuple[Array, Array]] = []

    def coded() -> Iterator[Array]:
        done = 0
        for chunk in chunks:
            large = np.flatnonzero(chunk >= uncoded)
            listed.append((large + done, chunk[large]))
            done += len(chunk)
            yield np.minimum(chunk, uncoded)

    file.stream("text.codes", np.uint16, coded())
    file.add("text.listed_at", np.concatenate([at for at, _ in listed]))
    file.add("text.listed", np.concatenate([n for _, n in listed]).astype(np.uint32))


def write_shape(
    file: SegmentFileWriter, starts: Array, ends: Array, pair_counts: Array
) -> None:
    """Write where documents begin [documents + 1], where their fields end
    [documents, fields], and the number of pairs in each, borders not counted."""
    file.add("text.starts", starts.astype(narrow(int(starts[-1]))))
    file.add("text.ends", ends.astype(narrow(int(ends.max(initial=0)))))
    file.add("pairs.lengths", pair_counts.astype(np.uint32))


def count_pairs(units: Array, starts: Array) -> NDArray[np.int64]:
    """How many pairs without a border each document has, int64 [documents]."""
    whole = (units[:-1] != BORDER_NUMBER) & (units[1:] != BORDER_NUMBER)
    total = running(whole)
    last = np.minimum(starts, len(whole))
    counts: NDArray[np.int64] = total[last[1:]] - total[last[:-1]]
    return counts

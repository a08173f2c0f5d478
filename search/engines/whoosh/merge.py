"""How do several segments become one?

Postings are copied, never inverted again: a first pass counts what will remain of
each term, which gives every list its place in the new file; a second pass moves the
lists there, a piece at a time, segment after segment, so that documents stay in order.
Memory holds the dictionaries and one piece; the rest goes from file to file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.builder import meta_of, write_values
from search.engines.whoosh.layout import PAIRS, Layout
from search.engines.whoosh.postings import (
    Postings,
    PostingsRoom,
    bounds,
    expand,
    running,
    write_starts,
)
from search.engines.whoosh.segment_data import Mask, SegmentData
from search.engines.whoosh.segment_file import (
    Array,
    CheckedArray,
    SegmentFileWriter,
    narrow,
)
from search.engines.whoosh.stored import write_stored_shape
from search.engines.whoosh.terms import write_terms
from search.engines.whoosh.unit_text import (
    BORDER,
    BORDER_NUMBER,
    UNCODED,
    number_by_frequency,
    write_codes,
    write_pairs,
    write_shape,
    write_units,
)

# Postings, units or bytes that are in memory at a time.
PIECE = 1 << 20


@dataclass(frozen=True)
class Part:
    """A segment to be merged: its documents that are `alive` (None: all) get the
    numbers from `base` on."""

    data: SegmentData
    alive: Mask | None
    base: int

    @cached_property
    def kept(self) -> Array:
        """The numbers of the documents that are kept, ascending."""
        count = self.data.documents
        return np.arange(count) if self.alive is None else np.flatnonzero(self.alive)

    @cached_property
    def renumbered(self) -> Array:
        """The new number of each document, int32; of no use for the deleted."""
        alive = np.ones(self.data.documents, bool) if self.alive is None else self.alive
        return (np.cumsum(alive) - 1 + self.base).astype(np.int32)


def merge(
    path: Path,
    segments: Sequence[tuple[SegmentData, Mask | None]],
    layout: Layout,
    uncoded: int = UNCODED,
) -> int:
    """Write the documents of segments that are not deleted as one segment file, and
    say how many they are."""
    parts: list[Part] = []
    documents = 0
    for data, alive in segments:
        parts.append(Part(data, alive, documents))
        documents += len(parts[-1].kept)
    with SegmentFileWriter(path) as file:
        for name in layout.numbers:
            columns = [part.data.column(name)[part.kept] for part in parts]
            file.add(f"{name}.numbers", np.concatenate(columns))
        for name in layout.words:
            _merge_terms(file, name, parts, documents)
            lengths = [part.data.lengths(name)[part.kept] for part in parts]
            file.add(f"{name}.lengths", np.concatenate(lengths))
        for name in layout.keywords:
            _merge_values(file, name, parts, _merge_terms(file, name, parts, documents))
        _merge_text(file, parts, documents, uncoded)
        _merge_stored(file, parts)
        file.close(meta_of(layout, documents, uncoded))
    return documents


# ---------------------------------------------------------------- postings


class _Source:
    """The postings of a part, on their way: `numbers` are the new ones of its terms."""

    def __init__(
        self,
        part: Part,
        postings: Postings,
        positions: CheckedArray | None = None,
        position_starts: CheckedArray | None = None,
    ) -> None:
        self.part, self.postings, self.positions = part, postings, positions
        self.starts = postings.starts.whole().astype(np.int64)
        self.numbers: NDArray[np.int64] = np.empty(0, np.int64)
        self.rows: NDArray[np.int64] = np.diff(self.starts)
        self.places: NDArray[np.int64] = np.empty(0, np.int64)
        if position_starts is not None:
            begins: NDArray[np.int64] = position_starts.whole().astype(np.int64)
            self.places = begins[1:] - begins[:-1]
        if part.alive is not None:
            pieces = [(each.rows, each.places) for each in self.pieces()]
            self.rows = _joined([rows for rows, _ in pieces])
            self.places = _joined([places for _, places in pieces])

    def pieces(self) -> Iterator["_Piece"]:
        """The postings that are kept, some terms at a time."""
        cuts = np.arange(0, self.starts[-1] + PIECE, PIECE)
        terms = np.unique(np.searchsorted(self.starts, cuts)).tolist()
        terms[0], terms[-1] = 0, len(self.starts) - 1
        done = 0
        for first, last in pairwise(terms):
            piece = _Piece(self, first, last, done)
            done = piece.done
            yield piece


class _Piece:
    """The postings of terms `first` to `last`, without deleted documents: `rows` and
    `places` say how many postings and positions each term keeps."""

    def __init__(self, source: _Source, first: int, last: int, done: int) -> None:
        start, stop = int(source.starts[first]), int(source.starts[last])
        self.first, self.last = first, last
        docs = source.postings.documents(start, stop)
        counts = source.postings.counts(start, stop)
        self.done = done + int(counts.sum())
        self.positions = np.empty(0, np.uint16)
        if source.positions is not None:
            self.positions = source.positions.part(done, self.done)
        sizes = np.diff(source.starts[first : last + 1])
        if source.part.alive is not None:
            keep = source.part.alive[docs]
            sizes = np.diff(running(keep)[running(sizes)])
            if source.positions is not None:
                self.positions = self.positions[np.repeat(keep, counts)]
            docs, counts = docs[keep], counts[keep]
        self.rows = sizes
        self.places = np.diff(running(counts)[running(sizes)])
        self.docs, self.counts = source.part.renumbered[docs], counts


def _write_postings(
    file: SegmentFileWriter,
    name: str,
    sources: Sequence[_Source],
    size: int,
    documents: int,
) -> None:
    """Write the postings of `size` terms; no positions."""
    totals = np.zeros(size, np.int64)
    for source in sources:
        there = source.rows > 0
        totals[source.numbers[there]] += source.rows[there]
    starts = running(totals)
    write_starts(file, name, starts)
    counted = any(source.postings.tf is not None for source in sources)
    room = PostingsRoom(file, name, int(starts[-1]), documents, counted)
    free = starts[:-1].copy()
    for source in sources:
        for piece in source.pieces():
            at = _places(source, piece, piece.rows, free)
            room.put(at, piece.docs, piece.counts)
    room.close()


def _write_positions(
    file: SegmentFileWriter, sources: Sequence[_Source], starts: Array, longest: int
) -> None:
    """Write the positions of the pairs, which begin at `starts` [pairs + 1]."""
    room = file.allocate("pairs.positions", narrow(longest), int(starts[-1]))
    free = starts[:-1].copy()
    for source in sources:
        for piece in source.pieces():
            room[_places(source, piece, piece.places, free)] = piece.positions


def _places(source: _Source, piece: _Piece, sizes: Array, free: Array) -> Array:
    """Where the lists of a piece go; what is `free` [terms] moves behind them."""
    there = sizes > 0
    numbers, sizes = source.numbers[piece.first : piece.last][there], sizes[there]
    at = expand(free[numbers], sizes)
    free[numbers] += sizes
    return at


def _merge_terms(
    file: SegmentFileWriter, name: str, parts: Sequence[Part], documents: int
) -> list[Array]:
    """Write a field of words or keywords; the new numbers of each part's terms."""
    sources = [_Source(part, part.data.field(name).postings) for part in parts]
    known = [list(part.data.field(name).terms) for part in parts]
    kept = [
        [term for term, rows in zip(terms, source.rows.tolist(), strict=True) if rows]
        for terms, source in zip(known, sources, strict=True)
    ]
    merged = sorted(set().union(*kept))
    number = {term: i for i, term in enumerate(merged)}
    for source, terms in zip(sources, known, strict=True):
        # A term of deleted documents only gets 0, and has nothing to move there.
        source.numbers = np.array([number.get(term, 0) for term in terms], np.int64)
    write_terms(file, name, merged)
    _write_postings(file, name, sources, len(merged), documents)
    return [source.numbers for source in sources]


def _merge_values(
    file: SegmentFileWriter,
    name: str,
    parts: Sequence[Part],
    numbers: Sequence[Array],
) -> None:
    """Write the keywords of each document."""
    values, counts = [], []
    for part, renumbered in zip(parts, numbers, strict=True):
        held, starts = part.data.values(name)
        sizes = np.diff(starts.astype(np.int64))[part.kept]
        values.append(renumbered[held[expand(starts[:-1][part.kept], sizes)]])
        counts.append(sizes)
    joined = _joined(values)
    size = int(joined.max(initial=0)) + 1
    write_values(file, name, joined, _joined(counts), size)


# ---------------------------------------------------------------- text


def _merge_text(
    file: SegmentFileWriter, parts: Sequence[Part], documents: int, uncoded: int
) -> None:
    """Write unit text and pairs."""
    sources = [
        _Source(part, text.pairs, text.positions, text.position_starts)
        for part, text in ((part, part.data.text) for part in parts)
    ]
    units = _merge_units(file, sources)
    lengths = [np.diff(part.data.text.starts)[part.kept] for part in parts]
    starts = running(_joined(lengths)) + 1
    longest = int(np.diff(starts).max(initial=0))
    write_codes(file, _codes(parts, units), uncoded)
    ends = [part.data.text.ends[part.kept] for part in parts]
    counts = [part.data.lengths(PAIRS)[part.kept] for part in parts]
    write_shape(file, starts, np.concatenate(ends), np.concatenate(counts))
    size = max(int(each.max()) for each in units) + 1
    first, second = _merge_pairs(sources, units, size)
    totals = np.zeros(len(second), np.int64)
    for source in sources:
        there = source.places > 0
        totals[source.numbers[there]] += source.places[there]
    position_starts = running(totals)
    write_pairs(file, first, second, position_starts)
    _write_postings(file, "pairs", sources, len(second), documents)
    _write_positions(file, sources, position_starts, longest)


def _merge_units(file: SegmentFileWriter, sources: Sequence[_Source]) -> list[Array]:
    """Write the units; the new numbers of each part's."""
    counts = {BORDER.encode(): 0}
    known: list[list[bytes]] = []
    for source in sources:
        text = source.part.data.text
        frequency = np.diff(running(source.places)[text.first.astype(np.int64)])
        known.append(list(text.dictionary))
        for unit, n in zip(known[-1], frequency[text.numbers].tolist(), strict=True):
            if n:
                counts[unit] = counts.get(unit, 0) + n
    numbers = number_by_frequency(np.fromiter(counts.values(), np.int64))
    write_units(file, list(counts), numbers)
    number = dict(zip(counts, numbers.tolist(), strict=True))
    renumbered = []
    for source, units in zip(sources, known, strict=True):
        table = np.zeros(len(units), np.uint32)
        table[source.part.data.text.numbers] = [number.get(unit, 0) for unit in units]
        renumbered.append(table)
    return renumbered


def _merge_pairs(
    sources: Sequence[_Source], units: Sequence[Array], size: int
) -> tuple[Array, Array]:
    """The pairs of all parts, as `Neighbours` has them; the sources get their new
    numbers."""
    keys = []
    for source, table in zip(sources, units, strict=True):
        text = source.part.data.text
        starts = text.first.astype(np.int64)
        first = np.repeat(table, np.diff(starts)).astype(np.uint64)
        keys.append((first << np.uint64(32)) | table[text.second.whole()])
    kept = [key[s.places > 0] for key, s in zip(keys, sources, strict=True)]
    merged = np.unique(np.concatenate(kept))
    for source, key in zip(sources, keys, strict=True):
        source.numbers = np.searchsorted(merged, key)
    firsts = (merged >> np.uint64(32)).astype(np.int64)
    return bounds(firsts, size), merged.astype(np.uint32)


def _codes(parts: Sequence[Part], units: Sequence[Array]) -> Iterator[Array]:
    """The unit text of the kept documents, in pieces of whole documents."""
    yield np.array([BORDER_NUMBER], np.uint32)
    for part, table in zip(parts, units, strict=True):
        text = part.data.text
        alive = part.alive
        cuts = np.arange(0, text.starts[-1] + PIECE, PIECE)
        docs = np.unique(np.searchsorted(text.starts, cuts)).tolist()
        docs[-1] = len(text.starts) - 1
        for first, last in pairwise(docs):
            starts = text.starts[first : last + 1]
            piece = table[text.units(int(starts[0]), int(starts[-1]))]
            if alive is not None:
                piece = piece[np.repeat(alive[first:last], np.diff(starts))]
            yield piece


# ---------------------------------------------------------------- stored fields


def _merge_stored(file: SegmentFileWriter, parts: Sequence[Part]) -> None:
    """Copy the stored fields as they are, each with the dictionary it needs."""
    presets: dict[bytes, int] = {}
    lengths, dictionary_of = [], []
    for part in parts:
        stored = part.data.stored
        lengths.append(np.diff(stored.starts.astype(np.int64))[part.kept])
        for preset in stored.dictionaries:
            presets.setdefault(preset, len(presets) + 1)
        table = np.array([0, *(presets[p] for p in stored.dictionaries)], np.uint16)
        dictionary_of.append(table[stored.dictionary_of[part.kept]])
    file.stream("stored.content", np.uint8, _contents(parts))
    write_stored_shape(
        file, running(_joined(lengths)), _joined(dictionary_of), list(presets)
    )


def _contents(parts: Sequence[Part]) -> Iterator[Array]:
    """The stored rows of the kept documents, run by run."""
    for part in parts:
        starts = part.data.stored.starts.astype(np.int64)
        kept = part.kept
        cuts = np.flatnonzero(np.diff(kept, prepend=-2) != 1)
        for run in np.split(kept, cuts[1:]):
            if not run.size:
                continue
            start, stop = int(starts[run[0]]), int(starts[run[-1] + 1])
            for at in range(start, stop, PIECE):
                yield part.data.stored.content.part(at, min(at + PIECE, stop))


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)

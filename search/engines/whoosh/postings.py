"""Which documents have a term, and how often?

Compressed sparse rows: `starts` [terms + 1] bounds, in `docs`, the documents of each
term in ascending order. A document takes two bytes, and in a segment of more than
65,536 the bits in `blocks` that say which 65,536 it is of. A count takes half a byte:
15 stands for a larger one, listed by itself, so that none is ever cut.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.packed import Packed, PackedRoom, width, write_packed
from search.engines.whoosh.segment_file import (
    Array,
    SegmentFile,
    SegmentFileWriter,
    narrow,
)

# What numpy looks places up by; of another type they are converted each time.
Docs = NDArray[np.int64]
Counts = NDArray[np.int64]

# The first count that does not fit into so many bits.
COUNT_BITS = 4
LARGE = (1 << COUNT_BITS) - 1
# The documents that two bytes tell apart.
_BLOCK_BITS = 16


@dataclass(frozen=True, slots=True)
class Rows:
    """Postings in memory: `starts` int64 [terms + 1], `docs` int32 [postings] and
    `counts` int64 [postings]."""

    starts: NDArray[np.int64]
    docs: NDArray[np.int32]
    counts: Counts


class Postings:
    """The postings of a field of one segment."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self.starts = file.array(f"{name}.starts")
        self.docs = file.array(f"{name}.docs")
        self.blocks: Packed | None = None
        if bits := _block_bits(file.meta["documents"]):
            self.blocks = Packed(file, f"{name}.blocks", bits)
        self.tf: Packed | None = None
        if f"{name}.tf" in file:
            self.tf = Packed(file, f"{name}.tf", COUNT_BITS)
            self._large_at = file.whole(f"{name}.large_at")
            self._large = file.whole(f"{name}.large")

    def __len__(self) -> int:
        return len(self.starts) - 1

    def span(self, first: int, last: int | None = None) -> tuple[int, int]:
        """Where the postings of terms `first` to `last` (of one, if None) lie."""
        last = first + 1 if last is None else last
        bounds = self.starts.part(first, last + 1)
        return int(bounds[0]), int(bounds[-1])

    def documents(self, start: int, stop: int) -> Docs:
        """The documents of a span of postings, int64 [stop - start]."""
        docs = self.docs.part(start, stop).astype(np.int64)
        if self.blocks is not None:
            docs |= self.blocks.part(start, stop).astype(np.int64) << _BLOCK_BITS
        return docs

    def counts(self, start: int, stop: int) -> Counts:
        """How often each posting of a span counts, int64 [stop - start]."""
        if self.tf is None:
            return np.ones(stop - start, np.int64)
        counts = self.tf.part(start, stop).astype(np.int64)
        first, last = np.searchsorted(self._large_at, (start, stop))
        counts[self._large_at[first:last] - start] = self._large[first:last]
        return counts

    def are_complete(self) -> bool:
        """Whether every posting has its document, and its count where they have one."""
        size = len(self.docs)
        return all(each is None or each.holds(size) for each in (self.blocks, self.tf))


def write_rows(
    file: SegmentFileWriter,
    name: str,
    rows: Rows,
    documents: int,
    counted: bool = True,
) -> None:
    """Write postings of a segment of so many documents, with their counts if wanted."""
    write_starts(file, name, rows.starts)
    file.add(f"{name}.docs", rows.docs.astype(np.uint16))
    if bits := _block_bits(documents):
        write_packed(file, f"{name}.blocks", bits, rows.docs >> _BLOCK_BITS)
    if counted:
        write_packed(file, f"{name}.tf", COUNT_BITS, np.minimum(rows.counts, LARGE))
        large = np.flatnonzero(rows.counts >= LARGE)
        write_large(file, name, large, rows.counts[large])


def write_starts(file: SegmentFileWriter, name: str, starts: Array) -> None:
    """Write where the postings of each term begin."""
    file.add(f"{name}.starts", starts.astype(narrow(int(starts[-1]))))


def write_large(file: SegmentFileWriter, name: str, at: Array, counts: Array) -> None:
    """Write the counts that a byte does not hold, and which postings have them."""
    file.add(f"{name}.large_at", at.astype(np.int64))
    file.add(f"{name}.large", counts.astype(np.uint32))


class PostingsRoom:
    """Room for so many postings of a segment of so many documents, filled in any
    order."""

    def __init__(
        self,
        file: SegmentFileWriter,
        name: str,
        postings: int,
        documents: int,
        counted: bool,
    ) -> None:
        self._file, self._name = file, name
        self._docs = file.allocate(f"{name}.docs", np.uint16, postings)
        self._blocks, self._tf = (
            PackedRoom(file, f"{name}.{kind}", bits, postings) if bits else None
            for kind, bits in (
                ("blocks", _block_bits(documents)),
                ("tf", COUNT_BITS if counted else 0),
            )
        )
        self._large: list[tuple[Array, Array]] = []

    def put(self, at: NDArray[np.int64], docs: Array, counts: Counts) -> None:
        """Write postings to their places."""
        self._docs[at] = docs.astype(np.uint16)
        if self._blocks is not None:
            self._blocks.put(at, docs >> _BLOCK_BITS)
        if self._tf is not None:
            self._tf.put(at, np.minimum(counts, LARGE))
            above = np.flatnonzero(counts >= LARGE)
            self._large.append((at[above], counts[above]))

    def close(self) -> None:
        """Write what did not fit."""
        if self._tf is not None:
            none = np.empty(0, np.int64)
            at, counts = map(
                np.concatenate, zip((none, none), *self._large, strict=True)
            )
            order = np.argsort(at)
            write_large(self._file, self._name, at[order], counts[order])


def _block_bits(documents: int) -> int:
    last = max(documents - 1, 0) >> _BLOCK_BITS
    return width(last) if last else 0


def invert(terms: Array, docs: Array, size: int) -> Rows:
    """The postings of occurrences: `terms[i]` (below `size`) stands in `docs[i]`."""
    keys = (terms.astype(np.uint64) << np.uint64(32)) | docs.astype(np.uint64)
    keys.sort()
    first = np.flatnonzero(changes(keys))
    found = keys[first]
    starts = bounds((found >> np.uint64(32)).astype(np.int64), size)
    counts = np.diff(first, append=len(keys))
    return Rows(starts, (found & np.uint64(0xFFFFFFFF)).astype(np.int32), counts)


def changes(sorted_values: Array) -> NDArray[np.bool_]:
    """Where a value differs from the one before; the first does."""
    new = np.ones(len(sorted_values), bool)
    np.not_equal(sorted_values[1:], sorted_values[:-1], out=new[1:])
    return new


def bounds(rows: Array, size: int) -> NDArray[np.int64]:
    """Where each of `size` rows begins among sorted row numbers, int64 [size + 1]."""
    return running(np.bincount(rows, minlength=size))


def running(counts: Array) -> NDArray[np.int64]:
    """The running sum of counts, from 0: int64 [counts + 1]."""
    total = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=total[1:])
    return total


def expand(starts: Array, counts: Array) -> NDArray[np.int64]:
    """The numbers starts[i] … starts[i] + counts[i] - 1, for each i in turn."""
    shifts: NDArray[Any] = starts.astype(np.int64) - running(counts)[:-1]
    return np.repeat(shifts, counts) + np.arange(int(counts.sum()))

"""Which documents have a term, and how often?

Compressed sparse rows: `starts` [terms + 1] bounds, in `docs`, the documents of each
term in ascending order. Documents take two bytes where the segment has at most 65,536.
A count takes one byte: 255 stands for a larger one, listed by itself, so that none is
ever cut.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.segment_file import (
    Array,
    CheckedArray,
    SegmentFile,
    SegmentFileWriter,
    narrow,
)

# What numpy looks places up by; of another type they are converted each time.
Docs = NDArray[np.int64]
Counts = NDArray[np.int64]

LARGE = 255


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
        self.tf: CheckedArray | None = None
        if f"{name}.tf" in file:
            self.tf = file.array(f"{name}.tf")
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
        return self.docs.part(start, stop).astype(np.int64)

    def counts(self, start: int, stop: int) -> Counts:
        """How often each posting of a span counts, int64 [stop - start]."""
        if self.tf is None:
            return np.ones(stop - start, np.int64)
        counts = self.tf.part(start, stop).astype(np.int64)
        first, last = np.searchsorted(self._large_at, (start, stop))
        counts[self._large_at[first:last] - start] = self._large[first:last]
        return counts


def write_rows(
    file: SegmentFileWriter,
    name: str,
    rows: Rows,
    documents: int,
    counted: bool = True,
) -> None:
    """Write postings of a segment of so many documents, with their counts if wanted."""
    write_starts(file, name, rows.starts)
    file.add(f"{name}.docs", rows.docs.astype(narrow(documents - 1)))
    if counted:
        file.add(f"{name}.tf", np.minimum(rows.counts, LARGE).astype(np.uint8))
        large = np.flatnonzero(rows.counts >= LARGE)
        write_large(file, name, large, rows.counts[large])


def write_starts(file: SegmentFileWriter, name: str, starts: Array) -> None:
    """Write where the postings of each term begin."""
    file.add(f"{name}.starts", starts.astype(narrow(int(starts[-1]))))


def write_large(file: SegmentFileWriter, name: str, at: Array, counts: Array) -> None:
    """Write the counts that a byte does not hold, and which postings have them."""
    file.add(f"{name}.large_at", at.astype(np.int64))
    file.add(f"{name}.large", counts.astype(np.uint32))


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

"""How do arrays lie in one file, and how is damage to them noticed?

    magic · arrays, each at a multiple of 64 bytes · checksums
          · footer (JSON) · trailer · the same footer · trailer

A file is written once, synced, and only ever mapped afterwards. The last footer is
checked when a file is opened; the one before is a copy, without which nothing could be
saved of a file whose footer is damaged. Arrays are checked in blocks of 16 KiB, each on
its first use: a block takes some five microseconds, a whole archive at each start of
the command line would take longer than the answer.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import prod
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from search.engines.whoosh.failures import damaged
from search.errors import EngineError, IndexOutdated

MAGIC = b"PARKSEG\n"
FORMAT = 1
ALIGNMENT = 64
BLOCK = 1 << 14

# After so many checks it is counted how many are left.
_COUNTED = 64

# Where the footer is, how long, its crc32, the version of the format, the magic.
_TRAILER = struct.Struct("<QQII8s")

Array = NDArray[Any]


class SegmentFileWriter:
    """Writes a segment file; as a context manager it leaves nothing when it fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("xb+")
        self._entries: dict[str, dict[str, Any]] = {}
        self._allocated: list[np.memmap[Any, Any]] = []
        self._file.write(MAGIC)

    def add(self, name: str, array: Array) -> None:
        """Write an array of any dimension."""
        array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        self._begin(name, array.dtype, array.shape)
        self._file.write(array.data.cast("B") if array.size else b"")

    def stream(self, name: str, dtype: DTypeLike, chunks: Iterable[Array]) -> None:
        """Write an array of one dimension from its pieces."""
        self._begin(name, np.dtype(dtype), (0,))
        count = 0
        for chunk in chunks:
            piece = np.ascontiguousarray(chunk, dtype)
            self._file.write(piece.data.cast("B") if piece.size else b"")
            count += piece.size
        self._entries[name]["shape"] = (count,)

    def allocate(self, name: str, dtype: DTypeLike, count: int) -> Array:
        """An array in the file, one dimension, to be filled in any order."""
        found = np.dtype(dtype)
        self._begin(name, found, (count,))
        if not count:
            return np.empty(0, found)
        self._file.flush()
        offset = self._entries[name]["offset"]
        # Room is taken before the pages are mapped: a full disk is an error here, and
        # would be a signal that ends the process there.
        _reserve(self._file.fileno(), offset, count * found.itemsize)
        self._file.seek(0, os.SEEK_END)
        array = np.memmap(self._file, found, "r+", offset, (count,))
        self._allocated.append(array)
        return array

    def close(self, meta: dict[str, Any]) -> None:
        """Write checksums and footer, and wait until all is on the disk."""
        for array in self._allocated:
            array.flush()
        self._allocated.clear()
        self._file.flush()
        self._write_checksums()
        footer = json.dumps({"arrays": self._entries, "meta": meta}).encode()
        for _ in range(2):
            where, crc = self._file.tell(), zlib.crc32(footer)
            self._file.write(footer)
            self._file.write(_TRAILER.pack(where, len(footer), crc, FORMAT, MAGIC))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Leave nothing."""
        self._allocated.clear()
        self.path.unlink(missing_ok=True)
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._file.closed:
            self.discard()

    def _begin(self, name: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
        at = self._file.tell()
        self._file.write(b"\0" * (-at % ALIGNMENT))
        little = dtype.newbyteorder("<").str
        offset = self._file.tell()
        self._entries[name] = {"dtype": little, "shape": shape, "offset": offset}

    def _write_checksums(self) -> None:
        """A crc32 a block, read back from the file: arrays need not be in memory."""
        with mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            sums = {n: _checksums(content, e) for n, e in self._entries.items()}
        for name, each in sums.items():
            self._entries[name]["checksums"] = self._file.tell()
            self._entries[name]["crc32"] = zlib.crc32(each.tobytes())
            self._file.write(each.tobytes())


def _reserve(handle: int, offset: int, size: int) -> None:
    """Take room on the disk. Raises OSError where there is none."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, offset, size)
    else:
        os.truncate(handle, offset + size)


def _size(entry: dict[str, Any]) -> int:
    count: int = prod(entry["shape"])
    return count * int(np.dtype(entry["dtype"]).itemsize)


def _checksums(content: mmap.mmap, entry: dict[str, Any]) -> NDArray[np.uint32]:
    """The crc32 of each block of an array, uint32 of one dimension."""
    begin, end = entry["offset"], entry["offset"] + _size(entry)
    with memoryview(content) as view:
        sums = [
            zlib.crc32(view[at : min(at + BLOCK, end)])
            for at in range(begin, end, BLOCK)
        ]
    return np.array(sums, "<u4")


class CheckedArray:
    """A mapped array whose blocks are checked as they are first used.

    Any number of threads may read; at worst two check the same block.
    """

    def __init__(self, file: "SegmentFile", name: str, entry: dict[str, Any]) -> None:
        self._file, self._name = file, name
        dtype = np.dtype(entry["dtype"])
        count = prod(entry["shape"])
        self._values: Array = np.frombuffer(file.content, dtype, count, entry["offset"])
        self._bytes = self._values.view(np.uint8).data
        self._shape = tuple(entry["shape"])
        blocks = -(-self._values.nbytes // BLOCK)
        # Indexing a memoryview gives Python numbers, ten times faster than an array.
        self._sums = file.sums(name, entry, blocks).astype(np.uint32).data
        self._per_block = BLOCK // dtype.itemsize
        self._checked = bytearray(blocks)
        self._flags = np.frombuffer(self._checked, np.uint8)
        self._left = blocks

    def __len__(self) -> int:
        return self._values.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of its elements."""
        return self._values.dtype

    def part(self, start: int, stop: int) -> Array:
        """Elements `start` to `stop`, one dimension, not copied."""
        if self._left and stop > start:
            first, last = start // self._per_block, (stop - 1) // self._per_block
            fresh = [b for b in range(first, last + 1) if not self._checked[b]]
            if fresh:
                self._check(fresh)
        return self._values[start:stop]

    def whole(self) -> Array:
        """All of it, in its shape, not copied."""
        return self.part(0, self._values.size).reshape(self._shape)

    def take(self, indices: Array) -> Array:
        """The elements at `indices`; an index past an end gives the end's."""
        if self._left:
            blocks = indices // self._per_block
            fresh = blocks[self._flags.take(blocks, mode="clip") == 0]
            if fresh.size:
                last = len(self._checked) - 1
                self._check(sorted(set(fresh.clip(0, last).tolist())))
        found: Array = self._values.take(indices, mode="clip")
        return found

    def bad_blocks(self) -> list[int]:
        """The numbers of the blocks that are damaged."""
        return [*self._bad(range(len(self._sums)))]

    def _check(self, blocks: list[int]) -> None:
        for bad in self._bad(blocks):
            raise damaged(self._file.path, f"{self._name}, block {bad}")
        for block in blocks:
            self._checked[block] = 1
        # Threads may check the same block: what is left is counted anew, not down; of
        # a long array now and then, for that takes as long as a check.
        if len(blocks) > 1 or not blocks[0] % _COUNTED or len(self._sums) < _COUNTED:
            self._left = self._checked.count(0)

    def _bad(self, blocks: Iterable[int]) -> Iterator[int]:
        """Those that are damaged."""
        content, sums = self._bytes, self._sums
        for block in blocks:
            if zlib.crc32(content[block * BLOCK : (block + 1) * BLOCK]) != sums[block]:
                yield block


class SegmentFile:
    """A mapped segment file. Raises EngineError when it is damaged.

    To `rescue` what is left of one that is, any footer will do.
    """

    def __init__(self, path: Path, rescue: bool = False) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _TRAILER.size:
                raise damaged(path, "cut short")
            self.content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._end, footer = self._any_footer() if rescue else self._footer(size)
        self.meta: dict[str, Any] = footer["meta"]
        self._entries: dict[str, dict[str, Any]] = footer["arrays"]
        self._arrays: dict[str, CheckedArray] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def array(self, name: str) -> CheckedArray:
        """An array of the file."""
        if name not in self._arrays:
            self._arrays[name] = CheckedArray(self, name, self._entries[name])
        return self._arrays[name]

    def whole(self, name: str) -> Array:
        """All of an array, checked."""
        return self.array(name).whole()

    def verify(self) -> Iterator[str]:
        """Check every byte: a line for each block of an array that is damaged, and
        for what is written where nothing should be."""
        for name in self._entries:
            try:
                bad = self.array(name).bad_blocks()
            except EngineError:
                yield f"{self.path.name}: the checksums of {name} are damaged"
                continue
            for block in bad:
                yield f"{self.path.name}: {name}, block {block} is damaged"
        try:
            end, _ = self._footer(self._end)
        except EngineError:
            yield f"{self.path.name}: the copy of the footer is damaged"
            return
        for start, stop in self._gaps(end):
            if self.content[start:stop].strip(b"\0"):
                yield f"{self.path.name}: bytes {start} to {stop} are not empty"

    def _gaps(self, end: int) -> Iterator[tuple[int, int]]:
        """What lies between the arrays and their checksums, from and up to."""
        taken = [(len(MAGIC), len(MAGIC)), (end, end)]
        for entry in self._entries.values():
            size, at = _size(entry), entry["checksums"]
            taken.append((entry["offset"], entry["offset"] + size))
            taken.append((at, at + -(-size // BLOCK) * 4))
        return ((a, b) for (_, a), (b, _) in pairwise(sorted(taken)))

    def sums(self, name: str, entry: dict[str, Any], count: int) -> Array:
        """The checksums of an array's blocks, uint32, themselves checked."""
        sums = np.frombuffer(self.content, "<u4", count, entry["checksums"])
        if zlib.crc32(sums.tobytes()) != entry["crc32"]:
            raise damaged(self.path, f"checksums of {name}")
        return sums

    def _footer(self, end: int) -> tuple[int, dict[str, Any]]:
        """The footer whose trailer ends at `end`, and where it begins."""
        trailer = self.content[max(end - _TRAILER.size, 0) : end]
        if len(trailer) < _TRAILER.size or self.content[: len(MAGIC)] != MAGIC:
            raise damaged(self.path, "not a segment")
        where, length, crc, version, magic = _TRAILER.unpack(trailer)
        if magic != MAGIC or where + length + _TRAILER.size != end:
            raise damaged(self.path, "trailer")
        footer = self.content[where : where + length]
        if zlib.crc32(footer) != crc:
            raise damaged(self.path, "footer")
        if version != FORMAT:
            raise IndexOutdated(
                f"the index file {self.path} was written by another version",
                f"run 'search check --repair --index {self.path.parent}'",
            )
        return where, json.loads(footer)

    def _any_footer(self) -> tuple[int, dict[str, Any]]:
        """The last footer that can be read, wherever it stands."""
        at = len(self.content)
        while (at := self.content.rfind(MAGIC, 0, at)) > 0:
            try:
                return self._footer(at + len(MAGIC))
            except EngineError:
                continue
        raise damaged(self.path, "no footer")


def narrow(largest: int) -> np.dtype[Any]:
    """The smallest unsigned type that holds numbers up to `largest`."""
    return np.min_scalar_type(max(largest, 0))

"""How do small numbers lie in a file, several to a byte?

A number takes 1, 2, 4, 8 or 16 bits, the same for all of an array; in a byte the first
comes lowest.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.segment_file import (
    Array,
    SegmentFile,
    SegmentFileWriter,
    narrow,
)

_WIDTHS = (1, 2, 4, 8, 16)


def width(largest: int) -> int:
    """How many bits numbers up to `largest` take.

    >>> width(1), width(2), width(15), width(300)
    (1, 2, 4, 16)
    """
    return next(bits for bits in _WIDTHS if largest >> bits == 0)


class Packed:
    """Numbers of so many `bits` in a segment file."""

    def __init__(self, file: SegmentFile, name: str, bits: int) -> None:
        self._array, self._bits = file.array(name), bits

    def part(self, start: int, stop: int) -> Array:
        """Numbers `start` to `stop`, unsigned [stop - start]."""
        per = _per_byte(self._bits)
        first = start // per
        packed = self._array.part(first, -(-stop // per))
        if per > 1:
            # All numbers of a byte in one look-up.
            packed = _unpacked(self._bits).take(packed).view(np.uint8)
        return packed[start - first * per : stop - first * per]

    def holds(self, count: int) -> bool:
        """Whether the array is as long as so many numbers take."""
        return len(self._array) == -(-count // _per_byte(self._bits))


class PackedRoom:
    """Room for so many numbers in a file that is being written, to be filled in any
    order, each once."""

    def __init__(
        self, file: SegmentFileWriter, name: str, bits: int, count: int
    ) -> None:
        self._bits, self._per = bits, _per_byte(bits)
        kind = narrow((1 << bits) - 1)
        self._room: Array = file.allocate(name, kind, -(-count // self._per))

    def put(self, at: NDArray[np.int64], numbers: Array) -> None:
        """Write numbers to their places."""
        numbers = numbers.astype(self._room.dtype)
        places, turns = np.divmod(at, self._per)
        for turn in range(self._per):
            mine = turns == turn
            # No two of one turn share a byte.
            self._room[places[mine]] |= numbers[mine] << np.uint8(turn * self._bits)


def write_packed(file: SegmentFileWriter, name: str, bits: int, numbers: Array) -> None:
    """Write numbers that are in memory."""
    per = _per_byte(bits)
    kind = narrow((1 << bits) - 1)
    filled = np.zeros(-(-numbers.size // per) * per, kind)
    filled[: numbers.size] = numbers
    packed = np.zeros(filled.size // per, kind)
    for turn in range(per):
        packed |= filled[turn::per] << np.uint8(turn * bits)
    file.add(name, packed)


@cache
def _unpacked(bits: int) -> Array:
    """The numbers in each byte, a byte each, as one number."""
    per = _per_byte(bits)
    shifts = np.arange(0, 8, bits)
    numbers = np.arange(256)[:, None] >> shifts & ((1 << bits) - 1)
    return numbers.astype(np.uint8).view(f"<u{per}").ravel()


def _per_byte(bits: int) -> int:
    return max(8 // bits, 1)

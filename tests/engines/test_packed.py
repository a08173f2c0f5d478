"""Small numbers come back as they went in, whatever room they have."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.packed import Packed, PackedRoom, width, write_packed
from search.engines.whoosh.segment_file import SegmentFile, SegmentFileWriter

WIDTHS = (1, 2, 4, 8, 16)


def test_the_smallest_width_is_taken() -> None:
    """A number takes as many bits as it needs, rounded up to a power of two."""
    assert [width(n) for n in (0, 1, 2, 3, 4, 15, 16, 255, 256, 65_535)] == [
        1, 1, 2, 2, 4, 4, 8, 8, 16, 16,
    ]  # fmt: skip


@pytest.mark.parametrize("bits", WIDTHS)
@given(data=st.data())
def test_numbers_come_back(
    bits: int, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Written at once or in any order, read from anywhere to anywhere."""
    some = st.lists(st.integers(0, (1 << bits) - 1), max_size=40)
    numbers = np.array(data.draw(some), np.int64)
    order = np.array(data.draw(st.permutations(range(numbers.size))), np.int64)
    path = tmp_path_factory.mktemp("packed") / "a.seg"
    with SegmentFileWriter(path) as file:
        write_packed(file, "whole", bits, numbers)
        room = PackedRoom(file, "room", bits, numbers.size)
        for piece in np.array_split(order, 3):
            room.put(piece, numbers[piece])
        file.close({})
    start = data.draw(st.integers(0, numbers.size))
    stop = data.draw(st.integers(start, numbers.size))
    _comes_back(path, bits, numbers, start, stop)


def _comes_back(
    path: Path, bits: int, numbers: np.ndarray, start: int, stop: int
) -> None:
    file = SegmentFile(path)
    for name in ("whole", "room"):
        packed = Packed(file, name, bits)
        assert packed.part(start, stop).tolist() == numbers[start:stop].tolist()
        assert packed.holds(numbers.size)
        assert not packed.holds(numbers.size + 8)

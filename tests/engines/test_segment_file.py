"""The file that holds a segment: what goes in comes out, or an error does."""

import os
import zlib
from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh.segment_file import (
    ALIGNMENT,
    BLOCK,
    MAGIC,
    SegmentFile,
    SegmentFileWriter,
    narrow,
)
from search.errors import EngineError, IndexOutdated

NUMBERS = np.arange(3 * BLOCK, dtype=np.uint16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with arrays written in each of the three ways."""
    path = tmp_path / "a.seg"
    with SegmentFileWriter(path) as file:
        file.add("numbers", NUMBERS)
        file.add("table", np.arange(12, dtype=">i8").reshape(3, 4))
        file.add("nothing", np.empty(0, np.float64))
        file.stream("stream", np.uint8, (np.full(n, n) for n in range(5)))
        room = file.allocate("room", np.uint32, 1000)
        room[::-1] = np.arange(1000)
        assert file.allocate("no room", np.uint32, 0).size == 0
        file.close({"documents": 7})
    return path


def test_arrays_come_back(path: Path) -> None:
    """In type, shape and content, each at a multiple of 64 bytes."""
    file = SegmentFile(path)
    assert file.meta == {"documents": 7}
    assert (file.whole("numbers") == NUMBERS).all()
    assert file.whole("table").tolist() == np.arange(12).reshape(3, 4).tolist()
    assert file.whole("stream").tolist() == [1, 2, 2, 3, 3, 3, 4, 4, 4, 4]
    assert (file.whole("room") == np.arange(1000)[::-1]).all()
    assert file.whole("nothing").size == file.whole("no room").size == 0
    assert "table" in file
    assert "other" not in file
    assert list(file.verify()) == []
    address = file.whole("numbers").__array_interface__["data"][0]
    assert address % ALIGNMENT == 0
    assert not file.whole("numbers").flags.writeable


def test_pieces_of_an_array(path: Path) -> None:
    """By range, and by numbers, one past an end giving the end's."""
    array = SegmentFile(path).array("numbers")
    assert (array.part(5, 40_001) == NUMBERS[5:40_001]).all()
    assert array.part(7, 7).size == 0
    at = np.array([0, 40_000, -3, 10**9])
    assert array.take(at).tolist() == [0, 40_000, 0, int(NUMBERS[-1])]
    assert len(array) == NUMBERS.size
    assert array.dtype == np.uint16


def test_a_damaged_block_is_noticed_when_it_is_used(path: Path) -> None:
    """And only then; the others can be read."""
    at = path.read_bytes().index(NUMBERS[10_000:].tobytes()[:64])
    _flip(path, at)
    file = SegmentFile(path)
    array = file.array("numbers")
    assert array.part(0, 100).size == 100
    with pytest.raises(EngineError, match=r"a\.seg is damaged \(numbers, block 1\)"):
        array.part(100, 10_001)
    with pytest.raises(EngineError, match="block 1"):
        array.take(np.array([10_000]))
    with pytest.raises(EngineError, match="damaged"):
        file.whole("numbers")
    assert list(file.verify()) == ["a.seg: numbers, block 1 is damaged"]


def test_a_byte_anywhere(path: Path) -> None:
    """Flip any byte: the file does not open, or the check says what is wrong."""
    content = path.read_bytes()
    chance = np.random.default_rng(4)
    ends = [0, len(content) - 1, len(content) - 9, len(content) - 30]
    for at in [*ends, *chance.integers(0, len(content), 200).tolist()]:
        _flip(path, at)
        try:
            file = SegmentFile(path)
            bad = list(file.verify())
        except EngineError as error:
            bad = [str(error)]
        assert bad, at
        path.write_bytes(content)


def test_nothing_stands_between_arrays(path: Path) -> None:
    """A byte there harms no answer, but tells of a disk that does."""
    _flip(path, len(MAGIC))
    assert list(SegmentFile(path).verify()) == ["a.seg: bytes 8 to 64 are not empty"]


def test_damaged_checksums_are_told_from_damaged_arrays(path: Path) -> None:
    """And the other arrays are checked all the same."""
    content = path.read_bytes()
    blocks = [NUMBERS[at : at + BLOCK // 2].tobytes() for at in (0, BLOCK // 2)]
    sums = np.array([zlib.crc32(block) for block in blocks], "<u4")
    _flip(path, content.index(sums.tobytes()))
    _flip(path, content.index(b"\1\2\2\3\3\3\4"))
    assert list(SegmentFile(path).verify()) == [
        "a.seg: the checksums of numbers are damaged",
        "a.seg: stream, block 0 is damaged",
    ]


def test_a_file_of_another_version(path: Path) -> None:
    """Is told from a damaged one."""
    _flip(path, path.stat().st_size - len(MAGIC) - 4)
    with pytest.raises(IndexOutdated, match=r"a\.seg was written by another version"):
        SegmentFile(path)


def test_the_copy_of_the_footer(path: Path) -> None:
    """Is checked like all else, and tells what is in a file whose footer is not."""
    content = path.read_bytes()
    copy, footer = content.index(b'{"arrays"'), content.rindex(b'{"arrays"')
    assert content[copy:footer][:-40] == content[footer:][:-40]
    _flip(path, copy + 40)
    assert list(SegmentFile(path).verify()) == [
        "a.seg: the copy of the footer is damaged"
    ]
    path.write_bytes(content)
    for cut in (footer + 5, len(content) - 1, len(content)):
        os.truncate(path, cut)
        if cut == len(content):
            _flip(path, footer + 40)
        with pytest.raises(EngineError):
            SegmentFile(path)
        rescued = SegmentFile(path, rescue=True)
        assert rescued.meta == {"documents": 7}
        assert (rescued.whole("numbers") == NUMBERS).all()
        path.write_bytes(content)
    os.truncate(path, copy)
    with pytest.raises(EngineError, match="no footer"):
        SegmentFile(path, rescue=True)


@pytest.mark.parametrize("size", [0, 10, 40, 5_000])
def test_a_file_cut_short(path: Path, size: int) -> None:
    """Does not open, and is named."""
    os.truncate(path, size)
    with pytest.raises(EngineError, match=r"a\.seg is damaged"):
        SegmentFile(path)


def test_a_failing_writer_leaves_nothing(tmp_path: Path) -> None:
    """Whatever fails."""
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        SegmentFileWriter(tmp_path / "b.seg") as file,
    ):
        file.allocate("room", np.uint8, 100)
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_never_written_over(path: Path) -> None:
    """Another writer may not take its name."""
    with pytest.raises(FileExistsError):
        SegmentFileWriter(path)


@pytest.mark.parametrize(
    ("largest", "kind"), [(-1, "u1"), (255, "u1"), (256, "u2"), (65_536, "u4")]
)
def test_numbers_take_as_little_room_as_they_can(largest: int, kind: str) -> None:
    """Unsigned, of the fewest bytes."""
    assert narrow(largest) == np.dtype(kind)


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(content)

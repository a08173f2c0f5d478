"""What is kept beside an index is there whole, or not at all."""

import os
from pathlib import Path

import pytest

from search.engines import open_engine
from search.engines.base import Source
from search.engines.whoosh.aside import read_aside, write_aside
from search.engines.whoosh.storage import aside_path
from search.errors import EngineError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file in which something is kept."""
    write_aside(tmp_path / "words", b"content" * 9)
    return tmp_path / "words"


def test_it_is_read_once(path: Path) -> None:
    """As long as it is the same, and in use."""
    first = read_aside(path)
    assert first
    assert read_aside(path) is first
    write_aside(path, b"other")
    second = read_aside(path)
    assert second
    assert bytes(second.content) == b"other"
    assert bytes(first.content) == b"content" * 9


@pytest.mark.parametrize("at", [0, 30, 62, 63, 66, 67, 74])
def test_a_flipped_bit_is_noticed(path: Path, at: int) -> None:
    """In the content and in its seal."""
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)
    assert read_aside(path) is None


@pytest.mark.parametrize("size", [0, 1, 12, 40, 74])
def test_what_is_cut_short_is_noticed(path: Path, size: int) -> None:
    """Wherever it is."""
    os.truncate(path, size)
    assert read_aside(path) is None


def test_what_is_missing_is_none(tmp_path: Path) -> None:
    """No error."""
    assert read_aside(tmp_path / "words") is None


def test_what_cannot_be_written_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept before is still there."""

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_aside(path, b"more")
    assert [each.name for each in path.parent.iterdir()] == ["words"]
    kept = read_aside(path)
    assert kept
    assert bytes(kept.content) == b"content" * 9


def test_the_engine_says_what_went_wrong(tmp_path: Path) -> None:
    """In a line of its own."""
    engine = open_engine(tmp_path / "index", create=True)
    with pytest.raises(EngineError, match="cannot use the index"):
        engine.keep("no/such/place", b"")


def test_the_next_writer_sweeps_what_a_killed_one_left(tmp_path: Path) -> None:
    """And leaves what is whole."""
    folder = tmp_path / "index"
    engine = open_engine(folder, create=True)
    engine.keep("words", b"whole")
    path = aside_path(folder, "words")
    stray = path.with_name(f"{path.name}.123.456")
    stray.write_bytes(b"half")
    engine.replace(Source("a.txt", "root"), ())
    engine.commit()
    assert not stray.exists()
    assert engine.kept("words")

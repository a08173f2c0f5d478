"""One line, whatever is wrong: the thing, the place, and the next command."""

import errno
import json
import os
import pickle
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from search.engines.base import EngineQuery, IndexedDocument, Source
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.failures import locked, translate_errors
from search.engines.whoosh.lock import forget_writer, note_writer
from search.errors import EngineError, IndexMissing, IndexOutdated, IndexUnsafe
from tests.engines.children import in_child
from tests.engines.oracle import Chance

SOURCE = Source("a.txt", "root")
ROOM = "make room, then run the same command again; what was indexed is all there"
OURS = "use an index folder that can be written to: --index DIR"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An index of ten documents."""
    engine = WhooshEngine(tmp_path / "index", create=True)
    engine.replace(SOURCE, Chance(1).documents(10))
    engine.commit()
    yield engine
    engine.close()


def _said(raised: Exception, folder: Path) -> str:
    with pytest.raises(EngineError) as told, translate_errors(folder):
        raise raised
    return str(told.value)


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, f" — {ROOM}"),
        (errno.EFBIG, f" — {ROOM}"),
        (errno.EDQUOT, f" — {ROOM}"),
        (errno.EROFS, f" — {OURS}"),
        (errno.EACCES, f" — {OURS}"),
        (errno.EIO, ""),
    ],
)
def test_what_the_system_refuses(tmp_path: Path, number: int, hint: str) -> None:
    """In its own words, and with what to do about it."""
    reason = os.strerror(number)
    said = _said(OSError(number, reason), tmp_path)
    assert said == f"cannot use the index at {tmp_path}: {reason}{hint}"


@pytest.mark.parametrize(
    "raised",
    [
        pickle.UnpicklingError("x"),
        zlib.error("x"),
        EOFError("x"),
        KeyError("x"),
        AttributeError("x"),
        ModuleNotFoundError("x"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, raised: Exception) -> None:
    """Is damaged, whatever the library calls it."""
    assert _said(raised, tmp_path) == (
        f"the index at {tmp_path} is damaged ({type(raised).__name__}) — "
        f"run 'search check --repair --index {tmp_path}'"
    )


def test_who_is_writing(tmp_path: Path) -> None:
    """Is said as far as it is known."""
    wait = "wait until it has finished, then try again"
    writing = f"another process is writing to the index at {tmp_path}"
    assert str(locked(tmp_path)) == f"{writing} — {wait}"
    note_writer(tmp_path)
    since = json.loads((tmp_path / "writer.json").read_text("utf-8"))["since"]
    holder = f"process {os.getpid()}, since {since}"
    assert str(locked(tmp_path)) == f"{writing}: {holder} — {wait}"
    forget_writer(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_segment_is_named(engine: WhooshEngine) -> None:
    """Nobody but a commit may take one away."""
    (path,) = engine.folder.glob("*.seg")
    path.unlink()
    with pytest.raises(EngineError) as told:
        WhooshEngine(engine.folder).find(EngineQuery())
    assert str(told.value) == (
        f"the index file {path} is damaged (missing) — "
        f"run 'search check --repair --index {engine.folder}'"
    )


def test_a_missing_table_of_contents(engine: WhooshEngine) -> None:
    """Is not taken for no index: what is there stays, whatever is tried."""
    (segment,) = engine.folder.glob("*.seg")
    for toc in engine.folder.glob("*.toc"):
        toc.unlink()
    for create in (False, True):
        again = WhooshEngine(engine.folder, create)
        with pytest.raises(EngineError, match=r"toc is damaged \(missing\) — run"):
            again.describe()
        with pytest.raises(EngineError, match="missing"):
            again.replace(SOURCE, ())
        again.close()
    assert segment.exists()


def test_a_folder_taken_away(engine: WhooshEngine) -> None:
    """From under an engine that had read it."""
    assert engine.find(EngineQuery()).total == 10
    engine.folder.rename(engine.folder.with_name("elsewhere"))
    with pytest.raises(IndexMissing, match="no index at"):
        engine.find(EngineQuery())


def test_an_index_of_another_version_in_its_place(engine: WhooshEngine) -> None:
    """Also where it is put under an engine that is running."""
    assert engine.find(EngineQuery()).total == 10
    for path in engine.folder.iterdir():
        path.rename(path.with_name(path.name.replace("news", "olds")))
    with pytest.raises(IndexOutdated, match="was made by another version — run"):
        engine.find(EngineQuery())
    with pytest.raises(IndexOutdated):
        WhooshEngine(engine.folder, create=True)


def test_what_goes_wrong_with_a_document_is_no_fault_of_the_index(
    engine: WhooshEngine,
) -> None:
    """And is not said to be; nothing of it stays."""

    def failing() -> Iterator[IndexedDocument]:
        yield from Chance(2).documents(3)
        raise KeyError("a mistake of ours")

    with pytest.raises(KeyError):
        engine.replace(SOURCE, failing())
    engine.close()
    assert engine.find(EngineQuery()).total == 10


@pytest.mark.parametrize(("mode", "left"), [(0o755, 0o700), (0o555, 0o500)])
def test_others_are_shut_out(engine: WhooshEngine, mode: int, left: int) -> None:
    """And nobody is let in who was not: a folder of ours may be read-only."""
    engine.folder.chmod(mode)
    WhooshEngine(engine.folder).close()
    assert engine.folder.stat().st_mode & 0o777 == left
    engine.folder.chmod(0o700)


def test_a_folder_on_a_disk_that_is_read_only(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cannot be tightened, which matters only where others can write to it."""

    def failing(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    engine.folder.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "chmod", failing)
        assert WhooshEngine(engine.folder).find(EngineQuery()).total == 10
    engine.folder.chmod(0o777)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "chmod", failing)
        with pytest.raises(IndexUnsafe, match=r"others can write .* — run 'chmod 700"):
            WhooshEngine(engine.folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
def test_a_read_only_folder(engine: WhooshEngine) -> None:
    """As another user than root sees it: read, and one line where it is written to."""
    with TemporaryDirectory() as place:
        folder = Path(place, "index")
        shutil.copytree(engine.folder, folder)
        assert in_child(lambda: _as_nobody(folder)) == 0


def _as_nobody(folder: Path) -> int:  # pragma: no cover
    # What Python loads on first use may be out of reach afterwards.
    WhooshEngine(folder).find(EngineQuery())
    for path in (folder.parent, folder, *folder.iterdir()):
        os.chown(path, 65534, 65534)
    folder.chmod(0o500)
    os.setuid(65534)
    engine = WhooshEngine(folder)
    if engine.find(EngineQuery()).total != 10:
        return 1
    try:
        engine.replace(SOURCE, ())
        engine.commit()
    except EngineError as error:
        return 0 if f"Permission denied — {OURS}" in str(error) else 2
    return 3

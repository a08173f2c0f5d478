"""The folder of a Whoosh index: whose it is, what is in it, who is writing."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.documents import make_document
from search.engines import open_engine
from search.engines.base import EngineQuery, Source
from search.engines.whoosh import storage
from search.errors import (
    EngineError,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnsafe,
)
from search.models import Article

PAGE = Source("a.txt", "root")
DOCUMENTS = [make_document(Article("a-01", "a.txt", headline="招商"))]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with an index of one article."""
    engine = open_engine(tmp_path / "index", create=True)
    engine.replace(PAGE, DOCUMENTS)
    engine.commit()
    engine.close()
    return tmp_path / "index"


def test_no_index(tmp_path: Path) -> None:
    """The error says which command makes one."""
    with pytest.raises(IndexMissing, match=r"no index at .*none — run 'search index"):
        open_engine(tmp_path / "none")


def test_the_folder_is_ours_alone(folder: Path) -> None:
    """Made 0700, and tightened when it was open to others."""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o777)
    open_engine(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_existing_folder_is_tightened_on_first_use(tmp_path: Path) -> None:
    """As the index/ of a checkout is; what lies in it stays."""
    (tmp_path / ".gitignore").write_text("*\n", "utf-8")
    tmp_path.chmod(0o755)
    open_engine(tmp_path, create=True).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*\n"


def test_a_folder_of_somebody_else_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner could make us run code."""
    monkeypatch.setattr(os, "getuid", lambda: os.stat(folder).st_uid + 1)
    with pytest.raises(IndexUnsafe, match="belongs to another user"):
        open_engine(folder).find(EngineQuery())


def test_another_version_is_said(folder: Path) -> None:
    """An index of another version is neither missing nor misread."""
    for path in folder.glob(f"*{storage.INDEX_NAME}*"):
        path.rename(folder / path.name.replace(storage.INDEX_NAME, "news0"))
    with pytest.raises(IndexOutdated, match="made by another version"):
        open_engine(folder).find(EngineQuery())
    with pytest.raises(IndexOutdated):
        open_engine(folder, create=True)


def test_one_writer_at_a_time(folder: Path) -> None:
    """The second is told; the first goes on."""
    first, second = open_engine(folder), open_engine(folder)
    first.replace(PAGE, ())
    with pytest.raises(IndexLocked, match="another process is writing"):
        second.replace(PAGE, ())
    first.commit()
    second.replace(PAGE, DOCUMENTS)
    second.commit()
    assert first.find(EngineQuery()).total == 1
    first.close()
    second.close()


# Whoosh leaves a file open when it gives up reading it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_one_clear_error(folder: Path) -> None:
    """Not a traceback of the library's."""
    for toc in folder.glob("*.toc"):
        toc.write_bytes(b"nothing of the kind")
    with pytest.raises(EngineError, match="damaged"):
        open_engine(folder).find(EngineQuery())


# Whoosh leaves a file open when it gives up reading it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_segment_is_one_clear_error(folder: Path) -> None:
    """Also when it shows only as the index is read."""
    for segment in folder.glob("*.seg"):
        segment.write_bytes(segment.read_bytes()[:40])
    with pytest.raises(EngineError):
        open_engine(folder).find(EngineQuery(facets=("park",)))


def test_a_failed_commit_leaves_no_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed before stays, and the next writer can work."""
    engine = open_engine(folder)
    engine.replace(Source("b.txt", "root"), DOCUMENTS)
    with monkeypatch.context() as patch:
        patch.setattr("whoosh.writing.SegmentWriter._commit_toc", _disk_is_full)
        with pytest.raises(EngineError, match="No space left"):
            engine.commit()
    assert engine.find(EngineQuery()).total == 1
    engine.replace(PAGE, ())
    engine.commit()
    assert engine.find(EngineQuery()).total == 0
    engine.close()


def _disk_is_full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_articles_read_last_are_at_hand(folder: Path) -> None:
    """Until a commit, which may bring others of the same id."""
    engine = open_engine(folder)
    view = engine.view()
    (first,) = view.fetch(["a-01"])
    assert view.fetch(["a-01"])[0] is first
    changed = Article("a-01", "a.txt", headline="另一篇")
    engine.replace(PAGE, [make_document(changed)])
    engine.commit()
    assert engine.fetch(["a-01"]) == (changed,)
    assert view.fetch(["a-01"]) == (first,)


def test_a_query_loads_no_whoosh(folder: Path) -> None:
    """It takes longer to load than a query to answer."""
    code = (
        "import sys; from search.engines import open_engine; "
        "from search.engines.base import EngineQuery; "
        "found = open_engine(sys.argv[1]).find(EngineQuery(articles=True)); "
        "print(found.articles[0].headline, 'whoosh' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, check=True
    )
    assert run.stdout == "招商 False\n"

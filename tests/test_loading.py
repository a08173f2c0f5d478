"""Articles get into an engine the same way in one process and in several."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from search import InputError, index_paths, loading, open_engine
from search.documents import make_document
from search.engines.base import Engine, EngineQuery, IndexedDocument, Source
from search.errors import EngineError
from search.loading import Portion, load
from search.models import Article
from tests import ROOT, SEEDS, hear_interrupts

PAGE = Source("a.jsonl", "root", "1")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The five pages make several."""
    monkeypatch.setattr(loading, "_BATCH", 4_000)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine without documents."""
    with closing(open_engine(tmp_path / "index", create=True)) as engine:
        yield engine


def portions(count: int = 30) -> Iterator[Portion]:
    """Articles of some length."""
    for number in range(count):
        body = (f"第{number}个项目在柳州高新区开工。" * 40,)
        yield Portion(PAGE, (Article(f"a-{number}", "a.jsonl", body=body),), page=False)


def test_several_processes_make_the_same_index(engine: Engine, tmp_path: Path) -> None:
    """In the same order, with the same facets, sound."""
    assert index_paths(engine, [SEEDS], workers=2).pages == 5
    with closing(open_engine(tmp_path / "other", create=True)) as alone:
        index_paths(alone, [SEEDS], workers=1)
        question = EngineQuery(sort="oldest", limit=100, facets=("park", "topic"))
        found = engine.find(question)
        assert found == alone.find(question)
        ids = [match.id for match in found.matches]
        assert engine.fetch(ids) == alone.fetch(ids)
    assert list(engine.check(make_document)) == []
    assert index_paths(engine, [SEEDS], workers=2).unchanged == 5


def test_few_articles_need_no_other_process(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does anything without articles need the lock."""
    monkeypatch.setattr(loading, "_load_apart", None)
    load(engine, portions(2))
    load(engine, (), workers=2)
    engine.commit()
    assert engine.find(EngineQuery()).total == 2


def test_what_goes_wrong_in_reading_ends_it(engine: Engine) -> None:
    """And no process is left."""

    def broken() -> Iterator[Portion]:
        yield from portions()
        raise InputError("no more")

    with pytest.raises(InputError, match="no more"):
        load(engine, broken(), workers=2)
    assert multiprocessing.active_children() == []
    engine.close()
    assert engine.find(EngineQuery()).total == 0


class BrokenLoader:
    """Fails in a worker, by an error or altogether."""

    def __init__(self, altogether: bool) -> None:
        self.altogether = altogether

    def load(self, documents: Iterable[tuple[Source, IndexedDocument]]) -> Any:
        """Never does."""
        if self.altogether:
            os.kill(os.getpid(), signal.SIGKILL)
        raise EngineError("no room", "make room")


@pytest.mark.parametrize(
    ("altogether", "told"),
    [(False, "no room — make room"), (True, "ended from outside.*--workers 1")],
)
def test_what_goes_wrong_in_a_worker_is_told(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, altogether: bool, told: str
) -> None:
    """In one line, and no process is left."""
    monkeypatch.setattr(engine, "loader", lambda: BrokenLoader(altogether))
    with pytest.raises(EngineError, match=told):
        load(engine, portions(), workers=2)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_the_one_they_work_for(tmp_path: Path, how: int) -> None:
    """However it ends; the index stays as it was, and the next writer can work."""
    articles = tmp_path / "a.jsonl"
    row = {"title": "柳州高新区", "body": "柳州高新区的项目开工了。" * 200}
    articles.write_text((json.dumps(row) + "\n") * 20_000, "utf-8")
    index = tmp_path / "index"
    command = [sys.executable, "-m", "search", "index", "--workers", "2"]
    process = subprocess.Popen(
        [*command, "--index", index, articles],
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )
    workers = _children(process.pid, count=2)
    os.killpg(process.pid, how) if how == signal.SIGINT else process.kill()
    assert process.wait(300)
    deadline = time.monotonic() + 60
    while any(map(_runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, workers))
    with closing(open_engine(index)) as engine:
        assert engine.find(EngineQuery()).total == 0
        assert index_paths(engine, [SEEDS]).pages == 5
    assert len(list(index.glob("*.seg"))) == 1


def _children(process: int, count: int) -> list[int]:
    """The worker processes, once they are all there and at work."""
    for _ in range(600):
        time.sleep(0.1)
        found = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if b"spawn_main" in _content(path) and _parent(path.parent) == process
        ]
        if len(found) == count:
            time.sleep(1)
            return found
    raise AssertionError("no workers")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parent(folder: Path) -> int:
    fields = _content(folder / "stat").rpartition(b")")[2].split()
    return int(fields[1]) if fields else 0


def _runs(process: int) -> bool:
    state = _content(Path(f"/proc/{process}/stat")).rpartition(b")")[2].split()
    return bool(state) and state[0] != b"Z"

"""Killed, full, damaged, locked: what was committed stays, and is never misread."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search.engines import open_engine
from search.engines.base import (
    EngineQuery,
    IndexedDocument,
    Phrase,
    Ranking,
    RankTerm,
    Source,
    Word,
)
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.durable import DurableStorage
from search.engines.whoosh.segment_file import SegmentFileWriter
from search.engines.whoosh.storage import INDEX_NAME
from search.errors import EngineError, IndexLocked
from tests import ROOT
from tests.engines.oracle import Chance

SOURCE = Source("a.txt", "root")

# Commits without end: each replaces all documents of the last by one more.
WRITER = """
import sys
from pathlib import Path
from search.engines.base import EngineQuery, Source
from search.engines.whoosh import WhooshEngine
from tests.engines.oracle import Chance
engine = WhooshEngine(Path(sys.argv[1]))
number = engine.find(EngineQuery()).total
while True:
    number += 1
    engine.replace(Source("a.txt", "root"), Chance(number).documents(number))
    engine.replace(Source(f"{number % 7}.txt", "other"), ())
    engine.commit()
    print(number, flush=True)
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An index of thirty documents."""
    engine = WhooshEngine(tmp_path / "index", create=True)
    engine.replace(SOURCE, Chance(1).documents(30))
    engine.commit()
    yield engine
    engine.close()


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The last commit stays, the lock is free, and the next commit cleans up."""
    folder, chance = tmp_path / "index", random.Random(8)
    open_engine(folder, create=True).close()
    committed = 0
    for _ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert writer.stdout is not None
        for _ in range(chance.randrange(1, 6)):
            committed = int(writer.stdout.readline())
        time.sleep(chance.random() / 50)
        writer.kill()
        committed = max([committed, *map(int, writer.stdout.read().split())])
        writer.wait()
        writer.stdout.close()
        engine = WhooshEngine(folder)
        # It may have died between the commit and saying so.
        assert engine.find(EngineQuery()).total in (committed, committed + 1)
        assert list(engine.check()) == []
        engine.replace(Source("b.txt", "root"), ())
        engine.commit()
        _assert_clean(engine)
        engine.close()


@pytest.mark.parametrize("seed", range(12))
def test_killed_at_each_step(engine: WhooshEngine, seed: int) -> None:
    """At any call by which the writer touches the disk."""
    engine.close()
    child = os.fork()
    if not child:  # pragma: no cover
        _die_at(seed)
        doomed = WhooshEngine(engine.folder)
        doomed.replace(SOURCE, Chance(2).documents(50))
        doomed.commit()
        os._exit(0)
    os.waitpid(child, 0)
    again = WhooshEngine(engine.folder)
    total = again.find(EngineQuery()).total
    assert total in (30, 50)
    assert list(again.check()) == []
    again.replace(Source("b.txt", "root"), Chance(3).documents(2))
    again.commit()
    assert again.find(EngineQuery()).total == total + 2
    _assert_clean(again)
    again.close()


def _die_at(step: int) -> None:  # pragma: no cover
    """Make this process die at its `step`-th sync, rename or removal."""
    left = [step]

    def hooked(name: str) -> None:
        call = getattr(os, name)

        def counted(*args: object, **options: object) -> object:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return call(*args, **options)

        setattr(os, name, counted)

    for name in ("fsync", "rename", "unlink", "remove"):
        hooked(name)


def _assert_clean(engine: WhooshEngine) -> None:
    """One table of contents, its copy, and no file that it does not name."""
    segments = {part.data.file.path.name for part in engine._executor().snapshot.parts}
    names = {path.name for path in engine.folder.iterdir()}
    others = {name for name in names - segments if not name.endswith((".toc", ".copy"))}
    assert others == {f"{INDEX_NAME}_WRITELOCK"}
    assert len(names) == len(segments) + 3


def test_a_full_disk(engine: WhooshEngine) -> None:
    """At whatever byte: one clear error, nothing lost, and it works once there is
    room."""
    child = os.fork()
    if not child:  # pragma: no cover
        os._exit(_write_with_little_room(engine.folder))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert engine.find(EngineQuery()).total == 30
    engine.replace(SOURCE, Chance(4).documents(40))
    engine.commit()
    assert engine.find(EngineQuery()).total == 40
    _assert_clean(engine)


def _write_with_little_room(folder: Path) -> int:  # pragma: no cover
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for room in (0, 100, 1_000, 4_000, 9_000, 15_000):
        engine = WhooshEngine(folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            engine.replace(SOURCE, Chance(4).documents(40))
            engine.replace(Source("b.txt", "root"), Chance(5).documents(40))
            engine.commit()
            return 1
        except EngineError as error:
            if "File too large" not in str(error):
                return 2
        if engine.find(EngineQuery()).total != 30:
            return 3
        engine.close()
    return 0


def test_no_room_to_merge(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while segments are merged."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SegmentFileWriter, "allocate", full)
    engine.replace(Source("b.txt", "root"), Chance(5).documents(30))
    with pytest.raises(EngineError, match="No space left on device"):
        engine.commit()
    monkeypatch.undo()
    assert engine.find(EngineQuery()).total == 30
    engine.replace(Source("b.txt", "root"), Chance(5).documents(10))
    engine.commit()
    assert engine.find(EngineQuery()).total == 40


def test_a_commit_that_fails_at_the_very_end(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once its table of contents has its name, what it names stays."""
    called = []

    def failing(folder: Path) -> None:
        called.append(folder)
        if len(called) == 2:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("search.engines.whoosh.durable.sync_folder", failing)
    monkeypatch.setattr("search.engines.whoosh.writer.sync_folder", failing)
    engine.replace(SOURCE, Chance(5).documents(12))
    with pytest.raises(EngineError, match="Input/output error"):
        engine.commit()
    monkeypatch.undo()
    assert engine.find(EngineQuery()).total == 12
    assert list(engine.check()) == []
    engine.replace(SOURCE, ())
    engine.commit()
    _assert_clean(engine)


def test_a_flipped_byte_is_never_misread(engine: WhooshEngine, tmp_path: Path) -> None:
    """Every answer is the right one, or an error that names the file."""
    queries = [
        EngineQuery(Word("招商"), facets=("park", "topic")),
        EngineQuery(Phrase(("招", "商", "引"))),
        EngineQuery(Phrase(("一",), ("headline",)), sort="newest"),
        EngineQuery(ranking=Ranking((RankTerm("bigrams", "招 商"),)), limit=30),
    ]
    expected = [engine.find(query) for query in queries]
    articles = engine.fetch(match.id for match in expected[3].matches)
    chance, noticed, told = random.Random(5), 0, dict[str, str]()
    for number in range(30):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(engine.folder, copy)
        path = chance.choice(sorted(copy.glob("*.seg")) + sorted(copy.glob("*.toc")))
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            damaged = WhooshEngine(copy)
            bad = list(damaged.check())
            for query, known in zip(queries, expected, strict=True):
                assert damaged.find(query) == known
            assert damaged.fetch(m.id for m in expected[3].matches) == articles
            noticed += bool(bad)
        except EngineError as error:
            told[path.name] = str(error)
            noticed += 1
    assert noticed > 10
    for name, message in told.items():
        assert f"{name} is damaged" in message


def test_a_folder_that_cannot_be_written_to(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Can be read; writing is one clear error."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(DurableStorage, "lock", refused)
    reader = WhooshEngine(engine.folder)
    assert reader.find(EngineQuery()).total == 30
    with pytest.raises(EngineError, match="Permission denied"):
        reader.replace(SOURCE, ())
    reader.close()


def test_who_holds_the_lock_is_said(engine: WhooshEngine) -> None:
    """Process and time; and nothing of it stays."""
    second = WhooshEngine(engine.folder)
    engine.replace(SOURCE, ())
    with pytest.raises(IndexLocked, match=rf"process {os.getpid()}, since 20\d\d-"):
        second.replace(SOURCE, ())
    engine.close()
    second.replace(SOURCE, ())
    second.close()
    assert not list(engine.folder.glob("*.json"))


@pytest.mark.parametrize("shared", [True, False])
def test_many_readers_under_a_writer(engine: WhooshEngine, shared: bool) -> None:
    """No error, and no answer from two commits at once: each commit has documents of
    one issue only."""
    wrong: list[object] = []
    done = threading.Event()
    readers = [WhooshEngine(engine.folder) for _ in range(1 if shared else 4)]
    engine.replace(SOURCE, _published(0))
    engine.commit()

    def read(reader: WhooshEngine) -> None:
        try:
            while not done.is_set():
                found = reader.find(EngineQuery(facets=("publication",), limit=100))
                if [found.total] != [n for _, n in found.facets["publication"]]:
                    wrong.append(found)
                reader.find(EngineQuery(Phrase(("招", "商")), facets=("park",)))
        except EngineError as error:
            wrong.append(error)

    threads = [
        threading.Thread(target=read, args=(readers[n % len(readers)],))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for number in range(1, 20):
        engine.replace(SOURCE, _published(number))
        engine.commit()
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    for reader in readers:
        assert reader.find(EngineQuery()).total == 10 + 19 % 5
        reader.close()


def _published(number: int) -> Iterator[IndexedDocument]:
    for document in Chance(number).documents(10 + number % 5):
        article = replace(document.article, publication=f"第{number}期")
        yield replace(document, article=article)

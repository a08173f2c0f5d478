"""A lexicon is made once a commit, kept with it, and made again where it is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Searcher, SearchRequest, index_paths, open_engine
from search.engines.base import Engine
from search.engines.whoosh.storage import aside_path
from search.errors import EngineError
from search.lexicon import keeping, lexicon_of, prepare, refresh
from tests import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an index of one article."""
    add(tmp_path, "1", "衡阳高新区招商引资")
    return tmp_path / "index"


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    """The engine on it."""
    opened = open_engine(folder)
    yield opened
    opened.close()


def add(place: Path, number: str, title: str) -> None:
    """Index one article more."""
    files = place / "files"
    files.mkdir(exist_ok=True)
    row = json.dumps({"id": number, "title": title})
    (files / f"{number}.jsonl").write_text(row + "\n", "utf-8")
    engine = open_engine(place / "index", create=True)
    index_paths(engine, [files])
    engine.close()


def test_it_is_made_when_it_is_wanted(engine: Engine) -> None:
    """And is the same until the next commit, for any engine on the index."""
    assert lexicon_of(engine.view()) is None
    made = refresh(engine)
    found = lexicon_of(engine.view())
    assert found
    assert found.commit == made.commit == engine.commit_id()
    assert refresh(engine) is found
    assert lexicon_of(open_engine(engine.folder).view()) is found  # type: ignore[attr-defined]


def test_a_commit_makes_it_old(engine: Engine, tmp_path: Path) -> None:
    """A small archive has the new one at once, a large one the old one meanwhile."""
    refresh(engine)
    add(tmp_path, "2", "益阳高新区提速")
    old = lexicon_of(engine.view())
    assert old
    assert old.commit != engine.commit_id()
    new = prepare(engine.view())
    assert new
    assert (new.commit, new.documents) == (engine.commit_id(), 2)


def test_a_search_for_what_is_printed_makes_none(
    engine: Engine, tmp_path: Path
) -> None:
    """A slip does where there is none at all; one of an earlier commit will do."""
    searcher = Searcher(engine)
    searcher.search(SearchRequest("招商引资"))
    assert engine.kept(keeping.NAME) is None
    assert searcher.search(SearchRequest("招商引子")).notices[-1].query == "招商引资"
    made = engine.kept(keeping.NAME)
    assert made
    add(tmp_path, "2", "益阳高新区提速")
    assert searcher.search(SearchRequest("招商引子")).notices[-1].query == "招商引资"
    assert engine.kept(keeping.NAME) is made


def test_of_a_large_archive_the_old_one_serves_meanwhile(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody who types waits; a thread makes the next."""
    monkeypatch.setattr(keeping, "AT_ONCE", 0)
    assert prepare(engine.view()) is None
    wait_for(engine, 1)
    add(tmp_path, "2", "益阳高新区提速")
    meanwhile = prepare(engine.view())
    assert meanwhile
    assert meanwhile.documents == 1
    assert not keeping._making.locked()
    monkeypatch.setattr(keeping, "PATIENCE_S", 0)
    assert prepare(engine.view()) is meanwhile
    wait_for(engine, 2)


def wait_for(engine: Engine, documents: int) -> None:
    """Until the lexicon of so many articles is at hand."""
    for _ in range(100):
        with keeping._making:
            found = lexicon_of(engine.view())
        if found and found.documents == documents:
            return
        keeping.threading.Event().wait(0.05)
    pytest.fail("it was not made")


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "of another version"])
def test_what_is_damaged_is_made_again(
    engine: Engine, folder: Path, damage: str
) -> None:
    """Without a word."""
    content = bytearray(refresh(engine).dump())
    path = aside_path(folder, keeping.NAME)
    if damage == "of another version":
        engine.keep(keeping.NAME, b"something else")
    else:
        content = bytearray(path.read_bytes())
        if damage == "flipped":
            content[len(content) // 2] ^= 1
        path.unlink()
        path.write_bytes({"cut": content[:-9], "emptied": b""}.get(damage, content))
    assert lexicon_of(engine.view()) is None
    found = prepare(engine.view())
    assert found
    assert found.commit == engine.commit_id()
    assert lexicon_of(engine.view()) is not None


def test_where_nothing_can_be_kept(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lasts as long as the process."""

    def refuse(view: object, name: str, content: bytes) -> None:
        raise EngineError("no room")

    monkeypatch.setattr("search.engines.whoosh.engine.WhooshView.keep", refuse)
    made = refresh(engine)
    assert lexicon_of(engine.view()) is made
    assert prepare(engine.view()) is made


def test_processes_may_make_it_at_once(folder: Path) -> None:
    """Each puts a whole one in place."""
    code = (
        "import sys; from search import open_engine; from search.lexicon import *;"
        "e = open_engine(sys.argv[1]); v = e.view();"
        "from search.lexicon.making import make_lexicon;"
        "[v.keep('lexicon', make_lexicon(v).dump()) or lexicon_of(v).commit"
        " for _ in range(5)]"
    )
    command = [sys.executable, "-c", code, str(folder)]
    running = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    asides = [path for path in folder.iterdir() if ".aside" in path.name]
    assert asides == [aside_path(folder, keeping.NAME)]


def test_reading_loads_no_pinyin(engine: Engine, folder: Path) -> None:
    """All that is needed is kept, so a start stays quick."""
    refresh(engine)
    code = (
        "import sys; from search import Searcher, SearchRequest, open_engine;"
        "s = Searcher(open_engine(sys.argv[1]));"
        "print([n.query for n in s.search(SearchRequest('招商引子')).notices],"
        "[x.text for x in s.suggest('zsyz')], 'pypinyin' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.strip().endswith("['招商引资'] False")
    assert "'招商引资'" in run.stdout.split("]")[0]

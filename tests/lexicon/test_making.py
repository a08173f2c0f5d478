"""The lexicon holds what the archive holds, however it came about."""

import json
from pathlib import Path

import pytest

from search import index_paths, open_engine
from search.engines.base import Engine, View
from search.lexicon import Lexicon, making
from search.lexicon.making import make_lexicon

ROWS = {
    "a.jsonl": [
        {"id": "a1", "title": "衡阳高新区招商引资", "body": "营商环境。" * 3,
         "byline": "钱进 李红"},
        {"id": "a2", "title": "合肥高新区“四证齐发”", "body": "优化营商环境。",
         "byline": "钱进"},
    ],
    "b.jsonl": [{"id": "b1", "title": "郴州高新区提速", "body": "项目建设。"}],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files of articles."""
    for name, rows in ROWS.items():
        write(tmp_path / name, rows)
    return tmp_path


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a file of articles."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def indexed(folder: Path) -> Engine:
    """An engine on the index of a folder."""
    engine = open_engine(folder / "index", create=True)
    assert not index_paths(engine, [folder]).failures
    return engine


def names(lexicon: Lexicon, kind: str) -> list[str]:
    """The names of a kind in order."""
    entries = getattr(lexicon, kind)
    return [entries.text(number) for number in range(len(entries))]


def test_what_is_in_it(folder: Path) -> None:
    """Headlines, authors by how much they wrote, zones, words."""
    lexicon = make_lexicon(indexed(folder).view())
    assert set(names(lexicon, "headlines")) == {
        row["title"] for rows in ROWS.values() for row in rows
    }
    assert names(lexicon, "bylines") == ["钱进", "李红"]
    assert set(names(lexicon, "parks")) == {"衡阳高新区", "合肥高新区", "郴州高新区"}
    assert lexicon.parks.count(0) == 1
    assert {"招商引资", "营商", "项目"} <= set(names(lexicon, "phrases"))
    assert not {"的", "在"} & set(names(lexicon, "phrases"))


def test_there_and_back(folder: Path) -> None:
    """From bytes it is what it was."""
    lexicon = make_lexicon(indexed(folder).view())
    again = Lexicon.read(lexicon.dump())
    assert again.dump() == lexicon.dump()
    assert names(again, "headlines") == names(lexicon, "headlines")


def test_one_made_of_another_is_as_one_made_anew(folder: Path) -> None:
    """Files that changed, came and went."""
    engine = indexed(folder)
    before = make_lexicon(engine.view())
    write(folder / "a.jsonl", [*ROWS["a.jsonl"][:1], {"id": "a3", "title": "新的一篇"}])
    write(folder / "c.jsonl", [{"id": "c1", "title": "又一篇", "byline": "李红"}])
    (folder / "b.jsonl").unlink()
    index_paths(engine, [folder])
    after = make_lexicon(engine.view(), before)
    anew = make_lexicon(engine.view())
    assert set(names(after, "headlines")) == {
        "衡阳高新区招商引资",
        "新的一篇",
        "又一篇",
    }
    for kind in ("parks", "bylines", "headlines"):
        assert names(after, kind) == names(anew, kind)
    assert after.commit == anew.commit != before.commit


def test_only_what_changed_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sources that are as they were are taken over."""
    engine = indexed(folder)
    before = make_lexicon(engine.view())
    write(folder / "c.jsonl", [{"id": "c1", "title": "又一篇"}])
    index_paths(engine, [folder])
    read: list[str] = []

    def noted(view: View, source: str) -> making._Block:
        read.append(source)
        return making._Block([], [])

    monkeypatch.setattr(making, "_read", noted)
    make_lexicon(engine.view(), before)
    assert read == ["c.jsonl"]


def test_an_empty_index(tmp_path: Path) -> None:
    """Has an empty lexicon."""
    lexicon = make_lexicon(open_engine(tmp_path / "index", create=True).view())
    assert [len(getattr(lexicon, k)) for k in ("parks", "phrases", "headlines")] == [
        0, 0, 0,
    ]  # fmt: skip

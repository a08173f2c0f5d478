"""Files become an index, and stay in step with it."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from search import InputError, index_paths, open_engine
from search.documents import make_document
from search.engines.base import Engine, EngineQuery
from search.files import Failure, PageFile, find_pages, stem_of
from search.indexing import Report, read_articles
from search.models import Article, Subhead
from tests import SEEDS

PAGE = """# {place}高新区上半年新开工项目十个

本报讯 近日,{place}高新区举行项目集中签约仪式,总投资{sum}亿元。 张玲
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two pages, one of them below another folder."""
    for name, place, amount in (("a.txt", "宝鸡", 10), ("07/b.md", "青岛", 20)):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(place=place, sum=amount), "utf-8")
    return tmp_path / "pages"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty index."""
    return open_engine(tmp_path / "index", create=True)


def ids(engine: Engine) -> list[str]:
    """The ids of all articles."""
    return sorted(m.id for m in engine.find(EngineQuery(limit=100)).matches)


def counts(report: Report) -> tuple[int, int, int, int]:
    """Pages brought in, unchanged, removed, failed."""
    return (report.pages, report.unchanged, report.removed, len(report.failures))


def test_the_five_pages(engine: Engine) -> None:
    """31 items, of which 4 are photos."""
    report = index_paths(engine, [SEEDS])
    assert (report.pages, report.articles, report.photos) == (5, 31, 4)
    assert report.line.startswith("5 pages, 31 articles, 0 failed, ")


def test_ids_come_from_the_path_below_the_folder(folder: Path, engine: Engine) -> None:
    """Folders are part of an id, the suffix is not."""
    report = index_paths(engine, [folder])
    assert counts(report) == (2, 0, 0, 0)
    assert ids(engine) == ["07.b-01", "a-01"]
    assert {s.name for s in engine.describe().sources} == {"a.txt", "07/b.md"}


def test_unchanged_files_are_skipped(folder: Path, engine: Engine) -> None:
    """Whatever their date says."""
    index_paths(engine, [folder])
    os.utime(folder / "a.txt")
    assert counts(index_paths(engine, [folder])) == (0, 2, 0, 0)


def test_changed_files_are_replaced(folder: Path, engine: Engine) -> None:
    """Whole, with all their articles."""
    index_paths(engine, [folder])
    (folder / "a.txt").write_text(PAGE.format(place="西安", sum=30), "utf-8")
    assert counts(index_paths(engine, [folder])) == (1, 1, 0, 0)
    assert engine.fetch(["a-01"])[0].parks == ("西安高新区",)


@pytest.mark.parametrize("what", ["sidecar", "topics", "zones", "rules"])
def test_what_shapes_articles_changes_files(
    folder: Path,
    engine: Engine,
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A sidecar, the user's data files and the splitting rules count too."""
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    index_paths(engine, [folder])
    expected = (2, 0, 0, 0)
    if what == "sidecar":
        (folder / "a.toml").write_text('published = "2023-07-26"\n', "utf-8")
        expected = (1, 1, 0, 0)
    elif what == "rules":
        monkeypatch.setattr("search.pages.RULES_VERSION", "another")
    else:
        ours = {"topics": "topics.toml", "zones": "zones.csv"}[what]
        source = Path(__file__).parent.parent / "search" / "facets" / ours
        (tmp_path / ours).write_bytes(source.read_bytes() + b"\n")
    assert counts(index_paths(engine, [folder])) == expected


def test_another_dictionary_is_only_noted(
    folder: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was cut with the old one is still found; the report counts it."""
    index_paths(engine, [folder])
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    (tmp_path / "dictionary.txt").write_text("新开工\n", "utf-8")
    report = index_paths(engine, [folder])
    assert (counts(report), report.stale) == ((0, 2, 0, 0), 2)


def test_vanished_files_are_removed(folder: Path, engine: Engine) -> None:
    """Of a folder that is named; others are left alone."""
    index_paths(engine, [folder])
    (folder / "a.txt").unlink()
    assert counts(index_paths(engine, [folder])) == (0, 1, 1, 0)
    assert ids(engine) == ["07.b-01"]


def test_a_moved_folder_takes_its_articles_along(folder: Path, engine: Engine) -> None:
    """The same ids from the new place, none doubled."""
    index_paths(engine, [folder])
    moved = folder.rename(folder.with_name("moved"))
    assert counts(index_paths(engine, [moved])) == (2, 0, 2, 0)
    assert ids(engine) == ["07.b-01", "a-01"]


def test_bad_files_are_named_and_the_rest_is_indexed(
    folder: Path, engine: Engine
) -> None:
    """And what the index held of them stays."""
    index_paths(engine, [folder])
    (folder / "a.txt").write_text("", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "c.txt").write_text(PAGE.format(place="长春", sum=40), "utf-8")
    report = index_paths(engine, [folder, folder / "none.txt"])
    assert counts(report) == (1, 1, 0, 3)
    assert {f.name for f in report.failures} == {"a.txt", "binary.txt", "none.txt"}
    assert all(f.reason and str(folder) not in f.reason for f in report.failures)
    assert ids(engine) == ["07.b-01", "a-01", "c-01"]


def test_an_unreadable_file_is_named(
    folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the system's reason."""
    read = Path.open

    def refused(path: Path, *how: Any, **named: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return read(path, *how, **named)

    monkeypatch.setattr(Path, "open", refused)
    report = index_paths(engine, [folder])
    assert report.failures == (Failure(folder / "a.txt", "permission denied"),)
    assert ids(engine) == ["07.b-01"]


def test_two_sources_must_not_share_ids(folder: Path, engine: Engine) -> None:
    """The error names both, and nothing has changed."""
    index_paths(engine, [folder])
    other = folder.with_name("other")
    other.mkdir()
    shutil.copy(folder / "a.txt", other / "a.md")
    with pytest.raises(InputError, match=r"pages/a\.txt and other/a\.md .*a-01"):
        index_paths(engine, [other])
    shutil.copy(folder / "a.txt", folder / "a.md")
    with pytest.raises(InputError, match=r"pages/a\.txt and pages/a\.md"):
        index_paths(engine, [folder])
    assert ids(engine) == ["07.b-01", "a-01"]


def test_progress_is_told(folder: Path, engine: Engine) -> None:
    """How many of how many, to the end, and the articles."""
    heard: list[tuple[int, ...]] = []
    index_paths(engine, [folder], lambda *so_far: heard.append(so_far))
    assert heard == [(0, 2, 1), (1, 2, 2), (2, 2, 2)]


def test_find_pages(folder: Path) -> None:
    """Files and folders, each file once, hidden ones and others left out."""
    (folder / ".hidden.txt").write_text("x", "utf-8")
    (folder / "image.png").write_bytes(b"")
    files, missing = find_pages([folder, folder / "a.txt", folder / "no"])
    assert [(f.name, f.stem) for f in files] == [("07/b.md", "07.b"), ("a.txt", "a")]
    assert [(f.name, f.reason) for f in missing] == [("no", "no such file or folder")]
    assert find_pages([folder / "a.txt"])[0] == (PageFile(folder / "a.txt", folder),)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """Rather than silently indexed."""
    assert find_pages([tmp_path])[1][0].reason.startswith("no pages")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("2023-07-12.01.txt", "2023-07-12.01"),
        ("07/news.jsonl.gz", "07.news"),
        ("news.JSONL.XZ", "news"),
        ("news.scan", "news"),
        (".jsonl", ".jsonl"),
    ],
)
def test_stem_of(name: str, stem: str) -> None:
    """Only the last suffix goes; a packed file has one of two parts."""
    assert stem_of(name) == stem


def records(folder: Path, name: str, *ids: str) -> Path:
    """A file of articles with these ids."""
    rows = (json.dumps({"id": each, "body": f"{each}签约"}) for each in ids)
    path = folder / name
    path.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_articles_of_records(folder: Path, engine: Engine) -> None:
    """They keep their ids; bad lines are named and the rest is indexed."""
    with records(folder, "n.jsonl", "x-1", "x-2").open("a") as stream:
        stream.write("bad\n")
    report = index_paths(engine, [folder])
    assert counts(report) == (3, 0, 0, 1)
    assert report.articles == 4
    assert [(f.name, f.reason) for f in report.failures] == [("n.jsonl:3", "not JSON")]
    assert ids(engine) == ["07.b-01", "a-01", "x-1", "x-2"]
    assert counts(index_paths(engine, [folder])) == (0, 3, 0, 0)


def test_a_page_and_records_may_share_a_stem(folder: Path, engine: Engine) -> None:
    """Where the records bring ids of their own."""
    records(folder, "a.jsonl", "x-1")
    assert counts(index_paths(engine, [folder])) == (3, 0, 0, 0)


def test_an_id_is_given_once(folder: Path, engine: Engine) -> None:
    """Two files of one run, or one and the index: the failure names both."""
    records(folder, "m.jsonl", "x-1", "a-01")
    records(folder, "n.jsonl", "x-1", "x-2")
    report = index_paths(engine, [folder])
    assert [(f.name, f.reason) for f in report.failures] == [
        ("m.jsonl:2", "the id a-01 is already that of an article of pages/a.txt"),
        ("n.jsonl:1", "the id x-1 is already that of an article of pages/m.jsonl"),
    ]
    other = folder.with_name("other")
    other.mkdir()
    report = index_paths(engine, [records(other, "m.jsonl", "x-1", "x-2", "x-3")])
    assert [(f.name, f.reason) for f in report.failures] == [
        ("m.jsonl:1", "the id x-1 is already that of an article of pages/m.jsonl"),
        ("m.jsonl:2", "the id x-2 is already that of an article of pages/n.jsonl"),
    ]
    assert ids(engine) == ["07.b-01", "a-01", "x-1", "x-2", "x-3"]


def test_records_may_move_from_file_to_file(folder: Path, engine: Engine) -> None:
    """Files that change in the same run, or have gone, hold no ids."""
    records(folder, "m.jsonl", "x-1", "x-2")
    records(folder, "n.jsonl", "x-3")
    index_paths(engine, [folder])
    records(folder, "m.jsonl", "x-3")
    records(folder, "n.jsonl", "x-1")
    assert counts(index_paths(engine, [folder])) == (2, 2, 0, 0)
    (folder / "m.jsonl").rename(folder / "o.jsonl")
    assert counts(index_paths(engine, [folder])) == (1, 3, 1, 0)
    assert ids(engine) == ["07.b-01", "a-01", "x-1", "x-3"]


def test_another_encoding_reads_a_file_anew(folder: Path, engine: Engine) -> None:
    """And a name that no encoding has is an error before anything is done."""
    (folder / "a.txt").write_bytes("園區建設\n\n本報訊 開工。\n".encode("big5"))
    index_paths(engine, [folder / "a.txt"])
    assert engine.fetch(["a-01"])[0].headline != "園區建設"
    assert index_paths(engine, [folder / "a.txt"], encoding="big5").pages == 1
    assert engine.fetch(["a-01"])[0].headline == "園區建設"
    with pytest.raises(InputError, match="no encoding is called 'no-such'"):
        index_paths(engine, [folder], encoding="no-such")


def test_a_document_has_the_terms_of_every_text() -> None:
    """Each text by itself, in the field it is searched in."""
    article = Article(
        "a-01",
        "a.txt",
        headline="标题",
        kicker="引题",
        byline=("甲",),
        subheads=(Subhead("小标题", 1),),
        body=("一段。", "二段。"),
        captions=("图说。",),
    )
    texts = make_document(article).texts
    assert {name: [t.units for t in terms] for name, terms in texts.items()} == {
        "headline": [("引", "题"), ("标", "题")],
        "body": [("一", "段"), ("小", "标", "题"), ("二", "段")],
        "caption": [("图", "说")],
        "byline": [("甲",)],
    }


def test_articles_are_read_with_their_facets(folder: Path) -> None:
    """Park, place and topics come with the article."""
    (article,) = read_articles(PageFile(folder / "a.txt", folder))
    assert (article.parks, article.province, article.city) == (
        ("宝鸡高新区",),
        "陕西",
        "宝鸡",
    )
    assert "项目建设" in article.topics

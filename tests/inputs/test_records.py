"""Do the lines of a .jsonl file become the articles that they are?"""

import gzip
import json
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from search.errors import PageFormatError
from search.files import PageFile
from search.inputs import read as read_as_it_is
from search.inputs import read_articles
from search.models import Article, Credit, PartialDate
from tests.inputs.files import put

FULL = {
    "id": "n-7",
    "title": "项目开工",
    "kicker": "引题",
    "deck": "——副题",
    "body": "7月25日,项目开工。\n\n第二段。",
    "date": "2023-07-26T10:00:00+08:00",
    "source": "工人日报",
    "byline": "记者 王健 通讯员 李红",
    "parks": ["合肥高新区"],
    "topics": ["项目建设"],
    "url": "https://example.org/7",
    "captions": "图为现场。",
}


def lines(*records: object) -> str:
    """Records, one a line; what is a text already stays as it is."""
    return "".join(
        (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n"
        for r in records
    )


def read(file: PageFile) -> tuple[list[Article], list[tuple[int, str]]]:
    """The articles of a file, and what was reported."""
    told: list[tuple[int, str]] = []
    found = list(read_articles(file, report=lambda line, why: told.append((line, why))))
    return found, told


def test_every_field_has_its_place(tmp_path: Path) -> None:
    """The source stays the file; the record's `source` is the newspaper."""
    articles, told = read(put(tmp_path, "news.jsonl", lines(FULL)))
    assert told == []
    assert articles == [
        Article(
            id="n-7",
            source="news.jsonl",
            headline="项目开工",
            kicker="引题",
            deck="——副题",
            byline=("王健", "李红"),
            credits=(Credit("王健", "记者"), Credit("李红", "通讯员")),
            byline_lines=("记者 王健 通讯员 李红",),
            body=("7月25日,项目开工。", "第二段。"),
            captions=("图为现场。",),
            lines=((1, 1),),
            publication="工人日报",
            published=PartialDate("2023-07-26", "day", "given"),
            event_dates=("2023-07-25",),
            parks=("合肥高新区",),
            topics=("项目建设",),
            url="https://example.org/7",
        )
    ]


@pytest.mark.parametrize(
    ("field", "value", "name", "wanted"),
    [
        ("headline", "题", "headline", "题"),
        ("body", ["甲", "乙\n丙"], "body", ("甲", "乙", "丙")),
        ("published", "2023年7月26日", "published", "2023-07-26"),
        ("published", "2023/7/26", "published", "2023-07-26"),
        ("date", "2023-07", "published", "2023-07"),
        ("date", 2023, "published", "2023"),
        ("date", 20230726, "published", "2023-07-26"),
        ("date", 1690336800, "published", "2023-07-26"),
        ("date", "1690336800000", "published", "2023-07-26"),
        ("byline", ["王健", "李红"], "byline", ("王健", "李红")),
        ("byline", "Anna Li、王健", "byline", ("Anna Li", "王健")),
        ("parks", "合肥高新区", "parks", ("合肥高新区",)),
        ("publication", "某报", "publication", "某报"),
        ("kind", "photo", "kind", "photo"),
        ("kind", "column", "kind", "article"),
        ("url", "javascript:alert(1)", "url", None),
        ("title", "红\x1b[31m\ud800", "headline", "红[31m\ufffd"),
        ("id", 12345, "id", "12345"),
        ("author_of_nothing", {"a": 1}, "headline", ""),
    ],
)
def test_fields_come_in_many_forms(
    tmp_path: Path, field: str, value: object, name: str, wanted: object
) -> None:
    """And unknown ones are left alone."""
    record = {"body": "文"} | {field: value}
    (article,) = read(put(tmp_path, "a.jsonl", json.dumps(record)))[0]
    found = getattr(article, name)
    assert (found.value if isinstance(found, PartialDate) else found) == wanted


def test_publication_goes_before_source(tmp_path: Path) -> None:
    """Both may be given."""
    record = {"body": "文", "source": "某网", "publication": "某报"}
    (article,) = read(put(tmp_path, "a.jsonl", lines(record)))[0]
    assert article.publication == "某报"


def test_bad_lines_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    """By their numbers; a record without id is named by its line."""
    content = lines(
        {"id": "a", "body": "文"},
        "not json",
        "[1, 2]",
        "",
        {"id": "a", "body": "again"},
        {"title": {"zh": "题"}},
        {"id": "b"},
        {},
        {"title": "题", "date": "昨天"},
        "[" * 100_000,
    )
    articles, told = read(put(tmp_path, "sub/news.jsonl", content))
    assert [article.id for article in articles] == ["a", "sub.news-09"]
    assert told == [
        (2, "not JSON"),
        (3, "not a JSON object"),
        (5, "the id a is already that of an article above"),
        (6, "title is neither a text nor a list of texts"),
        (7, "no text"),
        (8, "neither an id nor a text"),
        (9, "昨天 is no date; the article is kept without one"),
        (10, "not JSON"),
    ]


def test_many_bad_lines_are_summed_up(tmp_path: Path) -> None:
    """Twenty are told one by one."""
    content = lines({"body": "文"}, *["x"] * 50)
    _, told = read(put(tmp_path, "a.jsonl", content))
    assert len(told) == 21
    assert told[-1] == (51, "the last of 30 more lines that are amiss")


def test_without_a_listener_the_first_bad_line_is_an_error(tmp_path: Path) -> None:
    """With its file and line."""
    file = put(tmp_path, "a.jsonl", lines({"body": "文"}, "x"))
    with pytest.raises(PageFormatError, match=r"^a\.jsonl:2: not JSON"):
        list(read_articles(file))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.jsonl", b"", "the file is empty", id="empty"),
        pytest.param("a.jsonl", b"\xff\xff\n", "line 1: not UTF-8", id="binary"),
        pytest.param("a.jsonl", b"[\n1\n]", "line 1: not JSON", id="array"),
        pytest.param("a.jsonl.gz", b"{}", "a broken file", id="no gzip"),
        pytest.param("a.jsonl.xz", b"{}", "a broken file", id="no xz"),
        pytest.param("a.jsonl.gz", b"", "the file is empty", id="empty gzip"),
    ],
)
def test_a_file_without_any_article_is_one_error(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """And nothing is reported line by line."""
    told: list[int] = []
    file = put(tmp_path, name, content)
    with pytest.raises(PageFormatError, match=f"^{name}: {reason}"):
        list(read_articles(file, report=lambda line, why: told.append(line)))
    assert told == []


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl", bytes), ("a.jsonl.gz", gzip.compress), ("a.jsonl.xz", lzma.compress)],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_packed_and_in_any_encoding(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes], encoding: str
) -> None:
    """The same articles, and the same bad line."""
    content = lines({"id": "1", "title": "项目"}, "x", {"id": "2", "body": "文"})
    articles, told = read(put(tmp_path, name, pack(content.encode(encoding))))
    assert [(a.id, a.headline, a.body) for a in articles] == [
        ("1", "项目", ()),
        ("2", "", ("文",)),
    ]
    assert told == [(2, "not JSON")]


def test_a_named_encoding(tmp_path: Path) -> None:
    """Big5 bytes pass as GB18030, so it has to be told."""
    file = put(tmp_path, "a.jsonl", lines({"body": "園區建設"}).encode("big5"))
    (article,) = read_articles(file, "big5")
    assert article.body == ("園區建設",)
    with pytest.raises(PageFormatError, match=r"line 1: not ASCII text"):
        list(read_articles(file, "ascii"))


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    """What is above is read, and the place is told."""
    content = gzip.compress(
        lines(*[FULL | {"id": str(n)} for n in range(2_000)]).encode()
    )
    articles, told = read(put(tmp_path, "a.jsonl.gz", content[: len(content) // 2]))
    assert 0 < len(articles) < 2_000
    assert told == [(len(articles) + 1, "the file breaks off; what is above was read")]


def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    """Ten megabytes go through two."""
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
        for number in range(200):
            stream.write(lines({"id": number, "body": "开工" * 9_000}))
    tracemalloc.start()
    count = sum(1 for _ in read_as_it_is(PageFile(path, tmp_path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 2_000_000

"""A result is taken away whole, and other programs read it."""

import csv
import io
import json
from xml.etree import ElementTree

from search import Searcher, SearchRequest
from search.exporting import BOM, COLUMNS, FORMATS, as_csv, as_jsonl, atom
from search.models import Article, PartialDate

ARTICLE = Article(
    "a-01",
    "a.txt",
    headline='=1+1 "钛谷"',
    byline=("甲", "乙"),
    body=("一,二", "三"),
    parks=("宝鸡高新区",),
    published=PartialDate("2023-07", "month", "given"),
    lines=((1, 3), (5, 5)),
)
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_table() -> None:
    """With a mark for Excel, and nothing that it would run."""
    text = "".join(as_csv([ARTICLE]))
    assert text.startswith(BOM)
    header, row = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""))
    assert tuple(header) == COLUMNS
    held = dict(zip(header, row, strict=True))
    assert held["题名"] == '\'=1+1 "钛谷"'
    assert held["作者"] == "甲；乙"
    assert held["正文"] == "一,二\n三"
    assert held["行"] == "1-3；5-5"
    assert (held["日期"], held["日期依据"]) == ("2023-07", "给定")


def test_records() -> None:
    """One a line, as `search split` prints them."""
    (line,) = as_jsonl([ARTICLE])
    assert json.loads(line) == json.loads(json.dumps(ARTICLE.to_json()))


def test_every_format_has_every_article(searcher: Searcher) -> None:
    """However many pages of results there would be."""
    request = SearchRequest("", limit=1)
    articles = list(searcher.every(request))
    assert len(articles) == searcher.search(request).total
    pieces = {name: len(list(make(articles))) for name, (make, _, _) in FORMATS.items()}
    count = len(articles)
    assert pieces == {
        "csv": count + 1,
        "json": count + 1,
        "jsonl": count,
        "bibtex": count,
        "gbt7714": count,
    }


def test_everything_comes_in_the_order_asked_for(searcher: Searcher) -> None:
    """And by the letter: never by any word."""
    request = SearchRequest("招商引资 科技", sort="oldest", page=3)
    response = searcher.search(SearchRequest("招商引资 科技", sort="oldest", limit=100))
    found = [article.id for article in searcher.every(request)]
    assert found == [hit.article.id for hit in response.hits]
    assert list(searcher.every(SearchRequest("“火星基地”"))) == []


def test_a_feed() -> None:
    """Well-formed, whatever is printed."""
    strange = Article("b-01", "b.txt", headline="<&\x01>", body=("]]>",))
    text = "".join(
        atom(
            [ARTICLE, strange],
            "招商&\uffff",
            "urn:x\uffff",
            lambda article: f"urn:{article.id}",
        )
    )
    feed = ElementTree.fromstring(text)
    assert feed.findtext(f"{ATOM}title") == "招商&"
    assert feed.findtext(f"{ATOM}updated") == "2023-07-01T00:00:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == [ARTICLE.headline, "<&>"]
    assert [e.find(f"{ATOM}link").attrib["href"] for e in entries] == [  # type: ignore[union-attr]
        "urn:a-01",
        "urn:b-01",
    ]

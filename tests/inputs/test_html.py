"""Does a news page of the web become its article?"""

import builtins
from pathlib import Path
from typing import Any

import pytest

from search.errors import PageFormatError
from search.inputs import read_articles
from search.models import Article, Credit, PartialDate
from tests.inputs.files import put

MENU = '<nav><a href="/">首页</a><a href="/n">要闻</a></nav>'
FIRST = "7月25日,合肥高新区举行项目集中签约仪式,现场签约项目10个,总投资78亿元。"
SECOND = "近年来,合肥高新区坚持“项目为王”,以投行思维开展招商工作,注入澎湃动力。"
TITLE = "合肥高新区举行项目集中签约仪式"
META = """<meta name="author" content="王健">
<meta property="og:site_name" content="某某新闻网">
<meta property="og:url" content="https://example.org/1.html">
<meta property="article:published_time" content="2023-07-26T10:00:00+08:00">"""


def html(head: str = META, text: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    """A news page with this head and this text."""
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{TITLE}</title></head><body>{MENU}"
        f'<div class="article"><h1>{TITLE}</h1>{text}</div>'
        "<footer>版权所有 2025 某某网</footer></body></html>"
    )


def test_the_article_and_nothing_else(tmp_path: Path) -> None:
    """Neither menu nor footer; title, date, author, site and address are found."""
    (article,) = read_articles(put(tmp_path, "n/1.html", html()))
    assert article == Article(
        id="n.1-01",
        source="n/1.html",
        headline=TITLE,
        byline=("王健",),
        credits=(Credit("王健"),),
        byline_lines=("王健",),
        body=(FIRST, SECOND),
        publication="某某新闻网",
        published=PartialDate("2023-07-26", "day", "given"),
        event_dates=("2023-07-25",),
        url="https://example.org/1.html",
    )


def test_without_metadata_the_text_tells(tmp_path: Path) -> None:
    """The credit that opens it, the year in it; a date in it is an event's."""
    text = f"<p>本报讯(记者 李红) 2021年以来,{SECOND}</p><p>{FIRST}</p>"
    (article,) = read_articles(put(tmp_path, "1.htm", html("", text)))
    assert (article.byline, article.publication, article.url) == (("李红",), None, None)
    assert article.published == PartialDate("2021", "year", "inferred")


def test_the_path_dates_a_page(tmp_path: Path) -> None:
    """Where the page itself gives no date."""
    (article,) = read_articles(put(tmp_path, "202307/26/1.html", html("")))
    assert article.published == PartialDate("2023-07-26", "day", "given")


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "utf-8"),
        ("gbk", "gbk"),
        ("gb2312", "gb18030"),
        ("big5", "big5"),
        ("utf-8", "gb18030"),
        ("no-such", "gb18030"),
        ("utf-8", "utf-16"),
    ],
)
def test_encodings(tmp_path: Path, declared: str, written: str) -> None:
    """The mark, then what is declared if it can be, then the usual chain."""
    text = html(f'<meta charset="{declared}">').replace("“", "").replace("”", "")
    text = text.translate(str.maketrans("区举项现场签约资亿", "區舉項現場簽約資億"))
    data = text.encode(written, "xmlcharrefreplace")
    (article,) = read_articles(put(tmp_path, "1.html", data))
    assert article.body[0].startswith("7月25日,合肥高新區")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("<html><body></body></html>", "no article text on this HTML page"),
        ("<div>" * 20_000, "no article text on this HTML page"),
        ("\0\1\2", "a binary file, not text"),
    ],
)
def test_what_is_no_news_page(tmp_path: Path, content: str, reason: str) -> None:
    """It is named, with the reason."""
    with pytest.raises(PageFormatError) as raised:
        list(read_articles(put(tmp_path, "1.html", content)))
    assert raised.value.message == f"1.html: {reason}"


@pytest.mark.parametrize(
    ("name", "package"), [("a.html", "trafilatura"), ("a.pdf", "pypdf")]
)
def test_a_missing_package_is_named_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str
) -> None:
    """Both are extras."""
    real = builtins.__import__

    def without(module: str, *rest: Any) -> Any:
        if module.split(".")[0] == package:
            raise ImportError(module)
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PageFormatError) as raised:
        list(read_articles(put(tmp_path, name, html())))
    extra = name.split(".")[1]
    assert raised.value.message.startswith(f"{name}: ")
    assert raised.value.hint == f"pip install 'park-news-search[{extra}]'"

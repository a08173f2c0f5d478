"""An article is cited as the standard wants it, what is not printed in brackets."""

import pytest

from search.citation import bibtex, gbt7714, one_line, title_of
from search.models import Article, PartialDate

ARTICLE = Article(
    "2023-07-17.05-01",
    "2023-07-17/05.txt",
    headline="钛谷 50% & 更多",
    byline=("甲", "乙", "丙", "丁"),
    publication="某报",
    published=PartialDate("2023-07-17", "day", "printed"),
    page_number="5",
)
BARE = Article("a-01", "a.txt", "photo", body=("图为现场。",), parks=("大庆高新区",))
INFERRED = Article(
    "a-02", "a.txt", headline="钛谷", published=PartialDate("2023", "year", "inferred")
)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (ARTICLE, "甲, 乙, 丙, 等. 钛谷 50% & 更多[N]. 某报, 2023-07-17(5)."),
        (BARE, "图片新闻：大庆高新区[N]. a.txt."),
        (INFERRED, "钛谷[N]. a.txt, [2023]."),
    ],
    ids=["full", "bare", "inferred"],
)
def test_gbt7714(article: Article, expected: str) -> None:
    """Three names, then 等."""
    assert gbt7714(article) == expected


def test_one_line() -> None:
    """As a report names its source."""
    assert one_line(ARTICLE) == (
        "《钛谷 50% & 更多》（《某报》，2023年7月17日，第 5 版，记者 甲、乙、丙、丁）"
    )
    assert one_line(INFERRED) == "《钛谷》（a.txt，2023年，推定）"


def test_bibtex() -> None:
    """With TeX's own characters escaped."""
    assert bibtex(ARTICLE) == (
        "@article{2023-07-17.05-01,\n"
        "  author = {{甲} and {乙} and {丙} and {丁}},\n"
        "  title = {{钛谷 50\\% \\& 更多}},\n"
        "  journal = {某报},\n"
        "  year = {2023},\n"
        "  month = {7},\n"
        "  day = {17},\n"
        "  pages = {5},\n"
        "  entrysubtype = {newspaper},\n"
        "  langid = {chinese},\n"
        "}"
    )
    assert bibtex(INFERRED).startswith("@misc{a-02,")


def test_an_item_without_headline_and_park_is_called_by_its_kind() -> None:
    """There is no other name for it."""
    assert title_of(Article("1", "p.txt", "photo")) == "图片新闻"

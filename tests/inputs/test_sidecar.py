"""Does the file beside a page correct it?"""

import gzip
from pathlib import Path

import pytest

from search import index_paths, open_engine
from search.errors import PageFormatError
from search.inputs import read_articles
from search.models import Article, PartialDate
from tests import SEEDS
from tests.inputs.files import PAGE, put

TWO = """长春高新区十个项目开工

本报讯 近日,长春高新区十个项目开工。

青岛高新区服务企业见效

本报讯 近日,青岛高新区服务企业。
"""
ROUGH = """长春高新区十个项目开工

本报讯 近日,长春高新区十个项目开

工,总投资78亿元。
"""


def read(folder: Path, sidecar: str, page: str = TWO) -> list[Article]:
    """The articles of a page with this file beside it."""
    put(folder, "a.toml", sidecar)
    return list(read_articles(put(folder, "a.txt", page)))


def shape(articles: list[Article]) -> list[tuple[str, str, int]]:
    """Id, headline and number of paragraphs."""
    return [(a.id, a.headline, len(a.body)) for a in articles]


def characters(articles: list[Article]) -> list[str]:
    """Every printed character."""
    return sorted(
        "".join(text for a in articles for _, text in a.texts()).replace(" ", "")
    )


def test_facts_of_the_page(tmp_path: Path) -> None:
    """Newspaper, date and page number go to every article."""
    facts = 'publication = "科技日报"\npublished = 2023-08-07\npage = "A10"\n'
    for article in read(tmp_path, facts, "2022年1月1日 星期六\n\n" + TWO):
        assert article.publication == "科技日报"
        assert article.published == PartialDate("2023-08-07", "day", "given")
        assert article.page_number == "A10"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"2023年8月"', "2023-08"),
        ("2023", "2023"),
        ("2023-08-07T09:00:00", "2023-08-07"),
    ],
)
def test_dates_in_many_forms(tmp_path: Path, written: str, value: str) -> None:
    """As texts, as numbers and as TOML's own dates."""
    article = read(tmp_path, f"published = {written}\npage = 7")[0]
    assert article.published
    assert (article.published.value, article.page_number) == (value, "7")


def test_merge(tmp_path: Path) -> None:
    """Texts in the order of lines, the second headline a subhead, nothing lost."""
    before = read(tmp_path, "")
    (article,) = after = read(tmp_path, "[[merge]]\nlines = [1, 5]")
    assert shape(after) == [("a-01", "长春高新区十个项目开工", 2)]
    assert [(s.text, s.before) for s in article.subheads] == [
        ("青岛高新区服务企业见效", 1)
    ]
    assert article.lines == ((1, 3), (5, 7))
    assert characters(after) == characters(before)


def test_split(tmp_path: Path) -> None:
    """Each side is read by itself; ids count anew; line numbers stay."""
    merged = TWO.replace("青岛高新区服务企业见效", "服务企业见效快")
    merged = merged.replace("本报讯 近日,青岛高新区", "近日,青岛高新区")
    after = read(tmp_path, "[[split]]\nline = 5", merged)
    assert shape(after) == [
        ("a-01", "长春高新区十个项目开工", 1),
        ("a-02", "服务企业见效快", 1),
    ]
    assert [a.lines for a in after] == [((1, 3),), ((5, 7),)]


def test_split_and_merge_undo_each_other(tmp_path: Path) -> None:
    """A sentence cut between two items is closed again."""
    before = read(tmp_path, "", ROUGH)
    both = "[[split]]\nline = 5\n[[merge]]\nlines = [1, 5]\n"
    after = read(tmp_path, both, ROUGH)
    assert [a.body for a in after] == [a.body for a in before]


def test_repairs_that_are_already_so_change_nothing(tmp_path: Path) -> None:
    """The splitter may learn to do by itself what was once done by hand."""
    before = read(tmp_path, "")
    done = "[[split]]\nline = 5\n[[merge]]\nlines = [1, 3]\n"
    assert read(tmp_path, done) == before


def test_headline_and_park(tmp_path: Path) -> None:
    """Of the item that holds the line; the headline leaves the body."""
    fixes = (
        '[[headline]]\nline = 7\ntext = "另 题"\n'
        '[[park]]\nline = 7\nparks = ["襄阳高新区"]\n'
        '[[headline]]\nline = 1\ntext = "本报讯 近日,长春高新区十个项目开工。"\n'
    )
    first, second = read(tmp_path, fixes)
    assert (second.headline, second.parks) == ("另 题", ("襄阳高新区",))
    assert (first.headline, first.body) == ("本报讯 近日,长春高新区十个项目开工。", ())


def test_a_photo_becomes_part_of_an_article(tmp_path: Path) -> None:
    """Its text is a caption then, and nothing of the real page is lost."""
    page = (SEEDS / "000_c295e5d11954351f.txt").read_text("utf-8")
    before = read(tmp_path, "", page)
    after = read(tmp_path, "[[merge]]\nlines = [3, 45]", page)
    assert (len(after), after[0].kind) == (len(before) - 1, "article")
    assert len(after[0].captions) == 2
    assert characters(after) == characters(before)


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("colour = 1", "colour: unknown; known: publication, published, page, merge"),
        ("publication = 1", "publication: not a text"),
        ('published = "昨天"', "published: not a date"),
        ("published = true", "published: not a date"),
        ("page = []", "page: not a text"),
        ("merge = 3", r"merge: write it as \[\[merge\]\]"),
        ("[[merge]]\nlines = [1]", "merge.lines: not two or more numbers"),
        ("[[merge]]\nlines = [1, 99]", "merge: line 99 is in no item"),
        ("[[merge]]\nline = 1", "merge.line: unknown; known: lines"),
        ("[[split]]\nline = 0", "split.line: not the number of a line"),
        ("[[split]]\nline = 99", "split: line 99 is in no item"),
        ("[[split]]", "split: line is missing"),
        ("[[headline]]\nline = 1", "headline: text is missing"),
        ("[[headline]]\nline = 1\ntext = 2", "headline.text: not a text"),
        ("[[headline]]\nline = 99\ntext = ''", "headline: line 99 is in no item"),
        ("[[park]]\nline = 1\nparks = []", "park.parks: not a list of names"),
        ("[[park]]\nline = 99\nparks = ['某']", "park: line 99 is in no item"),
        ("x = ", "Invalid value"),
        ("x = " + "[" * 10_000, "not TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, sidecar: str, reason: str) -> None:
    """By file and key."""
    with pytest.raises(PageFormatError, match=rf"^a\.toml: {reason}"):
        read(tmp_path, sidecar)


def test_a_sidecar_that_is_no_text(tmp_path: Path) -> None:
    """It is an error too."""
    put(tmp_path, "a.toml", b"\xff\xff")
    with pytest.raises(PageFormatError, match=r"^a\.toml: not TOML"):
        list(read_articles(put(tmp_path, "a.txt", TWO)))


def test_records_take_facts_but_no_repairs(tmp_path: Path) -> None:
    """And only where they say nothing themselves."""
    content = '{"body": "文", "publication": "某报"}\n{"body": "文"}\n'
    file = put(tmp_path, "n.jsonl.gz", gzip.compress(content.encode()))
    put(tmp_path, "n.toml", 'publication = "另报"\npublished = 2023-08-07')
    first, second = read_articles(file)
    assert (first.publication, second.publication) == ("某报", "另报")
    assert first.published == PartialDate("2023-08-07", "day", "given")
    put(tmp_path, "n.toml", "[[split]]\nline = 2")
    with pytest.raises(PageFormatError, match=r"^n\.toml: merge, split"):
        list(read_articles(file))


def test_a_bad_sidecar_stops_its_page_only(tmp_path: Path) -> None:
    """Named in the report; a repair is there again after another run."""
    put(tmp_path / "pages", "a.txt", PAGE)
    put(tmp_path / "pages", "a.toml", "colour = 1")
    put(tmp_path / "pages", "b.txt", TWO)
    put(tmp_path / "pages", "b.toml", "[[merge]]\nlines = [1, 5]")
    engine = open_engine(tmp_path / "index", create=True)
    report = index_paths(engine, [tmp_path / "pages"])
    assert (report.pages, report.articles) == (1, 1)
    assert [f.name for f in report.failures] == ["a.txt"]
    assert report.failures[0].reason.startswith("a.toml: colour: unknown")
    put(tmp_path / "pages", "b.txt", TWO.replace("服务企业。", "服务企业十家。"))
    assert index_paths(engine, [tmp_path / "pages"]).articles == 1
    engine.close()

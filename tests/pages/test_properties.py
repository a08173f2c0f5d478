"""What holds for every text whatever?"""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.models import Article, Page
from search.pages import split_page
from tests.pages.pages import GOLD, seed

PRINTED = sorted(
    {line for path in GOLD for line in seed(path).text.split("\n") if line.strip()}
)
_WORDS = """钱进 记者 本报讯 图片来源: 供图 /摄 图为 。 ， “ ” ( ) # ## ► —— 高新区 will
2023年8月7日"""
WORDS = st.sampled_from([*_WORDS.split(), " ", "\n"])
CUT = st.builds(
    lambda line, start, end: line[start : start + end],
    st.sampled_from(PRINTED),
    st.integers(0, 40),
    st.integers(0, 120),
)
LINES = st.one_of(
    st.sampled_from(PRINTED),
    CUT,
    st.text(max_size=60),
    st.lists(WORDS, max_size=12).map("".join),
)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=80)


@st.composite
def spoilt_pages(draw: st.DrawFn) -> str:
    """An annotated page with its lines shuffled, printed twice or cut anywhere."""
    lines = seed(draw(st.sampled_from(GOLD))).text.split("\n")
    start = draw(st.integers(0, len(lines) - 1))
    lines = lines[start : start + draw(st.integers(1, 60))]
    if draw(st.booleans()):
        lines = draw(st.permutations(lines))
    if draw(st.booleans()):
        lines = [line for line in lines for _ in range(draw(st.integers(1, 3)))]
    text = "\n".join(lines)
    return text[draw(st.integers(0, 50)) : len(text) - draw(st.integers(0, 50))]


BYTES = st.binary(max_size=400).map(lambda data: data.decode("utf-8", "replace"))
WRITTEN = st.lists(LINES, max_size=24).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n"]).map(
        lambda gap: gap.join(lines)
    )
)
TEXTS = st.one_of(WRITTEN, spoilt_pages(), BYTES, st.lists(HAN).map("\n".join))


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_no_character_is_lost_or_added(text: str) -> None:
    """Each printed character stands in one field, # and blanks aside."""
    articles = split_page(Page("p", "p.txt", text))
    held = Counter[str]()
    for article in articles:
        for part in _parts(article):
            held.update(_characters(part))
    assert held == _characters(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_line_belongs_to_one_article(text: str) -> None:
    """Ranges cover what is printed, none twice; ids count in reading order."""
    articles = split_page(Page("p", "p.txt", text))
    printed = {
        number
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)
        if line.strip().lstrip("#").strip()
    }
    held = Counter(
        number
        for article in articles
        for first, last in article.lines
        for number in range(first, last + 1)
        if number in printed
    )
    assert held == Counter(printed)
    assert bool(articles) == bool(printed)
    ids = [f"p-{number:02}" for number in range(1, len(articles) + 1)]
    assert [article.id for article in articles] == ids


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_articles(text: str) -> None:
    """Nothing is remembered from one page to the next."""
    page = Page("p", "p.txt", text)
    assert split_page(page) == split_page(page)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_subheads_stand_inside_the_body(text: str) -> None:
    """Before one of the paragraphs, or behind the last."""
    for article in split_page(Page("p", "p.txt", text)):
        for subhead in article.subheads:
            assert 0 <= subhead.before <= len(article.body)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("今年以来,园区项目建设提速。", id="one line"),
        pytest.param("高新区发展\n", id="short lines"),
        pytest.param("钱进 李红\n", id="names"),
        pytest.param("图为现场。\n钱进/摄\n", id="captions"),
        pytest.param("没有说完的话,\n", id="cut lines"),
        pytest.param("本报讯(记者 钱进)\n", id="credits"),
        pytest.param("“(", id="brackets"),
    ],
)
def test_large_hostile_texts_lose_nothing(unit: str) -> None:
    """How long they take is measured by `benchmarks.speed`."""
    text = unit * (100_000 // len(unit))
    held = Counter[str]()
    for article in split_page(Page("p", "p.txt", text)):
        for part in _parts(article):
            held.update(_characters(part))
    assert held == _characters(text)


def _parts(article: Article) -> Iterator[str]:
    yield from (article.kicker, article.headline, article.deck)
    yield from (subhead.text for subhead in article.subheads)
    yield from article.byline_lines
    yield from article.body
    yield from article.captions
    yield from (noise.text for noise in article.noise)


def _characters(text: str) -> Counter[str]:
    return Counter(c for c in text if c != "#" and not c.isspace())

"""How do corrections by hand change the articles of a page?

First splits, then merges, then headlines and parks; a repair that the splitter has
meanwhile learnt to make by itself changes nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from search.inputs.sidecar import Sidecar
from search.models import Article, Page, Subhead
from search.pages.joins import goes_on
from search.pages.split import split_page

_BREAK = re.compile(r"\r\n|\r|\n")


def repair(
    page: Page, articles: Sequence[Article], given: Sidecar
) -> tuple[Article, ...]:
    """The articles as the sidecar wants them, numbered anew.

    Raises PageFormatError for a line that belongs to no article.
    """
    work = _Repair(page, articles, given)
    for line in given.splits:
        work.split(line)
    for lines in given.merges:
        work.merge(lines)
    for line, text in given.headlines:
        place = work.place(line, "headline")
        work.articles[place] = _retitled(work.articles[place], text)
    for line, parks in given.parks:
        place = work.place(line, "park")
        work.articles[place] = replace(work.articles[place], parks=parks)
    return tuple(
        replace(each, id=f"{page.id}-{number:02}", page_number=given.page)
        for number, each in enumerate(work.articles, 1)
    )


class _Repair:
    """The articles of a page in the middle of being repaired."""

    def __init__(self, page: Page, articles: Sequence[Article], given: Sidecar) -> None:
        self._page = page
        self._given = given
        self.articles = list(articles)

    def place(self, line: int, key: str) -> int:
        """Which article holds a line."""
        for place, article in enumerate(self.articles):
            if any(first <= line <= last for first, last in article.lines):
                return place
        raise self._given.error(f"{key}: line {line} is in no item of the page")

    def split(self, line: int) -> None:
        """Let an item begin at a line."""
        place = self.place(line, "split")
        article = self.articles[place]
        above = [(a, min(b, line - 1)) for a, b in article.lines if a < line]
        below = [(max(a, line), b) for a, b in article.lines if b >= line]
        parts = [p for half in (above, below) if (p := self._read(article, half))]
        self.articles[place : place + 1] = parts
        self._sort()

    def merge(self, lines: Iterable[int]) -> None:
        """Make one item of those that hold these lines."""
        places = sorted({self.place(line, "merge") for line in lines})
        one = reduce(_merged, (self.articles[place] for place in places))
        self.articles = [
            one if place == places[0] else article
            for place, article in enumerate(self.articles)
            if place not in places[1:]
        ]
        self._sort()

    def _read(
        self, article: Article, ranges: Sequence[tuple[int, int]]
    ) -> Article | None:
        """Some of an article's lines, read as the one item they are."""
        lines = _BREAK.split(self._page.text)
        wanted = {n for first, last in ranges for n in range(first, last + 1)}
        text = "\n".join(
            line if number in wanted else "" for number, line in enumerate(lines, 1)
        )
        found = split_page(replace(self._page, text=text))
        if not found:
            return None
        return replace(
            reduce(_merged, found),
            publication=article.publication,
            published=article.published,
        )

    def _sort(self) -> None:
        self.articles.sort(key=lambda article: article.lines)


def _merged(one: Article, other: Article) -> Article:
    """Two items as one, in the order they are printed; no text is lost."""
    if one.kind != other.kind:
        one, other = _as_part(one), _as_part(other)
    between = [
        getattr(other, name)
        for name in ("kicker", "headline", "deck")
        if getattr(one, name) and getattr(other, name)
    ]
    joined = not (between or any(not s.before for s in other.subheads)) and _cut(
        one.body, other.body
    )
    base = len(one.body) - joined
    return replace(
        one,
        kicker=one.kicker or other.kicker,
        headline=one.headline or other.headline,
        deck=one.deck or other.deck,
        subheads=(
            *one.subheads,
            *(Subhead(text, base) for text in between),
            *(Subhead(s.text, s.before + base) for s in other.subheads),
        ),
        byline=tuple(dict.fromkeys(one.byline + other.byline)),
        credits=tuple(dict.fromkeys(one.credits + other.credits)),
        byline_lines=one.byline_lines + other.byline_lines,
        body=_joined(one.body, other.body) if joined else one.body + other.body,
        captions=one.captions + other.captions,
        noise=tuple(sorted(one.noise + other.noise, key=lambda each: each.line)),
        lines=tuple(sorted(one.lines + other.lines)),
    )


def _as_part(article: Article) -> Article:
    """A photo item as the captions of the article that it belongs to."""
    if article.kind == "article":
        return article
    heads = (article.kicker, article.headline, article.deck)
    told = (*filter(None, heads), *(s.text for s in article.subheads), *article.body)
    return replace(
        article,
        kind="article",
        kicker="",
        headline="",
        deck="",
        subheads=(),
        body=(),
        captions=told + article.captions,
    )


def _cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a sentence was cut between two bodies."""
    return bool(above) and bool(below) and goes_on(above[-1], below[0])


def _joined(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    return (*above[:-1], above[-1] + below[0], *below[1:])


def _retitled(article: Article, text: str) -> Article:
    """The article under another headline, which is then no line of its text."""
    places = [n for n, each in enumerate(article.body) if _same(each, text)]
    gone = places[:1]
    return replace(
        article,
        headline=text,
        body=tuple(p for n, p in enumerate(article.body) if n not in gone),
        subheads=tuple(
            replace(s, before=s.before - sum(n < s.before for n in gone))
            for s in article.subheads
            if not _same(s.text, text)
        ),
    )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())

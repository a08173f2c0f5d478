"""What of the articles of a page should somebody look at again?

Nothing here is certain: a doubt says where the printed page is worth a glance, for a
repair in the sidecar.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.models import Article
from search.pages.bylines import is_finished, opening_credit
from search.pages.joins import closes_quote_first, must_go_on

# On the five annotated pages the longest headline has 26 characters, the shortest
# report 460, and the longest takes 48 % of its page; shorts of 80 are common elsewhere.
_SHORTEST_BODY = 60
_LONGEST_HEADLINE = 36
_LARGEST_SHARE = 0.6
_FEWEST_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """What looks doubtful at a line of the file."""

    line: int
    text: str


def doubts(articles: Sequence[Article]) -> Iterator[Doubt]:
    """What looks doubtful among the articles of one file, facets included."""
    printed = sum(_length(article) for article in articles)
    yield from _of_the_issue(articles)
    for article in articles:
        for line, text in _of_article(article):
            yield Doubt(line, text)
        if len(articles) >= _FEWEST_ITEMS and _is_huge(article, printed):
            yield Doubt(_first(article), f"正文 {_length(article)} 字，占全版大半")
    for above, below in pairwise(articles):
        if _may_be_one(above, below):
            park = "、".join(below.parks)
            yield Doubt(_first(below), f"与上一篇同写{park}，或为同一篇")


def _of_the_issue(articles: Sequence[Article]) -> Iterator[Doubt]:
    """The date, once for all articles that share it."""
    found: dict[str, int] = {}
    for article in articles:
        if article.published is None:
            found.setdefault("没有日期", _first(article))
        elif article.published.ground == "inferred":
            year = article.published.value
            found.setdefault(f"日期未印出，{year} 由正文推定", _first(article))
    yield from (Doubt(line, text) for text, line in found.items())


def _of_article(article: Article) -> Iterator[tuple[int, str]]:
    first = _first(article)
    if article.kind == "article":
        yield from ((first, text) for text in _of_report(article))
    yield from ((first, text) for text in _of_body(article))
    if not article.parks:
        yield first, "没有认出园区"
    for noise in article.noise:
        yield noise.line, f"疑为杂讯：{noise.text[:20]}"


def _of_report(article: Article) -> Iterator[str]:
    if not article.headline:
        yield "没有标题"
    elif len(article.headline) > _LONGEST_HEADLINE:
        yield f"标题长 {len(article.headline)} 字"
    if not article.byline and not (article.body and opening_credit(article.body[0])):
        yield "没有署名"
    if _length(article) < _SHORTEST_BODY:
        yield f"正文仅 {_length(article)} 字" if article.body else "没有正文"


def _of_body(article: Article) -> Iterator[str]:
    if not article.body:
        return
    if must_go_on(article.body[0]) or closes_quote_first(article.body[0]):
        yield f"正文似从半句开始：{article.body[0][:10]}…"
    if not is_finished(article.body[-1]):
        yield f"正文似未完：…{article.body[-1][-10:]}"


def _may_be_one(above: Article, below: Article) -> bool:
    if {above.kind, below.kind} != {"article"}:
        return False
    return bool(set(above.parks) & set(below.parks)) and not below.headline


def _is_huge(article: Article, printed: int) -> bool:
    return _length(article) > _LARGEST_SHARE * printed


def _length(article: Article) -> int:
    return sum(map(len, article.body))


def _first(article: Article) -> int:
    return article.lines[0][0] if article.lines else 1

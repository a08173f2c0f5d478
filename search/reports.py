"""How do explanations and figures look on a terminal?"""

from collections.abc import Iterable, Iterator
from typing import Any

from search.evaluation import LOWER_IS_BETTER
from search.explain import QueryExplained
from search.facets.topics import TopicEvidence
from search.models import Article
from search.render import pad, printable


def explained_lines(explained: QueryExplained) -> Iterator[str]:
    """How a query was read, a piece at a time."""
    for part in explained.parts:
        yield f"{part.reading}"
        facts = {
            "单元": " ".join(part.units),
            "词": " ".join(part.words),
            "同义": "、".join(part.writings),
            "命中": f"原文 {part.printed} 篇，共 {part.found} 篇",
        }
        for label, text in facts.items():
            if text:
                yield f"    {pad(label, 6)}{printable(text)}"
    rest = [
        r for r in explained.reading if r not in {p.reading for p in explained.parts}
    ]
    yield from rest
    yield from (f"note: {notice.text}" for notice in explained.notices)
    yield f"全部条件：命中 {explained.found} 篇"


def evidence_lines(
    article: Article, evidence: Iterable[TopicEvidence]
) -> Iterator[str]:
    """The topics of an article with the words for them; `*` marks the chosen."""
    labels = {"headline": "标题", "subhead": "小标题", "first": "首段", "body": "正文"}
    yield f"{article.id}  {article.headline or '〔图片新闻〕'}"
    for each in evidence:
        chosen = "*" if each.topic in article.topics else " "
        said = (f"{labels.get(f, f)} {'、'.join(words)}" for f, words in each.words)
        yield f"{chosen} {each.topic} {each.score:>7.1f}  {printable('；'.join(said))}"


def figure_lines(figures: dict[str, float | None], pages: int) -> Iterator[str]:
    """Figures of an evaluation, in aligned columns."""
    yield f"{pages} pages"
    for name, value in figures.items():
        shown = "—" if value is None else f"{value:.4f}"
        note = "   (lower is better)" if name in LOWER_IS_BETTER else ""
        yield f"{name:<22}{shown:>8}{note}"


def ranking_lines(figures: dict[str, Any]) -> Iterator[str]:
    """How well articles are ordered, each figure with its interval, and the gain over
    plain rankings, in aligned columns."""
    yield f"{figures['queries']} queries, 95 % intervals"
    yield f"{'':<14}" + "".join(f"{name:<28}" for name in figures["intervals"]) + "none"
    yield _ranking_line("shown", figures)
    for name, plain in figures["plain"].items():
        yield _ranking_line(name, plain)
        gains = (f"{m:+.4f} [{a:+.4f}, {b:+.4f}]" for m, a, b in plain["gain"].values())
        yield f"{'  gain':<14}" + "".join(f"{gain:<28}" for gain in gains).rstrip()


def _ranking_line(label: str, figures: dict[str, Any]) -> str:
    cells = (
        f" {figures[name]:.4f} [ {low:.4f},  {high:.4f}]"
        for name, (low, high) in figures["intervals"].items()
    )
    shown = "".join(f"{cell:<28}" for cell in cells)
    return f"{label:<14}{shown}{figures['zero_results']:.2%}"

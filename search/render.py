"""How does an answer look, as JSON and on a terminal?

Text and spans come in, characters go out; nothing is decided here. Colour is left to
`click.echo`, which drops it where the output is no terminal.
"""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

import click

from search.models import (
    FACET_LABELS,
    KIND_LABELS,
    SUGGESTION_LABELS,
    Article,
    Hit,
    IndexInfo,
    Place,
    SearchResponse,
    Snippet,
    Suggestion,
)


def page_json(
    response: SearchResponse,
    article_url: Callable[[Article], str | None] = lambda article: article.url,
) -> dict[str, Any]:
    """A page of results in the documented shape (README, "JSON")."""
    request = response.request
    return {
        "query": request.text,
        "total": response.total,
        "took_ms": round(response.took_ms, 1),
        "page": request.page,
        "pages": response.pages,
        "hits": [_hit_json(hit, article_url) for hit in response.hits],
        "more": [_hit_json(hit, article_url) for hit in response.more],
        "facets": {
            name: [
                {"value": v.value, "count": v.count, "selected": v.selected}
                for v in values
            ]
            for name, values in response.facets.items()
        },
        "notices": [
            {"kind": n.kind, "text": n.text} | ({"query": n.query} if n.query else {})
            for n in response.notices
        ],
    }


def _hit_json(hit: Hit, article_url: Callable[[Article], str | None]) -> dict[str, Any]:
    article = hit.article
    dated = article.published
    titled = (hit.headline,) if hit.headline.spans else ()
    return {
        "id": article.id,
        "score": round(hit.score, 4),
        "kind": article.kind,
        "headline": article.headline or hit.headline.text,
        "byline": list(article.byline),
        "publication": article.publication,
        "published": dated.value if dated else None,
        "date_precision": dated.precision if dated else None,
        "date_ground": dated.ground if dated else None,
        "parks": list(article.parks),
        "province": article.province,
        "city": article.city,
        "topics": list(article.topics),
        "source": article.source,
        "url": article_url(article),
        "snippets": [_snippet_json(s) for s in (*titled, *hit.snippets)],
    }


def _snippet_json(snippet: Snippet) -> dict[str, Any]:
    spans = [list(span) for span in snippet.spans]
    return {"field": snippet.field, "text": snippet.text, "spans": spans}


def suggestions_json(text: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """What a text may be the beginning of (README, "JSON")."""
    return {"query": text, "suggestions": [asdict(each) for each in suggestions]}


def suggestion_lines(suggestions: Iterable[Suggestion]) -> Iterator[str]:
    """What a text may be the beginning of, a line each."""
    for each in suggestions:
        found = f"{SUGGESTION_LABELS[each.kind]} · {each.count} 篇"
        yield f"{printable(each.text)}    {click.style(found, dim=True)}"


def result_lines(response: SearchResponse) -> Iterator[str]:
    """A page of results for a terminal."""
    first = (response.request.page - 1) * response.request.limit + 1
    for number, hit in enumerate(response.hits, first):
        yield from _hit_lines(f"{number:>2}", hit)
    if response.more:
        yield click.style("—— 以下为含任一词的其他报道 ——", dim=True)
    for hit in response.more:
        yield from _hit_lines(" ·", hit)


def _hit_lines(number: str, hit: Hit) -> Iterator[str]:
    yield f"{number}  {printable(highlighted(hit.headline, bold=True))}"
    facts = " · ".join(facts_of(hit.article))
    yield f"    {click.style(facts, dim=True)}"
    for snippet in hit.snippets:
        yield f"    {printable(highlighted(snippet))}"
    yield ""


def facts_of(article: Article) -> Iterator[str]:
    """Id, kind, newspaper, date, park, topics and names of an article, as printed."""
    yield article.id
    if article.kind == "photo":
        yield KIND_LABELS["photo"]
    if article.publication:
        yield article.publication
    if article.published:
        inferred = "(推定)" if article.published.ground == "inferred" else ""
        yield f"{article.published.value}{inferred}"
    for names in (article.parks, article.topics, article.byline):
        if names:
            yield " ".join(names)


def highlighted(snippet: Snippet, bold: bool = False) -> str:
    """A snippet with its spans in colour, the rest bold if wanted."""
    pieces, at = [], 0
    for start, end in (*snippet.spans, (len(snippet.text), None)):
        plain = snippet.text[at:start]
        pieces.append(click.style(plain, bold=True) if bold and plain else plain)
        if end is not None:
            pieces.append(click.style(snippet.text[start:end], fg="red", bold=True))
            at = end
    return "".join(pieces)


def article_lines(article: Article, texts: Iterable[Snippet]) -> Iterator[str]:
    """A whole article for a terminal."""
    yield click.style(" · ".join(facts_of(article)), dim=True)
    for snippet in texts:
        heading = snippet.field in ("headline", "kicker", "deck", "subhead")
        yield ""
        mark = {"caption": "〔图〕", "byline": ""}.get(snippet.field, "")
        yield mark + printable(highlighted(snippet, bold=heading))
    yield ""
    yield click.style(" ".join(_whereabouts(article)), dim=True)


def _whereabouts(article: Article) -> Iterator[str]:
    """Where an article is printed, and where it is on the web."""
    yield article.source
    if article.page_number:
        yield f"第 {article.page_number} 版"
    if article.lines:
        yield f"第 {_ranges(article, '–', '、')} 行"
    if article.url:
        yield printable(article.url)


def _ranges(article: Article, dash: str, comma: str) -> str:
    ranges = (f"{a}{dash}{b}" if a != b else f"{a}" for a, b in article.lines)
    return comma.join(ranges)


def split_lines(articles: Iterable[Article]) -> Iterator[str]:
    """How a page was split, for a terminal: a few lines an article."""
    for article in articles:
        yield f"{article.id}  {article.headline or '〔图片新闻〕'}"
        for label, text in _split_facts(article):
            yield f"    {pad(label, 8)}{printable(text)}"
        yield ""


def _split_facts(article: Article) -> Iterator[tuple[str, str]]:
    dated = article.published
    facts = {
        "引题": article.kicker,
        "副题": article.deck,
        "小标题": " / ".join(subhead.text for subhead in article.subheads),
        "作者": " ".join(f"{c.role} {c.name}".strip() for c in article.credits),
        "园区": " ".join(article.parks),
        "提及": " ".join(article.parks_mentioned),
        "地点": " ".join(filter(None, (article.province, article.city))),
        "主题": " ".join(article.topics),
        "日期": f"{dated.value} {dated.ground}" if dated else "",
        "报纸": article.publication or "",
        "正文": f"{len(article.body)} 段 {sum(map(len, article.body))} 字",
        "图说": " / ".join(article.captions),
        "杂讯": " / ".join(f"{n.line}:{n.text}" for n in article.noise),
        "版": article.page_number or "",
        "事件": " ".join(article.event_dates),
        "行": _ranges(article, "-", " "),
    }
    yield from ((label, text) for label, text in facts.items() if text)


def facet_lines(info: IndexInfo) -> Iterator[str]:
    """Provinces with their cities and parks, then the values of every other facet,
    and their counts, in aligned columns."""
    yield click.style("省份、城市、园区", bold=True)
    yield from _columns(_place_rows(info.places, "  "))
    for name, values in info.facets.items():
        if values and name not in ("province", "city", "park"):
            yield click.style(FACET_LABELS[name], bold=True)
            labels = (KIND_LABELS.get(v.value, v.value) for v in values)
            counts = (v.count for v in values)
            yield from _columns(
                (f"  {label}", count)
                for label, count in zip(labels, counts, strict=True)
            )


def _place_rows(places: Iterable[Place], indent: str) -> Iterator[tuple[str, int]]:
    for place in places:
        yield indent + place.name, place.count
        yield from _place_rows(place.inside, indent + "  ")


def _columns(rows: Iterable[tuple[str, int]]) -> Iterator[str]:
    listed = list(rows)
    wide = max((width(label) for label, _ in listed), default=0)
    yield from (f"{pad(label, wide)}  {count:>6}" for label, count in listed)


def facets_json(info: IndexInfo) -> dict[str, Any]:
    """The values of every facet with their counts, and the tree of places."""
    values = {
        name: [{"value": v.value, "count": v.count} for v in listed]
        for name, listed in info.facets.items()
    }
    return values | {"places": [asdict(place) for place in info.places]}


def facet_rows(info: IndexInfo) -> Iterator[dict[str, Any]]:
    """The values of every facet with their counts, one after the other."""
    for name, listed in info.facets.items():
        for v in listed:
            yield {"facet": name, "value": v.value, "count": v.count}


def info_lines(info: IndexInfo) -> Iterator[str]:
    """What an archive holds, in aligned columns."""
    span = f"{info.oldest} – {info.newest}" if info.oldest else "—"
    for label, value in (
        ("报道", f"{info.articles:,}"),
        ("图片新闻", f"{info.photos:,}"),
        ("版面文件", f"{info.sources:,}"),
        ("园区", f"{len(info.facets.get('park', ())):,}"),
        ("年份", span),
        ("索引大小", f"{info.bytes / 1e6:.1f} MB"),
        ("引擎", info.engine),
    ):
        yield f"{pad(label, 10)}{value}"
    for limit in info.limits:
        yield f"{pad('说明', 10)}{limit}"


def info_json(info: IndexInfo) -> dict[str, Any]:
    """What an archive holds, as JSON."""
    row = asdict(info)
    row["parks"] = len(row.pop("facets").get("park", ()))
    del row["places"]
    return row


def width(text: str) -> int:
    """Columns that a text takes on a terminal: a Han character takes two.

    >>> width("招商 A")
    6
    """
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def pad(text: str, columns: int) -> str:
    """The text filled up with spaces to a number of columns."""
    return text + " " * max(0, columns - width(text))


def rows_of(line: str, columns: int) -> int:
    """Rows of a terminal so wide that a line takes.

    >>> rows_of("招商引资", 6), rows_of("", 6)
    (2, 1)
    """
    return max(1, -(-width(click.unstyle(line)) // columns))


def colour_wanted() -> bool | None:
    """False where the user wants none (NO_COLOR); None leaves it to the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def printable(text: str) -> str:
    """The text without control characters that could play tricks on a terminal.

    The escape character stays: the colour of highlights needs it, and it cannot come
    from a page, where reading has dropped it.
    """
    return "".join(c for c in text if c.isprintable() or c == "\x1b")

"""How does an article become a page to read?"""

from collections.abc import Iterator

from search import Article, SearchRequest, Snippet, gbt7714, title_of
from web import links
from web.contexts import (
    ArticlePage,
    Block,
    Link,
    Piece,
    line_ranges,
    pieces,
    shortened,
)
from web.results import value_label


def article_page(
    article: Article, marked: tuple[Snippet, ...], request: SearchRequest
) -> ArticlePage:
    """The page of an article; `marked` are its texts, highlighted for `request`."""
    texts = tuple(_numbered(marked))
    return ArticlePage(
        title=title_of(article),
        form=links.form(request),
        back=_back(request),
        kicker=_joined(texts, "kicker"),
        headline=_joined(texts, "headline") or (Piece(title_of(article)),),
        deck=_joined(texts, "deck"),
        bylines=_all(texts, "byline"),
        facts=links.facts(article, SearchRequest("")),
        column=_column(texts),
        captions=_all(texts, "caption"),
        hits=sum(len(snippet.spans) for snippet in marked),
        credits=tuple(_credits(article)),
        mentioned=tuple(
            Link(park, links.text_url(f"“{park}”")) for park in article.parks_mentioned
        ),
        source=article.source,
        page_number=article.page_number or "",
        lines=line_ranges(article.lines),
        original_url=_web_address(article.url),
        citation=gbt7714(article),
        noise=tuple(noise.text for noise in article.noise),
    )


_Text = tuple[str, tuple[Piece, ...]]


def _numbered(marked: tuple[Snippet, ...]) -> Iterator[_Text]:
    """The hits are numbered through the whole article, for 上一处 and 下一处."""
    hits = 0
    for snippet in marked:
        yield snippet.field, pieces(snippet, hits)
        hits += len(snippet.spans)


def _all(texts: tuple[_Text, ...], field: str) -> tuple[tuple[Piece, ...], ...]:
    return tuple(cut for name, cut in texts if name == field)


def _joined(texts: tuple[_Text, ...], field: str) -> tuple[Piece, ...]:
    return tuple(piece for cut in _all(texts, field) for piece in cut)


def _column(texts: tuple[_Text, ...]) -> tuple[Block, ...]:
    return tuple(
        Block("subhead" if name == "subhead" else "body", cut)
        for name, cut in texts
        if name in {"subhead", "body"}
    )


def _credits(article: Article) -> Iterator[str]:
    for credit in article.credits:
        if credit.role:
            yield f"{credit.name}（{credit.role}）"


def _back(request: SearchRequest) -> Link | None:
    chosen = (
        value_label(name, value)
        for name, values in request.filters.items()
        for value in values
    )
    span = " 至 ".join(filter(None, (request.since, request.until)))
    asked = " · ".join(filter(None, (request.text, *chosen, span)))
    return Link(shortened(asked), links.search_url(request)) if asked else None


def _web_address(url: str | None) -> str | None:
    """The address, if a browser may follow it: the archive's files are not ours."""
    return url if url and url.startswith(("https://", "http://")) else None

"""How does an article become a page to read?"""

from collections.abc import Iterator

from search import (
    Article,
    Credit,
    Searcher,
    SearchRequest,
    Snippet,
    Stretch,
    bibtex,
    gbt7714,
    one_line,
    title_of,
)
from web import links
from web.contexts import ArticlePage, Block, Citation, Lines, Link, Others, Piece
from web.params import only
from web.results import value_label
from web.words import line_ranges, pieces, shortened

# So many other articles about so many parks.
_OTHERS, _PARKS = 5, 2


def article_page(
    searcher: Searcher, article: Article, request: SearchRequest, with_original: bool
) -> ArticlePage:
    """The page of an article, highlighted for `request`; with the printed page beside
    it if wanted."""
    marked = searcher.mark(article, request)
    texts = tuple(_numbered(marked))
    page = searcher.original(article) if with_original else ()
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
        credits=tuple(_credit(each, article) for each in article.credits),
        mentioned=tuple(
            Link(park, links.search_url(only(SearchRequest(""), "mentioned", park)))
            for park in article.parks_mentioned
        ),
        source=article.source,
        page_number=article.page_number or "",
        lines=line_ranges(article.lines),
        original_url=_web_address(article.url),
        page_link=_page_link(article, request, with_original),
        page=tuple(_lines(stretch, article) for stretch in page),
        citations=(
            Citation("GB/T 7714", gbt7714(article)),
            Citation("报道中", one_line(article)),
            Citation("BibTeX", bibtex(article)),
        ),
        others=(*_similar(searcher, article), *_others(searcher, article)),
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


def _credit(credit: Credit, article: Article) -> Link:
    """A person with the role, and what else they have written, if they write."""
    label = f"{credit.name}（{credit.role}）" if credit.role else credit.name
    signed = credit.name in article.byline
    theirs = only(SearchRequest(""), "byline", credit.name)
    return Link(label, links.search_url(theirs) if signed else "")


def _page_link(article: Article, request: SearchRequest, shown: bool) -> Link | None:
    if not article.lines:
        return None
    label = "收起原版面" if shown else "查看原版面"
    return Link(label, links.article_url(article, request, original=not shown), shown)


def _lines(stretch: Stretch, article: Article) -> Lines:
    owner = stretch.article
    mine = owner is not None and owner.id == article.id
    link = None
    if owner and not mine:
        address = links.article_url(owner, original=True)
        link = Link(title_of(owner), address)
    return Lines(tuple(enumerate(stretch.lines, stretch.first)), mine, link)


def _similar(searcher: Searcher, article: Article) -> Iterator[Others]:
    found = searcher.similar(article.id, _OTHERS)
    if found:
        each = (Link(title_of(other), links.article_url(other)) for other in found)
        yield Others("相似报道", tuple(each))


def _others(searcher: Searcher, article: Article) -> Iterator[Others]:
    """What else is written about the parks that the article is about."""
    for park in article.parks[:_PARKS]:
        about = SearchRequest("", {"park": (park,)}, sort="newest", limit=_OTHERS + 1)
        found = searcher.search(about, strict=True)
        rest = [hit.article for hit in found.hits if hit.article.id != article.id]
        if rest:
            yield Others(
                f"{park}的其他报道",
                tuple(
                    Link(title_of(each), links.article_url(each))
                    for each in rest[:_OTHERS]
                ),
                Link(f"{park}：{found.total:,} 篇", links.park_url(park)),
            )


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

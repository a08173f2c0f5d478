"""Where do the pages lead?

Addresses are made here, for the templates to use as they are.
"""

from dataclasses import replace

from flask import g, url_for

from search import KIND_LABELS, Article, SearchRequest
from web.contexts import Facts, Field, Link, SearchForm, When
from web.params import only, query_string, write_request
from web.words import date_words

_FILES = {
    "csv": "表格（CSV）",
    "gbt7714": "参考文献（GB/T 7714）",
    "bibtex": "BibTeX",
    "jsonl": "JSON Lines",
}
EXAMPLES = (
    "招商引资",
    "“拿地即开工”",
    "营商环境 AND 项目建设",
    "标题:产业",
    "园区:衡阳高新区",
    "157.6亿元",
)


def search_url(request: SearchRequest) -> str:
    """The page that answers a request."""
    # Two hundred links on a page: its path is made once.
    if "results" not in g:
        g.results = url_for("pages.results")
    return str(g.results) + query_string(request)


def text_url(text: str) -> str:
    """The page that answers what was typed, with nothing narrowed."""
    return search_url(SearchRequest(text))


def article_url(
    article: Article, request: SearchRequest | None = None, original: bool = False
) -> str:
    """An article; with a request it highlights it, and leads back to its answer; with
    the printed page beside it if wanted."""
    path = url_for("pages.article", article_id=article.id)
    query = query_string(request) if request else ""
    beside = ("&" if query else "?") + "original=1" if original else ""
    return path + query + beside


def files(request: SearchRequest) -> tuple[Link, ...]:
    """The whole result of a request, as a file of each kind."""
    whole = query_string(replace(request, page=1, limit=SearchRequest("").limit))
    return tuple(
        Link(label, url_for("taking.export", style=style) + whole)
        for style, label in _FILES.items()
    )


def feed_url(request: SearchRequest) -> str:
    """The newest articles of a request, as a feed."""
    plain = SearchRequest("")
    newest = replace(request, page=1, limit=plain.limit, sort=plain.sort)
    return url_for("taking.feed") + query_string(newest)


def examples() -> tuple[Link, ...]:
    """Queries to try."""
    return tuple(Link(text, text_url(text)) for text in EXAMPLES)


def form(request: SearchRequest) -> SearchForm:
    """The search box that asks anew and keeps filters, dates and order."""
    kept_fields = kept(request, "q", "exact", "scope", "page")
    return SearchForm(request.text, request.exact, kept_fields, request.scope or "")


def park_url(name: str) -> str:
    """The page of a park."""
    return url_for("pages.park", name=name)


def facet_url(request: SearchRequest, name: str) -> str:
    """All values of a facet, counted for a request."""
    return facet_path(name) + query_string(replace(request, page=1))


def facet_path(name: str) -> str:
    """Where the values of a facet are looked for."""
    return url_for("pages.facet", name=name)


def kept(request: SearchRequest, *but: str, within: bool = False) -> tuple[Field, ...]:
    """The hidden fields of a form that itself sets `but`; `within` hands on the query
    as the one in whose result is to be searched."""
    pairs = write_request(request)
    names = {"q": "within"} if within else {}
    return tuple(Field(names.get(n, n), value) for n, value in pairs if n not in but)


def facts(article: Article, request: SearchRequest) -> Facts:
    """The line under a headline; its links narrow `request`."""

    def narrowing(facet: str, value: str) -> str:
        return search_url(only(request, facet, value))

    def links(facet: str, values: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(value, narrowing(facet, value)) for value in values)

    paper, date = article.publication, article.published
    return Facts(
        Link(paper, narrowing("publication", paper)) if paper else None,
        When(
            date_words(date),
            "推定" if date.ground == "inferred" else "",
            narrowing("year", date.year),
        )
        if date
        else None,
        links("park", article.parks),
        links("topic", article.topics),
        Link(KIND_LABELS["photo"], narrowing("kind", "photo"))
        if article.kind == "photo"
        else None,
    )

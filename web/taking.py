"""How is a result taken away: as a file, as a feed, from the browser's address bar?"""

from itertools import islice
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request

from search import FORMATS, Article, atom
from web import links
from web.params import read_request, sorted_by
from web.views import searcher

taking = Blueprint("taking", __name__)

# A feed reader comes again before so many are new.
_NEWEST = 50


@taking.get("/export/<style>")
def export(style: str) -> Response:
    """A whole result as a file, streamed, by the letter of the query."""
    if style not in FORMATS:
        abort(404)
    make, media, suffix = FORMATS[style]
    asked = read_request(request.args)
    articles = searcher().every(asked)
    pieces = (piece.encode("utf-8") for piece in make(articles))
    name = quote(f"{asked.text[:40] or '全部报道'}.{suffix}", safe="")
    return Response(
        pieces,
        headers={
            "Content-Type": media,
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        },
    )


@taking.get("/feed.atom")
def feed() -> Response:
    """The newest articles that answer a query, as a feed."""
    asked = sorted_by(read_request(request.args), "newest")
    newest = islice(searcher().every(asked), _NEWEST)
    title = asked.text or "全部报道"
    pieces = atom(newest, f"{title} - 园区新闻检索", request.url, _address)
    return Response("".join(pieces), content_type="application/atom+xml; charset=utf-8")


@taking.get("/opensearch.xml")
def description() -> Response:
    """What lets a browser search here from its address bar (OpenSearch 1.1)."""
    text = render_template("opensearch.xml")
    return Response(text, content_type="application/opensearchdescription+xml")


def _address(article: Article) -> str:
    return request.host_url.rstrip("/") + links.article_url(article)

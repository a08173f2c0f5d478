"""Which addresses answer programs? The same data as the pages, as JSON."""

from pathlib import Path

from flask import Blueprint, Response, jsonify, request

from search import page_json, suggestions_json
from web.links import article_url
from web.params import read_beginning, read_request
from web.views import searcher

api = Blueprint("api", __name__)

_DESCRIPTION = Path(__file__).with_name("openapi.json")


@api.get("/api/search")
def search() -> Response:
    """A page of results."""
    answer = searcher().search(read_request(request.args))
    return jsonify(page_json(answer, article_url=article_url))


@api.get("/api/suggest")
def suggest() -> Response:
    """What somebody may mean who is typing."""
    text, limit = read_beginning(request.args)
    return jsonify(suggestions_json(text, searcher().suggest(text, limit)))


@api.get("/api/articles/<article_id>")
def article(article_id: str) -> Response:
    """An article."""
    return jsonify(searcher().article(article_id).to_json())


@api.get("/healthz")
def health() -> Response:
    """Whether the index answers, and what it holds."""
    info = searcher().info()
    return jsonify(
        status="ok",
        articles=info.articles,
        photos=info.photos,
        sources=info.sources,
        engine=info.engine,
    )


@api.get("/openapi.json")
def description() -> Response:
    """What all of this is, for programs that write clients (OpenAPI 3.1)."""
    text = _DESCRIPTION.read_text("utf-8")
    return Response(text, content_type="application/json")

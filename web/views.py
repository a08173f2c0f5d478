"""Which pages are there? Each view reads the address, asks, and renders."""

from dataclasses import replace

from flask import Blueprint, abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from search import FACETS, Searcher
from web.guide import help_page
from web.home import home_page
from web.links import search_url
from web.params import clean, read_request
from web.park import park_page
from web.reading import article_page
from web.results import facet_page, search_page

pages = Blueprint("pages", __name__)


def searcher() -> Searcher:
    """The searcher that the application was made with."""
    found: Searcher = current_app.extensions["searcher"]
    return found


@pages.get("/")
def home() -> str:
    """The front page."""
    return render_template("home.html", page=home_page(searcher()))


@pages.get("/search")
def results() -> ResponseReturnValue:
    """A page of results."""
    asked = read_request(request.args)
    if request.args.get("within"):
        return redirect(search_url(asked))
    answer = searcher().search(asked)
    return render_template("search.html", page=search_page(answer))


@pages.get("/facet/<name>")
def facet(name: str) -> str:
    """All values of a facet for a request; `find` looks for some by name."""
    if name not in FACETS:
        abort(404)
    asked = replace(read_request(request.args), page=1)
    values = searcher().values(asked, name)
    page = facet_page(asked, name, values, clean(request.args.get("find", "")))
    return render_template("facet.html", page=page)


@pages.get("/park/<name>")
def park(name: str) -> str:
    """A park, by any of its names."""
    return render_template("park.html", page=park_page(searcher(), name))


@pages.get("/article/<article_id>")
def article(article_id: str) -> str:
    """An article, with what was asked for highlighted."""
    asked = read_request(request.args)
    found = searcher().article(article_id)
    beside = request.args.get("original") == "1"
    page = article_page(searcher(), found, asked, beside)
    return render_template("article.html", page=page)


@pages.get("/help")
def guide() -> str:
    """The query language."""
    return render_template("help.html", page=help_page())

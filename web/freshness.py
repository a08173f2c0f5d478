"""What need not be sent again?

A page carries a tag of its address, of the state of the archive, of the program and of
the day, which it prints; a browser that has it asks with that tag and hears 304, and
nothing is searched. Files of ours have a digest in their address and are kept for good.
"""

import hashlib
import os
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from search import rules_fingerprint
from web.views import searcher

_TAGGED = {
    "pages.home",
    "pages.results",
    "pages.facet",
    "pages.park",
    "pages.article",
    "api.search",
    "api.suggest",
    "api.article",
    "taking.feed",
}
_A_YEAR = 365 * 24 * 3600
# So many characters of a digest tell two files, or two states, apart.
_DIGITS = 16


def keep_fresh(app: Flask) -> None:
    """Let the application tag what it answers, and say what is unchanged."""
    app.extensions["program"] = _program(str(app.template_folder), rules_fingerprint())
    app.url_defaults(_with_digest)
    app.before_request(_unchanged)
    app.after_request(_tagged)


def _unchanged() -> Response | None:
    """304 where the browser has the answer; else its tag is kept for later.

    Made before the answer is: a commit in between only makes the tag look old.
    """
    # The printed page is read from its file, which no commit tells of.
    if request.endpoint not in _TAGGED or request.args.get("original") == "1":
        return None
    if request.method not in {"GET", "HEAD"}:
        return None
    g.tag = _tag()
    # Not "*", which asks whether there is an answer at all.
    if g.tag in request.if_none_match.as_set(include_weak=True):
        return Response(status=304)
    return None


def _tagged(response: Response) -> Response:
    if request.endpoint == "static":
        _keep(response)
    elif "tag" in g and response.status_code in {200, 304}:
        response.set_etag(g.tag, weak=True)
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _keep(response: Response) -> None:
    """For good, if the address has the digest of what was sent."""
    name = (request.view_args or {}).get("filename", "")
    if response.status_code == 200 and request.args.get("v") == _digest_of(name):
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"


def _with_digest(endpoint: str, values: dict[str, str]) -> None:
    if endpoint == "static" and (digest := _digest_of(values["filename"])):
        values.setdefault("v", digest)


def _digest_of(name: str) -> str:
    path = Path(current_app.static_folder or "", name)
    # Whatever is asked for: a name too long for the system is no file of ours.
    if not os.path.isfile(path):
        return ""
    held = path.stat()
    return _digest(path, held.st_mtime_ns, held.st_size)


@cache
def _digest(path: Path, _changed: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]


def _tag() -> str:
    made_of = (
        request.url,
        searcher().state(),
        current_app.extensions["program"],
        date.today().isoformat(),
    )
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:_DIGITS]


@cache
def _program(templates: str, rules: str) -> str:
    """What names the program: its version, and what it consists of, for a checkout
    changes without one."""
    made = hashlib.sha256(f"{version('park-news-search')}\n{rules}".encode())
    here = Path(__file__).parent
    for folder in (here, here.parent / "search", Path(templates)):
        for path in sorted(each for each in folder.rglob("*.*") if each.is_file()):
            if path.suffix != ".pyc":
                made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()

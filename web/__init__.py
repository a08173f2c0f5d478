"""How does the search get into a browser?

`create_app` makes the Flask application around a `Searcher`, `serve` lets waitress
run it.
"""

import gc
from datetime import date
from pathlib import Path
from socket import socket
from urllib.parse import quote

from flask import Flask, Response
from jinja2 import StrictUndefined

from search import Searcher, SearchRequest, load_segmenter
from web import errors
from web.api import api
from web.freshness import keep_fresh
from web.limits import AT_ONCE, limit
from web.params import SCOPES
from web.serving import listening, run, usual_processes
from web.taking import taking
from web.views import pages

# Nothing but queries comes in; a body is never read.
MAX_BODY = 16 * 1024
MAX_HEADER = 32 * 1024
# A connection that says nothing for so long is closed.
TIMEOUT_SECONDS = 30
# A proxy on this machine is believed who asked it, and whether by https.
PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
WAITRESS = {
    # Those that are answered, and those that wait for a place.
    "threads": 4 * AT_ONCE,
    "ident": None,
    "max_request_body_size": MAX_BODY,
    "max_request_header_size": MAX_HEADER,
    "channel_timeout": TIMEOUT_SECONDS,
    **PROXY,
}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

_HERE = Path(__file__).parent


def create_app(searcher: Searcher) -> Flask:
    """The web application that asks `searcher`."""
    app = Flask(__name__, template_folder=str(_templates()))
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.extensions["searcher"] = searcher
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"today": date.today().isoformat()})
    # In the page, for one request less.
    icon = (_HERE / "static" / "icon.svg").read_text("utf-8")
    address = f"data:image/svg+xml,{quote(icon)}"
    app.jinja_env.globals.update(scopes=SCOPES, icon=address)
    app.register_blueprint(pages)
    app.register_blueprint(api)
    app.register_blueprint(taking)
    app.after_request(_with_headers)
    keep_fresh(app)
    limit(app)
    errors.register(app)
    return app


def serve(searcher: Searcher, host: str, port: int, processes: int = 0) -> None:
    """Answer browsers until interrupted, in so many processes, 0 for one a core."""
    import waitress

    app = create_app(searcher)
    _warm(searcher)

    def answer(at: socket) -> None:
        server = waitress.create_server(app, sockets=[at], **WAITRESS)
        server.run()

    run(answer, listening(host, port), processes or usual_processes())


def _warm(searcher: Searcher) -> None:
    """Load what every answer needs, for all processes at once. What is loaded stays, so
    that nobody waits while it is looked through for garbage."""
    searcher.info()
    searcher.search(SearchRequest("园区"))
    load_segmenter()
    # As often as Python does by itself, whatever other commands do: the more garbage is
    # looked for at a time, the longer somebody waits.
    gc.set_threshold(700, 10, 10)
    gc.collect()
    gc.freeze()


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _templates() -> Path:
    """The templates: inside an installed package, else beside it in the checkout."""
    installed = _HERE / "templates"
    return installed if installed.is_dir() else _HERE.parent / "templates"

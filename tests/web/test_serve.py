"""The server runs the application, small bodies only."""

from typing import Any

import pytest
import waitress

from tests.web.stub import StubSearcher
from web import MAX_BODY, serve


def test_waitress_gets_the_application_and_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(
        waitress, "serve", lambda app, **options: started.append((app, options))
    )
    serve(StubSearcher(), "127.0.0.1", 8000)
    [(app, options)] = started
    assert app.test_client().get("/healthz").json["articles"] == 1
    assert options == {
        "host": "127.0.0.1",
        "port": 8000,
        "threads": 8,
        "ident": None,
        "max_request_body_size": MAX_BODY,
        "max_request_header_size": 32 * 1024,
        "channel_timeout": 30,
    }

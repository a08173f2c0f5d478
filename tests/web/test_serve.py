"""The server runs the application, small bodies only."""

import gc
import logging
from collections.abc import Iterator
from socket import socket
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen

import pytest
import waitress
from waitress.wasyncore import close_all

from search import analysis
from tests.web.stub import StubSearcher
from web import MAX_BODY, PROXY, create_app, serve


def test_waitress_gets_the_application_and_limits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[Any, dict[str, Any]]] = []

    def create(app: Any, **options: Any) -> Any:
        started.append((app, options))
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(waitress, "create_server", create)
    serve(StubSearcher(), "127.0.0.1", 0, 1)
    gc.unfreeze()
    [(app, options)] = started
    assert app.test_client().get("/healthz").json["articles"] == 1
    with options.pop("sockets")[0] as at:
        assert at.getsockname()[0] == "127.0.0.1"
    assert options == {
        "threads": 32,
        "ident": None,
        "max_request_body_size": MAX_BODY,
        "max_request_header_size": 32 * 1024,
        "channel_timeout": 30,
        **PROXY,
    }


def test_what_cuts_texts_is_loaded_before_the_first_reader_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once, for all processes."""

    def create(_: Any, sockets: list[socket], **__: Any) -> Any:
        sockets[0].close()
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(waitress, "create_server", create)
    analysis._segmenter.cache_clear()
    serve(StubSearcher(), "127.0.0.1", 0, 1)
    gc.unfreeze()
    assert analysis._segmenter.cache_info().currsize == 1


@pytest.fixture
def address() -> Iterator[str]:
    """Where the real server answers, as it is started, on a port that is free."""
    app = create_app(StubSearcher())
    server = waitress.create_server(app, host="127.0.0.1", port=0, **PROXY)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Its loop ends when nothing is left to wait for, which is for its thread to say.
    server.trigger.pull_trigger(lambda: close_all(server._map, ignore_all=True))
    thread.join(10)
    assert not thread.is_alive()
    server.task_dispatcher.shutdown()


def test_a_proxy_on_this_machine_says_who_asks_and_how(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Feeds have https addresses, the log has the reader's; without it, neither."""
    forwarded = {
        "Host": "news.example.org",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Proto": "https",
    }
    with caplog.at_level(logging.INFO, "web.access"):
        asked = Request(f"{address}/feed.atom", headers=forwarded)
        with urlopen(asked) as answer:
            feed = answer.read().decode("utf-8")
        with urlopen(f"{address}/feed.atom") as answer:
            plain = answer.read().decode("utf-8")
    assert 'href="https://news.example.org/article/p-01"' in feed
    assert f'href="{address}/article/p-01"' in plain
    first, second = (
        record.getMessage() for record in caplog.records if record.name == "web.access"
    )
    assert first.startswith("192.0.2.7 GET /feed.atom 200 ")
    assert second.startswith("127.0.0.1 GET /feed.atom 200 ")

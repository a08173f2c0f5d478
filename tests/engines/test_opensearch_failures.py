"""Whatever opensearch-py raises, a user hears one line and the next command."""

import json
import logging
import pickle
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

opensearchpy = pytest.importorskip("opensearchpy")

from opensearchpy import exceptions as raised  # noqa: E402

from search.engines.opensearch import OpenSearchEngine  # noqa: E402
from search.engines.opensearch import connection as asking  # noqa: E402
from search.engines.opensearch.connection import Connection  # noqa: E402
from search.engines.opensearch.failures import Gone, error_for  # noqa: E402
from search.errors import EngineError, IndexMissing, InvalidRequest  # noqa: E402
from search.place import Cluster  # noqa: E402

CLUSTER = Cluster(("https://news.example.org",), "papers", "reader", "geheim", "t0ken")
EVERY = sorted(
    (
        kind
        for kind in vars(raised).values()
        if isinstance(kind, type) and issubclass(kind, raised.OpenSearchException)
    ),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_error_has_a_line(kind: type[raised.OpenSearchException]) -> None:
    """Without a password in it, and not the library's own words alone."""
    status = "N/A" if issubclass(kind, raised.ConnectionError) else 500
    error = kind(status, "some_exception", {"error": {"type": "t", "reason": "why"}})
    told = str(error_for(CLUSTER, error))
    assert "\n" not in told
    assert "news.example.org" in told
    assert not {"geheim", "t0ken"} & set(told.split())


@pytest.mark.parametrize(
    ("status", "info", "kind", "told"),
    [
        (401, {}, EngineError, "does not know who asks — set PARK_NEWS_USER"),
        (403, {}, EngineError, "reader may not do this"),
        (404, {"error": {"type": "index_not_found_exception"}}, IndexMissing, "papers"),
        (404, {"error": {"type": "search_context_missing_exception"}}, Gone, "again"),
        (429, {}, EngineError, "has too much to do"),
        (
            400,
            {"error": {"type": "x", "reason": "y"}},
            EngineError,
            "answers 400: x: y",
        ),
        (500, {"error": {"type": "too_many_clauses"}}, InvalidRequest, "检索式太长"),
    ],
)
def test_what_is_told(
    status: int, info: object, kind: type[Exception], told: str
) -> None:
    """By what the cluster answers."""
    found = error_for(CLUSTER, raised.TransportError(status, "", info))
    assert isinstance(found, kind)
    assert told in str(found)


class Answers(BaseHTTPRequestHandler):
    """A server that answers as it is told to, and notes what it heard."""

    status = 200
    heard: list[str] = []  # noqa: RUF012
    answers: list[object] = []  # noqa: RUF012

    def do_GET(self) -> None:
        """Answer."""
        self.heard.append(self.headers.get("authorization", ""))
        self._send({"version": {"number": "3.1.0"}})

    def do_POST(self) -> None:
        """Answer several questions, the next of what is to be answered."""
        self.rfile.read(int(self.headers["content-length"]))
        self._send({"responses": self.answers.pop(0)})

    def _send(self, told: object) -> None:
        self.send_response(self.status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of such a server."""
    Answers.status, Answers.heard = 200, []
    listening = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_who_asks_is_told_to_the_server(server: str) -> None:
    """By user and password, else by a token; also in another process."""
    for more, heard in (
        ({"user": "reader", "password": "geheim"}, "Basic cmVhZGVyOmdlaGVpbQ=="),
        ({"token": "t0ken"}, "Bearer t0ken"),
        ({}, ""),
    ):
        connection = Connection(Cluster((server,), **more))  # type: ignore[arg-type]
        assert pickle.loads(pickle.dumps(connection)).major == 3
        assert Answers.heard[-1] == heard
        connection.close()


def test_who_is_too_busy_is_asked_again(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a while; what is wrong is not asked twice."""
    pauses: list[float] = []
    monkeypatch.setattr(asking.time, "sleep", pauses.append)
    Answers.status = 429
    connection = Connection(Cluster((server,)))
    with pytest.raises(EngineError, match="too much to do"):
        connection.ask("GET", "/", patience_s=0.5)
    assert pauses[:3] == [0.05, 0.1, 0.2]
    asked = len(Answers.heard)
    with pytest.raises(EngineError, match="too much to do"):
        connection.ask("GET", "/")
    assert len(Answers.heard) == asked + 1
    Answers.status = 400
    with pytest.raises(EngineError, match="answers 400"):
        connection.ask("GET", "/")
    assert len(Answers.heard) == asked + 2
    connection.close()


def test_one_of_several_answers_may_be_an_error(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What passes is asked again, with all the others; what is lost is told at once."""
    monkeypatch.setattr(asking.time, "sleep", lambda _: None)
    busy = {"status": 429, "error": {"type": "rejected_execution_exception"}}
    lost = {"status": 404, "error": {"type": "search_context_missing_exception"}}
    wrong = {"status": 400, "error": {"type": "x", "reason": "y"}}
    connection = Connection(Cluster((server,)))
    good = [{"hits": 1}, {"hits": 2}]
    bodies = [{"size": 0}, {"size": 1}]
    Answers.answers = [[good[0], busy], [busy, good[1]], good]
    assert connection.searches(bodies) == good
    Answers.answers = [[lost, good[1]], [good[0], wrong]]
    with pytest.raises(Gone):
        connection.searches(bodies)
    with pytest.raises(EngineError, match="answers 400: x: y"):
        connection.searches(bodies)
    assert Answers.answers == []
    connection.close()


def test_requests_are_not_logged(server: str, caplog: pytest.LogCaptureFixture) -> None:
    """Neither those that are answered nor those that fail."""
    connection = Connection(Cluster((server,)))
    with caplog.at_level(logging.INFO):
        connection.ask("GET", "/")
        Answers.status = 400
        with pytest.raises(EngineError):
            connection.ask("GET", "/")
    assert caplog.records == []
    connection.close()


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line."""
    monkeypatch.setattr(asking, "PATIENCE_S", 0.0)
    with pytest.raises(EngineError, match="cannot be reached — start it, or name"):
        OpenSearchEngine(Cluster(("http://127.0.0.1:1",)))


def test_a_process_that_was_forked_has_connections_of_its_own(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would read the answers to what its parent asks."""
    connection = Connection(Cluster((server,)))
    assert connection.major == 3
    client = connection._client
    assert connection._client is client
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert connection._client is not client
    connection.close()
    client.close()

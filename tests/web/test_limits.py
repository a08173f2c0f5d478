"""So many at once, and a log that keeps secrets."""

import logging
from threading import Event, Thread

import pytest
from flask import Flask

from tests.web.stub import StubSearcher
from web import create_app
from web.limits import limit


def test_one_too_many_is_told_to_come_again() -> None:
    """The others are answered; then there is room again."""
    app = Flask("busy")
    limit(app, at_once=1, wait=0.01)
    inside, go_on = Event(), Event()

    @app.get("/slow")
    def slow() -> str:
        inside.set()
        go_on.wait(5)
        return "done"

    @app.get("/quick")
    def quick() -> str:
        return "done"

    answers: list[int] = []
    client = app.test_client()
    thread = Thread(target=lambda: answers.append(client.get("/slow").status_code))
    thread.start()
    assert inside.wait(5)
    refused = app.test_client().get("/quick")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    go_on.set()
    thread.join()
    assert answers == [200]
    assert app.test_client().get("/quick").status_code == 200


def test_an_answer_that_fails_gives_its_place_back() -> None:
    """However often."""
    stub = StubSearcher()
    app = create_app(stub)
    stub.error = RuntimeError("no")
    client = app.test_client()
    assert [client.get("/search?q=钛").status_code for _ in range(20)] == [500] * 20
    stub.error = None
    for _ in range(20):
        with client.get("/export/csv?q=钛") as response:
            assert response.status_code == 200


def test_the_log_has_no_queries(caplog: pytest.LogCaptureFixture) -> None:
    """But who, what, and how long."""
    with caplog.at_level(logging.INFO, "web.access"):
        create_app(StubSearcher()).test_client().get("/search?q=秘密")
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.startswith("127.0.0.1 GET /search 200 ")
    assert "秘密" not in line

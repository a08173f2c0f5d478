"""Errors help: in one JSON shape for programs, on a page for people."""

import pytest
from flask.testing import FlaskClient

from search import EngineError, IndexMissing, NotFound
from tests.described import validate
from tests.web.conftest import page_at
from tests.web.stub import StubSearcher
from web import MAX_BODY, create_app


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/search?page=x", 400, id="bad page"),
        pytest.param("/article/p-01?since=x", 400, id="bad date"),
        pytest.param("/nowhere", 404, id="no such page"),
        pytest.param("/article/", 404, id="no id"),
    ],
)
def test_a_page_says_what_is_wrong_and_leads_on(
    stub_client: FlaskClient, path: str, status: int
) -> None:
    page = page_at(stub_client, path, status)
    assert page.h1
    assert page.h1.get_text()
    assert page.select("main .examples a")
    assert page.select_one("header form input[name=q]")


def test_a_refused_request_keeps_the_query(stub_client: FlaskClient) -> None:
    page = page_at(stub_client, "/search?q=钛&page=x", 400)
    box = page.select_one("#q")
    assert box is not None
    assert box["value"] == "钛"
    assert "页码看不懂：x" in page.get_text()


def test_an_unknown_article_is_not_found(client: FlaskClient) -> None:
    page = page_at(client, "/article/no-such-id", 404)
    assert "no-such-id" in page.get_text()


@pytest.mark.parametrize(
    "path",
    [
        "/api/search?limit=x", "/api/articles/x?", "/api/no", "/api",
        "/feed.atom?page=x", "/export/csv?sort=x", "/export/no", "/export/",
        "/healthz/no",
    ],
)  # fmt: skip
def test_programs_get_one_shape(stub: StubSearcher, path: str) -> None:
    stub.error = NotFound("没有", "再看")
    response = create_app(stub).test_client().get(path)
    assert response.status_code in {400, 404}
    validate(response.json, "Error")
    error = response.json["error"]
    assert error["status"] == response.status_code
    assert all(error.values())


@pytest.mark.parametrize("path", ["/", "/search?q=钛", "/article/p-01", "/healthz"])
def test_an_index_that_cannot_answer_is_503_without_its_place(
    stub: StubSearcher, stub_client: FlaskClient, path: str
) -> None:
    stub.error = IndexMissing("no index at /srv/secret", "run 'search index'")
    response = stub_client.get(path)
    assert response.status_code == 503
    assert "secret" not in response.text
    assert "索引现在答不上来" in response.text


def test_a_program_hears_503_in_the_same_shape(
    stub: StubSearcher, stub_client: FlaskClient
) -> None:
    stub.error = EngineError("broken at /srv/secret")
    response = stub_client.get("/api/search?q=钛")
    assert response.status_code == 503
    assert response.json["error"]["message"] == "索引现在答不上来。"


def test_a_failure_of_ours_shows_no_traceback(
    stub: StubSearcher, stub_client: FlaskClient
) -> None:
    stub.error = RuntimeError("secret")
    response = stub_client.get("/search?q=钛")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "出错了" in response.text


def test_only_reading_is_allowed(stub_client: FlaskClient) -> None:
    response = stub_client.post("/search", data={"q": "钛"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_large_body_is_refused(stub_client: FlaskClient) -> None:
    response = stub_client.post("/api/search", data=b"x" * (MAX_BODY + 1))
    assert response.status_code == 413
    assert response.json["error"]["status"] == 413

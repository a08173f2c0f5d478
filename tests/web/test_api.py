"""The API answers with the same data as the pages, in the documented shape."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.described import validate
from tests.web.conftest import page_at


def test_a_page_of_results_has_the_documented_shape(client: FlaskClient) -> None:
    response = client.get("/api/search?q=招商引资&park=衡阳高新区")
    assert response.mimetype == "application/json"
    validate(response.json, "ResultPage")
    assert response.json["total"] == 1
    assert response.json["hits"][0]["url"].startswith("/article/")


def test_the_api_and_the_page_show_the_same_hits(client: FlaskClient) -> None:
    asked = "q=招商引资&sort=newest&limit=3&page=2"
    rows = client.get(f"/api/search?{asked}").json["hits"]
    page = page_at(client, f"/search?{asked}")
    shown = page.select("section[aria-labelledby=found] [data-hit]")
    assert [row["headline"] for row in rows] == [link.get_text() for link in shown]
    assert [row["url"] for row in rows] == [
        str(link["href"]).split("?")[0] for link in shown
    ]


def test_suggestions_have_the_documented_shape(client: FlaskClient) -> None:
    response = client.get("/api/suggest?q=zsyz&limit=3")
    assert response.mimetype == "application/json"
    assert response.json == {
        "query": "zsyz",
        "suggestions": [{"text": "招商引资", "kind": "phrase", "count": 8}],
    }
    assert len(client.get("/api/suggest?q=g&limit=3").json["suggestions"]) == 3
    assert client.get("/api/suggest").json == {"query": "", "suggestions": []}


@pytest.mark.parametrize("limit", ["0", "21", "-1", "many"])
def test_a_number_of_suggestions_that_cannot_be(
    client: FlaskClient, limit: str
) -> None:
    response = client.get(f"/api/suggest?q=z&limit={limit}")
    assert response.status_code == 400
    assert response.json["error"]["message"].startswith("建议条数")


def test_what_may_have_been_meant_is_in_the_json(client: FlaskClient) -> None:
    page = client.get("/api/search?q=招商引子").json
    assert {
        "kind": "corrected",
        "text": "您是不是要找：招商引资（8 篇）",
        "query": "招商引资",
    } in page["notices"]


def test_an_article_is_given_whole(client: FlaskClient) -> None:
    row = client.get("/api/search?q=招商引资").json["hits"][0]
    article = client.get(f"/api/articles/{row['id']}").json
    assert article["headline"] == row["headline"]
    page: BeautifulSoup = page_at(client, row["url"])
    paragraphs = [tag.get_text() for tag in page.select(".column p")]
    assert article["body"] == "\n".join(paragraphs)


def test_health_counts_the_articles(client: FlaskClient) -> None:
    health = client.get("/healthz").json
    assert health["status"] == "ok"
    assert health["articles"] > 20


def test_chinese_stays_readable_in_json(client: FlaskClient) -> None:
    assert "招商引资" in client.get("/api/search?q=招商引资").text

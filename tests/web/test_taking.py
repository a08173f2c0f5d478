"""A whole result can be taken away, and asked for again."""

import csv
import io
import json
from xml.etree import ElementTree

from flask.testing import FlaskClient

from search import InvalidRequest
from tests.web.conftest import page_at
from tests.web.stub import StubSearcher

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_table_of_the_whole_result(client: FlaskClient) -> None:
    """Whatever page and length of page was looked at."""
    response = client.get("/export/csv?q=招商引资&page=2&limit=3")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E6%8B%9B%E5%95%86%E5%BC%95%E8%B5%84.csv"
    )
    text = response.data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == client.get("/api/search?q=招商引资").json["total"] == 8


def test_the_filters_of_the_page_count(client: FlaskClient) -> None:
    lines = client.get("/export/jsonl?park=衡阳高新技术产业开发区").text.splitlines()
    parks = [json.loads(line)["parks"] for line in lines]
    assert parks
    assert all("衡阳高新区" in each for each in parks)


def test_a_kind_of_file_that_is_none(client: FlaskClient) -> None:
    assert client.get("/export/exe?q=招商").status_code == 404
    assert client.get("/export/csv?since=昨天").status_code == 400


def test_what_cannot_be_asked_is_said_before_anything_is_sent(
    stub: StubSearcher, stub_client: FlaskClient
) -> None:
    stub.error = InvalidRequest("不行", "换一种")
    assert stub_client.get("/export/csv?q=钛").status_code == 400


def test_a_feed_of_the_newest(client: FlaskClient) -> None:
    response = client.get("/feed.atom?q=招商引资")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    assert feed.findtext(f"{ATOM}title") == "招商引资 - 园区新闻检索"
    updated = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert len(updated) == 8
    assert updated == sorted(updated, reverse=True)  # type: ignore[type-var]
    href = feed.find(f"{ATOM}entry/{ATOM}link").attrib["href"]  # type: ignore[union-attr]
    assert href.startswith("http://localhost/article/")


def test_a_browser_can_search_from_its_address_bar(client: FlaskClient) -> None:
    (link,) = page_at(client, "/").select("link[rel=search]")
    document = ElementTree.fromstring(client.get(str(link["href"])).data)
    url = next(each for each in document.iter() if each.tag.endswith("Url"))
    assert url.attrib["template"] == "http://localhost/search?q={searchTerms}"


def test_the_page_of_results_leads_there(client: FlaskClient) -> None:
    page = page_at(client, "/search?q=招商引资&park=衡阳高新区&page=1")
    for link in page.select(".take a"):
        assert client.get(str(link["href"])).status_code == 200
    assert len(page.select(".take a")) == 5
    assert not page_at(client, "/search?q=“火星基地”").select(".take")

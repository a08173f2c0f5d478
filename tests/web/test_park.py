"""A park has a page: where it lies, what was written when, with which figures."""

from flask.testing import FlaskClient

from tests.web.conftest import page_at


def test_a_park_by_any_of_its_names(client: FlaskClient) -> None:
    page = page_at(client, "/park/衡阳高新技术产业开发区")
    assert page.select_one("h1").get_text() == "衡阳高新区"
    assert page.select_one(".where").get_text() == "湖南 · 衡阳 · 国家高新区"
    (newest,) = page.select("section[aria-labelledby=newest] [data-hit]")
    assert newest.get_text() == "衡阳高新区全力招商引资建“五好”"
    figures = page.select(".figures mark")
    assert "150.8亿元" in [mark.get_text() for mark in figures]
    topics = [link.get_text() for link in page.select(".topics a")]
    assert topics[0] in ("招商引资", "项目建设")
    for link in page.select("main a"):
        assert client.get(str(link["href"])).status_code == 200


def test_what_only_mentions_it_is_beside_it(client: FlaskClient) -> None:
    page = page_at(client, "/park/深圳科技园")
    link = page.find("a", string="另有 1 篇提到它")
    answer = page_at(client, str(link["href"]))
    assert [chip.get_text() for chip in answer.select(".chips a")][:2] == [
        "去掉提到的园区深圳科技园×",
        "去掉不含园区深圳科技园×",
    ]
    (hit,) = answer.select("[data-hit]")
    article = page_at(client, str(hit["href"]))
    (mentioned,) = article.find_all("a", string="深圳科技园")
    found = page_at(client, str(mentioned["href"]))
    assert len(found.select("[data-hit]")) == 1


def test_a_park_nobody_wrote_about(client: FlaskClient) -> None:
    page = page_at(client, "/park/拉萨高新区")
    assert "库中还没有关于它的报道" in page.get_text()


def test_what_is_no_park(client: FlaskClient) -> None:
    page = page_at(client, "/park/不是园区", 404)
    assert "没有名为“不是园区”的园区" in page.get_text()

"""Nothing inline, nothing from elsewhere, and headers that say so."""

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import page_at
from web import HEADERS

PAGES = ["/", "/search?q=钛&park=甲", "/article/p-01?q=钛", "/help", "/nowhere"]
OTHERS = ["/api/search", "/api/no", "/healthz", "/static/style.css"]


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_every_answer_carries_the_headers(stub_client: FlaskClient, path: str) -> None:
    with stub_client.get(path) as response:
        headers = response.headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_anything_inline_or_from_elsewhere(
    stub_client: FlaskClient, path: str
) -> None:
    page = page_at(stub_client, path, 404 if path == "/nowhere" else 200)
    assert not page.select("style, [style], iframe, object, embed, base")
    for script in page.select("script"):
        assert script.get("src")
        assert not script.get_text()
    for tag in page.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        for name in ("href", "src", "action"):
            own = ("/", "#", "data:image/svg+xml,")
            assert str(tag.get(name, "/")).startswith(own)
            assert not str(tag.get(name, "/")).startswith("//")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_in_its_bones(
    stub_client: FlaskClient, path: str
) -> None:
    page = page_at(stub_client, path, 404 if path == "/nowhere" else 200)
    assert page.html
    assert page.html["lang"] == "zh-CN"
    assert page.title
    assert page.title.get_text()
    assert len(page.select("main")) == 1
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for tag in page.select("[aria-labelledby]"):
        assert tag["aria-labelledby"] in ids
    for field in page.select("input:not([type=hidden])"):
        labelled = field.get("id") and page.select(f"label[for={field['id']}]")
        assert labelled or field.find_parent("label")

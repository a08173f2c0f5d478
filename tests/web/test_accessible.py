"""Pages that everybody can use: axe-core finds nothing, nor does an HTML parser.

axe-core is one file of an npm package; `.ci/run` fetches it, `$AXE_CORE` says where it
is.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import html5lib
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect

from tests import cannot

QUERY = "/search?q=" + quote("招商引资")
ARTICLE = "/article/001_01366610fb89b663-01"
# A page of every type.
ROUTES = {
    "home": "/",
    "results": QUERY + "&park=" + quote("衡阳高新区") + "&since=2021",
    "pages": "/search?limit=3&page=3",
    "nothing": "/search?q=" + quote("“火星基地”") + "&exact=1",
    "article": ARTICLE + "?q=" + quote("招商引资"),
    "original": ARTICLE + "?q=" + quote("招商引资") + "&original=1",
    "photo": "/search?kind=photo",
    "park": "/park/" + quote("衡阳高新区"),
    "facet": "/facet/park?q=" + quote("招商引资"),
    "help": "/help",
    "error": "/nowhere",
    "refused": "/search?page=x",
}
# What is wrong, how many times, and where first; fingers need room, too.
VIOLATIONS = """async () => (
  await axe.run({ rules: { "target-size": { enabled: true } } })
).violations.map(
  (rule) => `${rule.id} ${rule.nodes.length}: ${rule.nodes[0].html}`
    + ` ${rule.nodes[0].failureSummary}`
)"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that looks for what shuts people out."""
    named = os.environ.get("AXE_CORE", "")
    if not Path(named).is_file():
        cannot("axe-core is not there: AXE_CORE names no file")
    return Path(named).read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    browser: Browser, site: str, axe: str, width: int, scheme: Any
) -> None:
    """On any page, with everything unfolded that can be."""
    found = []
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=site
    ) as context:
        page = context.new_page()
        for name, route in ROUTES.items():
            page.goto(route)
            page.evaluate(
                "document.querySelectorAll('details').forEach((e) => { e.open = true })"
            )
            page.evaluate(axe)
            found += [f"{name}: {each}" for each in page.evaluate(VIOLATIONS)]
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(
    browser: Browser, site: str, axe: str, scheme: Any
) -> None:
    """The list of suggestions, then the table of keys."""
    with browser.new_context(color_scheme=scheme, base_url=site) as context:
        page = context.new_page()
        page.goto("/")
        page.evaluate(axe)
        page.locator("#q").press_sequentially("zsyz")
        expect(page.locator("[role=option]").first).to_be_visible()
        found = page.evaluate(VIOLATIONS)
        page.goto("/help")
        page.evaluate(axe)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        found += page.evaluate(VIOLATIONS)
    assert found == []


@pytest.mark.browser
def test_axe_finds_what_is_wrong(browser: Browser, axe: str) -> None:
    """So that finding nothing means something."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("<html><body><img src='data:,'><input></body></html>")
        page.evaluate(axe)
        found = {each.split()[0] for each in page.evaluate(VIOLATIONS)}
    assert {"image-alt", "label", "html-has-lang"} <= found


@pytest.mark.parametrize("name", ROUTES)
def test_a_page_is_html_to_the_letter(client: FlaskClient, name: str) -> None:
    """A strict parser has nothing to forgive."""
    html5lib.HTMLParser(strict=True).parse(client.get(ROUTES[name]).text)


@pytest.mark.parametrize(
    "route", ["/search?q=钛", "/article/p-01?q=钛&original=1", "/article/p-02", "/"]
)
def test_text_that_looks_like_html_changes_nothing(
    stub_client: FlaskClient, route: str
) -> None:
    """Of pages that are hostile."""
    html5lib.HTMLParser(strict=True).parse(stub_client.get(route).text)

"""The pages in a real browser: wide and narrow, light and dark, keys, suggestions.

Screenshots are left in `test-results/`.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.browser

SHOTS = Path("test-results")
ARTICLE = "/article/001_01366610fb89b663-01"
QUERY = "/search?q=" + quote("招商引资")
ROUTES = {
    "home": "/",
    "results": QUERY,
    "filtered": QUERY + "&park=" + quote("衡阳高新区") + "&since=2021",
    "nothing": "/search?q=" + quote("“火星基地”") + "&exact=1",
    "pages": "/search?limit=3&page=3",
    "park": "/park/" + quote("衡阳高新区"),
    "facet": "/facet/byline",
    "original": f"{ARTICLE}?q={quote('招商引资')}&original=1",
    "help": "/help",
    "error": "/nowhere",
}
SIZES = {1280: 900, 390: 844}
# What a reader cannot read well: text of less than 7:1 on the ground it stands on.
LOW_CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const pair = [parse(getComputedStyle(element).color), ground(element)].map(light);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 7) low.push([walker.currentNode.data.trim(), ratio]);
  }
  return low;
}"""


class Watched:
    """A page together with what went wrong on it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text)
                # The error page is meant to come with its status.
                if said.type in {"error", "warning"} and "404" not in said.text
                else None
            ),
        )

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.site):
            self.complaints.append(f"asked {request.url}")

    def look(self, url: str, shot: str) -> None:
        """Open a page, photograph it, and complain of what is wrong with it."""
        self.page.goto(url)
        self.page.screenshot(path=SHOTS / f"{shot}.png")
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.complaints.append(f"{shot} scrolls sideways by {wide} px")
        low = self.page.evaluate(LOW_CONTRAST)
        self.complaints += [
            f"{shot}: contrast {ratio:.1f} of {text}" for text, ratio in low
        ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_every_page_is_sound(
    browser: Browser, site: str, width: int, scheme: Any
) -> None:
    """No complaint, no sideways scrolling, nothing pale, nothing from elsewhere."""
    with browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=scheme,
        base_url=site,
    ) as context:
        watched = Watched(context.new_page(), site)
        for name, route in ROUTES.items():
            watched.look(route, f"{name}-{width}-{scheme}")
        watched.page.goto(QUERY)
        article = watched.page.locator("[data-hit]").first.get_attribute("href")
        assert article
        watched.look(article, f"article-{width}-{scheme}")
        assert watched.complaints == []


def test_the_picture_of_a_search_is_taken(desk: Page) -> None:
    desk.goto(QUERY)
    expect(desk.locator("section[aria-labelledby=found] .hit")).to_have_count(8)
    desk.screenshot(path=SHOTS / "search.png")


def test_the_layout_does_not_shift(desk: Page) -> None:
    desk.goto(QUERY)
    shift = desk.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert shift == 0


def test_a_slash_leads_to_the_search_box(desk: Page) -> None:
    desk.goto(QUERY)
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.type("jk/?")
    expect(desk.locator("#q")).to_have_value("jk/?")


def test_j_and_k_walk_through_the_results_and_enter_opens(desk: Page) -> None:
    desk.goto(QUERY)
    hits = desk.locator("[data-hit]")
    desk.keyboard.press("j")
    expect(hits.nth(0)).to_be_focused()
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    expect(hits.nth(1)).to_be_focused()
    title = hits.nth(1).inner_text()
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text(title)


def test_nothing_happens_while_an_input_method_composes(desk: Page) -> None:
    desk.goto(QUERY)
    for key in ("j", "/"):
        desk.evaluate(
            """(key) => document.body.dispatchEvent(new KeyboardEvent(
              "keydown", { key, isComposing: true, bubbles: true }))""",
            key,
        )
    expect(desk.locator("body")).to_be_focused()


def test_a_question_mark_lists_the_keys(desk: Page) -> None:
    desk.goto("/")
    desk.keyboard.press("?")
    expect(desk.locator("#keys")).to_be_visible()
    desk.screenshot(path=SHOTS / "keys.png")
    desk.keyboard.press("Escape")
    expect(desk.locator("#keys")).to_be_hidden()


def test_n_and_p_go_round_the_hits_of_an_article(desk: Page) -> None:
    desk.goto(QUERY)
    desk.locator("[data-hit]").first.click()
    marks = desk.locator(".story mark")
    for key, place in (("n", 0), ("n", 1), ("p", 0), ("p", marks.count() - 1)):
        desk.keyboard.press(key)
        expect(desk.locator("mark.here")).to_have_count(1)
        expect(marks.nth(place)).to_have_class("here")
        expect(marks.nth(place)).to_be_in_viewport()


def test_a_filter_keeps_the_place_on_the_page(desk: Page) -> None:
    desk.set_viewport_size({"width": 1280, "height": 500})
    desk.goto("/search?limit=100")
    desk.evaluate("scrollTo({ top: 400, behavior: 'instant' })")
    desk.locator("section[aria-labelledby=facet-province] li a").first.click()
    expect(desk.locator(".chips")).to_have_count(1)
    assert desk.evaluate("scrollY") == 400
    desk.go_back()
    expect(desk.locator(".chips")).to_have_count(0)


def test_choosing_exact_asks_again(desk: Page) -> None:
    desk.goto(QUERY)
    switch = desk.locator(".switch")
    switch.get_by_text("精确").click()
    desk.wait_for_url("**exact=1*")
    switch.get_by_text("模糊").click()
    desk.wait_for_url(lambda url: "exact" not in url)


def test_on_a_phone_the_filters_are_folded(browser: Browser, site: str) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        base_url=site,
    ) as context:
        page = context.new_page()
        page.goto(ROUTES["filtered"])
        expect(page.locator(".fold-filters summary")).to_have_text("筛选 已选 2 项")
        facet = page.locator("section[aria-labelledby=facet-park]")
        expect(facet).to_be_hidden()
        page.locator(".fold-filters summary").tap()
        expect(facet).to_be_visible()
        page.screenshot(path=SHOTS / "phone-filters.png")


def typed_requests(page: Page) -> list[str]:
    """What the page asks to be suggested from now on, text by text."""
    asked: list[str] = []

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.path == "/api/suggest":
            asked.extend(parse_qs(address.query)["q"])

    page.on("request", note)
    return asked


def test_suggestions_are_a_list_to_walk_through(desk: Page) -> None:
    """With the keys of every combobox; what was typed comes back."""
    desk.goto("/")
    box, options = (
        desk.get_by_role("combobox", name="检索词"),
        desk.locator("#suggestions [role=option]"),
    )
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("jinan")
    expect(options.first).to_contain_text("济南")
    expect(box).to_have_attribute("aria-expanded", "true")
    count = options.count()
    assert count > 1
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or "none"
    )
    first = box.input_value()
    assert first.startswith("济南")
    box.press("ArrowUp")
    expect(box).to_have_value("jinan")
    expect(desk.locator("[aria-selected=true]")).to_have_count(0)
    box.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_value(first)
    desk.screenshot(path=SHOTS / "suggestions.png")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("jinan")
    expect(box).to_be_focused()
    box.press("ArrowDown")
    expect(options).to_have_count(count)
    box.press("ArrowDown")
    box.press("Enter")
    desk.wait_for_url("**/search?q=*")
    expect(desk.locator("#q")).to_have_value(first)


def test_enter_asks_for_what_was_typed(desk: Page) -> None:
    """Nothing is chosen for anybody."""
    desk.goto("/")
    desk.locator("#q").press_sequentially("zsyz")
    expect(desk.locator("#suggestions [role=option]")).to_have_count(1)
    desk.locator("#q").press("Enter")
    desk.wait_for_url("**/search?q=zsyz")


def test_a_suggestion_can_be_clicked(desk: Page) -> None:
    """Filters are kept, as with any new query."""
    desk.goto("/search?park=" + quote("衡阳高新区"))
    desk.locator("#q").press_sequentially("zsyz")
    desk.locator("#suggestions [role=option]").click()
    desk.wait_for_url("**q=*")
    expect(desk.locator("#q")).to_have_value("招商引资")
    expect(desk.locator(".chips")).to_contain_text("衡阳高新区")


def test_nothing_is_asked_while_an_input_method_composes(desk: Page) -> None:
    """Its letters are not the text; what comes of them is."""
    desk.goto("/")
    asked = typed_requests(desk)
    desk.locator("#q").focus()
    keyboard = desk.context.new_cdp_session(desk)
    for letters in ("z", "zh", "zhao", "zhao'sh"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)},
        )
    desk.wait_for_timeout(400)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "招商"})
    expect(desk.locator("#suggestions [role=option]").first).to_contain_text("招商")
    assert asked == ["招商"]


def test_one_waits_for_a_pause_before_it_is_asked(desk: Page) -> None:
    """Not with every key; an emptied box closes the list."""
    desk.goto("/")
    asked = typed_requests(desk)
    desk.locator("#q").press_sequentially("zsyz", delay=10)
    expect(desk.locator("#suggestions [role=option]")).to_have_count(1)
    assert asked == ["zsyz"]
    desk.locator("#q").fill("")
    expect(desk.locator("#suggestions [role=option]")).to_have_count(0)
    expect(desk.get_by_role("combobox", name="检索词")).to_have_attribute(
        "aria-expanded", "false"
    )


def test_leaving_the_box_closes_the_list(desk: Page) -> None:
    """And `j` walks through the results again."""
    desk.goto(QUERY)
    desk.locator("#q").fill("zsyz")
    expect(desk.locator("#suggestions [role=option]")).to_have_count(1)
    desk.locator("#q").press("Tab")
    expect(desk.locator("#suggestions [role=option]")).to_have_count(0)


def test_a_server_without_an_answer_is_no_trouble(desk: Page) -> None:
    """The box is a box."""
    desk.goto("/")
    desk.route("**/api/suggest*", lambda route: route.fulfill(status=503))
    desk.locator("#q").press_sequentially("zsyz")
    desk.wait_for_timeout(300)
    expect(desk.locator("#suggestions [role=option]")).to_have_count(0)
    desk.locator("#q").press("Enter")
    desk.wait_for_url("**/search?q=zsyz")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_suggestions_are_sound(
    browser: Browser, site: str, width: int, scheme: Any
) -> None:
    """Legible, as wide as the page at most, and nothing moves when they come."""
    with browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=scheme,
        base_url=site,
    ) as context:
        page = context.new_page()
        page.goto(QUERY)
        place = page.locator(".answer").bounding_box()
        page.locator("#q").fill("gaoxin")
        expect(page.locator("#suggestions [role=option]")).not_to_have_count(0)
        page.locator("#q").press("ArrowDown")
        page.screenshot(path=SHOTS / f"suggestions-{width}-{scheme}.png")
        assert page.locator(".answer").bounding_box() == place
        assert page.evaluate(LOW_CONTRAST) == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0


def test_what_may_have_been_meant_is_a_link(desk: Page) -> None:
    """One click asks for it."""
    desk.goto("/search?q=" + quote("招商引子"))
    desk.get_by_role("link", name="招商引资（8 篇）").click()
    expect(desk.locator("#q")).to_have_value("招商引资")
    expect(desk.locator(".reading")).to_contain_text("命中 8 篇")


def test_a_page_of_results_is_small(desk: Page, site: str) -> None:
    """Four requests, and 60 KB of HTML before it is compressed."""
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    response = desk.goto("/search?q=高新区")
    desk.wait_for_load_state("networkidle")
    assert response is not None
    assert len(response.body()) <= 60_000
    assert len(asked) <= 4, asked
    assert all(url.startswith(site) for url in asked if not url.startswith("data:"))

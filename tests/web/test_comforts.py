"""What a script adds to reading: copying, keys, dragging; and how a page prints."""

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUERY = "/search?q=" + quote("招商引资")
ARTICLE = f"/article/001_01366610fb89b663-01?q={quote('招商引资')}"
SOURCE = (
    "《衡阳高新区全力招商引资建“五好”》（001_01366610fb89b663.txt，2023年，推定，"
    "记者 邓小山、王慧、项卉卉、刘安）"
)


@pytest.fixture
def clipboard(desk: Page) -> Page:
    """A page at a desk that may use the clipboard."""
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return desk


def copied(page: Page) -> str:
    """What lies in the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_c_copies_the_citation(clipboard: Page) -> None:
    """By the key and by the button, and says so."""
    page = clipboard
    page.goto(ARTICLE)
    for copy in (
        lambda: page.keyboard.press("c"),
        lambda: page.get_by_role("button", name="复制引用").click(),
    ):
        page.evaluate("navigator.clipboard.writeText('')")
        copy()
        expect(page.locator("[data-copied]")).to_have_text("已复制引用")
        assert copied(page) == page.locator("p.citation").first.inner_text()


def test_a_sentence_is_copied_with_its_source(clipboard: Page) -> None:
    """What is selected, in quotation marks."""
    page = clipboard
    page.goto(ARTICLE)
    page.locator(".column p").first.evaluate(
        """(paragraph) => {
          const range = document.createRange();
          range.setStart(paragraph.firstChild, 0);
          range.setEnd(paragraph.firstChild, 11);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="复制引用").click()
    expect(page.locator("[data-copied]")).to_have_text("已复制所选文字和出处")
    assert copied(page) == f"“7月11日,衡阳高新区”——{SOURCE}"


def test_o_opens_and_closes_the_printed_page(desk: Page) -> None:
    desk.goto(ARTICLE)
    desk.keyboard.press("o")
    expect(desk.locator(".sheet .mine")).to_be_visible()
    desk.keyboard.press("o")
    expect(desk.locator(".sheet")).to_have_count(0)


def test_a_drag_over_the_timeline_chooses_a_span(desk: Page) -> None:
    """From bar to bar, in either direction; a click is one bar."""
    for first, last in (("2020", "2023"), ("2023", "2020")):
        desk.goto(QUERY)
        places = [
            desk.locator(f".timeline a[data-period='{each}']").bounding_box()
            for each in (first, last)
        ]
        (begin, end) = [
            (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            for box in places
            if box
        ]
        desk.mouse.move(*begin)
        desk.mouse.down()
        desk.mouse.move(*end, steps=5)
        expect(desk.locator(".timeline .dragged")).to_have_count(4)
        desk.mouse.up()
        desk.wait_for_url("**since=2020**")
        query = parse_qs(urlsplit(desk.url).query)
        assert (query["since"], query["until"]) == (["2020"], ["2023"])


def test_what_is_printed_is_the_text(desk: Page) -> None:
    """No controls; where and when it was printed."""
    for name, url, shown, hidden in (
        (
            "article",
            ARTICLE,
            [".story", "p.citation >> nth=0"],
            [".top", ".steps", ".copying", ".others"],
        ),
        (
            "results",
            QUERY,
            [".hits", ".reading"],
            [".top", ".filters", ".sorts", ".take"],
        ),
    ):
        desk.goto(url)
        desk.emulate_media(media="print")
        for each in shown:
            expect(desk.locator(each).first).to_be_visible()
        for each in hidden:
            expect(desk.locator(each).first).to_be_hidden()
        expect(desk.locator(".print-only")).to_contain_text("打印于")
        expect(desk.locator(".print-only")).to_contain_text("http://127.0.0.1")
        desk.screenshot(path=Path("test-results", f"print-{name}.png"))
        desk.emulate_media(media="screen")


def test_going_back_is_right(desk: Page) -> None:
    """Every state is an address."""
    desk.goto(QUERY)
    desk.locator("section[aria-labelledby=facet-province] li a").first.click()
    expect(desk.locator(".chips")).to_have_count(1)
    desk.locator(".sorts a", has_text="最新").click()
    expect(desk.locator(".sorts [aria-current]")).to_have_text("最新")
    desk.go_back()
    expect(desk.locator(".sorts [aria-current]")).to_have_text("相关度")
    expect(desk.locator(".chips")).to_have_count(1)
    desk.go_back()
    expect(desk.locator(".chips")).to_have_count(0)

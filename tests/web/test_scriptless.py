"""Everything is done without JavaScript: searching, filtering, reading, citing, taking
away. In a real browser that runs none."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

QUERY = "/search?q=" + quote("招商引资")
ARTICLE = "/article/001_01366610fb89b663-01"


def hits(page: Page) -> Locator:
    """The results on a page."""
    return page.locator("section[aria-labelledby=found] .hit")


def facet(page: Page, name: str) -> Locator:
    """A facet beside the results."""
    return page.locator(f"section[aria-labelledby=facet-{name}]")


def asked(page: Page) -> dict[str, list[str]]:
    """What the address of a page asks for: it can be kept, and sent on."""
    return parse_qs(urlsplit(page.url).query)


def test_one_searches_filters_reads_and_comes_back(scriptless: Page) -> None:
    page = scriptless
    page.goto("/")
    page.locator("#q").fill("招商引资")
    page.locator("#q").press("Enter")
    expect(hits(page)).to_have_count(8)
    facet(page, "park").locator("li a").first.click()
    expect(page.locator(".chips a").first).to_contain_text("园区")
    expect(page.locator("#q")).to_have_value("招商引资")
    page.locator(".chips a").first.click()
    expect(hits(page)).to_have_count(8)
    page.locator("[data-hit]").first.click()
    page.locator(".steps a").last.click()
    assert page.url.endswith("#hit-1")
    page.locator(".back a").click()
    expect(hits(page)).to_have_count(8)
    page.locator("input[name=since]").fill("2023")
    page.get_by_text("限定").click()
    expect(page.locator(".chips")).to_contain_text("2023 至 最新")


def test_the_box_is_a_plain_one(scriptless: Page) -> None:
    """It promises no list."""
    scriptless.goto("/")
    expect(scriptless.get_by_role("combobox", name="检索词")).to_have_count(0)
    expect(scriptless.locator("[role=listbox]")).to_have_count(0)


def test_several_values_of_a_facet_are_chosen_and_cleared(scriptless: Page) -> None:
    page = scriptless
    page.goto(QUERY)
    for name in ("湖南", "山东"):
        link = facet(page, "province").locator("li:not(.chosen) a:first-child")
        link.filter(has_text=name).click()
    assert asked(page)["province"] == ["湖南", "山东"]
    expect(facet(page, "province").locator(".chosen")).to_have_count(2)
    expect(hits(page)).to_have_count(3)
    page.locator(".chips .clear").click()
    expect(hits(page)).to_have_count(8)


def test_a_park_that_is_only_mentioned_is_a_filter_too(scriptless: Page) -> None:
    page = scriptless
    page.goto(QUERY)
    about, named = (facet(page, "park").locator(f".side-{n}") for n in (1, 2))
    expect(about).to_be_visible()
    expect(named).to_be_hidden()
    facet(page, "park").get_by_text("文中提到").click()
    expect(about).to_be_hidden()
    named.get_by_text("深圳科技园").click()
    assert asked(page)["mentioned"] == ["深圳科技园"]
    expect(hits(page)).to_have_count(1)
    expect(page.locator(".chips a").first).to_contain_text("提到的园区")
    expect(named.locator(".chosen")).to_be_visible()
    named.locator(".chosen a").click()
    expect(hits(page)).to_have_count(8)


def test_a_value_is_left_out_and_taken_back(scriptless: Page) -> None:
    page = scriptless
    page.goto(QUERY)
    page.get_by_role("link", name="除去 湖南").click()
    expect(page.locator(".chips")).to_contain_text("不含省份湖南")
    expect(hits(page)).to_have_count(6)
    page.locator(".chips a").first.click()
    expect(hits(page)).to_have_count(8)


def test_authors_are_chosen_on_the_page_of_all_of_them(scriptless: Page) -> None:
    """Looked for by name there."""
    page = scriptless
    page.goto(QUERY)
    author = facet(page, "byline")
    author.locator("summary").click()
    author.get_by_role("link", name="全部").click()
    expect(page.locator("h1")).to_have_text("作者：全部")
    page.locator("input[name=find]").fill("邓")
    page.get_by_role("button", name="查找").click()
    values = page.locator(".facet.all .value")
    expect(values).to_have_text(["邓小山"])
    values.first.click()
    expect(page.locator(".chips")).to_contain_text("作者邓小山")
    assert asked(page) == {"q": ["招商引资"], "byline": ["邓小山"]}
    expect(hits(page)).to_have_count(1)


def test_one_searches_in_the_result(scriptless: Page) -> None:
    page = scriptless
    page.goto(QUERY + "&year=2023")
    page.locator(".within input[name=q]").fill("智造")
    page.locator(".within button").click()
    expect(page.locator("#q")).to_have_value("招商引资 智造")
    expect(page.locator(".chips")).to_contain_text("2023")
    expect(hits(page)).to_have_count(1)


def test_each_part_of_a_query_is_switched_off(scriptless: Page) -> None:
    """By a click on the line that says how it was read."""
    page = scriptless
    page.goto("/search?q=" + quote("招商引资 智造"))
    page.get_by_role("link", name="去掉按原文“智造”").click()
    expect(page.locator("#q")).to_have_value("招商引资")
    page.goto("/search?q=" + quote("50亿元"))
    page.get_by_role("link", name="只按所写的字").click()
    assert asked(page)["synonyms"] == ["0"]


def test_one_looks_in_headlines_only_exactly_and_by_date(scriptless: Page) -> None:
    page = scriptless
    page.goto("/")
    page.locator("#q").fill("招商")
    page.locator("select[name=scope]").select_option(label="标题")
    page.get_by_text("精确").click()
    page.get_by_role("button", name="检索").click()
    assert asked(page)["scope"] == ["headline"]
    assert asked(page)["exact"] == ["1"]
    expect(hits(page)).to_have_count(2)
    page.get_by_role("link", name="最新", exact=True).click()
    expect(page.locator(".sorts [aria-current]")).to_have_text("最新")
    expect(hits(page)).to_have_count(2)


def test_a_bar_of_the_timeline_is_a_filter(scriptless: Page) -> None:
    """And its numbers stand in a table."""
    page = scriptless
    page.goto(QUERY)
    page.locator(".timeline summary").click()
    cells = page.locator(".timeline tbody td")
    expect(cells).to_have_text(["2020年", "1", "2023年", "3", "2024年", "4"])
    page.locator(".timeline svg a[aria-label='2023年 3 篇'] .reach").click()
    expect(hits(page)).to_have_count(3)
    assert (asked(page)["since"], asked(page)["until"]) == (["2023"], ["2023"])
    expect(page.locator(".timeline [aria-current]")).to_have_count(1)


@pytest.mark.parametrize(
    ("label", "ending", "begins"),
    [
        ("表格（CSV）", ".csv", "\ufeff编号,"),
        ("参考文献（GB/T 7714）", ".txt", "[1] "),
        ("BibTeX", ".bib", "@"),
        ("JSON Lines", ".jsonl", "{"),
    ],
)
def test_a_whole_result_is_taken_away(
    scriptless: Page, tmp_path: Path, label: str, ending: str, begins: str
) -> None:
    """As a file with the name of the query."""
    page = scriptless
    page.goto(QUERY)
    with page.expect_download() as began:
        page.get_by_role("link", name=label).click()
    assert began.value.suggested_filename == f"招商引资{ending}"
    file = tmp_path / "file"
    began.value.save_as(file)
    text = file.read_text("utf-8")
    assert text.startswith(begins)
    if ending == ".csv":
        assert len(list(csv.reader(text.splitlines()))) > 8


def test_a_feed_is_offered(scriptless: Page) -> None:
    """On the page, and to the browser."""
    page = scriptless
    page.goto(QUERY)
    link = page.get_by_role("link", name="订阅（Atom）").get_attribute("href")
    head = page.locator("link[type='application/atom+xml']").get_attribute("href")
    assert link == head
    found = page.request.get(link or "")
    assert found.headers["content-type"].startswith("application/atom+xml")
    assert "<feed" in found.text()
    search = page.locator("link[rel=search]").get_attribute("href")
    assert "<OpenSearchDescription" in page.request.get(search or "").text()


def test_an_article_is_cited(scriptless: Page) -> None:
    """In three styles, to be selected; there is no button that does nothing."""
    page = scriptless
    page.goto(ARTICLE)
    expect(page.locator("p.citation").first).to_contain_text("[N]")
    page.locator(".margin summary").first.click()
    expect(page.locator("pre.citation")).to_contain_text("@")
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_the_printed_page_opens_beside_the_article(scriptless: Page) -> None:
    """Its lines are marked, the neighbours' headlines lead to them."""
    page = scriptless
    page.goto(f"{ARTICLE}?q={quote('招商引资')}")
    page.get_by_role("link", name="查看原版面").click()
    expect(page.locator(".sheet .mine li").first).to_have_text(
        "衡阳高新区全力招商引资建“五好”"
    )
    expect(page.locator(".story mark")).to_have_count(9)
    neighbour = page.locator(".sheet .neighbour a").first
    title = neighbour.inner_text()
    neighbour.click()
    expect(page.locator("h1")).to_have_text(title)
    page.get_by_role("link", name="收起原版面").click()
    expect(page.locator(".sheet")).to_have_count(0)


def test_an_article_leads_to_others(scriptless: Page) -> None:
    """To similar ones, to what its author wrote, to the page of a park."""
    page = scriptless
    page.goto(ARTICLE)
    similar = page.locator("section", has=page.get_by_text("相似报道"))
    expect(similar.last.locator("li a")).not_to_have_count(0)
    page.locator(".margin").get_by_role("link", name="邓小山").click()
    assert asked(page) == {"byline": ["邓小山"]}
    expect(hits(page)).to_have_count(1)


def test_a_park_has_a_page(scriptless: Page) -> None:
    """Reached from the front page; it leads to its articles and a topic of it."""
    page = scriptless
    page.goto("/")
    page.locator(".provinces").get_by_role("link", name="德阳高新区").click()
    expect(page.locator("h1")).to_have_text("德阳高新区")
    expect(page.locator(".newest, [aria-labelledby=newest]").first).to_be_visible()
    page.get_by_role("link", name="全部 2 篇").click()
    expect(hits(page)).to_have_count(2)


def test_every_example_of_the_help_finds_something(scriptless: Page) -> None:
    """They are live."""
    page = scriptless
    page.goto("/help")
    links = page.locator(".ask .examples a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert len(addresses) > 20
    for address in addresses:
        page.goto(address or "")
        expect(hits(page)).not_to_have_count(0)


def test_nothing_found_leads_on(scriptless: Page) -> None:
    """A click on a way out finds something."""
    page = scriptless
    page.goto("/search?q=" + quote("“四证齐发”") + "&year=2020")
    expect(page.locator(".nothing h2")).to_have_text("没有找到这样的报道")
    page.get_by_role("link", name="去掉年份“2020”").click()
    expect(hits(page)).to_have_count(1)

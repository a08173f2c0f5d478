"""The pages say what the answer says, lead on, and escape everything."""

from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search import Notice
from tests.web.conftest import Getter
from tests.web.stub import ARTICLE, EVIL, HITS, StubSearcher


def words(tag: Tag | None) -> str:
    """The text of a tag with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text().split())


def query(tag: Tag | None) -> list[tuple[str, str]]:
    """What the address of a link asks for."""
    assert tag is not None
    return parse_qsl(urlsplit(str(tag["href"])).query)


def links(page: BeautifulSoup, selector: str) -> list[str]:
    """The words of the links."""
    return [words(tag) for tag in page.select(selector)]


class TestTheRealArchive:
    """Pages on an index of `seeds/`."""

    def test_a_query_finds_its_eight_articles(self, get: Getter) -> None:
        page = get("/search?q=招商引资")
        assert "命中 8 篇" in words(page.select_one(".reading"))
        found = page.select("section[aria-labelledby=found] .hit")
        assert len(found) == 8
        first = found[0]
        assert words(first.h3) == "衡阳高新区全力招商引资建“五好”"
        assert [words(mark) for mark in first.h3.select("mark")] == ["招商引资"]

    def test_a_park_narrows_and_its_own_count_stays(self, get: Getter) -> None:
        page = get("/search?q=招商引资&park=衡阳高新区")
        assert len(page.select("section[aria-labelledby=found] .hit")) == 1
        chosen = page.select("section[aria-labelledby=facet-park] .chosen")
        assert [words(item.select_one(".value")) for item in chosen] == ["衡阳高新区"]
        others = page.select("section[aria-labelledby=facet-park] li:not(.chosen)")
        assert len(others) >= 6

    def test_following_a_hit_shows_it_marked_and_leads_back(self, get: Getter) -> None:
        found = get("/search?q=招商引资&year=2023")
        link = found.select_one("[data-hit]")
        page = get(str(link["href"]))
        assert words(page.h1) == words(link)
        assert page.select(".column mark")
        back = page.select_one(".back a")
        assert query(back) == [("q", "招商引资"), ("year", "2023")]
        assert "第" in words(page.select_one(".lines"))

    def test_every_article_can_be_read(self, client: FlaskClient) -> None:
        urls: list[str] = []
        for number in range(1, 9):
            page = BeautifulSoup(
                client.get(f"/search?limit=10&page={number}").text, "html.parser"
            )
            urls += [str(link["href"]) for link in page.select("[data-hit]")]
        assert len(set(urls)) == len(urls) > 20
        for url in urls:
            assert client.get(url).status_code == 200, url

    def test_every_example_on_the_help_page_finds_something(self, get: Getter) -> None:
        for link in get("/help").select(".examples a"):
            page = get(str(link["href"]))
            assert page.select(".hit"), words(link)

    def test_the_front_page_knows_the_archive(self, get: Getter) -> None:
        page = get("/")
        assert page.select_one(".holdings") is not None
        assert len(page.select(".newest .hit")) == 6
        assert "陕西" in links(page, ".provinces dt a")
        assert "宝鸡高新区" in links(page, ".provinces dd a")

    @pytest.mark.parametrize(
        "text", ['((" AND', "甲" * 10_000, "\x00\x1b[31m", EVIL, "标题:", "-", "“"]
    )
    def test_no_query_breaks_the_page(self, client: FlaskClient, text: str) -> None:
        response = client.get("/search", query_string={"q": text})
        assert response.status_code == 200
        assert EVIL not in response.text

    def test_of_a_long_query_it_says_what_was_read(self, get: Getter) -> None:
        page = get(f"/search?q={'甲' * 10_000}")
        assert any("2000" in notice for notice in links(page, ".notice"))


class TestResults:
    """The page of results, on answers made by hand."""

    def test_everything_printed_is_escaped(self, stub_client: FlaskClient) -> None:
        for path in ("/search", "/article/p-01", "/"):
            text = stub_client.get(path, query_string={"q": EVIL, "park": EVIL}).text
            assert "<script>alert" not in text
            assert "&lt;script&gt;alert" in text

    def test_the_reading_and_the_notices_stand_together(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛")
        reading = page.select_one(".reading")
        assert words(reading) == "按原文“钛” · 第二段 去掉 · 命中 60 篇 · 3 毫秒"
        (without,) = reading.select("a")
        assert without["href"] == "/search?q=钛谷"
        assert without["aria-label"] == "去掉第二段"
        assert links(page, ".read .notice") == [f"同义词：{EVIL} 只按所写的字"]
        assert page.select_one(".notice a")["href"] == "/search?q=钛&synonyms=0"

    def test_a_value_can_be_left_out_and_taken_back(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&-topic=主题5")
        without = page.select(".facet .without")
        assert without[0]["aria-label"] == "除去 大庆高新区"
        assert "-park=大庆" in str(without[0]["href"])
        (chip,) = page.select(".chips li:first-child a")
        assert words(chip) == "去掉不含主题主题5×"
        assert chip["href"] == "/search?q=钛"

    def test_all_values_of_a_facet_have_a_page(self, stub_get: Getter) -> None:
        page = stub_get("/facet/topic?q=钛&find=主题1")
        shown = [words(each) for each in page.select(".all .value")]
        assert shown == ["主题1", "主题10", "主题11"]
        (back,) = page.select(".back a")
        assert back["href"] == "/search?q=钛"

    def test_a_search_in_the_result(
        self, stub_get: Getter, stub_client: FlaskClient
    ) -> None:
        form = stub_get("/search?q=钛&park=甲&page=3").select_one(".within")
        sent = {field["name"]: field.get("value") for field in form.select("input")}
        assert sent == {"within": "钛", "park": "甲", "q": None}
        response = stub_client.get("/search?within=光伏 或 风电&q=项目&park=甲")
        assert response.status_code == 302
        assert response.headers["Location"] == "/search?" + urlencode(
            {"q": "(光伏 或 风电) 项目", "park": "甲"}
        )
        assert not stub_get("/search").select(".within")

    def test_where_to_look_stays_chosen(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&scope=headline")
        (chosen,) = page.select("header select[name=scope] option[selected]")
        assert words(chosen) == "标题"
        assert all("scope=headline" in a["href"] for a in page.select(".sorts a"))

    def test_what_was_left_out_can_be_taken_back(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&page=3&synonyms=0")
        (back,) = page.select(".notice a")[1:]
        assert (words(back), back["href"]) == (
            "也按别的写法",
            "/search?q=钛",
        )

    def test_a_hit_says_where_it_stands(self, stub_get: Getter) -> None:
        first, second = stub_get("/search?q=钛").select(".hit")
        facts = [words(item) for item in first.select(".facts li")]
        assert facts == ["某报", "2023年（推定）", "宝鸡高新区", "招商引资 科技创新"]
        assert [words(p) for p in first.select(".place")] == ["图说"]
        assert [words(m) for m in first.select(".passage mark")] == ["钛", "钛"]
        assert words(second.h3) == "图片新闻：大庆高新区"
        assert [words(item) for item in second.select(".facts li")] == [
            "图片新闻",
            "2023年7月26日",
            "大庆高新区",
        ]

    def test_the_facts_narrow_the_search(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&sort=newest&page=2")
        paper, date, park, topic, _ = page.select(".hit")[0].select(".facts a")
        kept = [("q", "钛"), ("sort", "newest")]
        assert query(paper) == [kept[0], ("publication", "某报"), kept[1]]
        assert query(date) == [kept[0], ("year", "2023"), kept[1]]
        assert query(park) == [kept[0], ("park", "宝鸡高新区"), kept[1]]
        assert query(topic) == [kept[0], ("topic", "招商引资"), kept[1]]

    def test_chips_repeat_what_is_chosen(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&park=甲&park=乙&kind=photo&since=2021&page=3")
        chips = page.select(".chips li")
        assert [words(chip) for chip in chips] == [
            "去掉园区甲×",
            "去掉园区乙×",
            "去掉体裁图片新闻×",
            "去掉日期2021 至 最新×",
            "全部清除",
        ]
        rest = [("kind", "photo"), ("since", "2021")]
        assert query(chips[0].a) == [("q", "钛"), ("park", "乙"), *rest]
        assert query(chips[4].a) == [("q", "钛")]

    def test_a_facet_value_toggles(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&park=宝鸡高新区&page=2")
        chosen, other = page.select(
            "section[aria-labelledby=facet-park] .side-1 a:not(.without)"
        )
        assert query(chosen) == [("q", "钛")]
        parks = [("park", "宝鸡高新区"), ("park", "大庆高新区")]
        assert query(other) == [("q", "钛"), *parks]
        assert [rect["width"] for rect in page.select(".facet rect")][:2] == [
            "50%",
            "25%",
        ]

    @pytest.mark.parametrize(
        ("chosen", "seen"),
        [("", "park"), ("&mentioned=衡阳高新区", "mentioned"),
         ("&mentioned=衡阳高新区&park=宝鸡高新区", "park")],
    )  # fmt: skip
    def test_a_park_is_what_it_is_about_or_what_is_mentioned(
        self, stub_get: Getter, chosen: str, seen: str
    ) -> None:
        """A switch in the section, which shows what is chosen."""
        page = stub_get(f"/search?q=钛{chosen}")
        assert page.select_one("#facet-mentioned") is None
        park = page.select_one("section[aria-labelledby=facet-park]")
        assert park is not None
        assert words(park.fieldset) == "园区 报道对象 文中提到"
        (checked,) = park.select("input[checked]")
        assert checked["value"] == seen
        other = stub_get("/search?q=钛").select(".side-2 a:not(.without)")
        assert [query(link) for link in other] == [
            [("q", "钛"), ("mentioned", "宝鸡高新区")],
            [("q", "钛"), ("mentioned", "衡阳高新区")],
        ]

    def test_eight_values_are_shown_and_the_rest_is_folded(
        self, stub_get: Getter
    ) -> None:
        topic = stub_get("/search?q=钛").select_one("[aria-labelledby=facet-topic]")
        assert topic is not None
        assert len(topic.select(":scope > ul > li")) == 8
        assert len(topic.select("details li")) == 4

    def test_what_is_not_on_the_page_is_found_by_its_name(
        self, stub_get: Getter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In place, behind 更多; with what the page asks for."""
        monkeypatch.setattr("web.results._MOST_VALUES", 10)
        topic = stub_get("/search?q=钛&park=甲&page=1").select_one(
            "[aria-labelledby=facet-topic] details"
        )
        assert topic is not None
        form = topic.form
        assert form is not None
        assert form["action"] == "/facet/topic"
        fields = {f["name"]: f.get("value") for f in form.select("input")}
        assert fields == {"q": "钛", "park": "甲", "find": None}
        assert links(topic, "p a") == ["全部 12 个"]

    def test_a_facet_without_end_is_cut(
        self, stub_get: Getter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And the page says so, and how to find the others."""
        monkeypatch.setattr("web.results.MOST_VALUES", 5)
        page = stub_get("/facet/topic?q=钛")
        assert links(page, ".facet.all .value") == [f"主题{n}" for n in range(5)]
        told = "共 12 个，列出最多的 5 个；其余的请按名称查找。"
        assert told in words(page.main)
        page = stub_get("/facet/topic?q=钛&find=主题1")
        assert links(page, ".facet.all .value") == ["主题1", "主题10", "主题11"]
        assert "列出最多的" not in words(page.main)

    def test_cities_are_offered_once_a_province_is_chosen(
        self, stub_get: Getter
    ) -> None:
        titles = links(stub_get("/search?q=钛"), ".facet h3")
        assert titles == ["园区", "主题", "省份", "年份", "作者", "体裁", "日期"]
        titles = links(stub_get("/search?q=钛&province=陕西"), ".facet h3")
        assert titles == [
            "园区",
            "主题",
            "省份",
            "城市",
            "年份",
            "作者",
            "体裁",
            "日期",
        ]

    def test_the_pager_shows_ends_neighbours_and_gaps(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&limit=5&page=6")
        assert links(page, ".pager li") == [
            "第 1 页", "…", "第 4 页", "第 5 页", "第 6 页", "第 7 页", "第 8 页", "…",
            "第 12 页",
        ]  # fmt: skip
        current = page.select(".pager [aria-current=page]")
        assert [words(link) for link in current] == ["第 6 页"]
        previous, following = page.select(".pager > a")
        assert query(previous)[-2:] == [("page", "5"), ("limit", "5")]
        assert query(following)[-2:] == [("page", "7"), ("limit", "5")]

    def test_one_page_has_no_pager(self, stub: StubSearcher, stub_get: Getter) -> None:
        stub.total = 2
        assert not stub_get("/search?q=钛").select(".pager")

    def test_the_order_in_use_is_named(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&sort=oldest")
        assert links(page, ".sorts a") == ["相关度", "最新", "最早"]
        assert links(page, ".sorts [aria-current]") == ["最早"]

    def test_a_new_query_keeps_filters_and_order(self, stub_get: Getter) -> None:
        page = stub_get("/search?q=钛&park=甲&sort=newest&page=4&exact=1")
        hidden = page.select("header form input[type=hidden]")
        assert [(field["name"], field["value"]) for field in hidden] == [
            ("park", "甲"),
            ("sort", "newest"),
        ]
        checked = page.select_one("header input[name=exact][checked]")
        assert checked is not None
        assert checked["value"] == "1"

    def test_more_stands_below_a_line(
        self, stub: StubSearcher, stub_get: Getter
    ) -> None:
        stub.more = HITS[1:]
        more = stub_get("/search?q=钛").select_one("section.more")
        assert more is not None
        assert words(more.h2) == "以下为含任一词的其他报道"
        assert len(more.select(".hit")) == 1

    def test_what_may_have_been_meant_leads_there(
        self, stub: StubSearcher, stub_get: Getter
    ) -> None:
        stub.notices = (
            Notice("relaxed", "放宽了"),
            Notice("corrected", f"您是不是要找：{EVIL}（3 篇）", EVIL),
        )
        page = stub_get("/search?q=钛古&park=甲&page=3")
        notice = page.select(".notice")[-1]
        assert words(notice) == f"您是不是要找： {EVIL}（3 篇）"
        link = notice.a
        assert link is not None
        assert query(link) == [("q", EVIL), ("park", "甲")]

    def test_nothing_found_leads_on(self, stub: StubSearcher, stub_get: Getter) -> None:
        stub.total, stub.hits = 0, ()
        stub.notices = (Notice("corrected", "去掉引号有 3 篇"),)
        page = stub_get("/search?q=“钛谷”&park=甲&year=2023&exact=1")
        nothing = page.select_one(".nothing")
        assert nothing is not None
        ways = nothing.select(":scope > ul a")
        assert [words(way) for way in ways] == [
            "去掉园区“甲”",
            "去掉年份“2023”",
            "去掉全部筛选",
            "改用模糊检索",
            "去掉引号",
        ]
        assert query(ways[-1])[0] == ("q", "钛谷")
        assert nothing.select(".examples a")
        assert not page.select(".sorts")

    def test_a_page_past_the_end_leads_to_the_first(
        self, stub: StubSearcher, stub_get: Getter
    ) -> None:
        stub.hits = ()
        page = stub_get("/search?q=钛&page=99")
        assert links(page, ".nothing > ul a") == ["回到第 1 页，共 6 页"]

    def test_no_query_shows_all(self, stub: StubSearcher, stub_get: Getter) -> None:
        assert words(stub_get("/search").h1) == "全部报道：检索结果"
        assert stub.asked[-1].text == ""


class TestArticle:
    """The page of an article."""

    def test_it_is_set_in_reading_order(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01?q=钛")
        story = page.select_one(".story")
        assert story is not None
        assert words(story.select_one(".kicker")) == ARTICLE.kicker
        assert words(story.h1) == ARTICLE.headline
        assert words(story.select_one(".deck")) == ARTICLE.deck
        assert words(story.select_one(".byline")) == ARTICLE.byline_lines[0]
        column = story.select(".column > *")
        assert [(tag.name, words(tag)) for tag in column] == [
            ("p", ARTICLE.body[0]),
            ("h2", "小标题"),
            ("p", ARTICLE.body[1]),
        ]
        assert links(page, ".caption") == ["图图为钛。"]

    def test_its_hits_are_numbered(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01?q=钛")
        ids = [mark["id"] for mark in page.select("mark")]
        assert ids == ["hit-1", "hit-2", "hit-3"]
        assert words(page.select_one(".steps h2")) == "命中 3 处"

    def test_its_margin_says_where_it_comes_from(self, stub_get: Getter) -> None:
        margin = stub_get("/article/p-01").select_one(".margin")
        assert margin is not None
        text = words(margin)
        assert "甲（记者）" in text
        assert "p.txt 第 3–8、12 行" in text
        assert f"甲, 乙. {ARTICLE.headline}[N]. 某报, [2023]." in text
        assert links(margin, ".noise li") == ["杂字"]
        assert links(margin, "a") == [
            "甲（记者）",
            "乙",
            "衡阳高新区",
            "查看原版面",
            "图片新闻：大庆高新区",
            "图片新闻：大庆高新区",
            "宝鸡高新区：60 篇",
        ]

    def test_the_printed_page_stands_beside_it(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01?q=钛")
        (link,) = page.select("[data-original]")
        assert link["href"] == "/article/p-01?q=钛&original=1#original"
        assert not page.select(".sheet")
        page = stub_get("/article/p-01?q=钛&original=1")
        (link,) = page.select("[data-original]")
        assert link["href"] == "/article/p-01?q=钛#original"
        assert [row["value"] for row in page.select(".sheet li")] == ["1", "2", "3"]
        assert words(page.select_one(".stretch.mine li")) == f"一行{EVIL}"
        (neighbour,) = page.select(".sheet a")
        assert neighbour["href"] == "/article/p-02?original=1"

    def test_it_can_be_cited(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01")
        assert words(page.select_one("pre.citation")).startswith("@article{p-01,")
        assert words(page.select_one("[data-source]")).startswith(
            f"《{ARTICLE.headline}》（《某报》，2023年，推定"
        )

    def test_it_leads_back_to_the_whole_request(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01?q=钛&park=甲&since=2021&page=2&sort=newest")
        back = page.select_one(".back a")
        assert words(back) == "← 回到检索结果：钛 · 甲 · 2021"
        assert query(back) == [
            ("q", "钛"),
            ("park", "甲"),
            ("since", "2021"),
            ("sort", "newest"),
            ("page", "2"),
        ]

    def test_opened_by_itself_it_leads_nowhere_back(self, stub_get: Getter) -> None:
        page = stub_get("/article/p-01")
        assert not page.select(".back, .steps, mark")

    def test_a_photo_without_headline_is_named_by_its_park(
        self, stub_get: Getter
    ) -> None:
        assert words(stub_get("/article/p-02").h1) == "图片新闻：大庆高新区"


def test_headings_descend_one_level_at_a_time(stub_get: Getter) -> None:
    for path in ("/", "/search?q=钛", "/article/p-01", "/help"):
        page = stub_get(path)
        levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4")]
        assert levels.count(1) == 1
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), path

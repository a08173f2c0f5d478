"""Are pages split as a person would split them?"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from search.models import Article, Credit, Noise, Page, PartialDate, Subhead
from search.pages import split_page
from tests.pages.pages import GOLD, gold, gold_bodies, only, page, plain, seed, split

WIDE = str.maketrans(",:;()?!", "，：；（）？！")

VARIANTS = [
    pytest.param(lambda text: text, id="as printed"),
    pytest.param(lambda text: re.sub(r"(?m)^#+\s*", "", text), id="no marks"),
    pytest.param(lambda text: re.sub(r"(?m)^(?=[^#\s])", "# ", text), id="all marked"),
    pytest.param(lambda text: re.sub(r"(?m)^#+", "##", text), id="one level"),
    pytest.param(lambda text: re.sub(r"\n\s*\n", "\n", text), id="no blank lines"),
    pytest.param(lambda text: re.sub(r"\n\s*\n", "\n\n", text), id="even gaps"),
    pytest.param(lambda text: text.translate(WIDE), id="full width"),
    pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("change", VARIANTS)
def test_annotated_pages_are_split_as_annotated(path: Path, change) -> None:
    """Kind, headline, kicker, deck, byline, subheads and body of every item."""
    annotated = gold(path)
    original = seed(path)
    articles = split_page(replace(original, text=change(original.text)))
    lines = original.text.split("\n")
    assert [_told(article) for article in articles] == [
        _wanted(item, body)
        for item, body in zip(
            annotated["items"],
            gold_bodies(annotated["items"], lines),
            strict=True,
        )
    ]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_annotated_pages_bear_their_ids_year_and_lines(path: Path) -> None:
    """Ids follow the reading order, the year is the present of the texts."""
    annotated = gold(path)
    articles = split_page(seed(path))
    stem = path.name.removesuffix(".txt.json")
    assert [a.id for a in articles] == [
        f"{stem}-{item['id'][-2:]}" for item in annotated["items"]
    ]
    year = PartialDate(str(annotated["year"]), "year", "inferred")
    assert {a.published for a in articles} == {year}
    held = [
        number
        for article in articles
        for first, last in article.lines
        for number in range(first, last + 1)
    ]
    assert len(held) == len(set(held))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("half", [0, 1])
def test_half_a_page_gives_nearly_half_its_articles(path: Path, half: int) -> None:
    """A page cut in the middle of an article keeps all the others whole."""
    original = seed(path)
    lines = original.text.split("\n")
    middle = len(lines) // 2
    part = "\n".join(lines[:middle] if half == 0 else lines[middle:])
    whole = {plain("".join(a.body)) for a in split_page(original)}
    found = {plain("".join(a.body)) for a in split_page(replace(original, text=part))}
    kept = {body for body in whole if body and body in plain(part)}
    assert len(found - whole) <= 2
    assert kept <= found | whole


def test_pages_printed_one_after_another_keep_their_articles() -> None:
    """Five pages in one file give the articles of the five."""
    pages = [seed(path) for path in GOLD]
    text = "\n\n".join(original.text for original in reversed(pages))
    alone = [a.headline for original in reversed(pages) for a in split_page(original)]
    together = split_page(Page("all", "all.txt", text))
    assert [a.headline for a in together] == alone


def _told(article: Article) -> dict[str, object]:
    return {
        "kind": article.kind,
        "headline": plain(article.headline),
        "kicker": plain(article.kicker),
        "deck": plain(article.deck),
        "byline": sorted(article.byline),
        "subheads": [plain(subhead.text) for subhead in article.subheads],
        "body": [plain(text) for text in article.body],
        "captions": len(article.captions),
    }


def _wanted(item, body) -> dict[str, object]:
    return {
        "kind": item["kind"],
        "headline": plain(item["headline"] or ""),
        "kicker": plain(item["kicker"] or ""),
        "deck": plain(item["deck"] or ""),
        "byline": sorted(item["byline"]),
        "subheads": [plain(subhead["text"]) for subhead in item["subheads"]],
        "body": body,
        "captions": len(item["caption_lines"]),
    }


# Made-up pages: other towns, other words.

LEAD = "近日,长春高新区召开项目推进会,部署下一阶段的重点工作。"
MORE = "据介绍,长春高新区今年安排重点项目九十个,总投资超过三百亿元。"
OTHER = "7月3日,绵阳经开区与五家企业签订合作协议,涉及电子信息等领域。"


def test_an_article_has_all_its_parts() -> None:
    """Every field of an article with kicker, deck, subhead, byline and caption."""
    assert split(
        "上半年开工项目增长两成",
        "# 长春高新区按下建设快进键",
        "## ——一线见闻",
        "► 赵晓明 本报记者 欧阳倩",
        LEAD,
        "### 抓项目 添动能",
        MORE,
        "图为项目建设现场。",
        "钱进/摄",
    ) == (
        Article(
            id="p-01",
            source="p.txt",
            headline="长春高新区按下建设快进键",
            kicker="上半年开工项目增长两成",
            deck="——一线见闻",
            subheads=(Subhead("抓项目 添动能", 1),),
            byline=("赵晓明", "欧阳倩"),
            credits=(
                Credit("赵晓明"),
                Credit("欧阳倩", "本报记者"),
                Credit("钱进", "摄"),
            ),
            byline_lines=("► 赵晓明 本报记者 欧阳倩",),
            body=(LEAD, MORE),
            captions=("图为项目建设现场。", "钱进/摄"),
            lines=((1, 17),),
        ),
    )


def test_a_headline_over_two_paragraphs_is_joined_by_a_space() -> None:
    """A line that names the zone alone is the first half of the headline."""
    article = only("泉州高新区", "12个项目集中签约", "本报讯 " + LEAD)
    assert article.headline == "泉州高新区 12个项目集中签约"
    assert article.kicker == ""


def test_a_column_name_is_noise_of_the_article_below() -> None:
    """园镜头 and its like head a column, not an article."""
    _, second = split(
        "# 长春高新区按下建设快进键",
        LEAD,
        "## 区域动态",
        "### 绵阳经开区签约五家企业",
        "◎本报记者 李冬",
        OTHER,
    )
    assert second.headline == "绵阳经开区签约五家企业"
    assert second.noise == (Noise(5, "区域动态"),)


@pytest.mark.parametrize("mark", ["", "# ", "## "])
def test_a_zone_with_colon_begins_an_article(mark: str) -> None:
    """X高新区: … is a headline whatever its mark."""
    first, second = split(
        mark + "长春高新区：项目建设提速", LEAD, mark + "绵阳经开区:签约五家企业", OTHER
    )
    assert (first.headline, second.headline) == (
        "长春高新区：项目建设提速",
        "绵阳经开区:签约五家企业",
    )
    assert (first.body, second.body) == ((LEAD,), (OTHER,))


def test_short_lines_inside_an_article_are_subheads() -> None:
    """Unmarked and without a full stop, between paragraphs on the same zone."""
    article = only(
        "长春高新区按下建设快进键",
        "赵晓明",
        LEAD,
        "服务企业零距离",
        MORE,
        "转型升级 跑出加速度",
        "今年以来,长春高新区新增企业两百户。",
    )
    assert article.subheads == (
        Subhead("服务企业零距离", 1),
        Subhead("转型升级 跑出加速度", 2),
    )


def test_an_article_without_headline_is_kept() -> None:
    """A page that begins in the middle of a text."""
    article = only("的项目加快建设。", MORE)
    assert (article.headline, article.body) == ("", ("的项目加快建设。", MORE))


def test_a_lost_headline_does_not_merge_two_reports() -> None:
    """本报讯 opens a report even where no headline is left."""
    first, second = split("长春高新区按下快进键", "本报讯 " + LEAD, "本报讯 " + OTHER)
    assert (first.body, second.body) == (("本报讯 " + LEAD,), ("本报讯 " + OTHER,))


@pytest.mark.parametrize("text", ["", " \n\u3000\n\t", "##\n\n#"])
def test_a_blank_page_has_no_articles(text: str) -> None:
    """Nothing printed, nothing found."""
    assert split_page(Page("p", "p.txt", text)) == ()


def test_given_facts_of_the_page_are_kept() -> None:
    """What a user says of a page is not overruled by its text."""
    given = replace(
        page("长春高新区按下快进键", "科技日报讯(记者 李冬) 2021年,长春高新区开工。"),
        publication="某某日报",
        published=PartialDate("2021-08", "month", "given"),
    )
    (article,) = split_page(given)
    assert article.publication == "某某日报"
    assert article.published == PartialDate("2021-08", "month", "given")

"""Is what the layout of a page tears apart or puts in between set right?"""

import pytest

from search.models import Page
from search.pages import split_page
from search.pages.context import read_lines
from search.pages.noise import doubled, is_notice
from tests.pages.pages import only, split

HEAD = "漳浦高新区打造海上风电基地"
LEAD = "近日,漳浦高新区首台风机吊装完成,标志着海上风电基地进入建设高峰。"
MORE = "据介绍,漳浦高新区已签约配套厂商十九家,叶片、塔筒、海缆都能就地生产。"
OTHER_HEAD = "临夏经开区牛肉面走出国门"
OTHER = "临夏经开区一批牛肉面料包发往海外,这是当地食品厂商接到的首张订单。"
REST = "临夏经开区还为食品厂商办起了共享检测室,送检的样品当天就能拿到结果。"


# A headline that stands too high


@pytest.mark.parametrize("mark", ["", "# "])
@pytest.mark.parametrize("signed", [[], ["柳　青"]])
def test_a_headline_inside_the_last_sentence_above_it(
    mark: str, signed: list[str]
) -> None:
    """The sentence ends below it, then comes the text that names its zone."""
    cut = MORE.index("塔筒")
    first, second = split(
        mark + HEAD,
        "田禾",
        LEAD,
        MORE[:cut],
        mark + OTHER_HEAD,
        MORE[cut:],
        *signed,
        OTHER,
        REST,
    )
    assert (first.headline, first.body) == (HEAD, (LEAD, MORE))
    assert (second.headline, second.body) == (OTHER_HEAD, (OTHER, REST))
    assert second.byline == (("柳青",) if signed else ())


def test_a_headline_above_the_last_paragraph_of_another_article() -> None:
    """The paragraph names the old zone, and 本报讯 opens the new text."""
    first, second = split(
        HEAD, "田禾", LEAD, OTHER_HEAD, "——一碗面的出海记", MORE, "本报讯 " + OTHER
    )
    assert first.body == (LEAD, MORE)
    assert (second.headline, second.body) == (OTHER_HEAD, ("本报讯 " + OTHER,))


def test_a_lead_without_the_zone_stays_below_its_headline() -> None:
    """The article above has ended, and nothing opens another text."""
    lead = "一碗面能走多远?厂长说,走到了地球的另一边。"
    first, second = split(HEAD, "田禾", LEAD, MORE, OTHER_HEAD, lead, OTHER, REST)
    assert first.body == (LEAD, MORE)
    assert second.body == (lead, OTHER, REST)


# Briefs


@pytest.mark.parametrize("mark", ["▲", "◆", "■ "])
def test_each_item_of_a_list_of_briefs_is_an_article(mark: str) -> None:
    """Below the name of a column; the next headline ends the list."""
    cut = LEAD.index("标志")
    label, *items, last = split(
        "# " + HEAD,
        "田禾",
        LEAD,
        MORE,
        "# 一周速览",
        mark + LEAD[:cut],
        LEAD[cut:],
        mark + OTHER,
        mark + REST,
        "# " + OTHER_HEAD,
        "一碗面能走多远?厂长说,走到了地球的另一边。",
    )
    assert label.body == (LEAD, MORE)
    assert [item.body for item in items] == [
        (mark + LEAD,),
        (mark + OTHER,),
        (mark + REST,),
    ]
    assert {item.headline for item in items} == {""}
    assert [noise.text for noise in items[0].noise] == ["一周速览"]
    assert last.headline == OTHER_HEAD


def test_points_of_an_argument_are_no_briefs() -> None:
    """Their heading is no name of a column."""
    points = ("◆" + LEAD, "◆" + MORE)
    article = only("# " + HEAD, "田禾", "风电有两句话可说:", *points)
    assert article.body == ("风电有两句话可说:", *points)


# What is no article


@pytest.mark.parametrize("title", ["公告", "公　告", "遗失声明"])
def test_a_notice_is_noise(title: str) -> None:
    """Its title and all below, up to the next headline."""
    assert is_notice(title)
    notice = "根据安排,政务大厅今晚停电检修,特此公告。"
    first, second = split(
        "# " + HEAD,
        "田禾",
        LEAD,
        MORE,
        "# " + title,
        notice,
        "# " + OTHER_HEAD,
        "本报讯 " + OTHER,
    )
    assert [noise.text for noise in first.noise] == [title, notice]
    assert second.headline == OTHER_HEAD


def test_what_the_editors_say_of_a_series_is_no_article() -> None:
    """Above its first part; a note inside an article is text."""
    note = "编者按 海风不要钱,却最怕没人用。本报今起走进沿海园区。"
    article = only("海边十年·闽南行", note, HEAD, "► 田禾", LEAD, MORE)
    assert (article.headline, article.body) == (HEAD, (LEAD, MORE))
    assert [noise.text for noise in article.noise] == ["海边十年·闽南行", note]
    article = only(HEAD, "——访一位老渔民", note, "► 田禾", LEAD, MORE)
    assert article.body == (note, LEAD, MORE)


@pytest.mark.parametrize(
    "rows",
    [
        ("|指标|2021年|2022年|", "|风机(台)|19|36|", "|焊工(人)|300|600|"),
        ("指标 完成额 增长", "投资 9.3亿元 12%", "出口 3.6亿元 8%", "税收 —— 3.1%"),
    ],
)
def test_rows_of_a_table_are_text(rows: tuple[str, ...]) -> None:
    """Neither subheads nor pieces of sentences."""
    article = only(HEAD, "田禾", LEAD, "主要指标如下:", *rows, MORE)
    assert article.body == (LEAD, "主要指标如下:", *rows, MORE)
    assert article.subheads == ()


def test_names_in_columns_are_no_table() -> None:
    """No figures, no table."""
    names = "田禾 柳青 何川"
    assert {line.item for line in read_lines("\n".join([names] * 3))} == {False}


# Printed twice


def test_the_headline_at_the_foot_of_a_column_is_noise() -> None:
    """Inside a cut sentence or between two paragraphs, with other blanks."""
    title = "风从海上来 人往岛上走"
    cut = MORE.index("塔筒")
    article = only(
        "# " + title, "田禾", LEAD, MORE[:cut], title.replace(" ", ""), MORE[cut:], REST
    )
    assert (article.headline, article.body) == (title, (LEAD, MORE, REST))
    article = only("# " + title, "田禾", LEAD, title, MORE)
    assert (article.headline, article.body) == (title, (LEAD, MORE))
    assert [noise.text for noise in article.noise] == [title]


@pytest.mark.parametrize("above", [True, False])
def test_a_pull_quote_inside_a_sentence_is_noise(above: bool) -> None:
    """Its words stand in the article, above it or below."""
    quote = "“从前怕风,如今盼风。”"
    told = "老渔民说:" + quote
    cut = MORE.index("塔筒")
    first, last = (told, REST) if above else (REST, told)
    article = only(HEAD, "田禾", first, MORE[:cut], quote, MORE[cut:], last)
    assert article.body == (first, MORE, last)
    assert [noise.text for noise in article.noise] == [quote]


def test_the_words_before_a_photo_read_again_are_noise() -> None:
    """They end the line above it."""
    cut = MORE.index("塔筒")
    article = only(
        HEAD,
        "田禾",
        LEAD,
        MORE[:cut],
        "海缆车间。",
        "柳青/摄",
        MORE[cut - 9 : cut],
        MORE[cut:],
    )
    assert (article.headline, article.body) == (HEAD, (LEAD, MORE))


def test_a_caption_read_again_is_noise() -> None:
    """Without its full stop, inside a cut sentence."""
    cut = MORE.index("塔筒")
    caption = "工人在海缆车间检测绝缘层。"
    article = only(
        HEAD, "田禾", LEAD, caption, "柳青 摄", MORE[:cut], caption[:-1], MORE[cut:]
    )
    assert (article.captions, article.body) == ((caption, "柳青 摄"), (LEAD, MORE))


def test_what_is_said_again_in_the_text_is_no_echo() -> None:
    """The second half of a headline inside a sentence, a headline above its lead."""
    cut = MORE.index("塔筒")
    told = LEAD + "渔村要打造海上风电基地。"
    article = only(
        "漳浦高新区乘风而起", "田禾", told, MORE[:cut], "打造海上风电基地", MORE[cut:]
    )
    assert article.headline == "漳浦高新区乘风而起 打造海上风电基地"
    title = "牛肉面走出国门"
    _, second = split(HEAD, "田禾", LEAD, MORE, title, "本报讯 " + title + "。" + REST)
    assert second.headline == title


# Photos


def test_a_scene_set_apart_is_a_caption() -> None:
    """Without 图为 and without a photographer, inside a sentence or above a heading."""
    cut = MORE.index("塔筒")
    captions = ("漳浦高新区一家企业的叶片生产线。", "焊工在测试新下线的塔筒。")
    text = "\n\n".join([HEAD, "田禾", LEAD, MORE[:cut]])
    text += "\n\n\n\n" + "\n\n".join([*captions, MORE[cut:], REST])
    (article,) = split_page(Page("p", "p.txt", text))
    assert (article.captions, article.body) == (captions, (LEAD, MORE, REST))
    text = "\n\n".join(["# " + HEAD, "田禾", LEAD, MORE])
    text += "\n\n\n\n" + "\n\n\n\n".join(captions) + "\n\n## 风从海上来\n\n" + REST
    (article,) = split_page(Page("p", "p.txt", text))
    assert (article.captions, article.body) == (captions, (LEAD, MORE, REST))


def test_a_short_end_of_a_sentence_set_apart_is_text() -> None:
    """Where a column ends in the middle of a sentence."""
    cut = LEAD.index("标志")
    text = "\n\n".join([HEAD, "田禾", LEAD[:cut]])
    text += "\n\n\n\n" + "\n\n".join([LEAD[cut:], MORE, REST])
    (article,) = split_page(Page("p", "p.txt", text))
    assert article.body == (LEAD, MORE, REST)


def test_news_in_a_box_signed_below_is_no_part_of_the_article_above() -> None:
    """One dated paragraph on another zone."""
    news = "3月4日,东山高新区的渔船挂上了风电旗。今年前两个月,鲜鱼出口增长一成。"
    reporters = "□记者 何川 通讯员 柳青 报道"
    text = "\n\n".join([HEAD, "本报讯 " + LEAD, MORE, "田禾"])
    text += "\n\n\n\n" + "\n\n".join([news, reporters, OTHER_HEAD, "本报讯 " + OTHER])
    article, photo, _ = split_page(Page("p", "p.txt", text))
    assert (article.byline, article.body[-1]) == (("田禾",), MORE)
    assert (photo.kind, photo.body, photo.captions) == ("photo", (news,), (reporters,))


@pytest.mark.parametrize("title", ["碧海风车 ", "【碧海风车】"])
def test_a_dated_caption_may_open_with_its_title(title: str) -> None:
    """News by itself, behind a finished article."""
    news = title + "3月4日,东山高新区的孩子们在海边放风筝。"
    article, photo, _ = split(
        HEAD, "田禾", LEAD, MORE, news, "摄影/柳青", OTHER_HEAD, "本报讯 " + OTHER
    )
    assert article.body == (LEAD, MORE)
    assert (photo.kind, photo.body) == ("photo", (news,))


def test_points_of_a_list_cut_by_columns_are_no_captions() -> None:
    """▲ opens the next item but one line."""
    cut = LEAD.index("标志")
    items = ("▲" + LEAD[:cut], LEAD[cut:], "▲" + MORE)
    article = only(HEAD, "田禾", "进展如下。", *items, REST)
    assert article.captions == ()


@pytest.mark.parametrize("word", [" PHOTO ", " system ", "(下转第三版)"])
def test_parts_of_pages_slip_into_sentences(word: str) -> None:
    """They are noise, and nothing else is lost."""
    article = only(HEAD, "田禾", LEAD, MORE[:12] + word + MORE[12:])
    assert article.body == (LEAD, MORE)
    assert [noise.text for noise in article.noise] == [word.strip()]


def test_a_marked_number_is_that_of_a_section() -> None:
    """Above a marked subhead; without marks it is that of the page."""
    article = only(
        "# " + HEAD,
        "田禾",
        LEAD,
        "## 01",
        "## 风从海上来",
        MORE,
        "## 02",
        "## 人来",
        REST,
    )
    assert [s.text for s in article.subheads] == ["01", "风从海上来", "02", "人来"]


@pytest.mark.parametrize(
    "unit", ["叶片在岛上的车间里就地生产,", "叶片在岛上的车间里就地生"]
)
def test_a_clause_printed_twice_in_a_row_is_noise(unit: str) -> None:
    """Whole or cut off in the middle, as often as it comes."""
    article = only(HEAD, "田禾", LEAD, "如今," + unit * 3 + "塔筒也是。")
    assert article.body == (LEAD, "如今," + unit + "塔筒也是。")
    assert [noise.text for noise in article.noise] == [unit * 2]


@pytest.mark.parametrize(
    "text",
    [
        "漳浦县教育科学研究院、漳浦县教育科学研究院附属中学参加。",
        "他当过海缆厂的车间主任;渔村村委会主任,海缆厂的车间主任;渔村村委会主任。",
        "海风不要钱,海风不要钱。",
    ],
)
def test_lists_and_refrains_are_not_doubled(text: str) -> None:
    """Pieces of names in a row, offices held twice, a short refrain."""
    assert doubled(text) == []

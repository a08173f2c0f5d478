"""Is what the layout of a page tears apart or puts in between set right?"""

import pytest

from search.pages.context import read_lines
from search.pages.noise import is_notice
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

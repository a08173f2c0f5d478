"""Queries are read as reporters mean them, and never fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    Beginning,
    Between,
    Both,
    Either,
    FacetIs,
    InField,
    Near,
    Node,
    Quoted,
    Text,
    Together,
    Without,
    literal,
    parse,
    read_date,
    read_span,
    unquoted,
    write,
)
from tests.strategies import ANY_TEXTS

甲, 乙, 丙 = Text("甲"), Text("乙"), Text("丙")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        pytest.param("招商引资", Text("招商引资"), id="one part"),
        pytest.param("甲　乙 丙", Both((甲, 乙, 丙)), id="full-width space"),
        pytest.param('"四证齐发"', Quoted("四证齐发"), id="straight quotes"),
        pytest.param("“四证齐发”", Quoted("四证齐发"), id="curly quotes"),
        pytest.param("”四证齐发”", Quoted("四证齐发"), id="closing quotes only"),
        pytest.param("「四证齐发」", Quoted("四证齐发"), id="corner brackets"),
        pytest.param("『四证齐发』", Quoted("四证齐发"), id="white corner brackets"),
        pytest.param("＂四证齐发＂", Quoted("四证齐发"), id="full-width quotes"),
        pytest.param("甲“乙”丙", Both((甲, Quoted("乙"), 丙)), id="quotes inside"),
        pytest.param("甲 AND 乙", Both((甲, 乙)), id="AND"),
        pytest.param("甲 与 乙", Both((甲, 乙)), id="与"),
        pytest.param("甲 OR 乙", Either((甲, 乙)), id="OR"),
        pytest.param("甲 或 乙", Either((甲, 乙)), id="或"),
        pytest.param("甲|乙", Either((甲, 乙)), id="bar"),
        pytest.param("甲 ｜ 乙", Either((甲, 乙)), id="full-width bar"),
        pytest.param("甲 NOT 乙", Both((甲, Without(乙))), id="NOT"),
        pytest.param("甲 非 乙", Both((甲, Without(乙))), id="非"),
        pytest.param("甲 -乙", Both((甲, Without(乙))), id="hyphen"),
        pytest.param("甲 －乙", Both((甲, Without(乙))), id="full-width hyphen"),
        pytest.param("甲 或 乙 丙", Either((甲, Both((乙, 丙)))), id="and binds first"),
        pytest.param("(甲 或 乙) 丙", Both((Either((甲, 乙)), 丙)), id="brackets"),
        pytest.param("（甲 或 乙）丙", Both((Either((甲, 乙)), 丙)), id="full-width"),
        pytest.param("-(甲 或 乙)", Without(Either((甲, 乙))), id="not a group"),
        pytest.param("甲 近:5 乙", Near(甲, 乙, 5), id="近"),
        pytest.param(
            "甲 近：１０ “乙”", Near(甲, Quoted("乙"), 10), id="full-width 近"
        ),
        pytest.param("甲 NEAR/5 乙", Near(甲, 乙, 5), id="NEAR"),
        pytest.param(
            "甲 near/1 乙 近:2 丙",
            Both((Near(甲, 乙, 1), Near(乙, 丙, 2))),
            id="each two",
        ),
        pytest.param(
            "丙 (甲 或 乙) 近:5 丙",
            Both((丙, Near(Either((甲, 乙)), 丙, 5))),
            id="near either",
        ),
        pytest.param("甲 近:5", Text("甲 近:5"), id="near nothing"),
        pytest.param("近:5 甲", Text("近:5 甲"), id="nothing near"),
        pytest.param("(甲 乙) 近:5 丙", Text("(甲 乙) 近:5 丙"), id="near two things"),
        pytest.param("甲 近 乙", Both((甲, Text("近"), 乙)), id="a word"),
        pytest.param(
            "同句:(甲 -乙)",
            Together(Both((甲, Without(乙))), "sentence"),
            id="in a sentence",
        ),
        pytest.param("Sentence:甲", Together(甲, "sentence"), id="in English"),
        pytest.param(
            "同段：(甲 近:2 乙 | 丙)",
            Together(Either((Near(甲, 乙, 2), 丙)), "text"),
            id="in a paragraph",
        ),
        pytest.param("同句:(甲 园区:乙)", Text("同句:(甲 园区:乙)"), id="no facet"),
        pytest.param("app* 甲", Both((Beginning("app"), 甲)), id="beginning"),
        pytest.param("标题:2023＊", InField("headline", Beginning("2023")), id="＊"),
        pytest.param("*", Text("*"), id="of nothing"),
        pytest.param("a*b", Text("a*b"), id="star inside"),
        pytest.param("标题:甲", InField("headline", 甲), id="field"),
        pytest.param("title：甲", InField("headline", 甲), id="full-width colon"),
        pytest.param(
            "作者:(甲 或 乙)",
            InField("byline", Either((甲, 乙))),
            id="field of a group",
        ),
        pytest.param("园区:衡阳高新区", FacetIs("park", "衡阳高新区"), id="facet"),
        pytest.param("提到:衡阳", FacetIs("mentioned", "衡阳"), id="mentioned"),
        pytest.param('Park:"衡阳高新区"', FacetIs("park", "衡阳高新区"), id="quoted"),
        pytest.param("year:2023", Between("2023", "2023"), id="year"),
        pytest.param("年份:2020..2022", Between("2020", "2022"), id="years"),
        pytest.param("年份:2022-2020", Between("2020", "2022"), id="turned round"),
        pytest.param("年份:2020至2022", Between("2020", "2022"), id="years with 至"),
        pytest.param("日期:2023-01..", Between("2023-01", None), id="open end"),
        pytest.param("", None, id="empty"),
        pytest.param("  　\n", None, id="blank"),
        pytest.param("时间:2023", Text("时间:2023"), id="unknown field"),
        pytest.param("year:abc", Quoted("year:abc"), id="no year"),
        pytest.param("2022-2025", Text("2022-2025"), id="hyphen inside"),
        pytest.param(
            "中国(上海)自由贸易试验区", Text("中国(上海)自由贸易试验区"), id="inside"
        ),
        pytest.param("(上海)自贸区", Text("(上海)自贸区"), id="bracket of the text"),
        pytest.param("“甲", Text("“甲"), id="lone quotation mark"),
        pytest.param('((" AND', Text('((" AND'), id="meaningless"),
        pytest.param("甲 AND", Text("甲 AND"), id="missing operand"),
        pytest.param("(甲", Text("(甲"), id="unbalanced"),
        pytest.param("()", Text("()"), id="empty group"),
        pytest.param("甲\x00乙", Both((甲, 乙)), id="control character"),
    ],
)
def test_parse(text: str, tree: Node | None) -> None:
    """Each form of the language, and what is not of it."""
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("甲 乙", [], id="plain"),
        pytest.param("(甲", ["literal"], id="unbalanced"),
        pytest.param("甲" * 10_000, ["ignored"], id="too long"),
        pytest.param("(" * 3000, ["ignored", "literal"], id="too deep"),
        pytest.param("-" * 1500 + "甲", ["literal"], id="too often not"),
    ],
)
def test_what_was_not_understood_is_said(text: str, kinds: list[str]) -> None:
    """A notice tells what was cut or read as literal text."""
    assert [notice.kind for notice in parse(text).notices] == kinds


def test_operators_are_noticed() -> None:
    """Only a query with operators can be tried again without them."""
    assert not parse("甲 乙").operators
    assert parse("甲 与 乙").operators


def test_quotes_can_be_taken_away() -> None:
    """Everything else stays as it was."""
    tree = unquoted(parse("“甲” -“乙” 标题:(“丙” 或 甲)")).tree
    assert tree == Both((甲, Without(乙), InField("headline", Either((丙, 甲)))))


def test_a_query_can_be_taken_literally() -> None:
    """Nothing in it is an operator then."""
    assert literal(parse("甲 与 乙")).tree == Quoted("甲 与 乙")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", "2023"),
        ("2023年", "2023"),
        ("2023-7", "2023-07"),
        ("2023年7月", "2023-07"),
        ("2023/7/1", "2023-07-01"),
        ("2023年7月26日", "2023-07-26"),
        ("2023-13", None),
        ("2023-02-32", None),
        ("23", None),
        ("昨天", None),
    ],
)
def test_read_date(text: str, date: str | None) -> None:
    """Dates are read as people type them."""
    assert read_date(text) == date


def test_read_span() -> None:
    """A span may be open at one end, not at both."""
    assert read_span("..2023-06") == Between(None, "2023-06")
    assert read_span("..") is None
    assert read_span("2023..x") is None


@given(
    ANY_TEXTS | st.text(st.sampled_from('甲乙()"“” -ANDOR或与非:标题|'), max_size=40)
)
def test_parsing_never_fails(text: str) -> None:
    """Whatever is typed gives a tree, or none when it is blank."""
    query = parse(text)
    assert (query.tree is None) == (not query.text)
    unquoted(query)
    literal(query)


@pytest.mark.parametrize(
    "text",
    [
        "甲 “乙” -丙",
        "(甲 或 乙) 近:3 “丙” 丁*",
        "同句:(甲 -乙) 同段:丙",
        "标题:(甲 或 “乙”) -(甲 乙)",
        "园区:衡阳高新区 日期:2023-01..2023-06 日期:..2020",
        "甲 或 乙 丙 或 -(丁 近:5 戊)",
        "作者:(甲 近:5 乙) 「甲」 体裁:“a b”",
        "-标题:甲",
    ],
)
def test_what_is_written_is_read_the_same(text: str) -> None:
    """Any tree can be typed."""
    tree = parse(text).tree
    assert tree is not None
    assert parse(write(tree)).tree == tree


@given(ANY_TEXTS)
def test_written_queries_settle(text: str) -> None:
    """Whatever was typed: what is written of it is written of that again."""
    query = parse(text)
    if query.tree is not None and not query.notices:
        written = write(query.tree)
        again = parse(written).tree
        assert again is None or write(again) == written

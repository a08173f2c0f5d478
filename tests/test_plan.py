"""A query becomes what an engine must match, loosened a level at a time."""

from collections import Counter
from typing import Any

import pytest

from search import parts
from search.engines.base import (
    NOTHING,
    AllOf,
    AnyOf,
    Dated,
    HasFacet,
    Near,
    Node,
    Not,
    Phrase,
    Together,
    Word,
)
from search.plan import Level, Plan, canonical_facet, dated, make_plan
from search.query import parse, writing
from search.ranking import any_term


def plan(text: str, exact: bool = False) -> Plan:
    """The plan for a typed query."""
    return make_plan(parse(text), exact)


def printed(*units: str) -> Node:
    """What is printed, a unit a character."""
    return AnyOf(tuple(Phrase(tuple(each)) for each in units))


def titled(*units: str) -> tuple[Phrase, ...]:
    """The same in the headline."""
    return tuple(Phrase(tuple(each), ("headline",)) for each in units)


APP = Phrase(("app",), prefix=True)
NOWHERE = AllOf((NOTHING,))
招商 = AnyOf((printed("招商"), AllOf((Word("招商"),))))
项目 = AnyOf((printed("项目"), AllOf((Word("项目"),))))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("", AllOf(()), id="empty is everything"),
        pytest.param("!!!", AllOf((NOTHING,)), id="nothing to look for"),
        pytest.param("招商 !!!", AllOf((招商,)), id="the rest is looked for"),
        pytest.param("招商 -!", AllOf((招商,)), id="not nothing"),
        pytest.param("招商 项目", AllOf((招商, 项目)), id="parts"),
        pytest.param("“招商”", AllOf((printed("招商"),)), id="quoted"),
        pytest.param("招商 或 项目", AllOf((AnyOf((招商, 项目)),)), id="or"),
        pytest.param("-招商", AllOf((Not(招商),)), id="not"),
        pytest.param("app*", AllOf((AnyOf((APP,)),)), id="beginning"),
        pytest.param(
            "招商 近:5 app*",
            AllOf((Near((Phrase(("招", "商")),), (APP,), 5),)),
            id="near",
        ),
        pytest.param(
            "标题:(招商 近:5 (项目 或 签约))",
            AllOf((Near(titled("招商"), titled("项目", "签约"), 5),)),
            id="near either in the headline",
        ),
        pytest.param(
            "招商 近:5 !", AllOf((AnyOf((printed("招商"),)),)), id="by itself"
        ),
        pytest.param(
            "同句:(“招商” -项目建设)",
            AllOf(
                (
                    Together(
                        AllOf(
                            (
                                printed("招商"),
                                Not(
                                    AnyOf(
                                        (
                                            printed("项目建设"),
                                            AllOf((printed("项目"), printed("建设"))),
                                        )
                                    )
                                ),
                            )
                        ),
                        "sentence",
                    ),
                )
            ),
            id="in a sentence, words as printed",
        ),
        pytest.param("同段:(!)", NOWHERE, id="nothing in a paragraph"),
        pytest.param("年份:2023", AllOf((Dated(20230101, 20231231),)), id="year"),
        pytest.param(
            "省份:山东省", AllOf((HasFacet("province", ("山东",)),)), id="facet"
        ),
    ],
)
def test_where(text: str, where: Node) -> None:
    """What is found when everything is read strictly."""
    hard_first = plan(text).where()
    assert hard_first == where


def test_levels() -> None:
    """Soft parts are loosened, hard ones never."""
    loose = plan("招商 项目建设 -银行")
    words = (Word("招商"), Word("项目"), Word("建设"))
    bank = loose.hard[0]
    assert loose.words == words
    assert loose.where(Level.HALF) == AllOf((bank, AnyOf(words, 2)))
    pairs = tuple(Phrase(tuple(each)) for each in ("招商", "项目", "目建", "建设"))
    any_word = AnyOf((*words, *pairs))
    assert loose.where(Level.ANY_WORD) == AllOf((bank, any_word))
    assert loose.beside(0) == loose.beside(9) == loose.where(Level.ANY_WORD)
    assert isinstance(bank, Not)


@pytest.mark.parametrize("text", ["招商", "“招商引资 项目建设”", "标题:项目建设", ""])
def test_nothing_goes_on_below_the_line(text: str) -> None:
    """Under a word by itself, or what has to be as it is."""
    assert plan(text).beside(1) == NOTHING


def test_marks_in_running_text_ask_for_nothing_below_the_line() -> None:
    """As in a headline; what is a condition all the same stays one."""
    headline = plan("高新区如何“破圈”发展 -银行")
    (bank,) = headline.firm
    assert headline.running
    assert isinstance(bank, Not)
    expected = AllOf((bank, any_term(headline.parts)))
    assert headline.beside(0) == headline.beside(9) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("高新区 营商环境 发展 “破圈”", id="a quotation by itself"),
        pytest.param("“高新区营商环境破圈发展”", id="nothing else"),
        pytest.param("高新区 (营商环境 或 发展) 破圈", id="a group"),
    ],
)
def test_a_long_query_goes_on_where_nothing_was_found(text: str) -> None:
    """Quotation marks and operators stay as they are as long as anything is."""
    long = plan(text)
    assert not long.running
    assert long.beside(0) == AllOf((any_term(long.parts),))
    assert long.beside(1) != long.beside(0)


def test_a_group_with_a_condition_is_firm() -> None:
    """Below the line too."""
    long = plan("高新区 营商环境 发展 (破圈 -银行)")
    assert long.firm == long.hard


def test_exact_text_is_no_running_text() -> None:
    """It was said how it is to be taken."""
    exact = plan("高新区如何“破圈”发展", exact=True)
    assert not exact.running
    assert exact.beside(1) == NOTHING


def test_exact_has_nothing_soft() -> None:
    """Every part as printed."""
    exact = plan("招商 项目建设", exact=True)
    assert exact.soft == ()
    assert exact.where() == AllOf((printed("招商"), printed("项目建设")))


def test_other_writings_can_be_left_out() -> None:
    """Of zones and numbers, too; a word stays a word."""
    letter = make_plan(parse("济南高新区 15%"), synonyms=False)
    assert [part.forms for part in letter.parts] == [
        (tuple("济南高新区"),),
        (("15", "%"),),
    ]
    assert letter.notices == ()


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        (
            "招商 近:5 (项目 或 签约)",
            ("“招商”与“项目”或“签约”在同一段，相隔不超过 5 个字",),
        ),
        ("同句:(招商 -项目)", ("同一句中：按原文“招商”，不含“项目”",)),
        ("app*", ("以“app”开头",)),
    ],
)
def test_readings(text: str, readings: tuple[str, ...]) -> None:
    """How places are put into words."""
    assert tuple(reading.text for reading in plan(text).readings) == readings


def test_unwanted_parts_neither_rank_nor_shine() -> None:
    """What must not be there is not highlighted."""
    assert [part.text for part in plan("招商 -银行 非 (项目 或 -园区)").parts] == [
        "招商",
        "园区",
    ]


def test_sentences_are_told_from_terms() -> None:
    """By the number of their words."""
    assert [p.text for p in plan("招商 企业获得贷款支持的政策").sentences] == [
        "企业获得贷款支持的政策"
    ]


@pytest.mark.parametrize(
    ("name", "value", "canonical"),
    [
        ("park", "济南高新技术产业开发区", "济南高新区"),
        ("park", "从没听说过", "从没听说过"),
        ("mentioned", "济南高新技术产业开发区", "济南高新区"),
        ("province", "广西壮族自治区", "广西"),
        ("city", "青岛市", "青岛"),
        ("kind", "图片新闻", "photo"),
        ("topic", " 招商引资 ", "招商引资"),
    ],
)
def test_canonical_facet(name: str, value: str, canonical: str) -> None:
    """Any written form is the one in the index."""
    assert canonical_facet(name, value) == canonical


def test_dated() -> None:
    """Both ends are included; an open end is open."""
    assert dated("2023-07", None) == Dated(20230701, 99999999)
    assert dated(None, "2023") == Dated(0, 20231231)
    assert dated(None, None) is None


def test_each_part_is_written_and_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many there are: a long query costs no more than its parts."""
    counts = Counter[str]()
    for module, name in ((writing, "read_tokens"), (parts, "alternatives")):
        function = getattr(module, name)

        def counted(*given: object, name: str = name, function: Any = function) -> Any:
            counts[name] += 1
            return function(*given)

        monkeypatch.setattr(module, name, counted)
    made = plan(" ".join(f"{n}家" for n in range(100)))
    assert len(made.readings) == 100
    assert counts == {"read_tokens": 300, "alternatives": 100}

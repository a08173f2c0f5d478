"""What may have been meant by a query that is printed nowhere, on the five pages."""

import re

import pytest
from hypothesis import given

from search import Notice, Searcher, SearchRequest
from tests.strategies import ANY_TEXTS


def offered(searcher: Searcher, text: str, **options: object) -> list[Notice]:
    """What is offered to be asked instead."""
    request = SearchRequest(text, **options)  # type: ignore[arg-type]
    return [each for each in searcher.search(request).notices if each.query]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("招商引子", "招商引资", id="sounds the same"),
        pytest.param("高新取", "高新区", id="sounds the same, three characters"),
        pytest.param("济南搞新区", "济南高新区", id="a park that sounds the same"),
        pytest.param("济南新高区", "济南高新区", id="exchanged"),
        pytest.param("济南高区", "济南高新区", id="one missing"),
        pytest.param("济南高新新区", "济南高新区", id="one too many"),
        pytest.param("济南高新园", "济南高新区", id="one wrong"),
        pytest.param(
            "济南高辛技术产业开发区", "济南高新技术产业开发区", id="long form"
        ),
        pytest.param("营商坏境", "营商环境", id="looks alike"),
        pytest.param("产业转型生级", "产业转型升级", id="a phrase"),
        pytest.param("邓晓山", "邓小山", id="an author"),
        pytest.param("招商引子 项目", "招商引资 项目", id="one of two parts"),
        pytest.param("招商引子 -重庆", "招商引资 -重庆", id="beside an operator"),
        pytest.param("招商引子项目", "招商引资项目", id="inside a part"),
        pytest.param("衡阳高新取招商引子", "衡阳高新区招商引资", id="two slips"),
        pytest.param("招商引子 年份:2023", "招商引资 年份:2023", id="a field"),
    ],
)
def test_what_is_offered(searcher: Searcher, typed: str, meant: str) -> None:
    """One offer, that finds what it says, and finds something."""
    (notice,) = offered(searcher, typed)
    assert notice.query == meant
    (count,) = re.findall(r"（(\d+) 篇）", notice.text)
    assert notice == Notice("corrected", f"您是不是要找：{meant}（{count} 篇）", meant)
    found = searcher.search(SearchRequest(meant))
    assert found.total == int(count) > 0
    assert not [each for each in found.notices if each.query]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("招商引资", id="well as it is"),
        pytest.param("“招商引子”", id="a quotation"),
        pytest.param("标题:招商引子", id="in a field"),
        pytest.param("火星基地", id="like nothing"),
        pytest.param("招商引子 火星基地", id="would find nothing"),
        pytest.param("zhaoshang", id="pinyin"),
        pytest.param("8%招商引子", id="a figure beside it"),
        pytest.param("钛", id="a single character"),
        pytest.param("没有人会把这样长的一句话当成一个名字打错的", id="a sentence"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_left_alone(searcher: Searcher, typed: str) -> None:
    """Quotations always; and what finds nothing is not offered."""
    assert offered(searcher, typed) == []


def test_what_is_to_be_taken_exactly_is(searcher: Searcher) -> None:
    """精确 is a quotation too."""
    assert offered(searcher, "招商引子", exact=True) == []


def test_filters_hold_for_what_is_offered(searcher: Searcher) -> None:
    """It is counted within them, and not offered where it finds nothing there."""
    (notice,) = offered(searcher, "招商引子", filters={"park": ("衡阳高新区",)})
    assert notice.text == "您是不是要找：招商引资（1 篇）"
    assert offered(searcher, "招商引子", since="1999", until="1999") == []


def test_it_is_only_offered(searcher: Searcher) -> None:
    """What is found is what the query as typed finds."""
    response = searcher.search(SearchRequest("济南新高区"))
    assert response.request.text == "济南新高区"
    assert "济南高新区" not in "".join(each.text for each in response.reading)


def test_what_is_printed_needs_no_correction(searcher: Searcher) -> None:
    """However rare it is, if nothing is far more frequent."""
    assert offered(searcher, "四证齐发") == []
    assert offered(searcher, "钛谷") == []


def test_the_name_of_an_author_is_no_slip(searcher: Searcher) -> None:
    """高欣 wrote once, and 高新 is far more frequent."""
    assert offered(searcher, "高欣") == []


@given(ANY_TEXTS)
def test_anything_may_be_asked(searcher: Searcher, text: str) -> None:
    """Nothing raises, and what is offered finds something."""
    for notice in offered(searcher, text):
        assert notice.query
        assert searcher.search(SearchRequest(notice.query)).total

"""Addresses become requests and requests addresses, without loss."""

from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search import FACETS, KIND_LABELS, InvalidRequest, SearchRequest
from web.params import (
    MAX_TEXT,
    SORTS,
    clean,
    on_page,
    only,
    query_string,
    read_request,
    sorted_by,
    toggled,
    undated,
    unfiltered,
    write_request,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(clean)
NAMES = TEXTS.filter(bool)
SPANS = st.sampled_from(
    [
        (None, None),
        ("2023", None),
        (None, "2023-07"),
        ("2023-07-26", "2023-07"),
        ("2023-07", "2023"),
        ("2021", "2023-01-31"),
    ]
)


def values(facet: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Values that a facet may be filtered by."""
    each = st.sampled_from(sorted(KIND_LABELS)) if facet == "kind" else NAMES
    return st.lists(each, min_size=1, max_size=3, unique=True).map(tuple)


FILTERS = st.fixed_dictionaries({}, optional={name: values(name) for name in FACETS})
REQUESTS = st.builds(
    lambda text, filters, span, *others: SearchRequest(text, filters, *span, *others),
    TEXTS,
    FILTERS,
    SPANS,
    st.sampled_from(sorted(SORTS)),
    st.integers(1, 999_999),
    st.integers(1, 100),
    st.booleans(),
    st.booleans(),
    FILTERS,
    st.sampled_from([None, "headline", "byline"]),
)


def read(query: str) -> SearchRequest:
    """The request of a query string."""
    return read_request(MultiDict(parse_qsl(query)))


@given(REQUESTS)
def test_a_request_survives_its_address(request: SearchRequest) -> None:
    assert read(query_string(request).removeprefix("?")) == request


@given(REQUESTS, st.sampled_from(FACETS), NAMES)
def test_choosing_a_value_twice_changes_only_the_page(
    request: SearchRequest, facet: str, value: str
) -> None:
    there = toggled(request, facet, value)
    assert there.page == 1
    back = toggled(there, facet, value)
    chosen = set(request.filters.get(facet, ()))
    assert set(back.filters.get(facet, ())) == chosen
    assert (value in there.filters.get(facet, ())) is (value not in chosen)


@given(st.dictionaries(st.sampled_from([*FACETS, "q", "page"]), TEXTS))
def test_no_address_raises_anything_but_an_invalid_request(
    args: dict[str, str],
) -> None:
    with suppress(InvalidRequest):
        read_request(MultiDict(args))


def test_nothing_asked_is_the_plain_request() -> None:
    assert read_request(MultiDict()) == SearchRequest("")
    assert query_string(SearchRequest("")) == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("q=+钛%00谷+", SearchRequest("钛 谷"), id="controls"),
        pytest.param(
            "park=甲&park=乙&park=甲&topic=",
            SearchRequest("", {"park": ("甲", "乙")}),
            id="repeated and empty values",
        ),
        pytest.param(
            "kind=图片新闻",
            SearchRequest("", {"kind": ("photo",)}),
            id="kind in Chinese",
        ),
        pytest.param("page=0", SearchRequest(""), id="page below one"),
        pytest.param("page=-5", SearchRequest(""), id="negative page"),
        pytest.param("exact=0", SearchRequest(""), id="not exact"),
        pytest.param("exact=on", SearchRequest("", exact=True), id="exact"),
        pytest.param(
            "-park=甲&-kind=图片新闻",
            SearchRequest("", excluded={"park": ("甲",), "kind": ("photo",)}),
            id="unwanted",
        ),
        pytest.param("scope=", SearchRequest(""), id="anywhere"),
        pytest.param("scope=body", SearchRequest("", scope="body"), id="one field"),
        pytest.param("q=乙&within=甲", SearchRequest("甲 乙"), id="in a result"),
        pytest.param("synonyms=0", SearchRequest("", synonyms=False), id="as typed"),
        pytest.param(
            "since=2023/7/1", SearchRequest("", since="2023-07-01"), id="date"
        ),
        pytest.param(
            "since=２０２３年７月", SearchRequest("", since="2023-07"), id="full width"
        ),
        pytest.param("colour=red", SearchRequest(""), id="unknown name"),
    ],
)
def test_an_address_is_read_kindly(query: str, expected: SearchRequest) -> None:
    assert read(query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param("page=二", "页码看不懂：二", id="page"),
        pytest.param("page=99999999", "页码看不懂：99999999", id="page out of range"),
        pytest.param("limit=0", "每页篇数 0 不行", id="limit zero"),
        pytest.param("limit=101", "每页篇数 101 不行", id="limit too large"),
        pytest.param("since=昨天", "起始日期看不懂：昨天", id="since"),
        pytest.param("until=2023-13", "截止日期看不懂：2023-13", id="until"),
        pytest.param("sort=best", "没有这种排序：best", id="sort"),
        pytest.param("kind=video", "没有这种体裁：video", id="kind"),
        pytest.param("scope=foot", "不能只在 foot 里找", id="scope"),
        pytest.param("exact=maybe", "exact 看不懂：maybe", id="exact"),
        pytest.param("q=钛&q=铝", "q 给了不止一次", id="twice"),
        pytest.param("page=1&page=2", "page 给了不止一次", id="two pages"),
        pytest.param(
            f"park={'甲' + ' ' * 100}", "筛选值过长：甲…", id="long with blanks"
        ),
        pytest.param(f"park={'甲' * 101}", f"筛选值过长：{'甲' * 20}…", id="long"),
        pytest.param(
            "&".join(f"park={n}" for n in range(51)), "一次最多选 50 个值", id="many"
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(query: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read(query)
    assert caught.value.message == message
    assert caught.value.hint


def test_of_a_long_query_more_is_kept_than_is_read() -> None:
    assert len(read(f"q={'钛' * 10_000}").text) == MAX_TEXT


def test_a_variant_differs_in_one_thing_and_starts_from_the_first_page() -> None:
    request = SearchRequest("钛", {"park": ("甲",)}, "2021", "2023", page=3)
    assert write_request(sorted_by(request, "newest")) == [
        ("q", "钛"),
        ("park", "甲"),
        ("since", "2021"),
        ("until", "2023"),
        ("sort", "newest"),
    ]
    assert write_request(on_page(request, 4))[-1] == ("page", "4")
    assert undated(request) == SearchRequest("钛", {"park": ("甲",)})
    assert unfiltered(request) == SearchRequest("钛")
    assert only(request, "park", "甲").filters == {"park": ("甲",)}
    assert only(request, "park", "乙").filters == {"park": ("甲", "乙")}

"""Bars say how much was written when, and narrow the result."""

from collections.abc import Iterator

import pytest

from search import SearchRequest, SearchResponse
from tests.web.conftest import Getter
from tests.web.stub import StubSearcher
from web import create_app
from web.timeline import timeline


@pytest.fixture(autouse=True)
def _in_the_application(stub: StubSearcher) -> Iterator[None]:
    """Addresses are made there only."""
    with create_app(stub).test_request_context():
        yield


def bars(
    years: dict[str, int],
    months: dict[str, int],
    since: str | None = None,
    until: str | None = None,
) -> list[tuple[str, int, int, bool]]:
    """Label, count, height and whether it is chosen, of each bar."""
    request = SearchRequest("钛", since=since, until=until)
    counts = {"year": tuple(years.items()), "month": tuple(months.items())}
    found = timeline(SearchResponse(request, 1, (), timeline=counts))
    return [(b.label, b.count, b.height, b.chosen) for b in found.bars] if found else []


def test_by_year_with_the_empty_ones(stub_get: Getter) -> None:
    page = stub_get("/search?q=钛&since=1990&until=2023")
    svg = page.select(".timeline svg a")
    assert [link["aria-label"] for link in svg] == [
        "2021年 10 篇",
        "2022年 0 篇",
        "2023年 50 篇",
    ]
    assert svg[0]["href"] == "/search?q=钛&since=2021&until=2021"
    table = page.select(".timeline tbody tr")
    assert [row.get_text(" ", strip=True) for row in table] == [
        "2021年 10",
        "2023年 50",
    ]


@pytest.mark.parametrize(
    ("since", "until", "labels", "chosen"),
    [
        pytest.param(None, None, ("2022年11月", "2023年2月"), (), id="all there are"),
        pytest.param(
            "2023-01",
            "2023-01",
            ("2023年1月", "2023年12月"),
            ("2023年1月",),
            id="a month",
        ),
        pytest.param("2022", "2022", ("2022年1月", "2022年12月"), 12, id="a year"),
        pytest.param(
            "2023-02-03",
            None,
            ("2023年1月", "2023年2月"),
            ("2023年2月",),
            id="from a day",
        ),
    ],
)
def test_by_month(
    since: str | None,
    until: str | None,
    labels: tuple[str, str],
    chosen: tuple[str, ...] | int,
) -> None:
    """Of the years that were asked for, whole."""
    months = {"2022-11": 4, "2023-01": 2, "2023-02": 1}
    found = bars({"2022": 4, "2023": 3}, months, since, until)
    assert (found[0][0], found[-1][0]) == labels
    marked = tuple(label for label, _, _, here in found if here)
    assert marked == chosen or len(marked) == chosen


def test_heights() -> None:
    """The highest is whole; nothing is nothing."""
    found = bars({}, {"2022-11": 4, "2023-01": 1})
    assert [height for _, _, height, _ in found] == [100, 0, 25]


def test_nothing_to_compare() -> None:
    """One period, or none, is no timeline."""
    assert bars({}, {}) == bars({"2023": 5}, {}) == []
    assert bars({"2023": 5}, {"2023-07": 5}) == []


def test_what_is_of_no_known_month() -> None:
    """It is said beside bars by month."""
    counts = {"year": (("2023", 5),), "month": (("2023-01", 1), ("2023-02", 1))}
    found = timeline(SearchResponse(SearchRequest(""), 5, (), timeline=counts))
    assert found is not None
    assert (found.unit, found.undated) == ("月", 3)

"""Which dates does a text name?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.models import PartialDate
from search.pages import split_page
from search.pages.events import event_dates
from tests.pages.pages import GOLD, gold, seed
from tests.strategies import ANY_TEXTS

YEAR = PartialDate("2023", "year", "inferred")
DAY = PartialDate("2023-02-10", "day", "printed")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("7月11日,园区举行签约", ["2023-07-11"]),
        ("７月１１日签约", ["2023-07-11"]),
        ("2023年1-6月,签约28个", ["2023-01/2023-06"]),
        ("7月至8月份", ["2023-07/2023-08"]),
        ("今年5月24-26日赴深圳", ["2023-05-24/2023-05-26"]),
        ("5月30日至6月2日", ["2023-05-30/2023-06-02"]),
        ("12月30日至1月3日", ["2023-12-30/2024-01-03"]),
        ("4月份出台", ["2023-04"]),
        ("今年6月底建成,去年12月开工", ["2023-06", "2022-12"]),
        ("明年3月投产,前年3月立项", ["2024-03", "2021-03"]),
        ("上半年增长8%,近3个月,12个月", []),
        ("2020年5月开工,8月投产。9月验收", ["2020-05", "2020-08", "2023-09"]),
        ("2020年成立,同年9月投产", ["2020-09"]),
        ("2023.7.11发布,2023-07-12发布", ["2023-07-11", "2023-07-12"]),
        ("版本1.2.3,长10.5月", []),
        ("13月5日,2月30日,6月5日至3日", []),
        ("7月11日,7月12日,7月11日", ["2023-07-11", "2023-07-12"]),
    ],
)
def test_dates_of_a_year(text: str, dates: list[str]) -> None:
    """Each once, in the order of first mention."""
    assert list(event_dates([text], YEAR)) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("12月签约,1月开工", ["2022-12", "2023-01"]),
        ("4月将投产,5月5日签约", ["2023-04", "2022-05-05"]),
        ("2023年5月投产", ["2023-05"]),
    ],
)
def test_months_far_ahead_of_the_issue_are_past(text: str, dates: list[str]) -> None:
    """Where it is known to the month; more than two months ahead."""
    assert list(event_dates([text], DAY)) == dates


def test_without_a_year_nothing_is_guessed() -> None:
    """Only what names its year counts."""
    assert event_dates(["7月11日,今年8月,2021年3月"], None) == ("2021-03",)


@given(st.lists(ANY_TEXTS), st.sampled_from([YEAR, DAY, None]))
def test_any_text(texts: list[str], issue: PartialDate | None) -> None:
    """Dates are ISO and come once each."""
    found = event_dates(texts, issue)
    assert len(set(found)) == len(found)
    assert all(len(each) in (7, 10, 15, 21) for each in found)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_annotated_pages(path: object) -> None:
    """All that is annotated, and nothing else."""
    annotated = gold(path)["items"]  # type: ignore[arg-type]
    articles = split_page(seed(path))  # type: ignore[arg-type]
    found = [sorted(event_dates(a.body, a.published)) for a in articles]
    wanted = [sorted(set(item["dates_mentioned"])) for item in annotated]
    assert json.dumps(found) == json.dumps(wanted)

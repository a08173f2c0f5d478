"""A number is found however it is written; what is no number is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.numerals import _arabic, _chinese, find
from tests.strategies import ANY_TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("百分之十五", {"百分之十五": ("15%",)}, id="per cent"),
        pytest.param("15%", {"15%": ("百分之十五",)}, id="per cent in Arabic"),
        pytest.param("8.2%", {"8.2%": ("百分之八点二",)}, id="decimal"),
        pytest.param("一百五十亿元", {"一百五十亿元": ("150亿元",)}, id="amount"),
        pytest.param("150亿元", {"150亿元": ("一百五十亿元",)}, id="amount in Arabic"),
        pytest.param("三点五亿", {"三点五亿": ("3.5亿",)}, id="decimal amount"),
        pytest.param("2亿元", {"2亿元": ("两亿元", "二亿元")}, id="two"),
        pytest.param("200家", {"200家": ("两百家", "二百家")}, id="two hundred"),
        pytest.param("两千二百人", {"两千二百人": ("2200人",)}, id="both twos"),
        pytest.param(
            "12,000家", {"12,000家": ("12000家", "一万二千家")}, id="thousands"
        ),
        pytest.param(
            "1500亿元",
            {"1500亿元": ("1,500亿元", "一千五百亿元")},
            id="without commas",
        ),
        pytest.param("一万零五百家", {"一万零五百家": ("10500家",)}, id="with a zero"),
        pytest.param("三家企业", {"三家": ("3家",)}, id="one numeral"),
        pytest.param("2023年", {"2023年": ("二〇二三年", "二零二三年")}, id="year"),
        pytest.param("二〇二三年", {"二〇二三年": ("2023年",)}, id="year in Chinese"),
        pytest.param("7月26日", {"7月26日": ("七月二十六日",)}, id="day"),
        pytest.param("5千万元", {"5千万元": ("五千万元",)}, id="digits and numerals"),
        pytest.param("七月底", {"七月": ("7月",)}, id="month"),
        pytest.param("十四五规划", {}, id="no number"),
        pytest.param("二百五", {}, id="said otherwise"),
        pytest.param("二十大", {}, id="no measure"),
        pytest.param("12345热线", {}, id="no measure in Arabic"),
        pytest.param("一带一路的一家", {}, id="一 is hardly a number"),
        pytest.param("007号", {}, id="no value"),
        pytest.param("5G", {}, id="mixture"),
        pytest.param("百分之", {}, id="per cent of nothing"),
    ],
)
def test_writings(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    """Of each number, with its measure."""
    assert {text[n.start : n.end]: n.writings for n in find(text)} == expected


@given(st.integers(0, 10**8 - 1))
def test_there_and_back(value: int) -> None:
    """Every number is read as it is written."""
    assert _arabic(_chinese(value)) == str(value)


@given(
    ANY_TEXTS
    | st.text("零〇一二两三十百千万亿点分之年月日个0123456789.,%", max_size=12)
)
def test_any_text(text: str) -> None:
    """Nothing raises; numbers are in order, and none overlaps."""
    found = list(find(text))
    borders = [border for n in found for border in (n.start, n.end)]
    assert borders == sorted(borders)
    assert all(n.writings and n.start < n.end <= len(text) for n in found)

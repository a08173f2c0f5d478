"""Texts are normalised alike on both sides, and offsets lead back to the print."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import Unit, fold, fold_all, folded, runs, unit_texts, units
from tests.simplified import PATH, simplified
from tests.strategies import ANY_TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("招商引資", ["招", "商", "引", "资"], id="traditional"),
        pytest.param("１５７．６亿元", ["157.6", "亿", "元"], id="full width"),
        pytest.param("8.2％", ["8.2", "%"], id="per cent"),
        pytest.param("1,234.5万", ["1,234.5", "万"], id="thousands"),
        pytest.param("3,5家", ["3", "5", "家"], id="no thousands"),
        pytest.param("谷Ｅ贷", ["谷", "e", "贷"], id="full-width Latin"),
        pytest.param("5G手机iCampus", ["5", "g", "手", "机", "icampus"], id="mixed"),
        pytest.param("①2020年", ["1", "2020", "年"], id="enclosed digit"),
        pytest.param("10²", ["10", "2"], id="superscript"),
        pytest.param(
            "“四证,齐发”", ["四", "证", "齐", "发"], id="punctuation is no gap"
        ),
        pytest.param("2023-07-26", ["2023", "07", "26"], id="date"),
        pytest.param(
            "二〇二三𠮷", ["二", "〇", "二", "三", "𠮷"], id="rare characters"
        ),
        pytest.param("", [], id="empty"),
        pytest.param(" \n!?", [], id="nothing to find"),
    ],
)
def test_units(text: str, expected: list[str]) -> None:
    """A unit is a Han character, a whole number, a Latin run or a per cent sign."""
    assert unit_texts(text) == expected


def test_units_know_where_they_are_printed() -> None:
    """Offsets point into the text as printed, whatever folding did to its length."""
    assert units("㎡约½亿") == [
        Unit("m", 0, 1),
        Unit("2", 0, 1),
        Unit("约", 1, 2),
        Unit("1", 2, 3),
        Unit("2", 2, 3),
        Unit("亿", 3, 4),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("招商。引资!签约？", (2, 4), id="not the last"),
        pytest.param("“招商。”引资", (2,), id="quotation marks"),
        pytest.param("达8.2%。50家", (3,), id="beside numbers"),
        pytest.param("招商；引资,签约", (), id="clauses"),
        pytest.param("？！招商……引资！！！签约", (4,), id="marks in a row"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_sentences(text: str, expected: tuple[int, ...]) -> None:
    """How many units stand before the end of each."""
    assert runs(fold(text)).sentences == expected


@given(st.lists(ANY_TEXTS))
def test_long_texts_are_folded_alike(texts: list[str]) -> None:
    """And several together."""
    one_by_one = [folded(each).text for each in texts]
    assert fold_all(texts) == [fold(each) for each in texts] == one_by_one
    long = "".join(texts) * 100
    assert fold(long) == folded(long).text


@given(ANY_TEXTS)
def test_offsets_are_in_bounds_and_in_order(text: str) -> None:
    """Units come in the order of the print, and stand where they say."""
    found = units(text)
    assert [unit.text for unit in found] == unit_texts(text)
    assert all(0 <= u.start < u.end <= len(text) for u in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
    assert all(u.text in fold(text[u.start : u.end]) for u in found)


@given(ANY_TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded form."""
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXTS, st.data())
def test_a_piece_cut_at_unit_borders_has_the_same_units(
    text: str, data: st.DataObject
) -> None:
    """What is copied from a text, from one unit to another, has the units it had."""
    found = units(text)
    if not found:
        return
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    piece = text[found[first].start : found[last].end]
    wanted = [unit.text for unit in found[first : last + 1]]
    if all(len(folded(c).text) == 1 for c in piece):
        assert unit_texts(piece) == wanted


def test_main_han_characters_are_their_own_compatibility_form() -> None:
    """They are folded without asking NFKC."""
    han = [*map(chr, range(0x4E00, 0xA000))]
    assert [unicodedata.normalize("NFKC", each).lower() for each in han] == han


def test_simplified_characters_are_those_of_opencc() -> None:
    """`python -m tests.simplified` renews them."""
    assert PATH.read_text("utf-8") == simplified()

"""Sequences of units are found where they are printed, and nowhere else."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.occurrences import Occurrence, Texts
from search.text import SEPARATOR, Unit, unit_texts, units
from tests.strategies import ANY_TEXTS


def scan(texts: Sequence[str], sequence: tuple[str, ...]) -> Iterator[Occurrence]:
    """The occurrences, unit by unit."""
    for number, text in enumerate(texts):
        found: list[Unit] = units(text)
        at = 0
        while at + len(sequence) <= len(found):
            piece = found[at : at + len(sequence)]
            if tuple(unit.text for unit in piece) == sequence:
                yield number, piece[0].start, piece[-1].end
                at += len(sequence)
            else:
                at += 1


@pytest.mark.parametrize(
    ("texts", "sequence", "expected"),
    [
        pytest.param(
            ["招商", "引资，招。商"], "招商", [(0, 0, 2), (1, 3, 6)], id="Han"
        ),
        pytest.param(["招商", "引资"], "商引", [], id="not across texts"),
        pytest.param(["AI不是TAIWAN的ai"], "ai", [(0, 0, 2), (0, 11, 13)], id="runs"),
        pytest.param(["18.2%或，8.2％"], "8.2%", [(0, 7, 11)], id="numbers"),
        pytest.param(["21 1 1"], "1 1", [(0, 3, 6)], id="a wrong one just before"),
        pytest.param(["1,234家"], "234家", [], id="not in thousands"),
        pytest.param(["①2020年½㎡"], "2020年", [(0, 1, 6)], id="enclosed digits"),
        pytest.param(["第½㎡"], "m2", [(0, 2, 3)], id="one glyph"),
        pytest.param(["高新高新高新"], "高新高新", [(0, 0, 4)], id="none overlaps"),
        pytest.param(["招商……引资"], "招商引资", [(0, 0, 6)], id="dots of omission"),
        pytest.param(["增长5…6.2%"], "6.2%", [(0, 4, 8)], id="dots before a number"),
        pytest.param(["增长5…6.2%"], "56.2%", [], id="dots within a number"),
        pytest.param([], "高新", [], id="no texts"),
        pytest.param([f"高{SEPARATOR}新"], "高新", [(0, 0, 3)], id="separator printed"),
    ],
)
def test_find(texts: list[str], sequence: str, expected: list[Occurrence]) -> None:
    """Number of the text, start and end as printed."""
    assert list(Texts(texts).find(tuple(unit_texts(sequence)))) == expected


@given(st.lists(ANY_TEXTS, max_size=4), st.data())
def test_a_scan_finds_the_same(texts: list[str], data: st.DataObject) -> None:
    """Wherever a piece of any text is looked for."""
    found = [unit for text in texts for unit in unit_texts(text)]
    if found:
        first = data.draw(st.integers(0, len(found) - 1))
        piece = tuple(found[first : first + data.draw(st.integers(1, 4))])
        assert list(Texts(texts).find(piece)) == list(scan(texts, piece))

"""Names are found by their beginnings, in characters and pinyin, and by likeness."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lexicon import Entries, compared
from search.lexicon.entries import Texts, make_entries
from search.pinyin import Sounds, make_sounds
from tests.strategies import ANY_TEXTS, HAN

NAMES = (
    "招商引资", "济南高新区", "招商", "高新区", "高薪", "西安", "先进", "5G基站",
    "重庆", "益阳高新区：招商引资成效好",
)  # fmt: skip


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    """The sounds of all characters."""
    return make_sounds()


@pytest.fixture(scope="module")
def entries() -> Entries:
    """Some names."""
    return make_entries(NAMES)


def beginning(
    entries: Entries, sounds: Sounds, typed: str, initials: bool = True
) -> list[str]:
    """The names that begin so, `!` behind those that are typed in full."""
    names, whole = entries.beginning(typed, sounds, initials)
    return [
        entries.text(name) + "!" * bool(all_of_it)
        for name, all_of_it in zip(names.tolist(), whole, strict=True)
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("招商", ["招商引资", "招商!"], id="characters"),
        pytest.param("zhaoshang", ["招商引资", "招商!"], id="pinyin"),
        pytest.param("zsyz", ["招商引资!"], id="initials"),
        pytest.param("zhaosyz", ["招商引资!"], id="full, then initials"),
        pytest.param("zshangyin", ["招商引资"], id="initials, then full"),
        pytest.param("招商yz", ["招商引资!"], id="characters, then initials"),
        pytest.param("z商", ["招商引资", "招商!"], id="initials, then characters"),
        pytest.param("zhaosha", ["招商引资", "招商!"], id="an unfinished syllable"),
        pytest.param("jinangaox", ["济南高新区"], id="jinan is ji nan"),
        pytest.param("xian", ["西安!", "先进"], id="xian is xi an, or xian"),
        pytest.param("gaoxin", ["高新区", "高薪!"], id="all that sound so"),
        pytest.param("5gjz", ["5G基站!"], id="digits and letters as they are"),
        pytest.param("5", ["5G基站"], id="a digit"),
        pytest.param("chongqing", ["重庆!"], id="the reading in this word"),
        pytest.param("商", [], id="not from within"),
        pytest.param("招商引资招", [], id="nor longer than the name"),
        pytest.param("zzzz", [], id="initials of nothing"),
    ],
)
def test_beginnings(
    entries: Entries, sounds: Sounds, typed: str, expected: list[str]
) -> None:
    """In the order of the names."""
    assert beginning(entries, sounds, typed) == expected


def test_without_initials(entries: Entries, sounds: Sounds) -> None:
    """Only whole syllables count, but for the last."""
    assert beginning(entries, sounds, "zs", initials=False) == []
    assert beginning(entries, sounds, "zhaos", initials=False) == ["招商引资", "招商!"]


def test_clauses(sounds: Sounds) -> None:
    """A headline may be remembered by its second half, which is not all of it."""
    names = ["益阳高新区：招商引资", "“零”的突破", "招商引资"]
    entries = make_entries(names, clauses=True)
    assert beginning(entries, sounds, "zsyz") == ["益阳高新区：招商引资", "招商引资!"]
    assert beginning(entries, sounds, "零") == ["“零”的突破"]
    assert beginning(entries, sounds, "的突") == []


def test_a_name_may_stand_for_a_text() -> None:
    """An alias shows the name, and what that was found to find."""
    entries = make_entries(["甲区", "乙园"], ["甲", "甲"], counts={"甲": 3})
    assert [entries.text(i) for i in range(2)] == ["甲", "甲"]
    assert entries.name(1) == "乙园"
    assert entries.count(1) == 3


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        pytest.param("alike", "招商引子", ["招商引资"], id="sounds the same"),
        pytest.param("alike", "高新取", ["高新区"], id="one character"),
        pytest.param("alike", "搞心", ["高薪"], id="every character"),
        pytest.param("alike", "招商子引", [], id="in its place only"),
        pytest.param("swapped", "济南新高区", ["济南高新区"], id="exchanged"),
        pytest.param("swapped", "高南济新区", [], id="neighbours only"),
        pytest.param("swapped", "招商引资", [], id="not as it is"),
        pytest.param("replaced", "济南高新园", ["济南高新区"], id="another"),
        pytest.param("replaced", "招商引资", [], id="one at least"),
        pytest.param("one_more_or_less", "济南高新", ["济南高新区"], id="end missing"),
        pytest.param("one_more_or_less", "商引资", ["招商引资"], id="begin missing"),
        pytest.param("one_more_or_less", "招引资", ["招商引资"], id="middle missing"),
        pytest.param("one_more_or_less", "高高新区", ["高新区"], id="one too many"),
        pytest.param("one_more_or_less", "高新区园", ["高新区"], id="at the end"),
        pytest.param("one_more_or_less", "招商引资", [], id="not as it is"),
        pytest.param("one_more_or_less", "园", [], id="nothing near"),
    ],
)
def test_likeness(
    entries: Entries, sounds: Sounds, kind: str, typed: str, expected: list[str]
) -> None:
    """Each slip of the keyboard by itself."""
    how = (typed, sounds) if kind == "alike" else (typed,)
    found = getattr(entries, kind)(*how)
    assert [entries.text(number) for number in found.tolist()] == expected


def test_no_names(sounds: Sounds) -> None:
    """Nothing is found among none."""
    entries = make_entries([])
    assert len(entries) == 0
    assert beginning(entries, sounds, "a") == []
    assert entries.alike("高新区", sounds).size == 0
    assert entries.one_more_or_less("高新区").size == 0


@given(st.lists(ANY_TEXTS, max_size=8))
def test_every_name_comes_back(names: list[str]) -> None:
    """Whatever it is made of; what is compared is what `compared` says."""
    entries = make_entries(names)
    assert [entries.text(i) for i in range(len(names))] == [
        name.encode("utf-8", "replace").decode() for name in names
    ]
    assert [entries.name(i) for i in range(len(names))] == [*map(compared, names)]


@given(st.lists(st.text(HAN, min_size=1, max_size=6), min_size=1), st.data())
def test_every_beginning_of_a_name_finds_it(
    sounds: Sounds, names: list[str], data: st.DataObject
) -> None:
    """And what is found begins so."""
    entries = make_entries(names)
    name = compared(data.draw(st.sampled_from(names)))
    typed = name[: data.draw(st.integers(1, len(name)))]
    found = {entries.name(n) for n in entries.beginning(typed, sounds)[0].tolist()}
    assert found == {n for n in map(compared, names) if n.startswith(typed)}


def test_texts_are_a_sequence() -> None:
    """With slices."""
    texts = Texts.of(["甲", "", "乙丙"])
    assert [*texts] == ["甲", "", "乙丙"]
    assert texts[1:] == ["", "乙丙"]
    assert texts.starts.dtype == np.uint32

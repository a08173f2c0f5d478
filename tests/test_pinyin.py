"""Characters have the sounds that people type."""

import json

import pytest

from search.pinyin import Sounds, make_sounds


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    """The sounds of all characters, as they come back from where they are kept."""
    made = make_sounds(["厦门", "六安"])
    return Sounds(json.loads(json.dumps(dict(made.characters))))


def has(sounds: Sounds, character: str, letters: str, **how: bool) -> bool:
    """Whether a character is typed so."""
    those = sounds.typed(letters, **how)
    return those is not None and bool(those[ord(character)])


@pytest.mark.parametrize(
    ("character", "letters", "how", "expected"),
    [
        pytest.param("招", "zhao", {}, True, id="in full"),
        pytest.param("招", "z", {}, True, id="by the first letter"),
        pytest.param("招", "zh", {}, True, id="by the initial"),
        pytest.param("招", "zha", {}, False, id="not up to anywhere"),
        pytest.param("招", "zha", {"last": True}, True, id="but for the last"),
        pytest.param("招", "z", {"initials": False}, False, id="initials not meant"),
        pytest.param("招", "zhaos", {"last": True}, False, id="not more than it"),
        pytest.param("重", "chong", {}, True, id="重庆"),
        pytest.param("重", "zhong", {}, True, id="重点"),
        pytest.param("行", "hang", {}, True, id="银行"),
        pytest.param("区", "ou", {}, False, id="a surname's reading is not usual"),
        pytest.param("厦", "xia", {}, True, id="as in a name that was given"),
        pytest.param("绿", "lv", {}, True, id="ü is v"),
        pytest.param("略", "lue", {}, True, id="lüe is typed lue"),
        pytest.param("g", "g", {}, True, id="a letter is itself"),
        pytest.param("招", "v", {}, False, id="what begins nothing"),
    ],
)
def test_what_is_typed_for_a_character(
    sounds: Sounds, character: str, letters: str, how: dict[str, bool], expected: bool
) -> None:
    """In full, by initials, or as far as one has come."""
    assert has(sounds, character, letters, **how) == expected


def test_what_nobody_types(sounds: Sounds) -> None:
    """Letters that are no syllable stand for nothing."""
    assert sounds.typed("xyz") is None


def test_what_sounds_alike(sounds: Sounds) -> None:
    """In any reading; what has none is like itself."""
    assert sounds.like("子")[ord("资")]
    assert sounds.like("长")[[ord("常"), ord("张")]].all()
    assert not sounds.like("子")[ord("招")]
    assert sounds.like("5").sum() == 1

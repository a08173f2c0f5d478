"""The same thing is written in many ways."""

from pathlib import Path

import pytest

from search import synonyms
from search.config import HOME_VARIABLE
from search.errors import ConfigError
from search.synonyms import MAX_WRITINGS, Alternative, alternatives
from search.text import fold


def writings(text: str) -> tuple[str, ...]:
    """The other writings of a text."""
    plain = fold(text)
    return synonyms.writings(plain, alternatives(plain))


def test_a_zone_in_its_other_forms() -> None:
    """The text itself is not among them."""
    found = writings("济南高新技术产业开发区招商")
    assert "济南高新区招商" in found
    assert "济南高新技术产业开发区招商" not in found
    assert len(found) <= MAX_WRITINGS


def test_a_short_name_that_is_all_that_is_asked() -> None:
    """In a longer text it is a place like any other."""
    assert "武汉东湖高新区" in writings("光谷")
    assert writings("光谷大道") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("招商引资", (), id="none"),
        pytest.param(
            "高新区政策",
            ("高新技术产业开发区政策", "高新技术开发区政策"),
            id="of the list",
        ),
        pytest.param("１５％", ("百分之十五",), id="a number"),
        pytest.param(
            "经开区50家企业",
            ("经济技术开发区50家企业", "经开区五十家企业"),
            id="one at a time",
        ),
    ],
)
def test_writings(text: str, expected: tuple[str, ...]) -> None:
    """Of texts without a zone's name."""
    assert writings(text) == expected


def test_a_name_goes_before_the_words_in_it() -> None:
    """济南高新区 is a zone, and 高新区 in it no word of the list."""
    (zone,) = alternatives("济南高新区")
    assert (zone.start, zone.end) == (0, 5)


def test_own_synonyms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They join ours, and count as soon as the file is saved."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "synonyms.txt").write_text(
        "# 自己的\n高企 = 高新技术企业\nAI = 人工智能 # 常用\n经开区 = 开发区\n"
    )
    assert writings("高企") == ("高新技术企业",)
    assert writings("taiwan的AI") == ("taiwan的人工智能",)
    assert alternatives("开发区") == (Alternative(0, 3, ("经开区", "经济技术开发区")),)


def test_a_line_that_is_no_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the file and the line."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    (tmp_path / "synonyms.txt").write_text("甲 = 乙\n丙\n")
    with pytest.raises(ConfigError, match=r"synonyms.txt:2: .* 丙"):
        writings("丙")

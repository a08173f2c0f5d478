"""A piece of a query has writings and words; what is no dictionary word is literal."""

import pytest

from search.engines.base import AllOf, AnyOf, Phrase, Word
from search.parts import Leaf, make_part


def leaves(text: str) -> list[tuple[str, bool]]:
    """The words of a text, and whether each is looked for as printed."""
    part = make_part(text)
    return [(leaf.text, leaf.literal) for leaf in part.leaves] if part else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("招商引资", [("招商引资", False)], id="a word"),
        pytest.param("项目建设", [("项目", False), ("建设", False)], id="words"),
        pytest.param("50亿元", [("50亿元", True)], id="figure"),
        pytest.param("8.2％", [("8.2%", True)], id="per cent"),
        pytest.param("2023年7月26日", [("2023年", True), ("7月26日", True)], id="date"),
        pytest.param(
            "总投资50亿元项目",
            [("总", False), ("投资", False), ("50亿元", True), ("项目", False)],
            id="figure among words",
        ),
        pytest.param("5G手机", [("5g", True), ("手机", False)], id="mixture"),
        pytest.param("30GWh", [("30gwh", True)], id="figure with a Latin unit"),
        pytest.param("AI产业", [("ai", False), ("产业", False)], id="Latin word"),
        pytest.param("翟金波", [("翟金波", True)], id="name"),
        pytest.param("王健、申红", [("王健", True), ("申红", True)], id="two names"),
        pytest.param(
            "招商的政策是什么", [("招商", False), ("政策", False)], id="function words"
        ),
        pytest.param("什么", [("什么", False)], id="nothing else"),
        pytest.param(
            "宝鸡高新区招商", [("宝鸡高新区", True), ("招商", False)], id="zone"
        ),
        pytest.param("!!!", [], id="nothing"),
    ],
)
def test_words(text: str, expected: list[tuple[str, bool]]) -> None:
    """Figures, names and zones are looked for as printed, words as words."""
    assert leaves(text) == expected


def test_a_part_is_printed_or_has_all_its_words() -> None:
    """Unquoted; a quotation is only printed."""
    part, quoted = make_part("项目建设"), make_part("项目建设", quoted=True)
    printed = AnyOf((Phrase(("项", "目", "建", "设")),))
    assert part is not None
    assert quoted is not None
    assert part.node == AnyOf((printed, AllOf((Word("项目"), Word("建设")))))
    assert quoted.node == printed


def test_in_one_field_words_are_looked_for_there() -> None:
    """Words know no field, so their units do."""
    part = make_part("项目建设", ("headline",))
    assert part is not None
    assert part.words == (
        AnyOf((Phrase(("项", "目"), ("headline",)),)),
        AnyOf((Phrase(("建", "设"), ("headline",)),)),
    )


def test_a_zone_is_looked_for_in_its_shortest_forms() -> None:
    """A form that holds another adds nothing."""
    part = make_part("陕西宝鸡高新区")
    assert part is not None
    assert isinstance(part.literal, AnyOf)
    printed = {"".join(p.units) for p in part.literal.parts if isinstance(p, Phrase)}
    assert "宝鸡高新区" in printed
    assert "陕西宝鸡高新区" not in printed
    assert "宝鸡高新技术产业开发区" in printed


def test_a_part_is_as_long_as_its_words() -> None:
    """Those that say something, quoted or not."""
    for text, length in (("园区的招商政策是什么", 3), ("翟金波", 1)):
        loose, quoted = make_part(text), make_part(text, quoted=True)
        assert loose is not None
        assert quoted is not None
        assert (loose.length, quoted.length, quoted.leaves) == (length, length, ())


def test_a_name_is_told_from_a_figure_and_a_zone() -> None:
    """Of these, which are literal too, no piece means anything."""
    part = make_part("翟金波50亿元宝鸡高新区招商")
    assert part is not None
    assert [leaf.is_name for leaf in part.leaves] == [True, False, False, False]


def test_a_leaf_shows_its_first_form() -> None:
    """As it was typed."""
    assert Leaf((("a", "b"), ("c",))).text == "ab"

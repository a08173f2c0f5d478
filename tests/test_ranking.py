"""The formula: which terms of a query score, with what weight, at which stage."""

import pytest

from search.engines.base import AnyOf, Phrase, RankTerm, Word
from search.parts import Part, make_part
from search.ranking import any_term, ranking


def part(text: str, quoted: bool = False) -> Part:
    """The part for a text that has one."""
    made = make_part(text, quoted=quoted)
    assert made is not None
    return made


def words(*texts: str) -> list[RankTerm]:
    """Words, as they score."""
    return [RankTerm("words", text, 0.3, 2.0) for text in texts]


def pairs(*texts: str) -> list[RankTerm]:
    """Pairs of units, as they score."""
    return [RankTerm("bigrams", text, 0.5) for text in texts]


def test_what_ranks_all() -> None:
    """Words, without those that say nothing, and all pairs of units; each once."""
    found = ranking([part("项目的建设"), part("建设50")])
    assert list(found.terms) == [
        *words("项目", "建设"),
        *pairs("项 目", "目 的", "的 建", "建 设"),
        *words("50"),
        *pairs("设 50"),
    ]


def test_what_ranks_the_best_again() -> None:
    """The units of the words, anywhere and where the body begins."""
    found = ranking([part("招商的AI")])
    assert list(found.rescoring) == [
        term
        for unit in ("招", "商", "ai")
        for term in (RankTerm("chars", unit), RankTerm("lead", unit, 1.0, 1.0))
    ]


def test_punctuation_parts_words() -> None:
    """As it does where texts are indexed; pairs run across it."""
    found = ranking([part("人民、银行")])
    assert list(found.terms) == [
        *words("人民", "银行"),
        *pairs("人 民", "民 银", "银 行"),
    ]


def test_a_lone_unit_ranks_in_each_field() -> None:
    """It may stand inside words only."""
    found = ranking([part("资", quoted=True)])
    fields = ("headline", "body", "caption", "byline")
    assert list(found.terms) == [*words("资"), *(RankTerm(f, "资") for f in fields)]


def test_a_zone_ranks_in_all_its_forms() -> None:
    """The articles that it finds may have any of them."""
    texts = {term.text for term in ranking([part("济南高新区")]).terms}
    assert {"高新区", "高新技术", "济 南"} <= texts


@pytest.mark.parametrize(("parts", "factors"), [(1, [1.2, 1.1]), (2, [1.1, 1.05])])
def test_what_lifts(parts: int, factors: list[float]) -> None:
    """A literal occurrence a little, one in the headline more; less of many parts."""
    found = ranking([part(text) for text in ("招商", "项目")[:parts]])
    assert [round(boost.factor, 3) for boost in found.boosts] == factors * parts
    assert found.boosts[0].where == AnyOf((Phrase(("招", "商")),))
    assert found.boosts[1].where == AnyOf((Phrase(("招", "商"), ("headline",)),))


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        pytest.param(
            "狼的英文",
            [Word("狼"), Word("英文")]
            + [Phrase(tuple(pair)) for pair in ("狼的", "的英", "英文")],
            id="words and pairs",
        ),
        pytest.param(
            "翟金波",
            [
                AnyOf((Phrase(("翟", "金", "波")),)),
                Phrase(("翟", "金")),
                Phrase(("金", "波")),
            ],
            id="a name, not its characters one by one",
        ),
        pytest.param("资", [Word("资")], id="a single character"),
        pytest.param(
            "投资50亿元",
            [
                Word("投资"),
                AnyOf((Phrase(("50", "亿", "元")), Phrase(tuple("五十亿元")))),
                Phrase(("投", "资")),
                Phrase(("资", "50")),
                Phrase(("资", "五")),
            ],
            id="no piece of a figure",
        ),
    ],
)
def test_any_term(text: str, nodes: list[object]) -> None:
    """Whatever could rank an article high is found with it."""
    assert any_term([part(text)]) == AnyOf(tuple(nodes))  # type: ignore[arg-type]


def test_any_term_knows_zones() -> None:
    """What is left of a zone's name is the name of others."""
    found = any_term([part("济南高新区签约")])
    assert isinstance(found, AnyOf)
    assert not {Word("高新区"), Phrase(("高", "新"))} & set(found.parts)
    assert {Word("签约"), Phrase(("签", "约"))} <= set(found.parts)


def test_any_term_of_a_quotation() -> None:
    """Its words and pairs; of a single character every place of it."""
    fields = ("headline", "body", "caption", "byline")
    lone = AnyOf((Word("资"), *(Phrase(("资",), (field,)) for field in fields)))
    assert any_term([part("资", quoted=True)]) == lone
    assert any_term([part("招商", quoted=True)]) == AnyOf(
        (Word("招商"), Phrase(("招", "商")))
    )

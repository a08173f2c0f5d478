"""The glass box: how a query was read, and why an article has its topics."""

from search.engines.base import Engine
from search.explain import explain_article, explain_query


def test_a_query_piece_by_piece(seeds_engine: Engine) -> None:
    """Units, words, other writings, and how many articles each piece is in."""
    explained = explain_query(seeds_engine, "项目建设 “四证齐发” -益阳")
    first, second = explained.parts
    assert (first.text, first.units) == ("项目建设", ("项", "目", "建", "设"))
    assert first.words == ("项目", "建设")
    assert first.printed <= first.found
    assert (second.words, second.printed, second.found) == ((), 1, 1)
    assert explained.reading[-1] == "不含“益阳”"
    assert explained.found == 1


def test_the_other_writings_of_a_zone(seeds_engine: Engine) -> None:
    """With what they find."""
    (part,) = explain_query(seeds_engine, "济南高新技术产业开发区").parts
    assert "济南高新区" in part.writings
    assert part.printed == 2


def test_topics_have_evidence(seeds_engine: Engine) -> None:
    """The leading topic first, with the words that speak for it."""
    (article,) = seeds_engine.fetch(["001_01366610fb89b663-01"])
    first = explain_article(article)[0]
    assert first.topic == article.topics[0] == "招商引资"
    assert any("招商" in word for _, words in first.words for word in words)

"""Phrases are rows of words that belong together."""

from search.engines.base import EngineQuery
from search.lexicon.phrases import find_phrases
from search.searcher import Searcher


def test_what_often_stands_together() -> None:
    """Not what often stands beside anything, nor pieces of a longer phrase."""
    places, times = ("济南", "益阳", "德阳", "宝鸡"), ("今年", "去年", "上月", "本周")
    texts = [
        f"{time}{place}{how}营商环境,{place}{time}签约项目的重点项目建设。"
        for place in places
        for time in times
        for how in ("优化", "优化", "提升")
    ] + ["天气晴朗。市民出行。孩子上学。老人散步。"] * 100
    found = find_phrases(texts, 5)
    assert found["营商环境"] == 32
    assert found["重点项目建设"] == 16
    assert not [name for name in found if name.startswith((*places, *times, "的"))]
    assert not [name for name in found if name.endswith("的")]


def test_set_forms_count_once() -> None:
    """What stands below every article is no phrase of the archive."""
    texts = ["转载本网站文章请注明来源及作者"] * 50
    assert find_phrases(texts, 3) == {}


def test_nothing_is_found_in_nothing() -> None:
    """Nor in text without Chinese."""
    assert find_phrases([], 1) == {}
    assert find_phrases(["GDP 8.2%"], 1) == {}


def test_the_phrases_of_the_five_pages(searcher: Searcher) -> None:
    """Read once, and held."""
    matches = searcher.engine.find(EngineQuery(limit=100)).matches
    articles = searcher.engine.fetch(match.id for match in matches)
    found = find_phrases(("\n".join(a.body) for a in articles), 3)
    wanted = {"高质量发展", "营商环境", "转型升级", "固定资产投资", "战略性新兴产业"}
    assert wanted <= set(found)
    assert not {"高新区坚持", "的发展", "亿元同比"} & set(found)

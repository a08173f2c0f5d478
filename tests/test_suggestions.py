"""What somebody may mean who is typing, on the five pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Searcher, SearchRequest, Suggestion
from search.suggestions import suggest
from tests.strategies import ANY_TEXTS


def texts(found: tuple[Suggestion, ...], kind: str = "") -> list[str]:
    """The texts of suggestions, of a kind if one is named."""
    return [each.text for each in found if kind in ("", each.kind)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("zsyz", Suggestion("招商引资", "phrase", 8), id="initials"),
        pytest.param("zhaoshangyinzi", Suggestion("招商引资", "phrase", 8), id="full"),
        pytest.param("招商yz", Suggestion("招商引资", "phrase", 8), id="mixed"),
        pytest.param("招商", Suggestion("招商", "phrase", 11), id="characters"),
        pytest.param(
            "jinangaoxin", Suggestion("济南高新区", "park", 2), id="a park in pinyin"
        ),
        pytest.param("jngxq", Suggestion("济南高新区", "park", 2), id="by initials"),
        pytest.param(
            "济南高新技术产业", Suggestion("济南高新区", "park", 2), id="an alias"
        ),
        pytest.param("濟南高", Suggestion("济南高新区", "park", 2), id="traditional"),
        pytest.param("ｊｉｎａｎｇ", Suggestion("济南高新区", "park", 2), id="wide"),
        pytest.param("ji'nan g", Suggestion("济南高新区", "park", 2), id="apart"),
        pytest.param("dengxs", Suggestion("邓小山", "byline", 1), id="an author"),
    ],
)
def test_the_likeliest_comes_first(
    searcher: Searcher, typed: str, expected: Suggestion
) -> None:
    """With how many articles it finds."""
    assert searcher.suggest(typed)[0] == expected


def test_a_headline_by_its_beginning_and_from_within(searcher: Searcher) -> None:
    """In characters anywhere; in pinyin by the beginning of a clause."""
    headline = "衡阳高新区全力招商引资建“五好”"
    assert headline in texts(searcher.suggest("招商引资"), "headline")
    assert headline in texts(searcher.suggest("衡阳高新区全力"), "headline")
    assert headline in texts(searcher.suggest("hengyanggaoxinququanli"), "headline")


def test_the_last_of_several_parts_is_completed(searcher: Searcher) -> None:
    """Where all of them together begin nothing; counted together, too."""
    found = searcher.suggest("衡阳高新区 zsyz")
    assert found[0] == Suggestion("衡阳高新区 招商引资", "phrase", 1)
    response = searcher.search(SearchRequest(found[0].text))
    assert response.total == 1


@pytest.mark.parametrize("typed", ["", " ", "“招商", "标题:招商", "(招商", "。"])
def test_what_is_no_beginning(searcher: Searcher, typed: str) -> None:
    """Quotations, fields and groups are their author's business."""
    assert searcher.suggest(typed) == ()


def test_every_suggestion_finds_what_it_says(searcher: Searcher) -> None:
    """Parks and phrases as many as are told, no notice that it was loosened."""
    for typed in ("g", "招商", "xiangmu", "q", "产业", "hf", "y"):
        for each in searcher.suggest(typed):
            response = searcher.search(SearchRequest(each.text))
            kinds = {notice.kind for notice in response.notices}
            assert not {"relaxed", "corrected"} & kinds, each
            if each.kind in ("park", "phrase"):
                assert response.total == each.count, each


def test_there_are_at_most_so_many(searcher: Searcher) -> None:
    """Of several kinds where there are several, none twice."""
    found = searcher.suggest("g", limit=5)
    assert len(found) == 5
    assert len(set(texts(found))) == 5
    assert {each.kind for each in searcher.suggest("y")} >= {"park", "headline"}


def test_pinyin_finds_nothing_in_the_search_itself(searcher: Searcher) -> None:
    """It is for suggestions only."""
    assert searcher.search(SearchRequest("zsyz")).total == 0
    assert searcher.search(SearchRequest("zhaoshangyinzi")).total == 0


def test_without_a_lexicon_headlines_remain(searcher: Searcher) -> None:
    """The index knows them; of all else nothing is known yet."""
    found = suggest(searcher.engine.view(), None, "招商")
    assert {each.kind for each in found} == {"headline"}
    assert suggest(searcher.engine.view(), None, "zsyz") == ()


@given(ANY_TEXTS, st.integers(1, 8))
def test_anything_may_be_typed(searcher: Searcher, typed: str, limit: int) -> None:
    """Nothing raises, and no more is given than was wanted."""
    found = searcher.suggest(typed, limit)
    assert len(found) <= limit
    assert all(each.count > 0 for each in found)

"""What is new is told once."""

from pathlib import Path

import pytest

from search import Searcher, SearchRequest
from search.errors import ConfigError
from search.watching import Watch, usual_state


def test_what_is_new_is_told_once(searcher: Searcher, tmp_path: Path) -> None:
    """The first time everything is."""
    watch = Watch(searcher, SearchRequest("招商引资"), tmp_path / "deep" / "seen.json")
    first = [article.id for article in watch.new()]
    assert len(first) == 8
    watch.remember()
    assert list(watch.new()) == []
    wider = Watch(searcher, SearchRequest("招商"), watch.state)
    new = [article.id for article in wider.new()]
    assert new
    assert not set(new) & set(first)


def test_a_file_that_is_not_ours(searcher: Searcher, tmp_path: Path) -> None:
    """It is left as it is, and named."""
    state = tmp_path / "seen.json"
    state.write_text("[]")
    with pytest.raises(ConfigError, match=r"seen\.json"):
        list(Watch(searcher, SearchRequest("招商"), state).new())
    assert state.read_text() == "[]"


def test_each_query_and_index_has_its_own_file(tmp_path: Path) -> None:
    """Where none is named."""
    first = usual_state(SearchRequest("招商"), tmp_path)
    assert first == usual_state(SearchRequest("招商"), tmp_path)
    assert first != usual_state(SearchRequest("项目"), tmp_path)
    assert first != usual_state(SearchRequest("招商"), tmp_path / "other")

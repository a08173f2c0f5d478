"""What `search` promises to the outside is there."""

import search


def test_all_is_true() -> None:
    """Every public name can be had, and stands once."""
    assert len(search.__all__) == len(set(search.__all__))
    for name in search.__all__:
        assert getattr(search, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    """As with any module."""
    assert not hasattr(search, "no_such_name")


def test_the_documented_way() -> None:
    """The three names of the Python contract."""
    from search import Searcher, SearchRequest, open_engine

    assert callable(Searcher)
    assert callable(open_engine)
    assert SearchRequest("招商引资").limit == 10

"""Many queries are asked at once; a bad one does not stop the others."""

import pytest

from search import Searcher
from search.batch import answers, read_queries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("招商\n项目,甲\n", [(1, "招商"), (2, "项目")], id="no header"),
        pytest.param(
            "名称,检索词\n甲,招商\n乙\n丙, 项目 \n",
            [(2, "招商"), (4, "项目")],
            id="column",
        ),
        pytest.param('Query\n"招商,引资"\n', [(2, "招商,引资")], id="quoted"),
        pytest.param("\n\n招商\r\n", [(3, "招商")], id="empty lines"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_read_queries(text: str, expected: list[tuple[int, str]]) -> None:
    """With the numbers of their lines."""
    assert list(read_queries(text)) == expected


def test_a_field_too_long_is_left_out() -> None:
    """The lines behind it are read."""
    assert list(read_queries("招商\n" + "长" * 200_000 + "\n项目\n")) == [
        (1, "招商"),
        (3, "项目"),
    ]


def test_answers(searcher: Searcher) -> None:
    """By the letter, each with the best."""
    first, none, bad = answers(searcher, "招商引资\n火星基地\n((\n", limit=1)
    assert (first.line, first.query, first.total) == (1, "招商引资", 8)
    assert [article.id for article in first.best] == ["001_01366610fb89b663-01"]
    assert (none.total, none.best) == (0, ())
    assert bad.problem == ""

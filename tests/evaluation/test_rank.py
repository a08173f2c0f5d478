"""The figures are those of the field, of what the reader sees."""

from collections.abc import Iterator
from math import log2
from pathlib import Path

import numpy as np
import pytest

from search import Searcher
from search.engines.base import Engine
from search.evaluation.judged import JudgedQuery, index_judged, read_judged
from search.evaluation.rank import (
    Interval,
    Ranked,
    evaluate_ranking,
    plain_pairs,
    plain_words,
    rank_all,
    score,
    shown,
)
from tests import ROOT

JUDGED = read_judged(ROOT / "tests/data/rank")
GRADED = JudgedQuery("", {"a": 2.0, "b": 1.0})
MANY = JudgedQuery("", {f"{n}": 1.0 for n in range(20)})


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The articles of the judged set, on disk."""
    folder = tmp_path_factory.mktemp("judged") / "index"
    made = index_judged(JUDGED, folder, print)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("found", "query", "figures"),
    [
        pytest.param(["a", "b"], GRADED, (1, 1, 1), id="perfect"),
        pytest.param([], GRADED, (0, 0, 0), id="nothing"),
        pytest.param(
            ["b", "x", "a"],
            GRADED,
            ((1 + 2 / log2(4)) / (2 + 1 / log2(3)), 1, 1),
            id="the better one later",
        ),
        pytest.param(["x"] * 10 + ["a"], GRADED, (0, 0, 0.5), id="on the second page"),
        pytest.param(["x"] * 100 + ["a"], GRADED, (0, 0, 0), id="past the hundredth"),
        pytest.param(
            [f"{n}" for n in range(10)],
            MANY,
            (1, 1, 0.5),
            id="all that ten places hold",
        ),
    ],
)
def test_the_figures_of_an_answer(
    found: list[str], query: JudgedQuery, figures: tuple[float, ...]
) -> None:
    """nDCG@10, MRR@10 and recall@100, worked out by hand."""
    assert score(found, query) == pytest.approx(figures)


def test_what_the_reader_sees(engine: Engine) -> None:
    """Hits, then what goes on below the line, to the hundredth."""
    ranker = shown(Searcher(engine.view()))
    answers = [list(ranker(query.text)) for query in JUDGED.queries]
    assert answers == [["r-1", "r-3"], ["r-2"], ["r-4"], ["r-5"]]


def test_plain_rankings(engine: Engine) -> None:
    """Any of jieba's words; any pair of characters, or what is no pair."""
    words, pairs = plain_words(engine.view()), plain_pairs(engine.view())
    assert list(words("企业的项目")) == ["r-1", "r-4", "r-3"]
    assert list(pairs("小微")) == ["r-4"]
    assert list(pairs("微")) == ["r-4"]
    assert words("火星") == pairs("火星") == []


def test_an_interval_is_of_the_queries() -> None:
    """Of equal values it is a point; it holds the mean, and is the same each time."""
    same = Ranked(np.full((9, 3), 0.5), 0.0).figures()
    assert set(same.values()) == {Interval(0.5, 0.5, 0.5)}
    mixed = Ranked(np.tile([[0.0], [1.0]], (50, 3)), 0.0)
    interval = mixed.figures()["mrr@10"]
    assert interval == mixed.figures()["mrr@10"]
    # Of 100 queries the standard error is 0.05.
    assert (interval.low, interval.mean, interval.high) == pytest.approx(
        (0.4, 0.5, 0.6), abs=0.02
    )


def test_a_gain_is_taken_query_by_query() -> None:
    """A ranking that is better by the same on each has no doubt left."""
    chance = np.random.default_rng(1).random((50, 3)) / 2
    gain = Ranked(chance + 0.25, 0.0).gain(Ranked(chance, 0.0))["ndcg@10"]
    assert (gain.low, gain.mean, gain.high) == pytest.approx((0.25, 0.25, 0.25))


def test_a_query_without_any_result_counts(engine: Engine) -> None:
    """As a share of all."""
    ranked = rank_all((*JUDGED.queries, JudgedQuery("鑫", {"r-1": 1.0})), lambda _: [])
    assert (ranked.zero_results, ranked.values.tolist()) == (1.0, [[0, 0, 0]] * 5)
    asked = JudgedQuery("鑫", {"r-1": 1.0}), JUDGED.queries[1]
    assert rank_all(asked, shown(Searcher(engine.view()))).zero_results == 0.5


def test_a_report(engine: Engine, tmp_path: Path) -> None:
    """Figures, intervals, and gains over what is plain."""
    whole = {"ndcg@10": 1.0, "mrr@10": 1.0, "recall@100": 1.0, "zero_results": 0.0}
    sure = {name: [1.0, 1.0] for name in ("ndcg@10", "mrr@10", "recall@100")}
    none = {name: [0.0, 0.0, 0.0] for name in sure}
    found = evaluate_ranking(engine.view(), JUDGED.queries)
    pairs = found["plain"].pop("bigram BM25")
    assert found == {
        "queries": 4,
        **whole,
        "intervals": sure,
        "plain": {"jieba BM25": {**whole, "intervals": sure, "gain": none}},
    }
    assert set(pairs) == {*whole, "intervals", "gain"}

"""How well are articles ordered? What the reader sees, against two plain rankings.

nDCG@10 and MRR@10 say how near the top the answers come, recall@100 how many are among
the first hundred. Each is a mean over the queries, with the 95 % interval of a
percentile bootstrap: of how far another sample of queries would lead elsewhere. The
gain over a plain ranking is taken query by query, so its interval is narrower than
those of the two means.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis import analyse
from search.engines.base import (
    AnyOf,
    EngineQuery,
    Phrase,
    Ranking,
    RankTerm,
    View,
    Word,
)
from search.evaluation.judged import JudgedQuery
from search.models import SearchRequest
from search.searcher import Searcher

FIGURES = ("ndcg@10", "mrr@10", "recall@100")
DEPTH, SHOWN = 100, 10
_SAMPLES, _SEED = 2000, 20231120

# The ids of the best articles for a text, the best first.
Ranker = Callable[[str], Sequence[str]]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and between what 95 % of resampled means lie."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """The figures of a ranking, each query by itself: float64 [queries, figures]."""

    values: Values
    zero_results: float

    def figures(self) -> dict[str, Interval]:
        """Each figure by its name."""
        return _intervals(self.values)

    def gain(self, other: "Ranked") -> dict[str, Interval]:
        """How much better than another ranking, on the same queries."""
        return _intervals(self.values - other.values)


def rank_all(queries: Iterable[JudgedQuery], ranker: Ranker) -> Ranked:
    """Ask every query."""
    rows, empty = [], 0
    for query in queries:
        found = ranker(query.text)
        empty += not found
        rows.append(score(found, query))
    return Ranked(np.array(rows), empty / len(rows))


def score(found: Sequence[str], query: JudgedQuery) -> tuple[float, ...]:
    """The figures of one answer, in the order of `FIGURES`."""
    grades = [query.grades.get(each, 0.0) for each in found[:DEPTH]]
    best = sorted(query.grades.values(), reverse=True)
    first = next((n for n, grade in enumerate(grades[:SHOWN], 1) if grade), 0)
    return (
        _gained(grades) / _gained(best),
        1 / first if first else 0.0,
        sum(grade > 0 for grade in grades) / len(best),
    )


def shown(searcher: Searcher) -> Ranker:
    """What the reader sees: the hits, then those below the line."""
    return lambda text: searcher.listed(SearchRequest(text, limit=DEPTH))


def plain_words(view: View) -> Ranker:
    """BM25 over all of jieba's words, any of them (HMM off, as they are indexed)."""

    def ranked(text: str) -> Sequence[str]:
        words = tuple(dict.fromkeys(analyse(text).words))
        ranking = Ranking(tuple(RankTerm("words", word) for word in words))
        return _best(view, AnyOf(tuple(map(Word, words))), ranking)

    return ranked


def plain_pairs(view: View) -> Ranker:
    """BM25 over all pairs of neighbouring units, any of them."""

    def ranked(text: str) -> Sequence[str]:
        terms = analyse(text)
        pairs = tuple(dict.fromkeys(terms.bigrams))
        ranking = Ranking(tuple(RankTerm("bigrams", pair) for pair in pairs))
        phrases = [Phrase(tuple(pair.split())) for pair in pairs]
        return _best(view, AnyOf(tuple(phrases or [Phrase(terms.units)])), ranking)

    return ranked


PLAIN: dict[str, Callable[[View], Ranker]] = {
    "jieba BM25": plain_words,
    "bigram BM25": plain_pairs,
}


def evaluate_ranking(view: View, queries: Sequence[JudgedQuery]) -> dict[str, Any]:
    """All figures of the articles that a view holds, in the shape of `report`."""
    plain = {name: rank_all(queries, make(view)) for name, make in PLAIN.items()}
    return report(rank_all(queries, shown(Searcher(view))), plain)


def report(ranked: Ranked, plain: dict[str, Ranked]) -> dict[str, Any]:
    """All figures as `search eval rank --json` prints them."""
    return {
        "queries": len(ranked.values),
        **_report(ranked),
        "plain": {
            name: _report(each)
            | {"gain": {n: _row(i) for n, i in ranked.gain(each).items()}}
            for name, each in plain.items()
        },
    }


def _report(ranked: Ranked) -> dict[str, Any]:
    figures = ranked.figures()
    return {
        **{name: round(each.mean, 4) for name, each in figures.items()},
        "zero_results": round(ranked.zero_results, 4),
        "intervals": {name: _row(each)[1:] for name, each in figures.items()},
    }


def _row(interval: Interval) -> list[float]:
    return [round(x, 4) for x in (interval.mean, interval.low, interval.high)]


def _best(view: View, where: AnyOf, ranking: Ranking) -> Sequence[str]:
    found = view.find(EngineQuery(where, ranking=ranking, limit=DEPTH))
    return [match.id for match in found.matches]


def _gained(grades: Sequence[float]) -> float:
    """Grades discounted by their place, down to the tenth."""
    return sum(grade / log2(n + 1) for n, grade in enumerate(grades[:SHOWN], 1))


def _intervals(values: Values) -> dict[str, Interval]:
    """The mean of each column, and its interval; all columns resampled alike."""
    chance = np.random.default_rng(_SEED)
    size = len(values)
    means = np.array(
        [values[chance.integers(size, size=size)].mean(axis=0) for _ in range(_SAMPLES)]
    )
    low, high = np.percentile(means, (2.5, 97.5), axis=0)
    rows = zip(FIGURES, values.mean(axis=0), low, high, strict=True)
    return {name: Interval(*map(float, row)) for name, *row in rows}

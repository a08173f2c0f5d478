"""What is the score of each document?

BM25 as `base.Ranking` states it; a field's length is taken as Whoosh keeps it, in one
byte, so that stock Whoosh given the same formula scores the same.
"""

from collections.abc import Callable, Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.base import TEXT_FIELDS, Boost, Node, Ranking, RankTerm
from search.engines.whoosh.layout import OPENING, UNITS, WORDS
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.sets import inside
from search.engines.whoosh.snapshot import Snapshot

Scores = NDArray[np.float64]
# Documents with a term, what it adds to the score of each, and its weight.
Impact = tuple[Docs, Scores, float]

K1, B = 1.2, 0.75

# The lengths that Whoosh tells apart, a byte each, by its own formula.
_LENGTHS: NDArray[np.int64] = np.rint((1.033 ** np.arange(256) - 1) * 27).astype(
    np.int64
)
# Few fields are longer: the weights of these lengths are worked out once.
_USUAL = 1 << 14


def norms(lengths: NDArray[np.integer[Any]], mean: float) -> Scores:
    """What the length of each document's field weighs, float64 [documents]."""
    found = _weights(np.arange(_USUAL), mean).take(lengths, mode="clip")
    long = np.flatnonzero(lengths >= _USUAL)
    found[long] = _weights(lengths[long], mean)
    return found


def _weights(lengths: NDArray[np.integer[Any]], mean: float) -> Scores:
    """The same, by the next of Whoosh's 256 lengths that is not smaller."""
    kept = _LENGTHS.take(np.searchsorted(_LENGTHS, lengths), mode="clip")
    return K1 * (1 - B + B * (kept / (mean or 1.0)))


class Ranker:
    """Scores the documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, matching: Callable[[Node], Docs]) -> None:
        self.snapshot, self.matching = snapshot, matching

    def scores(self, ranking: Ranking, docs: Docs) -> Scores:
        """The score of each of `docs`, float64 of the same length."""
        scores = self._first(ranking.terms, docs)
        self._lift(scores, ranking.boosts, docs)
        return scores

    def rescored(self, ranking: Ranking, docs: Docs) -> Scores:
        """What the second stage adds to the score of each of a few `docs`."""
        counted = (UNITS, OPENING)
        of_units = [t for t in ranking.rescoring if t.field in counted]
        others = [t for t in ranking.rescoring if t.field not in counted]
        scores = self._of_units(of_units, docs) if of_units else np.zeros(docs.size)
        _look_up([(*self._impact(each), each.weight) for each in others], docs, scores)
        self._lift(scores, ranking.boosts, docs)
        return scores

    def _lift(self, scores: Scores, boosts: Sequence[Boost], docs: Docs) -> None:
        for boost in boosts:
            lifted = inside(docs, self.matching(boost.where), self.snapshot.size)
            scores[lifted] *= boost.factor

    def _first(self, terms: Sequence[RankTerm], docs: Docs) -> Scores:
        """The sum over the terms, float64 as long as `docs`."""
        impacts = [(*self._impact(term), term.weight) for term in terms]
        scores = np.zeros(docs.size)
        others = []
        for having, impact, weight in impacts:
            # A word that was asked for alone is what ranks as well.
            if having is docs:
                scores += weight * impact
            elif having.size:
                others.append((having, impact, weight))
        postings = sum(having.size for having, _, _ in others)
        if docs.size * len(others) * 8 < postings + self.snapshot.size // 4:
            _look_up(others, docs, scores)
        elif others:
            scores += self._added_up(others).take(docs)
        return scores

    def _added_up(self, impacts: list[Impact]) -> Scores:
        """The scores of all documents of the snapshot."""
        total = np.zeros(self.snapshot.size)
        having, impact, weight = impacts[0]
        total[having] = weight * impact
        for having, impact, weight in impacts[1:]:
            total[having] += weight * impact
        return total

    def _impact(self, term: RankTerm) -> tuple[Docs, Scores]:
        """The documents with a term, and what it adds to the score of each."""
        field = f"text_{term.field}" if term.field in TEXT_FIELDS else term.field
        return self.snapshot.cache.get(
            ("impact", field, term.text, term.presence),
            lambda: self._scored(field, term.text, term.presence),
        )

    def _scored(self, field: str, text: str, presence: float) -> tuple[Docs, Scores]:
        docs, tf = self.snapshot.counted(field, text)
        if not docs.size:
            return docs, np.empty(0)
        if field == WORDS:
            # The same array, for `scores` to see that it is.
            docs = self.snapshot.docs(field, text)
        norm = self._norms(field).take(docs)
        impact = self._idf(docs.size) * (tf * (K1 + 1) / (tf + norm) + presence)
        return docs, impact

    def _of_units(self, terms: Sequence[RankTerm], docs: Docs) -> Scores:
        """The sum over units, counted in the text of a few documents."""
        units = list(dict.fromkeys(term.text for term in terms))
        number = {unit: n for n, unit in enumerate(units)}
        often, there, opening = np.zeros((3, len(units)))
        for term in terms:
            at, weight = number[term.text], term.weight
            if term.field == UNITS:
                often[at] += weight
                there[at] += weight * term.presence
            else:
                opening[at] += weight * term.presence
        idf = np.array([self._idf(self.snapshot.frequency(unit)) for unit in units])
        counts = self.snapshot.unit_counts(docs, units)
        tf = counts.anywhere
        norm = self._norms(UNITS).take(docs)[:, None]
        scores: Scores = tf * (K1 + 1) / (tf + norm) @ (often * idf)
        scores += (tf > 0) @ (there * idf)
        scores += (counts.opening > 0) @ (opening * idf)
        return scores

    def _idf(self, df: int) -> float:
        every = self.snapshot.documents
        return log(1 + (every - df + 0.5) / (df + 0.5))

    def _norms(self, field: str) -> Scores:
        """What the length of each document's field weighs, float64 [documents]."""

        def made() -> Scores:
            return norms(*self.snapshot.lengths(field))

        return self.snapshot.cache.get(("norms", field), made)


def _look_up(impacts: list[Impact], docs: Docs, scores: Scores) -> None:
    """Add to the scores of a few documents."""
    for having, impact, weight in impacts:
        at = having.searchsorted(docs)
        there = (having.take(at, mode="clip") == docs).nonzero()[0]
        scores[there] += weight * impact.take(at.take(there))

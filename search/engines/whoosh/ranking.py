"""What is the score of each document?

BM25 as `base.Ranking` states it; a field's length is taken as Whoosh keeps it, in one
byte, so that stock Whoosh given the same formula scores the same.
"""

from collections.abc import Callable
from math import log

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from search.engines.base import TEXT_FIELDS, Node, Ranking, RankTerm
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.schema import WORDS
from search.engines.whoosh.sets import inside
from search.engines.whoosh.snapshot import Snapshot

Scores = NDArray[np.float64]
# The second stage: from documents, their scores and the ranking, better scores.
Rescore = Callable[[Snapshot, Ranking, Docs, Scores], Scores]

# Documents with a term, what it adds to the score of each, and its weight.
Impact = tuple[Docs, Scores, float]

K1, B = 1.2, 0.75

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)])


def approximated(lengths: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Lengths as Whoosh keeps them: the next of 256 that is not smaller."""
    found = np.searchsorted(_LENGTHS, lengths)
    kept: NDArray[np.int64] = _LENGTHS.take(found, mode="clip")
    return kept


class Ranker:
    """Scores the documents of a snapshot."""

    def __init__(self, snapshot: Snapshot, matching: Callable[[Node], Docs]) -> None:
        self.snapshot, self.matching = snapshot, matching

    def scores(self, ranking: Ranking, docs: Docs) -> Scores:
        """The score of each of `docs`, float64 of the same length."""
        if not ranking.terms:
            return np.zeros(docs.size)
        impacts = [(*self._impact(term), term.weight) for term in ranking.terms]
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
        for boost in ranking.boosts:
            lifted = inside(docs, self.matching(boost.where), self.snapshot.size)
            scores[lifted] *= boost.factor
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
            ("impact", field, term.text), lambda: self._scored(field, term.text)
        )

    def _scored(self, field: str, text: str) -> tuple[Docs, Scores]:
        docs, tf = self.snapshot.counted(field, text)
        if not docs.size:
            return docs, np.empty(0)
        if field == WORDS:
            # The same array, for `scores` to see that it is.
            docs = self.snapshot.docs(field, text)
        norm = self._norms(field).take(docs)
        df, every = docs.size, self.snapshot.documents
        idf = log(1 + (every - df + 0.5) / (df + 0.5))
        return docs, idf * tf * (K1 + 1) / (tf + norm)

    def _norms(self, field: str) -> Scores:
        """What the length of each document's field weighs, float64 [documents]."""

        def made() -> Scores:
            lengths, mean = self.snapshot.lengths(field)
            share = np.asarray(approximated(lengths) / mean, np.float64)
            return K1 * (1 - B + B * share)

        return self.snapshot.cache.get(("norms", field), made)


def _look_up(impacts: list[Impact], docs: Docs, scores: Scores) -> None:
    """Add to the scores of a few documents."""
    for having, impact, weight in impacts:
        at = having.searchsorted(docs)
        there = (having.take(at, mode="clip") == docs).nonzero()[0]
        scores[there] += weight * impact.take(at.take(there))

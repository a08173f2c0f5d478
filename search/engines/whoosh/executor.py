"""Which documents of a snapshot match, in what order, and with which facets?

Sets of documents are sorted arrays of document numbers (int64, one dimension); the
whole of a query is set algebra on them. Postings come from Whoosh's reader.
"""

from collections.abc import Callable
from functools import cached_property, lru_cache, reduce
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from search.engines.base import (
    AllOf,
    AnyOf,
    Dated,
    EngineQuery,
    HasFacet,
    Match,
    Matches,
    Node,
    Not,
    Phrase,
    Ranking,
    RankTerm,
    Word,
)
from search.engines.whoosh.schema import BIGRAMS, WORDS

Docs = NDArray[np.int64]
Scores = NDArray[np.float64]

K1, B = 1.2, 0.75
CACHED_TERMS = 4096
_NONE: Docs = np.empty(0, np.int64)


class Executor:
    """Answers queries on one snapshot of the index; to be used by one thread at a
    time."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self.size: int = reader.doc_count_all()
        self.docs: Callable[[str, str], Docs] = lru_cache(CACHED_TERMS)(self._docs)
        self.phrase: Callable[[str, tuple[str, ...]], Docs] = lru_cache(CACHED_TERMS)(
            self._phrase
        )
        self.impacts: Callable[[str, str], tuple[Docs, Scores]] = lru_cache(
            CACHED_TERMS
        )(self._impacts)

    def find(self, query: EngineQuery) -> Matches:
        """Total, the wanted slice of matches, and facet counts."""
        found = self._dated(self.matching(query.where), query.dated)
        by_filter = {
            name: self.matching(HasFacet(name, values))
            for name, values in query.filters.items()
        }
        kept = reduce(_both, by_filter.values(), found)
        scores = self.scores(query.ranking, kept)
        order = self._order(kept, scores, query)
        return Matches(
            total=len(kept),
            matches=tuple(Match(self._id(kept[i]), float(scores[i])) for i in order),
            facets={
                name: self._counts(name, found, by_filter) for name in query.facets
            },
        )

    def matching(self, node: Node) -> Docs:
        """The documents that a node of a query describes."""
        match node:
            case Word(text):
                return self.docs(WORDS, text)
            case Phrase(units, fields):
                return _any(self.phrase(f"text_{name}", units) for name in fields)
            case HasFacet(name, values):
                return _any(self.docs(f"facet_{name}", value) for value in values)
            case AllOf(parts):
                return reduce(_both, map(self.matching, parts), self._everything)
            case AnyOf(parts, least):
                return _at_least(least, [self.matching(part) for part in parts])
            case Not(part):
                return np.setdiff1d(self._everything, self.matching(part), True)
            case Dated():
                return self._dated(self._everything, node)

    def scores(self, ranking: Ranking, docs: Docs) -> Scores:
        """The score of each of `docs`, float64 of the same length."""
        total = np.zeros(self.size)
        for term in ranking.terms:
            having, impact = self.impacts(*_field_and_text(term))
            total[having] += term.weight * impact
        for boost in ranking.boosts:
            total[self.matching(boost.where)] *= boost.factor
        return total[docs]

    @cached_property
    def _everything(self) -> Docs:
        return np.fromiter(self.reader.all_doc_ids(), np.int64)

    def _docs(self, field: str, text: str) -> Docs:
        """The documents with a term."""
        try:
            return np.fromiter(self.reader.postings(field, text).all_ids(), np.int64)
        except TermNotFound:
            return _NONE

    def _impacts(self, field: str, text: str) -> tuple[Docs, Scores]:
        """The documents with a term, and what it adds to the score of each."""
        try:
            matcher = self.reader.postings(field, text)
        except TermNotFound:
            return _NONE, np.empty(0)
        docs, counts = [], []
        while matcher.is_active():
            docs.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
        tf = np.array(counts)
        lengths = np.array([self.reader.doc_field_length(d, field) for d in docs])
        mean = self.reader.field_length(field) / self.size
        idf = log(1 + (self.reader.doc_count() - len(docs) + 0.5) / (len(docs) + 0.5))
        impact = idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths / mean))
        return np.array(docs, np.int64), impact

    def _phrase(self, field: str, units: tuple[str, ...]) -> Docs:
        """The documents with these units side by side in a field."""
        if not units:
            return _NONE
        lists = [self.docs(field, unit) for unit in set(units)]
        having = reduce(_both, sorted(lists, key=len))
        if len(units) == 1 or not having.size:
            return having
        places = self._places(field, units[0], having)
        for shift, unit in enumerate(units[1:], 1):
            here = self._places(field, unit, having)
            places = {(doc, at) for doc, at in places if (doc, at + shift) in here}
            if not places:
                break
        return np.array(sorted({doc for doc, _ in places}), np.int64)

    def _places(self, field: str, unit: str, docs: Docs) -> set[tuple[int, int]]:
        """Where a unit stands in these documents: document and position."""
        matcher = self.reader.postings(field, unit)
        places = set()
        for doc in docs.tolist():
            if matcher.id() < doc:
                matcher.skip_to(doc)
            places |= {(doc, at) for at in matcher.value_as("positions")}
        return places

    def _dated(self, docs: Docs, dated: Dated | None) -> Docs:
        if dated is None:
            return docs
        first, last = self._days[0][docs], self._days[1][docs]
        return docs[(first > 0) & (first <= dated.until) & (last >= dated.since)]

    @cached_property
    def _days(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first and last day of each document, yyyymmdd, 0 when unknown."""
        first, last = self._column("first_day"), self._column("last_day")
        return np.array(first, np.int64), np.array(last, np.int64)

    def _column(self, name: str) -> list[Any]:
        """The values of a column, one a document; an empty index has no columns."""
        if not self.size:
            return []
        column = self.reader.column_reader(name)
        return [column[doc] for doc in range(self.size)]

    def _counts(
        self, name: str, found: Docs, by_filter: dict[str, Docs]
    ) -> tuple[tuple[str, int], ...]:
        """How many documents have each value, every filter but the own applied."""
        others = (docs for other, docs in by_filter.items() if other != name)
        inside = np.zeros(self.size, bool)
        inside[reduce(_both, others, found)] = True
        counts = (
            (value, int(inside[docs].sum())) for value, docs in self._values(name)
        )
        return tuple(sorted((c for c in counts if c[1]), key=lambda c: (-c[1], c[0])))

    def _values(self, name: str) -> list[tuple[str, Docs]]:
        field = f"facet_{name}"
        values = [term.decode() for term in self.reader.lexicon(field)]
        return [(value, self.docs(field, value)) for value in values]

    def _order(self, docs: Docs, scores: Scores, query: EngineQuery) -> list[int]:
        """The wanted slice of positions in `docs`, best first."""
        by_id, first = self._id_order[docs], self._days[0][docs]
        undated = first == 0
        if query.sort == "relevance":
            keys: tuple[NDArray[np.float64 | np.int64], ...] = (by_id, -first, -scores)
        elif query.sort == "newest":
            keys = (by_id, -scores, -first, undated)
        else:
            keys = (by_id, -scores, first, undated)
        order: list[int] = np.lexsort(keys).tolist()
        start = query.offset
        if query.after is not None:
            ids = [self._id(docs[i]) for i in order]
            start += ids.index(query.after) + 1 if query.after in ids else len(ids)
        return order[start : start + query.limit]

    @cached_property
    def _ids(self) -> list[str]:
        return self._column("id")

    @cached_property
    def _id_order(self) -> NDArray[np.int64]:
        """The rank of each document when sorted by id."""
        rank = np.empty(self.size, np.int64)
        rank[np.argsort(np.array(self._ids, str), kind="stable")] = np.arange(self.size)
        return rank

    def _id(self, doc: int) -> str:
        return self._ids[doc]


def _field_and_text(term: RankTerm) -> tuple[str, str]:
    field = term.field if term.field in (WORDS, BIGRAMS) else f"text_{term.field}"
    return field, term.text


def _both(a: Docs, b: Docs) -> Docs:
    return np.intersect1d(a, b, assume_unique=True)


def _any(parts: object) -> Docs:
    return reduce(np.union1d, parts, _NONE)  # type: ignore[call-overload, no-any-return]


def _at_least(least: int, parts: list[Docs]) -> Docs:
    if least == 1 or not parts:
        return _any(parts)
    docs, counts = np.unique(np.concatenate(parts), return_counts=True)
    return docs[counts >= least]

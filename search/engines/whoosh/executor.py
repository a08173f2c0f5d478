"""Which documents of a snapshot match, in what order, and with which facets?

One pass: the set of what is found, narrowed; its scores; the best of it; the counts.
"""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search.engines.base import (
    RESCORED,
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Dated,
    EngineQuery,
    HasFacet,
    Match,
    Matches,
    Near,
    Node,
    Not,
    OneOf,
    Phrase,
    Together,
    Word,
)
from search.engines.whoosh.facets import Counts, Facets
from search.engines.whoosh.layout import WORDS
from search.engines.whoosh.order import Order
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.ranking import Ranker, Scores
from search.engines.whoosh.sets import NONE, any_of, at_least, both, without
from search.engines.whoosh.snapshot import Snapshot


class Executor:
    """Answers queries on one snapshot; any number of threads may ask."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._ranker = Ranker(snapshot, self.matching)
        self._facets = Facets(snapshot.parts, snapshot.size)

    def find(self, query: EngineQuery) -> Matches:
        """Total, the wanted slice of matches, and facet counts."""
        found = self.matching(query.where)
        for name, values in query.excluded.items():
            unwanted = self.matching(HasFacet(name, values))
            found = without(found, unwanted, self.snapshot.size)
        if query.dated is not None:
            found = self._dated(found, query.dated)
        by_filter = {
            name: self.matching(HasFacet(name, values))
            for name, values in query.filters.items()
        }
        kept = reduce(self._both, by_filter.values(), found)
        return Matches(
            total=len(kept),
            matches=self._matches(kept, query),
            facets={
                name: self._counts(name, self._but(name, found, by_filter, kept), query)
                for name in query.facets
            },
        )

    def matching(self, node: Node) -> Docs:
        """The documents that a node of a query describes."""
        size = self.snapshot.size
        match node:
            case Word(text):
                return self.snapshot.docs(WORDS, text)
            case Phrase(units, fields, False):
                return self._phrase(units, fields)
            case Phrase() | Near() | Together():
                return self.snapshot.placed(node)
            case HasFacet(name, values):
                docs = [self.snapshot.docs(f"facet_{name}", each) for each in values]
                return any_of(docs, size)
            case OneOf(ids):
                return any_of([self.snapshot.docs("id", each) for each in ids], size)
            case AllOf(parts):
                return self._all(parts)
            case AnyOf(parts, least):
                return at_least(least, [self.matching(part) for part in parts], size)
            case Not(part):
                return without(self.snapshot.everything, self.matching(part), size)
            case Dated():
                return self._dated(self.snapshot.everything, node)

    def _phrase(self, units: tuple[str, ...], fields: tuple[str, ...]) -> Docs:
        if not units or not fields:
            return NONE
        if set(fields) == set(TEXT_FIELDS):
            return self.snapshot.phrase(units, None)
        return self.snapshot.phrase(units, tuple(f"text_{name}" for name in fields))

    def _all(self, parts: tuple[Node, ...]) -> Docs:
        """In all parts, the smallest first; then what a part rules out is taken off,
        and dates are looked at of what is left only."""
        others = [p for p in parts if not isinstance(p, Not | Dated)]
        wanted = sorted(map(self.matching, others), key=len)
        docs = reduce(self._both, wanted) if wanted else self.snapshot.everything
        for part in parts:
            if isinstance(part, Not):
                docs = without(docs, self.matching(part.part), self.snapshot.size)
            elif isinstance(part, Dated):
                docs = self._dated(docs, part)
        return docs

    def _both(self, a: Docs, b: Docs) -> Docs:
        return both(a, b, self.snapshot.size)

    def _dated(self, docs: Docs, dated: Dated) -> Docs:
        first, last = (days.take(docs) for days in self.snapshot.days)
        touching = (first > 0) & (first <= dated.until) & (last >= dated.since)
        return docs[touching]

    # ------------------------------------------------------------ order

    def _matches(self, kept: Docs, query: EngineQuery) -> tuple[Match, ...]:
        if not query.limit:
            return ()
        scores = self._ranker.scores(query.ranking, kept)
        order = self._order(kept, scores, query)
        count, pool = query.offset + query.limit, None
        if query.sort == "relevance" and query.ranking.rescoring:
            top = order.first(RESCORED)
            scores[top] += self._ranker.rescored(query.ranking, kept[top])
            order.keys[0][top] = -scores[top]
            # These stay before all others.
            pool = top if count <= RESCORED else None
        if query.after is not None:
            pool = self._after(query.after, order)
        best = order.best(count, pool)[query.offset :]
        ids = self.snapshot.ids(kept[best])
        return tuple(map(Match, ids, scores[best].tolist()))

    def _order(self, kept: Docs, scores: Scores, query: EngineQuery) -> Order:
        oldest = query.sort == "oldest"
        dated = self.snapshot.oldest if oldest else self.snapshot.newest
        dated, by_id = dated.take(kept), self.snapshot.ranks_by_id
        if not query.ranking.terms and not query.ranking.rescoring:
            return Order(kept, (dated,), by_id)
        if query.sort != "relevance":
            return Order(kept, (dated, -scores), by_id)
        return Order(kept, (-scores, dated), by_id)

    def _after(self, last: str, order: Order) -> NDArray[np.int64]:
        """The positions that come after a match; none after what is not there."""
        document = self.snapshot.document(last)
        at = 0 if document is None else int(np.searchsorted(order.docs, document))
        if document is None or at == order.docs.size or order.docs[at] != document:
            return np.empty(0, np.int64)
        return order.after(at)

    # ------------------------------------------------------------ facets

    def _but(
        self, name: str, found: Docs, by_filter: dict[str, Docs], kept: Docs
    ) -> Docs:
        """What is found with every filter but the facet's own applied."""
        if name not in by_filter:
            return kept
        others = (docs for other, docs in by_filter.items() if other != name)
        return reduce(self._both, others, found)

    def _counts(self, name: str, docs: Docs, query: EngineQuery) -> Counts:
        """How many of `docs` have each value, the highest first."""
        field, most = f"facet_{name}", query.most.get(name)
        chosen = query.filters.get(name, ())
        if docs is self.snapshot.everything:
            return self.snapshot.cache.get(
                ("counts", name, most, chosen),
                lambda: self._facets.counts(field, docs, most, chosen),
            )
        return self._facets.counts(field, docs, most, chosen)

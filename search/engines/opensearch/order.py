"""Which documents come, in what order?

The server sorts; the best by relevance are scored again by a second question, whose
answer is added here: its own second stage knows no order among equals. A place far down
is reached from the place before it, and never by number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from struct import Struct
from typing import Any, Protocol

from search.engines.base import RESCORED, EngineQuery, Match

Json = dict[str, Any]
# The id of an article and the key of its source.
Named = tuple[str, str]

# So many documents at most a server gives at a time.
WINDOW = 10_000
_SINGLE = Struct("f")


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: the id of its article, the key of its source, its score, and
    the place where those behind it begin."""

    id: str
    key: str
    score: float
    place: tuple[Any, ...]

    @property
    def named(self) -> Named:
        """What no other document has."""
        return self.id, self.key


class Asked(Protocol):
    """What answers for an order."""

    def hits(
        self, query: EngineQuery, count: int, after: tuple[Any, ...] | None = None
    ) -> list[Hit]:
        """So many hits, the first, or those behind a place."""

    def place_of(self, query: EngineQuery, article_id: str) -> tuple[Any, ...] | None:
        """The place of an article that is found."""

    def rescored(self, query: EngineQuery, hits: list[Hit]) -> dict[Named, float]:
        """What the second stage adds to each."""


def sort_of(query: EngineQuery) -> list[Json]:
    """What orders documents; last their ids, so that no two are equal."""
    by_score: list[Json] = [{"_score": "desc"}] if _is_scored(query) else []
    newest: list[Json] = [{"first_day": "desc"}]
    if query.sort == "relevance":
        order = by_score + newest
    else:
        order = ([{"oldest": "asc"}] if query.sort == "oldest" else newest) + by_score
    return [*order, {"id": "asc"}]


def hit_of(found: Json) -> Hit:
    """A hit as the server tells it."""
    place = tuple(found["sort"])
    score = single(found["_score"] or 0.0)
    return Hit(place[-1], found["fields"]["key"][0], score, place)


def single(score: float) -> float:
    """A score as a server has it, of four bytes.

    >>> single(0.1)
    0.10000000149011612
    """
    held: float = _SINGLE.unpack(_SINGLE.pack(score))[0]
    return held


def is_rescored(query: EngineQuery) -> bool:
    """Whether there is a second stage."""
    return query.sort == "relevance" and bool(query.ranking.rescoring)


def first_count(query: EngineQuery) -> int:
    """How many of the first hits it takes to begin an answer."""
    if not query.limit:
        return 0
    least = RESCORED if is_rescored(query) else 0
    if query.after is not None:
        return least
    return min(max(query.offset + query.limit, least), WINDOW)


def page(asked: Asked, query: EngineQuery, first: list[Hit]) -> tuple[Match, ...]:
    """The wanted slice; `first` are the first hits, as many as `first_count`."""
    if not query.limit:
        return ()
    best = _best(asked, query, first)
    if query.after is None:
        hits = _from(asked, query, best, first)
    else:
        hits = _behind(asked, query, best, first)
    wanted = islice(hits, query.offset, query.offset + query.limit)
    return tuple(Match(hit.id, hit.score) for hit in wanted)


def _is_scored(query: EngineQuery) -> bool:
    return bool(query.ranking.terms or query.ranking.rescoring)


def _best(asked: Asked, query: EngineQuery, first: list[Hit]) -> list[Hit]:
    """The first hits, those of the second stage in its order. No weight is negative:
    they stay before all others."""
    if not is_rescored(query):
        return first
    top = first[:RESCORED]
    added = asked.rescored(query, top)
    # Added up as the server does, whose scores are of four bytes.
    scored = [replace(h, score=single(h.score + added.get(h.named, 0.0))) for h in top]
    # Among equals they are in order already, by date and id.
    before = {hit.named: place for place, hit in enumerate(_by_date(top))}
    scored.sort(key=lambda hit: (-hit.score, before[hit.named]))
    return scored + first[RESCORED:]


def _by_date(hits: list[Hit]) -> list[Hit]:
    """Newer ones first, then by id; behind the score these are the rest of a place."""
    return sorted(hits, key=lambda hit: (-hit.place[1], hit.id))


def _from(
    asked: Asked, query: EngineQuery, best: list[Hit], first: list[Hit]
) -> Iterator[Hit]:
    """All hits: those at hand, then those behind them."""
    yield from best
    if len(first) >= first_count(query):
        yield from _on(asked, query, first[-1:])


def _behind(
    asked: Asked, query: EngineQuery, best: list[Hit], first: list[Hit]
) -> Iterator[Hit]:
    """All hits behind `query.after`; none behind what is not there."""
    assert query.after is not None
    ids = [hit.id for hit in best]
    if query.after in ids:
        yield from _from(asked, query, best[ids.index(query.after) + 1 :], first)
        return
    place = asked.place_of(query, query.after)
    if place is not None:
        yield from _on(asked, query, [Hit(query.after, "", 0.0, place)])


def _on(asked: Asked, query: EngineQuery, last: list[Hit]) -> Iterator[Hit]:
    """Those behind the last one."""
    while last:
        wanted = min(query.offset + query.limit, WINDOW)
        hits = asked.hits(query, wanted, last[-1].place)
        yield from hits
        last = hits if len(hits) == wanted else []

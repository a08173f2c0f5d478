"""When does a first page come in one answer, second stage, articles and all?

The server's own second stage knows no order among equals: by chance it takes this or
that one of them into the best, and ends a page with it. So it counts only where it can
be told that none are equal on the two sides of either edge; within the page they are
put in order here. Else the question is asked again, in two stages (`order`).
"""

from typing import Any

from search.engines.base import RESCORED, EngineQuery
from search.engines.opensearch.conditions import Condition
from search.engines.opensearch.order import (
    WINDOW,
    Hit,
    Json,
    hit_of,
    is_rescored,
    single,
)


def comes_at_once(query: EngineQuery, shards: int) -> bool:
    """Whether to ask so. Each shard has best of its own: of several it cannot be told
    which are the best of all."""
    if query.offset or query.after is not None or not query.limit:
        return False
    if is_rescored(query):
        return shards == 1 and query.limit <= RESCORED
    return query.limit <= WINDOW


def rescoring(query: EngineQuery, narrowed: Condition, second: Condition) -> Json:
    """What asks for the second stage in place of an order, and for what tells of
    equals: one hit more, and the last of the best with the one behind; `narrowed` is
    what narrows hits alone."""
    last = {
        "size": 2,
        "sort": [{"_score": "asc"}],
        "_source": False,
        "stored_fields": "_none_",
    }
    best = {
        "sampler": {"shard_size": RESCORED + 1},
        "aggs": {"last": {"top_hits": last}},
    }
    return {
        "size": query.limit + 1,
        "sort": [],
        "docvalue_fields": ["id", "first_day"],
        "rescore": {"window_size": RESCORED, "query": {"rescore_query": second}},
        "aggs": {"found": {"filter": narrowed, "aggs": {"best": best}}},
    }


def page_of(query: EngineQuery, total: int, found: Json) -> list[Hit] | None:
    """The hits of a page, of so many, in order; None where chance has decided which
    they are."""
    hits = found["hits"]["hits"]
    if not is_rescored(query):
        return [*map(hit_of, hits)]
    best = found["aggregations"]["found"]["best"]
    if total > RESCORED and _are_equal(best["last"]["hits"]["hits"]):
        return None
    if _are_equal(hits[query.limit - 1 :]):
        return None
    return sorted(map(_hit, hits[: query.limit]), key=lambda hit: hit.place)


def _are_equal(hits: list[Json]) -> bool:
    return len(hits) == 2 and _score(hits[0]) == _score(hits[1])


def _score(found: Json) -> float:
    # Sorted by it, a hit has its score only there.
    return float(found["sort"][0] if found["_score"] is None else found["_score"])


def _hit(found: Json) -> Hit:
    """A hit; its place is what orders it."""
    held: dict[str, list[Any]] = found["fields"]
    score, day, name = single(found["_score"]), held["first_day"][0], held["id"][0]
    return Hit(name, "", score, (-score, -day, name))

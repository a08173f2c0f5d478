"""How many documents have each value of a facet, or each word?

Every count is of all documents. Where a facet has more values than a server counts at a
time, they are counted a page of values after the other.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from search.engines.base import EngineQuery, HasFacet
from search.engines.opensearch.conditions import Condition, both, condition

Json = dict[str, Any]
Counts = tuple[tuple[str, int], ...]
Ask = Callable[[Json], Json]

# So many values are counted at a time.
_VALUES = 10_000
_ERROR = "doc_count_error_upper_bound"
# So many words of a part of them: few enough for any server.
_WORDS = 20_000


def narrowed_behind(query: EngineQuery) -> dict[str, Condition]:
    """The filters of facets that are counted: they narrow what is found, and the counts
    of all facets but their own."""
    return {
        name: condition(HasFacet(name, values))
        for name, values in query.filters.items()
        if name in query.facets
    }


def narrowed_before(query: EngineQuery) -> list[Condition]:
    """What narrows whatever is counted."""
    found = [
        condition(HasFacet(name, values))
        for name, values in query.filters.items()
        if name not in query.facets
    ]
    if query.dated is not None:
        found.append(condition(query.dated))
    for name, values in query.excluded.items():
        found.append({"bool": {"must_not": [condition(HasFacet(name, values))]}})
    return found


def counting(query: EngineQuery) -> Json:
    """What asks for the counts of the facets of a query."""
    behind = narrowed_behind(query)
    return {
        name: {
            "filter": _others(name, behind),
            "aggs": _values(name, query),
        }
        for name in query.facets
    }


def _values(name: str, query: EngineQuery) -> Json:
    field, most = f"facet_{name}", query.most.get(name)
    if most is None:
        return {"values": {"terms": {"field": field, "size": _VALUES}}}
    highest = {"field": field, "size": max(most, 1), "shard_size": _VALUES}
    found: Json = {"values": {"terms": highest}}
    if chosen := query.filters.get(name):
        asked = {"field": field, "include": list(chosen), "size": len(chosen)}
        found["chosen"] = {"terms": asked}
    return found


def counted(query: EngineQuery, found: Json, where: Condition, ask: Ask) -> Json:
    """The counts of each facet, highest first; `where` describes what is counted, and
    `ask` counts on."""
    behind = narrowed_behind(query)
    facets: dict[str, Counts] = {}
    for name in query.facets:
        held, most = found[name]["values"], query.most.get(name)
        # Of several shards each tells its highest: they may not be those of all.
        unsure = held["sum_other_doc_count"] if most is None else held[_ERROR]
        if unsure:
            every = both(where, _others(name, behind))
            counts = dict(every_value(f"facet_{name}", every, ask))
        else:
            counts = _told(held) | _told(found[name].get("chosen", {}))
        facets[name] = _cut(highest_first(counts), most, query.filters.get(name, ()))
    return facets


def _told(held: Json) -> dict[str, int]:
    return {each["key"]: each["doc_count"] for each in held.get("buckets", ())}


def _cut(counts: Counts, most: int | None, chosen: Collection[str]) -> Counts:
    """The highest, and what was chosen."""
    if most is None:
        return counts
    return counts[:most] + tuple(c for c in counts[most:] if c[0] in chosen)


def highest_first(counts: dict[str, int]) -> Counts:
    """Counts in their order, equal ones by their values."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def every_value(field: str, where: Condition, ask: Ask) -> Iterator[tuple[str, int]]:
    """All values of a field of keywords, and how many documents have each."""
    pages: Json = {"size": _VALUES, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        body = {"size": 0, "query": where, "aggs": {"values": {"composite": pages}}}
        held = ask(body)["aggregations"]["values"]
        for each in held["buckets"]:
            yield each["key"]["value"], each["doc_count"]
        if len(held["buckets"]) < _VALUES:
            return
        pages["after"] = held["after_key"]


def every_word(where: Condition, least: int, ask: Ask) -> Iterator[tuple[str, int]]:
    """All words that so many documents have, a part of them at a time: by number, each
    part is one pass over the documents."""
    different = {"different": {"cardinality": {"field": "vocabulary"}}}
    found = ask({"size": 0, "query": where, "aggs": different})
    about = int(found["aggregations"]["different"]["value"])
    parts = about // (_WORDS // 2) + 1
    for part in range(parts):
        yield from _part(part, parts, where, least, ask)


def _part(
    part: int, parts: int, where: Condition, least: int, ask: Ask
) -> Iterable[tuple[str, int]]:
    terms = {
        "field": "vocabulary",
        "size": _WORDS,
        "include": {"partition": part, "num_partitions": parts},
    }
    held = ask({"size": 0, "query": where, "aggs": {"words": {"terms": terms}}})
    words = held["aggregations"]["words"]
    if words["sum_other_doc_count"]:
        # Fuller than it should be: two halves of it.
        for half in (part, part + parts):
            yield from _part(half, 2 * parts, where, least, ask)
        return
    for each in words["buckets"]:
        if each["doc_count"] >= least:
            yield each["key"], each["doc_count"]


def _others(name: str, behind: dict[str, Condition]) -> Condition:
    return both(*(held for other, held in behind.items() if other != name))

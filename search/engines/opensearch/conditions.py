"""How is it asked which documents match?

Each node of a query's tree becomes a condition of OpenSearch's, to the letter.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from search.engines.base import (
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Dated,
    HasFacet,
    Near,
    Node,
    Not,
    OneOf,
    Phrase,
    Together,
    Word,
)
from search.engines.opensearch.documents import pair_of, token_of
from search.engines.opensearch.places import open_ended, placed, spaced

Condition = dict[str, Any]

EVERY: Condition = {"match_all": {}}
NONE: Condition = {"match_none": {}}

# So many values at most go into one list of them.
_AT_ONCE = 60_000
# So many pairs of a phrase are looked up before its places are: the rest rules out
# hardly anything more.
_PAIRS = 8


def condition(node: Node) -> Condition:
    """What a document has to be to be what a node describes."""
    match node:
        case Word(text):
            return {"term": {"words": token_of(text)}}
        case Phrase():
            return placed(node) if open_ended(node) else _phrase(node)
        case Near() | Together():
            return placed(node)
        case HasFacet(name, values):
            return any_value(f"facet_{name}", values)
        case OneOf(ids):
            return any_value("id", ids)
        case AllOf(parts):
            return _all(parts)
        case AnyOf(parts, least):
            return _any(parts, least)
        case Not(part):
            return {"bool": {"must_not": [condition(part)]}}
        case Dated(since, until):
            return both(
                {"range": {"first_day": {"gte": 1, "lte": until}}},
                {"range": {"last_day": {"gte": since}}},
            )


def both(*conditions: Condition) -> Condition:
    """All of these."""
    wanted = [each for each in conditions if each is not EVERY]
    if len(wanted) < 2:
        return wanted[0] if wanted else EVERY
    return {"bool": {"filter": wanted}}


def either(conditions: Sequence[Condition], least: int = 1) -> Condition:
    """At least so many of these."""
    if len(conditions) < least:
        return NONE
    if len(conditions) == 1:
        return conditions[0]
    return {"bool": {"should": list(conditions), "minimum_should_match": least}}


def any_value(field: str, values: Iterable[str]) -> Condition:
    """Any of these values of a field of keywords."""
    every = list(dict.fromkeys(values))
    lists = [every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE)]
    return either([{"terms": {field: each}} for each in lists])


def clauses(value: object) -> int:
    """How many clauses the server counts in a condition: its terms, those of phrases
    and of rules for places each by itself."""
    if isinstance(value, list):
        return sum(map(clauses, value))
    if not isinstance(value, dict):
        return 0
    if "match_phrase" in value:
        return sum(map(_terms, value["match_phrase"].values()))
    if "match" in value:
        return _terms(value["match"]["query"])
    if _LEAVES & value.keys():
        return 1
    return sum(map(clauses, value.values()))


# The values of these are no conditions, and a list of values is one clause.
_LEAVES = {"term", "terms", "range", "prefix", "ids", "match_all", "match_none"}


def _terms(text: str) -> int:
    return len(text.split()) // 2 + 1


def _all(parts: Sequence[Node]) -> Condition:
    wanted = [condition(part) for part in parts if not isinstance(part, Not)]
    unwanted = [condition(part.part) for part in parts if isinstance(part, Not)]
    if not unwanted:
        return both(*wanted)
    return {"bool": {"filter": wanted, "must_not": unwanted}}


def _any(parts: Sequence[Node], least: int) -> Condition:
    """Words, of which there may be hundreds, are one clause where any will do."""
    if least > 1:
        return either([*map(condition, parts)], least)
    words: dict[str, list[str]] = {}
    others = []
    for part in parts:
        held = condition(part)
        if held.keys() == {"term"}:
            ((field, token),) = held["term"].items()
            words.setdefault(field, []).append(token)
        else:
            others.append(held)
    return either([*(any_value(f, tokens) for f, tokens in words.items()), *others])


def _phrase(phrase: Phrase) -> Condition:
    units, fields = phrase.units, phrase.fields
    if not units or not fields:
        return NONE
    if set(fields) == set(TEXT_FIELDS):
        if len(units) == 1:
            return {"term": {"chars": token_of(units[0])}}
        if len(units) == 2:
            return {"term": {"bigrams": pair_of(*units)}}
        fields = TEXT_FIELDS
    there = either([_in_field(units, name) for name in dict.fromkeys(fields)])
    return both(*_paired(units), there)


def _in_field(units: Sequence[str], field: str) -> Condition:
    if len(units) == 1:
        return {"term": {f"text_{field}": token_of(units[0])}}
    return {"match_phrase": {f"text_{field}": spaced(units)}}


def _paired(units: Sequence[str]) -> list[Condition]:
    """That a document has pairs of a phrase that cover its beginning: quickly looked
    up, and few have them all."""
    pairs = list(pairwise(units))
    chosen = dict.fromkeys([*pairs[::2], *pairs[-1:]])
    return [{"term": {"bigrams": pair_of(*pair)}} for pair in [*chosen][:_PAIRS]]

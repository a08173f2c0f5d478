"""How are phrases found that are too long for a server, or too many?

A server takes so many terms in a question, and a paragraph that somebody pastes has
more. The largest phrases are then looked up before, and the documents that have them
asked for by their ids. Of a very long one the documents with its beginning and with
pairs of all of it are fetched and read.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

from search.engines.base import AllOf, AnyOf, EngineQuery, Node, Not, OneOf, Phrase
from search.engines.opensearch.places import open_ended
from search.models import TEXT_FIELD_OF, Article
from search.text import unit_texts

# So many units, times the fields that they may stand in, fit into a question beside
# what else is in it.
ROOM = 400
# Of a longer phrase so many units are looked up.
BEGINNING = 24

# The documents with each of some phrases, but for those that too many have.
Lookup = Callable[[list[Phrase]], dict[Phrase, OneOf]]


def shortened(query: EngineQuery, look_up: Lookup) -> EngineQuery:
    """A question that a server takes, as far as its phrases are concerned."""
    ranking = query.ranking
    asked = [query.where, *(boost.where for boost in ranking.boosts)]
    held = [*chain.from_iterable(map(_phrases, asked))]
    room = ROOM - sum(map(_size, held))
    wanted: list[Phrase] = []
    for phrase in sorted(dict.fromkeys(held), key=_size, reverse=True):
        if room >= 0:
            break
        wanted.append(phrase)
        room += _size(phrase) * held.count(phrase)
    found = look_up(wanted) if wanted else {}
    if not found:
        return query
    boosts = tuple(replace(b, where=_with(b.where, found)) for b in ranking.boosts)
    return replace(
        query,
        where=_with(query.where, found),
        ranking=replace(ranking, boosts=boosts),
    )


def beginning(phrase: Phrase) -> Node:
    """What documents with a phrase have, in few terms."""
    units = phrase.units
    pairs = {units[at : at + 2]: None for at in range(BEGINNING, len(units) - 1, 2)}
    chosen = list(pairs)[:: len(pairs) // BEGINNING + 1]
    first = replace(phrase, units=units[:BEGINNING])
    return AllOf((first, *(Phrase(pair) for pair in chosen)))


def stands_in(article: Article, phrase: Phrase) -> bool:
    """Whether an article has a phrase in any of its fields."""
    wanted = _row(phrase.units)
    return any(
        wanted in _row(unit_texts(text))
        for name, text in article.texts()
        if TEXT_FIELD_OF[name] in phrase.fields
    )


def _row(units: tuple[str, ...] | list[str]) -> str:
    return f" {' '.join(units)} "


def _size(phrase: Phrase) -> int:
    return len(phrase.units) * len(phrase.fields)


def _phrases(node: Node) -> Iterator[Phrase]:
    match node:
        case Phrase() if len(node.units) > 2 and not open_ended(node):
            yield node
        case AllOf(parts) | AnyOf(parts):
            yield from chain.from_iterable(map(_phrases, parts))
        case Not(part):
            yield from _phrases(part)


def _with(node: Node, found: dict[Phrase, OneOf]) -> Node:
    match node:
        case Phrase():
            return found.get(node, node)
        case AllOf(parts) | AnyOf(parts):
            return replace(node, parts=tuple(_with(part, found) for part in parts))
        case Not(part):
            return Not(_with(part, found))
    return node

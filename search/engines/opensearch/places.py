"""How is it asked what stands near what, or in one sentence or text?

By intervals: places of a text field that a rule describes. A sentence is the places
from a stop to the next; of these, those that contain a phrase, or do not. Each text
field is asked by itself, since no text is in two.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from search.engines.base import (
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Near,
    Node,
    Not,
    Phrase,
    Together,
)
from search.engines.opensearch.documents import token_of
from search.engines.opensearch.mapping import (
    BORDER,
    GAP,
    LONGEST_HEAD,
    NO_STOP,
    STOP,
)

Rule = dict[str, Any]


def placed(node: Phrase | Near | Together) -> dict[str, Any]:
    """The condition that a document has such a place in any text field."""
    rules = {name: _rule(node, name) for name in TEXT_FIELDS}
    asked = [
        {"intervals": {f"text_{name}": rule}}
        for name, rule in rules.items()
        if rule is not None
    ]
    if not asked:
        return {"match_none": {}}
    return {"bool": {"should": asked, "minimum_should_match": 1}}


def open_ended(phrase: Phrase) -> bool:
    """Whether the last unit may be the beginning of one."""
    if not phrase.prefix or not phrase.units:
        return False
    last = phrase.units[-1]
    return last.isascii() and last != "%"


def spaced(units: Sequence[str]) -> str:
    """Units side by side, as the text fields have them."""
    return f" {NO_STOP} ".join(map(token_of, units))


def _between(units: int) -> int:
    """How many places are between two units that so many are between."""
    return 2 * units + 1


def _rule(node: Phrase | Near | Together, field: str) -> Rule | None:
    """The places of a field that a node describes; None: there are none."""
    match node:
        case Phrase():
            return _phrase(node, field)
        case Near(left, right, most):
            return _any(
                [r for a in left for b in right for r in _near(a, b, most, field)]
            )
        case Together(part, within):
            return _Pieces(field, within).described(part)


def _phrase(phrase: Phrase, field: str) -> Rule | None:
    if field not in phrase.fields or not phrase.units:
        return None
    if not open_ended(phrase):
        return _side_by_side(phrase.units)
    *fixed, last = phrase.units
    beginning = _beginning(last, field)
    if not fixed:
        return beginning
    return _ordered([_side_by_side(fixed), beginning], _between(0))


def _side_by_side(units: Sequence[str]) -> Rule:
    return {"match": {"query": spaced(units), "ordered": True, "max_gaps": 0}}


def _beginning(text: str, field: str) -> Rule:
    if len(text) > LONGEST_HEAD:
        return {"prefix": {"prefix": token_of(text)}}
    return {"match": {"query": text, "use_field": f"text_{field}.heads"}}


def _near(left: Phrase, right: Phrase, most: int, field: str) -> list[Rule]:
    """One of them, then the other, either way round."""
    sides = [_phrase(left, field), _phrase(right, field)]
    if None in sides:
        return []
    found = [side for side in sides if side is not None]
    gaps = min(_between(most), GAP - 1)
    return [_ordered(found, gaps), _ordered(found[::-1], gaps)]


def _ordered(rules: Sequence[Rule], gaps: int) -> Rule:
    return {"all_of": {"intervals": list(rules), "ordered": True, "max_gaps": gaps}}


def _any(rules: Sequence[Rule]) -> Rule | None:
    if len(rules) < 2:
        return rules[0] if rules else None
    return {"any_of": {"intervals": list(rules)}}


# ---------------------------------------------------------------- sentences and texts


def _pieces(within: str) -> Rule:
    """The sentences, or the texts, of a field: from a mark to the next.

    There is no choice in it: the server would write each out, times all others.
    """
    mark = {"match": {"query": STOP if within == "sentence" else BORDER}}
    return _ordered([mark, mark], -1)


class _Pieces:
    """The sentences, or the texts, of a field, and those that nodes describe."""

    def __init__(self, field: str, within: str) -> None:
        self.field = field
        self.every = _pieces(within)

    def described(self, node: Node) -> Rule | None:
        """Those that a node describes."""
        match node:
            case Phrase() | Near():
                rule = _rule(node, self.field)
                return rule and _filtered(self.every, "containing", rule)
            case Not(part):
                return self._without(self.every, part)
            case AllOf(parts):
                return self._all(parts)
            case AnyOf(parts, least):
                chosen = combinations(parts, max(least, 1))
                signs = [self._sign(AllOf(each)) for each in chosen]
                sign = _any([each for each in signs if each is not None])
                return sign and _filtered(self.every, "containing", sign)
        raise TypeError(f"no {type(node).__name__} is in a sentence or a text")

    def _all(self, parts: Sequence[Node]) -> Rule | None:
        left: Rule | None = self.every
        for part in parts:
            if left is None:
                return None
            if isinstance(part, Not):
                left = self._without(left, part.part)
            else:
                sign = self._sign(part)
                left = sign and _filtered(left, "containing", sign)
        return left

    def _sign(self, node: Node) -> Rule | None:
        """What stands in a piece that a node describes, or is all of it."""
        if isinstance(node, AllOf) and len(node.parts) == 1:
            return self._sign(node.parts[0])
        if isinstance(node, Phrase | Near):
            return _rule(node, self.field)
        return self.described(node)

    def _without(self, pieces: Rule, node: Node) -> Rule:
        """Those of some pieces that a node does not describe."""
        if isinstance(node, Phrase | Near):
            rule = _rule(node, self.field)
            if rule is None:
                return pieces
            # What runs across the end of a piece is not in it, but would count.
            inside = _filtered(rule, "contained_by", self.every)
            return _filtered(pieces, "not_containing", inside)
        described = self.described(node)
        return _filtered(pieces, "not_contained_by", described) if described else pieces


def _filtered(rule: Rule, how: str, other: Rule) -> Rule:
    return {"all_of": {"intervals": [rule], "filter": {how: other}}}

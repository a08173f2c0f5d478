"""How is it asked what stands near what, or in one sentence or text?

By intervals: places of a text field that a rule describes. A sentence is the places
from a mark that begins one to the next that ends one; of these, those that contain a
phrase, or do not. Each text field is asked by itself, since no text is in two.
"""

from collections.abc import Iterable, Sequence
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
from search.engines.opensearch import documents as marked
from search.engines.opensearch.documents import token_of
from search.engines.opensearch.mapping import GAP, LONGEST_HEAD

Rule = dict[str, Any]

# A rule that describes no places: no such mark is ever made.
_NOWHERE = "-"


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
    return _ordered([_side_by_side(fixed), beginning], 0)


def _side_by_side(units: Sequence[str]) -> Rule:
    text = " ".join(map(token_of, units))
    return {"match": {"query": text, "ordered": True, "max_gaps": 0}}


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
    gaps = min(most, GAP - 1)
    return [_ordered(found, gaps), _ordered(found[::-1], gaps)]


def _ordered(rules: Sequence[Rule], gaps: int) -> Rule:
    return {"all_of": {"intervals": list(rules), "ordered": True, "max_gaps": gaps}}


def _any(rules: Sequence[Rule]) -> Rule | None:
    if len(rules) < 2:
        return rules[0] if rules else None
    return {"any_of": {"intervals": list(rules)}}


# ---------------------------------------------------------------- sentences and texts


def _pieces(field: str, within: str) -> Rule:
    """The sentences, or the texts, of a field."""
    begins, ends = [marked.TEXT_BEGINS], [marked.TEXT_ENDS]
    whole = [marked.ALONE_ALL]
    if within == "text":
        begins.append(marked.ALONE_FIRST)
        ends.append(marked.ALONE_LAST)
    else:
        begins.append(marked.SENTENCE_BEGINS)
        ends.append(marked.SENTENCE_ENDS)
        whole += marked.ALONE, marked.ALONE_FIRST, marked.ALONE_LAST

    def at(marks: Sequence[str]) -> Rule:
        found = _any([_mark(mark, field) for mark in marks])
        assert found is not None
        return found

    longer = _ordered([at(begins), at(ends)], -1)
    return {"any_of": {"intervals": [longer, at(whole)]}}


def _mark(mark: str, field: str) -> Rule:
    return {"match": {"query": mark, "use_field": f"marks_{field}"}}


class _Pieces:
    """The sentences, or the texts, of a field, and those of them that nodes describe."""

    def __init__(self, field: str, within: str) -> None:
        self.field = field
        self.every = _pieces(field, within)

    def described(self, node: Node) -> Rule | None:
        """Those that a node describes."""
        match node:
            case Phrase() | Near():
                return self._with(self.every, _rule(node, self.field))
            case Not(part):
                return self._without(self.every, self._sign(part))
            case AllOf(parts):
                return self._all(parts)
            case AnyOf(parts, least):
                chosen = combinations(parts, max(least, 1))
                return self._with(self.every, _any_of(map(self._joined, chosen)))
        raise TypeError(f"no {type(node).__name__} is in a sentence or a text")

    def _joined(self, parts: Sequence[Node]) -> Rule | None:
        return self._sign(parts[0] if len(parts) == 1 else AllOf(tuple(parts)))

    def _all(self, parts: Sequence[Node]) -> Rule | None:
        left: Rule | None = self.every
        for part in parts:
            if isinstance(part, Not):
                left = left and self._without(left, self._sign(part.part))
            else:
                left = left and self._with(left, self._sign(part))
        return left

    def _sign(self, node: Node) -> Rule | None:
        """What stands inside a piece, or is all of it, where a node describes it."""
        if isinstance(node, Phrase | Near):
            return _rule(node, self.field)
        if isinstance(node, AnyOf) and node.least <= 1:
            return _any_of(map(self._sign, node.parts))
        return self.described(node)

    def _with(self, pieces: Rule, sign: Rule | None) -> Rule | None:
        return _filtered(pieces, "containing", sign) if sign else None

    def _without(self, pieces: Rule, sign: Rule | None) -> Rule:
        return _filtered(pieces, "not_containing", sign) if sign else pieces


def _filtered(pieces: Rule, how: str, sign: Rule) -> Rule:
    return {"all_of": {"intervals": [pieces], "filter": {how: sign}}}


def _any_of(rules: Iterable[Rule | None]) -> Rule | None:
    return _any([rule for rule in rules if rule is not None])

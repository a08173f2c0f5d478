"""What must an engine match, and what ranks it, for a query?

The tree of a query becomes a tree of terms. Unquoted parts at the top are soft: when
too little is found they may be read more loosely, a level at a time (`Level`); all
else (quotations, operators, fields, facets) is hard and stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import chain

from search import query as asking
from search.engines.base import (
    NOTHING,
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Dated,
    HasFacet,
    Near,
    Node,
    Not,
    Ranking,
    Together,
)
from search.facets import load_gazetteer
from search.models import FACET_LABELS, KIND_LABELS, Notice, span_of_days
from search.parts import Part, boosts, make_beginning, make_part, rank_terms
from search.query import (
    Beginning,
    Between,
    Both,
    Either,
    FacetIs,
    InField,
    Query,
    Quoted,
    Text,
    Without,
)
from search.query import Node as Asked

# More words than this, and nowhere printed like that: a sentence or a question.
SENTENCE_WORDS = 3

_KINDS = {label: kind for kind, label in KIND_LABELS.items()} | {
    "文章": "article",
    "图片": "photo",
}
_PLACE_SUFFIX = re.compile(r"(?:省|市|(?:维吾尔|壮族|回族)?自治区)$")


class Level(Enum):
    """How loosely the soft parts of a query are read."""

    STRICT = "every part"
    HALF = "half of all words"
    ANY_PART = "any part"
    ANY_WORD = "any word"


@dataclass(frozen=True)
class Plan:
    """A query, ready to be asked of an engine at any `Level`.

    `parts` are all pieces of text that are wanted, for ranking and highlighting.
    """

    soft: tuple[Part, ...]
    hard: tuple[Node, ...]
    parts: tuple[Part, ...]
    readings: tuple[str, ...]
    notices: tuple[Notice, ...] = ()

    def where(self, level: Level = Level.STRICT) -> Node:
        """What is found when the soft parts are read at `level`."""
        return AllOf((*self.hard, *self._softly(level)))

    def _softly(self, level: Level) -> tuple[Node, ...]:
        if not self.soft:
            return ()
        match level:
            case Level.STRICT:
                return tuple(part.node for part in self.soft)
            case Level.HALF:
                return (AnyOf(self.words, -(-len(self.words) // 2)),)
            case Level.ANY_PART:
                return (AnyOf(tuple(part.node for part in self.soft)),)
            case Level.ANY_WORD:
                return (AnyOf(self.words),)

    @cached_property
    def words(self) -> tuple[Node, ...]:
        """The words of all soft parts, each once."""
        return tuple(dict.fromkeys(word for part in self.soft for word in part.words))

    @cached_property
    def sentences(self) -> tuple[Part, ...]:
        """The soft parts that may be sentences rather than names or terms."""
        return tuple(p for p in self.soft if len(p.leaves) > SENTENCE_WORDS)

    @cached_property
    def ranking(self) -> Ranking:
        """What orders the documents that are found."""
        terms = dict.fromkeys(term for p in self.parts for term in rank_terms(p))
        lifts = [lift for p in self.parts for lift in boosts(p, len(self.parts))]
        return Ranking(tuple(terms), tuple(lifts))


def make_plan(query: Query, exact: bool = False, synonyms: bool = True) -> Plan:
    """The plan for a query; `exact` takes unquoted parts literally, and without
    `synonyms` they have no other writings."""
    planner = _Planner(exact, synonyms)
    tree = query.tree
    top: tuple[Asked, ...] = tree.parts if isinstance(tree, Both) else ()
    if tree is not None and not top:
        top = (tree,)
    soft: list[Part] = []
    hard: list[Node] = []
    for asked in top:
        if isinstance(asked, Text) and not exact:
            soft += [part] if (part := planner.part(asked)) else []
        else:
            hard += [node] if (node := planner.node(asked)) else []
    if top and not soft and not hard:
        hard.append(NOTHING)
    return Plan(
        tuple(soft),
        tuple(hard),
        tuple(planner.parts),
        tuple(dict.fromkeys(planner.readings)),
        (*query.notices, *dict.fromkeys(planner.notices)),
    )


class _Planner:
    """Walks a query's tree; keeps the pieces of text met and what is to be said."""

    def __init__(self, exact: bool, synonyms: bool) -> None:
        self.exact, self.synonyms = exact, synonyms
        self.parts: list[Part] = []
        self.readings: list[str] = []
        self.notices: list[Notice] = []

    def node(
        self, asked: Asked, fields: tuple[str, ...] = TEXT_FIELDS, wanted: bool = True
    ) -> Node | None:
        """What an engine is to match; None where there is nothing to look for."""
        match asked:
            case Text() | Quoted() | Beginning():
                part = self.part(asked, fields, wanted)
                return part.node if part else None
            case asking.Near(left, right, most):
                return self.near(left, right, most, fields, wanted)
            case asking.Together(inner, within):
                first = len(self.readings)
                node = self.placed(inner, fields, wanted)
                self.readings[first:] = [_within(within, self.readings[first:])]
                return Together(node, within) if node else None
            case Both(parts):
                return _joined(AllOf, [self.node(p, fields, wanted) for p in parts])
            case Either(parts):
                return _joined(AnyOf, [self.node(p, fields, wanted) for p in parts])
            case Without(inner):
                node = self.node(inner, fields, not wanted)
                return Not(node) if node else None
            case InField(field, inner):
                return self.node(inner, (field,), wanted)
            case FacetIs(name, value):
                return self.facet(name, value)
            case Between(since, until):
                self.readings.append(f"日期 {since or '…'} 至 {until or '…'}")
                return dated(since, until)

    def near(
        self,
        left: Asked,
        right: Asked,
        most: int,
        fields: tuple[str, ...],
        wanted: bool,
    ) -> Node | None:
        """Two pieces of text near each other; what is left, where nothing in one of
        them can be found."""
        first = len(self.readings)
        sides = [self.pieces(side, fields, wanted) for side in (left, right)]
        if not all(sides):
            return _joined(AnyOf, [part.literal for side in sides for part in side])
        phrases = [tuple(p for part in side for p in part.phrases) for side in sides]
        texts = ["”或“".join(part.text for part in side) for side in sides]
        said = f"“{texts[0]}”与“{texts[1]}”在同一段，相隔不超过 {most} 个字"
        self.readings[first:] = [said if wanted else f"不要{said}"]
        return Near(phrases[0], phrases[1], most)

    def pieces(self, asked: Asked, fields: tuple[str, ...], wanted: bool) -> list[Part]:
        """The pieces of text of which any will do."""
        if isinstance(asked, Either):
            held = [self.pieces(each, fields, wanted) for each in asked.parts]
            return list(chain.from_iterable(held))
        assert isinstance(asked, Text | Quoted | Beginning)
        part = self.part(asked, fields, wanted)
        return [part] if part else []

    def placed(
        self, asked: Asked, fields: tuple[str, ...], wanted: bool
    ) -> Node | None:
        """What is to be true of a sentence or a paragraph."""
        match asked:
            case Both(parts):
                return _joined(AllOf, [self.placed(p, fields, wanted) for p in parts])
            case Either(parts):
                return _joined(AnyOf, [self.placed(p, fields, wanted) for p in parts])
            case Without(inner):
                node = self.placed(inner, fields, not wanted)
                return Not(node) if node else None
            case Text() | Quoted() | Beginning():
                part = self.part(asked, fields, wanted)
                return part.placed if part else None
        return self.node(asked, fields, wanted)

    def part(
        self,
        asked: Text | Quoted | Beginning,
        fields: tuple[str, ...] = TEXT_FIELDS,
        wanted: bool = True,
    ) -> Part | None:
        """The piece of text; None, with a notice, when nothing in it can be found."""
        if isinstance(asked, Beginning):
            part = make_beginning(asked.text, fields)
        else:
            quoted = self.exact or isinstance(asked, Quoted)
            part = make_part(asked.text, fields, quoted, self.synonyms)
        if part:
            self._note(part, wanted)
        elif text := asked.text.strip():
            notice = Notice("ignored", f"“{text}”没有可查找的文字，已忽略")
            self.notices.append(notice)
        return part

    def _note(self, part: Part, wanted: bool) -> None:
        self.readings.append(part.reading if wanted else f"不含“{part.text}”")
        if wanted:
            self.parts.append(part)
        if others := part.forms[1:]:
            also = "、".join(map("".join, others[:3])) + " 等" * (len(others) > 3)
            self.notices.append(Notice("synonyms", f"“{part.text}”也按 {also} 查找"))

    def facet(self, name: str, value: str) -> Node:
        canonical = canonical_facet(name, value)
        shown = KIND_LABELS.get(canonical, value) if name == "kind" else value
        self.readings.append(f"{FACET_LABELS.get(name, '来源')}：{shown}")
        return HasFacet(name, (canonical,))


def _within(within: str, readings: Sequence[str]) -> str:
    where = "同一句" if within == "sentence" else "同一段"
    return f"{where}中：" + "，".join(readings)


def _joined(
    kind: type[AllOf] | type[AnyOf], nodes: Sequence[Node | None]
) -> Node | None:
    kept = tuple(node for node in nodes if node is not None)
    return kind(kept) if kept else None


def canonical_facet(name: str, value: str) -> str:
    """A facet's value as the index has it, from any written form.

    >>> canonical_facet("province", "山东省"), canonical_facet("kind", "图片")
    ('山东', 'photo')
    """
    value = value.strip()
    if name == "park":
        zone = load_gazetteer().named(value)
        return zone.name if zone else value
    if name in ("province", "city"):
        return _PLACE_SUFFIX.sub("", value) or value
    return _KINDS.get(value, value) if name == "kind" else value


def dated(since: str | None, until: str | None) -> Dated | None:
    """Days from and to, both included, of ISO dates that may be cut; None if open.

    >>> dated("2023-07", "2023-07")
    Dated(since=20230701, until=20230731)
    """
    if since is None and until is None:
        return None
    first = span_of_days(since)[0] if since else Dated().since
    last = span_of_days(until)[1] if until else Dated().until
    return Dated(first, last)

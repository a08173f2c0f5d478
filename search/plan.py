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
from search.analysis import query_words
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
from search.models import (
    FACET_LABELS,
    KIND_LABELS,
    PARK_FACETS,
    Notice,
    Reading,
    span_of_days,
)
from search.parts import Part, make_beginning, make_part
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
    write,
)
from search.query import Node as Asked
from search.ranking import any_term, ranking
from search.text import fold

# More words than this, and nowhere printed like that: a sentence or a question.
SENTENCE_WORDS = 3

_KINDS = {label: kind for kind, label in KIND_LABELS.items()} | {
    "文章": "article",
    "图片": "photo",
}
# A quotation mark, or an opening bracket, with a word before it or behind.
_AGAINST_A_WORD = re.compile(r"\w[\"“「『(（]|[\"”」』]\w")
_PLACE_SUFFIX = re.compile(r"(?:省|市|(?:维吾尔|壮族|回族)?自治区)$")


class Level(Enum):
    """How loosely the soft parts of a query are read."""

    STRICT = "every part"
    HALF = "half of all words"
    ANY_PART = "any part"
    ANY_WORD = "any word, or any two characters side by side"


@dataclass(frozen=True)
class Plan:
    """A query, ready to be asked of an engine at any `Level`.

    `parts` are all pieces of text that are wanted, for ranking and highlighting.
    `firm` is what stays of `hard` below the line where nothing was found of a long
    query: all but quotations and groups. So it does for `running` text, such as a
    headline, whatever was found: marks against a word may be no operators. There,
    neither is what stands beside them read more loosely, which would find what is in
    quotation marks, whatever it be about.
    """

    soft: tuple[Part, ...]
    hard: tuple[Node, ...]
    parts: tuple[Part, ...]
    readings: tuple[Reading, ...]
    notices: tuple[Notice, ...] = ()
    firm: tuple[Node, ...] = ()
    running: bool = False

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
                return (any_term(self.soft),)

    def beside(self, found: int) -> Node:
        """What may go on below the line, under so many found: any word of what need
        not be as it is. Nothing, for a word by itself: that has been looked for; but a
        name is one only as far as we know."""
        if self.running or (self.is_long and not found):
            return AllOf((*self.firm, any_term(self.parts)))
        names = (leaf.is_name for part in self.soft for leaf in part.leaves)
        if len(self.words) > 1 or any(names):
            return AllOf((*self.hard, any_term(self.soft)))
        return NOTHING

    @property
    def is_long(self) -> bool:
        """Whether it is as many words as a sentence."""
        return sum(part.length for part in self.parts) > SENTENCE_WORDS

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
        return ranking(self.parts)


def make_plan(
    query: Query,
    exact: bool = False,
    synonyms: bool = True,
    scope: str | None = None,
) -> Plan:
    """The plan for a query; `exact` takes unquoted parts literally, without `synonyms`
    they have no other writings, and `scope` is the one text field to look in."""
    planner = _Planner(exact, synonyms)
    fields = (scope,) if scope else TEXT_FIELDS
    tree = query.tree
    top: tuple[Asked, ...] = tree.parts if isinstance(tree, Both) else ()
    if tree is not None and not top:
        top = (tree,)
    soft: list[Part] = []
    hard: list[Node] = []
    firm: list[Node] = []
    readings: dict[str, Reading] = {}
    written = [write(Both((asked,))) for asked in top]
    for number, asked in enumerate(top):
        first = len(planner.readings)
        if isinstance(asked, Text) and not exact:
            soft += [part] if (part := planner.part(asked, fields)) else []
        else:
            hard += [node] if (node := planner.node(asked, fields)) else []
            firm += [node] if node and not _is_text(asked) else []
        without = " ".join(written[:number] + written[number + 1 :]) or None
        for said in planner.readings[first:]:
            readings.setdefault(said, Reading(said, without))
    if top and not soft and not hard:
        hard.append(NOTHING)
    return Plan(
        tuple(soft),
        tuple(hard),
        tuple(planner.parts),
        tuple(readings.values()),
        (*query.notices, *dict.fromkeys(planner.notices)),
        tuple(firm),
        len(firm) < len(hard) and not exact and _is_running_text(query.text),
    )


def _is_text(asked: Asked) -> bool:
    """Whether it is nothing but quotations and groups of text."""
    match asked:
        case Both(parts) | Either(parts):
            return all(isinstance(p, Text) or _is_text(p) for p in parts)
    return isinstance(asked, Quoted)


def _is_running_text(text: str) -> bool:
    """Whether it reads as a headline rather than as a query: a mark that could be an
    operator stands against a word, and there are more than a few words.

    >>> _is_running_text("公共卫生应急科普如何“破圈”")
    True
    >>> _is_running_text("公共卫生应急科普 “破圈”")
    False
    """
    return bool(_AGAINST_A_WORD.search(text)) and (
        len(query_words(text)) > SENTENCE_WORDS
    )


class _Planner:
    """Walks a query's tree; keeps the pieces of text met and what is to be said."""

    def __init__(self, exact: bool, synonyms: bool) -> None:
        self.exact, self.synonyms = exact, synonyms
        self.parts: list[Part] = []
        self.readings: list[str] = []
        self.notices: list[Notice] = []

    def node(
        self,
        asked: Asked,
        fields: tuple[str, ...] = TEXT_FIELDS,
        wanted: bool = True,
        placed: bool = False,
    ) -> Node | None:
        """What an engine is to match; None where there is nothing to look for. What is
        `placed` is to be true of a sentence or a paragraph."""

        def inside(part: Asked) -> Node | None:
            return self.node(part, fields, wanted, placed)

        match asked:
            case Text() | Quoted() | Beginning():
                part = self.part(asked, fields, wanted)
                return (part.placed if placed else part.node) if part else None
            case asking.Near(left, right, most):
                return self.near(left, right, most, fields, wanted)
            case asking.Together(inner, within):
                first = len(self.readings)
                node = self.node(inner, fields, wanted, placed=True)
                self.readings[first:] = [_within(within, self.readings[first:])]
                return Together(node, within) if node else None
            case Both(parts):
                return _joined(AllOf, [*map(inside, parts)])
            case Either(parts):
                return _joined(AnyOf, [*map(inside, parts)])
            case Without(inner):
                node = self.node(inner, fields, not wanted, placed)
                return Not(node) if node else None
            case InField(field, inner):
                return self.node(inner, (field,), wanted)
            case FacetIs(name, value):
                return self.facet(name, value, wanted)
            case Between(since, until):
                said = f"日期 {since or '…'} 至 {until or '…'}"
                self.readings.append(said if wanted else f"不含{said}")
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
        plain = fold(part.text)
        for piece in part.alternatives:
            typed = plain[piece.start : piece.end]
            others = [writing for writing in piece.writings if writing != typed]
            also = "、".join(others[:3]) + " 等" * (len(others) > 3)
            self.notices.append(Notice("synonyms", f"“{typed}”也按 {also} 查找"))

    def facet(self, name: str, value: str, wanted: bool) -> Node:
        canonical = canonical_facet(name, value)
        shown = KIND_LABELS.get(canonical, value) if name == "kind" else value
        said = f"{FACET_LABELS.get(name, '来源')}：{shown}"
        self.readings.append(said if wanted else f"不含{said}")
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
    if name in PARK_FACETS:
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

"""What must an engine match, and what ranks it, for a query?

The tree of a query becomes a tree of terms. Unquoted parts at the top are soft: when
too little is found they may be read more loosely, a level at a time (`Level`); all
else (quotations, operators, fields, facets) is hard and stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from search.analysis import bigrams, query_words, words
from search.engines.base import (
    NOTHING,
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Boost,
    Dated,
    HasFacet,
    Node,
    Not,
    Phrase,
    Ranking,
    RankTerm,
    Word,
)
from search.facets import load_gazetteer
from search.models import Notice, span_of_days
from search.query import (
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
from search.synonyms import writings
from search.text import fold, unit_texts

# Bigrams at half the weight of words: measured on nine Chinese test sets
# (README, "Ranking").
BIGRAM_WEIGHT = 0.5
# Among near-equals, a whole literal occurrence and one in the headline come first.
LITERAL_BOOST, HEADLINE_BOOST = 0.05, 0.10
# More words than this, and nowhere printed like that: a sentence or a question.
SENTENCE_WORDS = 3

# A figure with its unit, or a day of the year (7月26日): one word.
_FIGURE = re.compile(
    r"\d{1,2}月\d{1,2}日|\d[\d,]*(?:\.\d+)*"
    r"(?:%|[万亿千百]{0,2}(?:美元|欧元|元|平方公里|平方米|公顷|亩|公里|米|吨"
    r"|千瓦时|千瓦|人次|人|家|个|项|户|套|台|辆|年|月|日|天|倍|名|件|批|万|亿)?)"
)
_KINDS = {"报道": "article", "文章": "article", "图片": "photo", "图片新闻": "photo"}
_PLACE_SUFFIX = re.compile(r"(?:省|市|(?:维吾尔|壮族|回族)?自治区)$")


Units = tuple[str, ...]


class Level(Enum):
    """How loosely the soft parts of a query are read."""

    STRICT = "every part"
    HALF = "half of all words"
    ANY_PART = "any part"
    ANY_WORD = "any word"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word of a part: one of jieba's, or (`literal`) a figure with its unit, a
    name of a zone in any of its forms, or what no dictionary knows, such as the name
    of a person; these are looked for as printed."""

    forms: tuple[Units, ...]
    literal: bool = True

    def node(self, fields: tuple[str, ...]) -> Node:
        """Documents with the word in any of `fields`."""
        if self.literal or fields != TEXT_FIELDS:
            return _printed(self.forms, fields)
        return Word("".join(self.forms[0]))

    @property
    def text(self) -> str:
        """The word as it is shown to people."""
        return "".join(self.forms[0])


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text to find: as printed in any of `forms`, or, when not `quoted`,
    by all of its words."""

    text: str
    forms: tuple[Units, ...]
    leaves: tuple[Leaf, ...]
    fields: tuple[str, ...] = TEXT_FIELDS
    quoted: bool = False

    @property
    def literal(self) -> Node:
        """Documents in which one of the forms is printed."""
        return _printed(self.forms, self.fields)

    @property
    def words(self) -> tuple[Node, ...]:
        """A node for each word; none where only the literal reading counts."""
        return tuple(leaf.node(self.fields) for leaf in self.leaves)

    @property
    def node(self) -> Node:
        """Documents that the part, read strictly, is about."""
        if self.quoted or not self.leaves:
            return self.literal
        return AnyOf((self.literal, AllOf(self.words)))

    @property
    def reading(self) -> str:
        """How the part is read, in Chinese."""
        if self.quoted or len(self.leaves) < 2:
            return f"按原文“{self.text}”"
        return f"按原文“{self.text}”或全部词:" + " ".join(
            leaf.text for leaf in self.leaves
        )


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
        terms = dict.fromkeys(term for p in self.parts for term in _rank_terms(p))
        boosts = [boost for p in self.parts for boost in _boosts(p, len(self.parts))]
        return Ranking(tuple(terms), tuple(boosts))


def make_plan(query: Query, exact: bool = False) -> Plan:
    """The plan for a query; `exact` takes unquoted parts literally."""
    planner = _Planner(exact)
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

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.parts: list[Part] = []
        self.readings: list[str] = []
        self.notices: list[Notice] = []

    def node(
        self, asked: Asked, fields: tuple[str, ...] = TEXT_FIELDS, wanted: bool = True
    ) -> Node | None:
        """What an engine is to match; None where there is nothing to look for."""
        match asked:
            case Text() | Quoted():
                part = self.part(asked, fields, wanted)
                return part.node if part else None
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

    def part(
        self,
        asked: Text | Quoted,
        fields: tuple[str, ...] = TEXT_FIELDS,
        wanted: bool = True,
    ) -> Part | None:
        """The piece of text; None, with a notice, when nothing in it can be found."""
        units = _units(asked.text)
        if not units:
            if asked.text.strip():
                self.notices.append(
                    Notice("ignored", f"“{asked.text.strip()}”没有可查找的文字，已忽略")
                )
            return None
        quoted = self.exact or isinstance(asked, Quoted)
        others = () if quoted else writings(asked.text)
        part = Part(
            asked.text,
            tuple(dict.fromkeys(map(_units, (asked.text, *others)))),
            () if quoted else _leaves(asked.text),
            fields,
            quoted,
        )
        self._note(part, others, wanted)
        return part

    def _note(self, part: Part, others: tuple[str, ...], wanted: bool) -> None:
        self.readings.append(part.reading if wanted else f"不含“{part.text}”")
        if wanted:
            self.parts.append(part)
        if others:
            also = "、".join(others[:3]) + (" 等" if len(others) > 3 else "")
            self.notices.append(Notice("synonyms", f"“{part.text}”也按 {also} 查找"))

    def facet(self, name: str, value: str) -> Node:
        self.readings.append(f"{FACET_NAMES[name]}:{value}")
        return HasFacet(name, (canonical_facet(name, value),))


def _joined(
    kind: type[AllOf] | type[AnyOf], nodes: Sequence[Node | None]
) -> Node | None:
    kept = tuple(node for node in nodes if node is not None)
    return kind(kept) if kept else None


FACET_NAMES = {
    "park": "园区", "topic": "主题", "province": "省份", "city": "城市",
    "year": "年份", "kind": "体裁", "publication": "报纸", "source": "来源",
}  # fmt: skip


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


def _printed(forms: tuple[Units, ...], fields: tuple[str, ...]) -> Node:
    """Documents with any of the forms; one that holds another adds nothing."""
    joined = [f" {' '.join(form)} " for form in forms]
    least = (
        form
        for form, mine in zip(forms, joined, strict=True)
        if not any(other in mine for other in joined if other != mine)
    )
    return AnyOf(tuple(Phrase(form, fields) for form in least))


def _leaves(text: str) -> tuple[Leaf, ...]:
    """The words of a text, each once."""
    gazetteer, plain = load_gazetteer(), fold(text)
    at = 0
    leaves: list[Leaf] = []
    for match in gazetteer.find(plain):
        leaves += _figures_and_words(plain[at : match.start])
        forms = (plain[match.start : match.end], *gazetteer.forms(match.zone))
        leaves.append(Leaf(tuple(dict.fromkeys(map(_units, forms)))))
        at = match.end
    leaves += _figures_and_words(plain[at:])
    return tuple(dict.fromkeys(leaves))


def _figures_and_words(plain: str) -> Iterator[Leaf]:
    at = 0
    for figure in _FIGURE.finditer(plain):
        yield from _words(plain[at : figure.start()])
        yield Leaf((_units(figure[0]),))
        at = figure.end()
    yield from _words(plain[at:])


def _words(plain: str) -> Iterator[Leaf]:
    """Words without the function words; single characters in a row are one leaf,
    for no dictionary knows what they are the name of."""
    row: list[str] = []
    kept = set(query_words(plain))
    for word in words(plain):
        if len(word) == 1 and word in kept:
            row.append(word)
            continue
        yield from _name(row)
        row = []
        if word in kept:
            yield Leaf((_units(word),), literal=False)
    yield from _name(row)


def _name(row: list[str]) -> Iterator[Leaf]:
    if row:
        yield Leaf((_units("".join(row)),), literal=len(row) > 1)


def _units(text: str) -> Units:
    return tuple(unit_texts(text))


def _rank_terms(part: Part) -> Iterator[RankTerm]:
    for form in part.forms:
        for word in query_words(_spaced(form)):
            yield RankTerm("words", word)
        for pair in bigrams(form):
            yield RankTerm("bigrams", pair, BIGRAM_WEIGHT)
    # A lone unit may stand inside words only, and is in no pair.
    if len(part.forms[0]) == 1:
        for field in part.fields:
            yield RankTerm(field, part.forms[0][0])


def _spaced(units: tuple[str, ...]) -> str:
    """Units as text again, numbers and Latin runs kept apart from each other."""
    return "".join(f" {u} " if u.isascii() else u for u in units)


def _boosts(part: Part, parts: int) -> Iterator[Boost]:
    in_headline = _printed(part.forms, ("headline",))
    yield Boost(part.literal, 1 + LITERAL_BOOST / parts)
    yield Boost(in_headline, 1 + HEADLINE_BOOST / parts)

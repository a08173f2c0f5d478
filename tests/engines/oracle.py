"""What is the right answer? Worked out a document at a time, slowly and plainly."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from whoosh.util.numeric import byte_to_length, length_to_byte

from search.analysis import Terms
from search.engines.base import (
    LEAD,
    RESCORED,
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Boost,
    Dated,
    EngineQuery,
    HasFacet,
    IndexedDocument,
    Match,
    Matches,
    Near,
    Node,
    Not,
    OneOf,
    Phrase,
    Ranking,
    RankTerm,
    Together,
    Word,
)
from search.models import Article, PartialDate

K1, B = 1.2, 0.75


def terms_of(document: IndexedDocument, field: str) -> list[str]:
    """The terms of a field as the ranking counts them."""
    texts = document.texts
    if field == "words":
        return [w for each in texts.values() for t in each for w in t.words]
    if field == "bigrams":
        return [b for each in texts.values() for t in each for b in t.bigrams]
    if field == "chars":
        return [u for name in TEXT_FIELDS for u in terms_of(document, name)]
    if field == "lead":
        return terms_of(document, "body")[:LEAD]
    return [u for t in texts[field] for u in (*t.units, "border")]


def matches(document: IndexedDocument, node: Node) -> bool:
    """Whether a document is what a node describes."""
    match node:
        case Word(text):
            return text in terms_of(document, "words")
        case Phrase() | Near():
            return any(stands(text, node) for text in pieces(document, "text"))
        case Together(part, within):
            return any(stands(piece, part) for piece in pieces(document, within))
        case HasFacet(name, values):
            return bool(set(values) & set(document.article.facets()[name]))
        case OneOf(ids):
            return document.article.id in ids
        case AllOf(parts):
            return all(matches(document, part) for part in parts)
        case AnyOf(parts, least):
            return sum(matches(document, part) for part in parts) >= max(least, 1)
        case Not(part):
            return not matches(document, part)
        case Dated(since, until):
            first, last = document.article.days()
            return first > 0 and first <= until and last >= since


@dataclass(frozen=True)
class Piece:
    """The units of a text, or of a sentence of one."""

    field: str
    units: tuple[str, ...]


def pieces(document: IndexedDocument, within: str) -> Iterator[Piece]:
    """The texts of a document, or its sentences."""
    for field, texts in document.texts.items():
        for text in texts:
            ends = text.sentences if within == "sentence" else ()
            for start, end in pairwise((0, *ends, len(text.units))):
                yield Piece(field, text.units[start:end])


def stands(piece: Piece, node: Node) -> bool:
    """Whether a piece is what a node describes; one without units is nothing."""
    match node:
        case Phrase():
            return bool(list(spans(piece, node)))
        case Near(left, right, most):
            lefts = [span for phrase in left for span in spans(piece, phrase)]
            rights = [span for phrase in right for span in spans(piece, phrase)]
            return any(
                0 <= max(a[0] - b[1], b[0] - a[1]) <= most
                for a in lefts
                for b in rights
            )
        case AllOf(parts):
            return bool(piece.units) and all(stands(piece, part) for part in parts)
        case AnyOf(parts, least):
            return sum(stands(piece, part) for part in parts) >= max(least, 1)
        case Not(part):
            return bool(piece.units) and not stands(piece, part)
    raise TypeError(node)


def spans(piece: Piece, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in a piece."""
    count = len(phrase.units)
    for at in range(len(piece.units) - count + 1):
        found = piece.units[at : at + count]
        if count and piece.field in phrase.fields and _same(found, phrase):
            yield at, at + count


def _same(found: tuple[str, ...], phrase: Phrase) -> bool:
    *fixed, last = phrase.units
    longer = phrase.prefix and last.isascii() and last != "%"
    return list(found[:-1]) == fixed and (
        found[-1].startswith(last) if longer else found[-1] == last
    )


@dataclass(frozen=True)
class Oracle:
    """Answers as an engine that holds these documents should."""

    documents: Sequence[IndexedDocument]

    def find(self, query: EngineQuery) -> Matches:
        """Total, the wanted slice, and the counts of each facet."""
        found = [d for d in self.documents if matches(d, query.where)]
        for name, values in query.excluded.items():
            found = [d for d in found if not matches(d, HasFacet(name, values))]
        if query.dated:
            found = [d for d in found if matches(d, query.dated)]
        kept = self._narrowed(found, query, "")
        ranking = query.ranking
        scored = [(d, self._score(d, ranking.terms, ranking)) for d in kept]
        scored.sort(key=lambda pair: _key(pair[0], pair[1], query.sort))
        if query.sort == "relevance":
            for at, (d, score) in enumerate(scored[:RESCORED]):
                scored[at] = d, score + self._score(d, ranking.rescoring, ranking)
            scored.sort(key=lambda pair: _key(pair[0], pair[1], query.sort))
        ids = [d.article.id for d, _ in scored]
        if query.after is not None:
            at = ids.index(query.after) + 1 if query.after in ids else len(ids)
            scored = scored[at:]
        page = scored[query.offset : query.offset + query.limit]
        return Matches(
            len(kept),
            tuple(Match(d.article.id, score) for d, score in page),
            {f: self._counts(found, query, f) for f in query.facets},
        )

    def _counts(
        self, found: Iterable[IndexedDocument], query: EngineQuery, facet: str
    ) -> tuple[tuple[str, int], ...]:
        counts = _counts(self._narrowed(found, query, facet), facet)
        most, chosen = query.most.get(facet), query.filters.get(facet, ())
        if most is None:
            return counts
        return counts[:most] + tuple(c for c in counts[most:] if c[0] in chosen)

    def _narrowed(
        self, found: Iterable[IndexedDocument], query: EngineQuery, but: str
    ) -> list[IndexedDocument]:
        filters = [HasFacet(n, v) for n, v in query.filters.items() if n != but]
        return [d for d in found if all(matches(d, each) for each in filters)]

    def _score(
        self, document: IndexedDocument, terms: Iterable[RankTerm], ranking: Ranking
    ) -> float:
        score = sum(
            self._opening(document, term)
            if term.field == "lead"
            else self._impact(document, term)
            for term in terms
        )
        for boost in ranking.boosts:
            score *= boost.factor if matches(document, boost.where) else 1
        return score

    def _impact(self, document: IndexedDocument, term: RankTerm) -> float:
        held = self._held(term.field)
        mine = held[document.article.id]
        tf = mine.count(term.text)
        if not tf:
            return 0.0
        df = sum(term.text in each for each in held.values())
        mean = sum(map(len, held.values())) / len(held)
        length = byte_to_length(length_to_byte(len(mine)))
        idf = log(1 + (len(held) - df + 0.5) / (df + 0.5))
        norm = K1 * (1 - B + B * length / mean)
        return term.weight * idf * (term.presence + tf * (K1 + 1) / (tf + norm))

    def _opening(self, document: IndexedDocument, term: RankTerm) -> float:
        every = self._held("chars")
        df = sum(term.text in each for each in every.values())
        idf = log(1 + (len(every) - df + 0.5) / (df + 0.5))
        there = term.text in self._held("lead")[document.article.id]
        return term.weight * idf * term.presence * there

    def _held(self, field: str) -> dict[str, list[str]]:
        if field not in self._terms:
            self._terms[field] = {
                d.article.id: terms_of(d, field) for d in self.documents
            }
        return self._terms[field]

    @cached_property
    def _terms(self) -> dict[str, dict[str, list[str]]]:
        return {}


def _key(document: IndexedDocument, score: float, sort: str) -> tuple[object, ...]:
    first = document.article.days()[0]
    if sort == "relevance":
        return -score, -first, document.article.id
    dated = first if sort == "oldest" else -first
    return first == 0, dated, -score, document.article.id


def _counts(
    documents: Iterable[IndexedDocument], facet: str
) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for document in documents:
        for value in document.article.facets()[facet]:
            counts[value] = counts.get(value, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# ---------------------------------------------------------------- random documents

# Few, so that they meet often; numbers, Latin, and characters of more than two bytes.
UNITS = ("招", "商", "引", "资", "一", "50", "450", "1,234.5", "ai", "%", "𠮷", "亿")
WORDS = ("招商", "引资", "高新区", "项目", "签约", "50", "ai")
PARKS = ("衡阳高新区", "威海高新区", "成都高新区")
TOPICS = ("招商引资", "科技创新", "金融服务")
DAYS = ("2020", "2021-03", "2021-03-04", "2023-07-26", "2023-07-26")


@dataclass(frozen=True)
class Chance:
    """Random documents and queries; the same for the same seed."""

    seed: int

    @cached_property
    def _random(self) -> random.Random:
        return random.Random(self.seed)

    def document(self, number: int) -> IndexedDocument:
        """A document with some texts in some fields."""
        chance = self._random
        day = chance.choice((*DAYS, None))
        article = Article(
            f"d-{chance.randrange(10**6):06}-{number}",
            f"{number % 3}.txt",
            headline=f"{number}",
            body=("正文" * chance.randrange(4),),
            parks=tuple(chance.sample(PARKS, chance.choice((0, 1, 1, 2)))),
            province=chance.choice(("湖南", "山东", None)),
            topics=tuple(chance.sample(TOPICS, chance.choice((0, 1, 3)))),
            published=PartialDate(day, _precision(day), "given") if day else None,
        )
        return IndexedDocument(article, {name: self._texts() for name in TEXT_FIELDS})

    def documents(self, count: int) -> list[IndexedDocument]:
        """So many documents with different ids."""
        return [self.document(number) for number in range(count)]

    def query(self, documents: Sequence[IndexedDocument]) -> EngineQuery:
        """A query with all there may be in one."""
        chance = self._random
        filters = {
            "park": tuple(chance.sample(PARKS, chance.choice((1, 2)))),
            "province": ("湖南",),
        }
        wanted = chance.sample(sorted(filters), chance.choice((0, 0, 1, 2)))
        after = chance.choice(documents).article.id if documents else ""
        return EngineQuery(
            where=self.node(documents),
            filters={name: filters[name] for name in wanted},
            excluded=chance.choice(({}, {}, {"topic": TOPICS[:1]})),
            dated=chance.choice((None, None, Dated(20210101, 20230726))),
            ranking=self.ranking(documents),
            sort=chance.choice(("relevance", "relevance", "newest", "oldest")),
            offset=chance.choice((0, 0, 3)),
            limit=chance.choice((0, 1, 5, 100)),
            after=after if chance.random() < 0.2 else None,
            facets=("park", "topic", "province", "kind", "year", "source"),
        )

    def node(self, documents: Sequence[IndexedDocument], depth: int = 0) -> Node:
        """A tree."""
        chance = self._random
        parts = chance.choice((0, 2, 3)) if depth < 2 else 0
        inner = tuple(self.node(documents, depth + 1) for _ in range(parts))
        leaves = (
            Word(chance.choice(WORDS)),
            self.phrase(documents),
            self.phrase(documents),
            self.near(documents),
            Together(self.inner(documents), chance.choice(("sentence", "text"))),
            HasFacet("topic", tuple(chance.sample(TOPICS, 2))),
            OneOf(tuple(d.article.id for d in chance.sample(documents, 3))),
            Dated(chance.choice((0, 20210304)), chance.choice((20210304, 99999999))),
        )
        if not inner:
            return chance.choice(leaves)
        both = AllOf((*inner, Not(chance.choice(leaves))))
        return chance.choice(
            (AllOf(inner), AnyOf(inner), AnyOf(inner, 2), both, Not(inner[0]))
        )

    def phrase(self, documents: Sequence[IndexedDocument]) -> Phrase:
        """Units that stand side by side somewhere, or that may stand nowhere."""
        chance = self._random
        count = chance.choice((1, 1, 2, 2, 3, 4, 6))
        units = tuple(chance.choice(UNITS) for _ in range(count))
        if documents and chance.random() < 0.7:
            found = [t for f in chance.choice(documents).texts.values() for t in f]
            text = chance.choice(found).units if found else units
            at = chance.randrange(max(1, len(text)))
            units = text[at : at + count] or units
        fields = chance.sample(TEXT_FIELDS, chance.choice((1, 2)))
        where = chance.choice((TEXT_FIELDS, TEXT_FIELDS, tuple(fields)))
        if units[-1].isascii() and chance.random() < 0.3:
            return Phrase((*units[:-1], units[-1][:2]), where, prefix=True)
        return Phrase(units, where)

    def near(self, documents: Sequence[IndexedDocument]) -> Near:
        """Phrases that may be near each other."""
        chance = self._random
        left, right = (
            tuple(self.phrase(documents) for _ in range(chance.choice((1, 2))))
            for _ in range(2)
        )
        return Near(left, right, chance.choice((0, 1, 3)))

    def inner(self, documents: Sequence[IndexedDocument], depth: int = 0) -> Node:
        """A tree that is read of a sentence or a text."""
        chance = self._random
        if depth == 2 or chance.random() < 0.3:
            return chance.choice((self.phrase(documents), self.near(documents)))
        parts = tuple(self.inner(documents, depth + 1) for _ in range(2))
        but = AllOf((parts[0], Not(parts[1])))
        return chance.choice((AllOf(parts), AnyOf(parts), but, Not(parts[0])))

    def ranking(self, documents: Sequence[IndexedDocument]) -> Ranking:
        """Terms of every kind, now and then a boost."""
        chance = self._random
        presence = chance.choice((0.0, 0.0, 2.0))
        terms = [RankTerm("words", w, 2.0, presence) for w in chance.sample(WORDS, 2)]
        pair = f"{chance.choice(UNITS)} {chance.choice(UNITS)}"
        terms.append(RankTerm("bigrams", pair, 0.5))
        terms.append(RankTerm(chance.choice(TEXT_FIELDS), chance.choice(UNITS)))
        units = chance.sample(UNITS, 4)
        again = [RankTerm("chars", unit, 0.5, presence) for unit in units]
        again.append(RankTerm("words", chance.choice(WORDS), 1.5))
        again.append(RankTerm("lead", chance.choice(UNITS), 0.5, 1.5))
        boosts = [Boost(self.phrase(documents), 1.5)] * chance.choice((0, 1))
        return Ranking(
            tuple(terms[: chance.choice((0, 1, 4))]),
            tuple(boosts),
            tuple(again[: chance.choice((0, 3, 6))]),
        )

    def _texts(self) -> tuple[Terms, ...]:
        chance = self._random
        return tuple(self._text() for _ in range(chance.choice((0, 1, 2))))

    def _text(self) -> Terms:
        chance = self._random
        words = tuple(chance.choices(WORDS, k=chance.randrange(6)))
        units = tuple(chance.choices(UNITS, k=chance.choice((0, 1, 2, 5, 14))))
        inside = range(1, len(units))
        ends = sorted(chance.sample(inside, min(len(inside), chance.choice((0, 1, 3)))))
        return Terms(words, units, tuple(ends))


def _precision(day: str) -> str:
    return {4: "year", 7: "month", 10: "day"}[len(day)]

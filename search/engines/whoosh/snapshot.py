"""What does the index hold as of one commit?

The segments of a snapshot one behind the other: a document's number is its number in
its segment plus `base`, the documents in the segments before. What was read of a term
is put together once and cached. Nothing here changes; any number of threads may read.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.base import LEAD, Near, Phrase, Together
from search.engines.stored import unpack
from search.engines.whoosh import phrases
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.layout import WORDS
from search.engines.whoosh.places import Places
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.reading import term_counts
from search.engines.whoosh.segment_data import Mask, SegmentData
from search.engines.whoosh.segment_file import Array
from search.engines.whoosh.sets import NONE
from search.engines.whoosh.terms import TermDictionary
from search.engines.whoosh.unit_text import UnitPlaces, UnitText
from search.models import Article

# The postings of some hundred frequent terms of 100,000 documents.
CACHE_BYTES = 96 << 20
# The articles of some fifty pages of results: readers go back to them, page on, narrow
# by a facet, open one.
ARTICLE_BYTES = 4 << 20
# Without its texts, and of each text without its characters, two bytes each.
_AN_ARTICLE, _A_TEXT = 2_000, 80
# So many ids are sorted as they are asked for; for more, all are, once.
_FEW = 2_000
# After any day.
_UNDATED = np.int32(np.iinfo(np.int32).max)


@dataclass(frozen=True)
class Part:
    """A segment of the snapshot; `alive`, bool [documents], is None when all are."""

    data: SegmentData
    base: int
    alive: Mask | None

    @cached_property
    def ids(self) -> TermDictionary:
        """The ids of its documents, in order."""
        return self.data.field("id").terms

    @cached_property
    def id_of(self) -> Array:
        """Which of them each document has, [documents]."""
        return self.data.values("id")[0]

    @cached_property
    def places(self) -> Places:
        """The places of phrases in it."""
        return Places(self.data)

    def frequencies(self, field: str) -> NDArray[np.int64]:
        """How many documents have each term of a field, [terms]."""
        postings = self.data.field(field).postings
        starts = postings.starts.whole().astype(np.int64)
        if self.alive is None:
            return np.diff(starts)
        alive = self.alive[postings.documents(0, int(starts[-1]))]
        return np.diff(np.concatenate([[0], np.cumsum(alive)])[starts])

    def shifted(self, docs: Docs) -> Docs:
        """Numbers of the segment's as the snapshot has them, the deleted left out."""
        if self.alive is not None:
            docs = docs[self.alive[docs]]
        return docs + self.base if self.base else docs


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How often documents have units: int64 [documents, units] each."""

    anywhere: NDArray[np.int64]
    opening: NDArray[np.int64]


class Snapshot:
    """The segments of one commit."""

    def __init__(
        self,
        segments: Iterable[tuple[SegmentData, Mask | None]],
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self.parts: list[Part] = []
        self.size = 0
        for data, alive in segments:
            self.parts.append(Part(data, self.size, alive))
            self.size += data.documents
        self._bases = [part.base for part in self.parts]
        self.cache = Cache(cache_bytes)
        self._articles = Cache(ARTICLE_BYTES)
        # Of a number each, dear to work out: not to be driven out by arrays.
        self._frequencies: dict[str, int] = {}
        self._recent: dict[str, int] = {}

    @cached_property
    def everything(self) -> Docs:
        """Every document that is not deleted."""
        if all(part.alive is None for part in self.parts):
            return np.arange(self.size)
        return self._joined(
            part.shifted(np.arange(part.data.documents)) for part in self.parts
        )

    @property
    def documents(self) -> int:
        """How many documents are not deleted."""
        return len(self.everything)

    def docs(self, field: str, text: str) -> Docs:
        """The documents with a term of a field of words or keywords."""
        return self.cache.get(("docs", field, text), lambda: self._docs(field, text))

    def phrase(self, units: Sequence[str], fields: Sequence[str] | None) -> Docs:
        """The documents with a phrase in any of the text fields (None: all)."""
        return self.cache.get(
            ("phrase", units, fields),
            lambda: self._joined(
                part.shifted(phrases.documents(part.data, units, fields))
                for part in self.parts
            ),
        )

    def placed(self, node: Phrase | Near | Together) -> Docs:
        """The documents that a node describes that is about places."""
        return self.cache.get(
            node,
            lambda: self._joined(
                part.shifted(part.places.documents(node)) for part in self.parts
            ),
        )

    def counted(self, field: str, text: str) -> tuple[Docs, NDArray[np.int64]]:
        """The documents with a term of any field, and how often each has it."""
        term = text.encode("utf-8", "surrogatepass")
        docs, counts = [NONE], [np.empty(0, np.int64)]
        for part in self.parts:
            found = term_counts(part.data, field, term)
            if found is None:
                continue
            alive = slice(None) if part.alive is None else part.alive[found[0]]
            counts.append(found[1][alive])
            docs.append(part.shifted(found[0]))
        return np.concatenate(docs), np.concatenate(counts)

    def frequency(self, unit: str) -> int:
        """How many documents have a unit anywhere."""
        found = self._frequencies.get(unit)
        if found is None:
            found = sum(self._having(part, unit) for part in self.parts)
            if found:
                self._frequencies[unit] = found
        return found

    def _having(self, part: Part, unit: str) -> int:
        text = part.data.text
        number = text.unit(unit)
        if number is None:
            return 0
        return part.shifted(text.documents_of(*text.pairs_from(number))).size

    def unit_counts(self, docs: Docs, units: Sequence[str]) -> UnitCounts:
        """How often each of a few documents has each unit, and in its opening."""
        shape = docs.size, len(units)
        found = UnitCounts(np.zeros(shape, np.int64), np.zeros(shape, np.int64))
        for part in self.parts:
            text = part.data.text
            inside = (docs >= part.base) & (docs < part.base + part.data.documents)
            rows = inside.nonzero()[0]
            known = {n: text.unit(unit) for n, unit in enumerate(units)}
            numbers = [number for number in known.values() if number is not None]
            if rows.size and numbers:
                mine = docs[rows] - part.base
                places = text.places(mine, numbers)
                columns = [n for n, number in known.items() if number is not None]
                where = np.ix_(rows, np.array(columns))
                shape = rows.size, len(numbers)
                found.anywhere[where] = _tallied(places, shape)
                found.opening[where] = _tallied(_opening(text, mine, places), shape)
        return found

    def lengths(self, field: str) -> tuple[Array, float]:
        """How many terms each document has in a field, [documents], and the mean of
        those that are not deleted."""
        every = [part.data.lengths(field) for part in self.parts]
        lengths = np.concatenate([np.empty(0, np.uint32), *every])
        left = self.everything
        alive = lengths if left.size == lengths.size else lengths[left]
        return lengths, float(alive.mean(dtype=np.float64)) if alive.size else 0.0

    @cached_property
    def days(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The first and last day each document can be of, yyyymmdd, 0: unknown."""
        columns = ("first_day", "last_day")
        first, last = (
            self._joined((part.data.column(name) for part in self.parts), np.int32)
            for name in columns
        )
        return first, last

    @cached_property
    def newest(self) -> NDArray[np.int32]:
        """A key that orders documents by their first day, the newest first, those
        without one last."""
        first = self.days[0]
        return np.where(first == 0, _UNDATED, -first)

    @cached_property
    def oldest(self) -> NDArray[np.int32]:
        """The same, the oldest first."""
        first = self.days[0]
        return np.where(first == 0, _UNDATED, first)

    def ids(self, docs: Docs) -> list[str]:
        """The ids of documents."""
        found = self._ids(docs)
        if len(found) <= _FEW:
            # Those that were found are fetched next.
            if len(self._recent) > _FEW:
                self._recent = {}
            self._recent |= zip(found, docs.tolist(), strict=True)
        return found

    def _ids(self, docs: Docs) -> list[str]:
        if len(self.parts) == 1:
            part = self.parts[0]
            terms = [part.ids[number] for number in part.id_of[docs].tolist()]
        else:
            places = map(self._place, docs.tolist())
            terms = [part.ids[int(part.id_of[number])] for part, number in places]
        return [term.decode("utf-8", "surrogatepass") for term in terms]

    def document(self, article_id: str) -> int | None:
        """The document with an id; the first, should several sources have it."""
        if article_id in (recent := self._recent):
            return recent[article_id]
        found = self._docs("id", article_id)
        return int(found[0]) if found.size else None

    def article(self, document: int) -> Article:
        """The article that a document is of."""
        part, number = self._place(document)
        return unpack(part.data.stored[number]["article"])

    def recent(self, document: int) -> Article:
        """The same, at hand where it was asked for lately."""
        return self._articles.get(document, lambda: self.article(document), _memory)

    def ranks_by_id(self, docs: Docs) -> Array:
        """Ranks that order these documents by their ids."""
        if docs.size > _FEW or len(self.parts) == 1:
            return self._ranks[docs]
        ids = self.ids(docs)
        ranks = np.empty(len(ids), np.int64)
        ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
        return ranks

    def keywords(self, field: str) -> list[str]:
        """The values of a keyword field that any document has."""
        found: set[bytes] = set()
        for part in self.parts:
            held = part.data.field(field)
            numbers, starts = part.data.values(field)
            if part.alive is not None:
                numbers = numbers[np.repeat(part.alive, np.diff(starts))]
            found.update(held.terms[number] for number in np.unique(numbers).tolist())
        return sorted(term.decode("utf-8", "surrogatepass") for term in found)

    @cached_property
    def name(self) -> str:
        """Names its segments and what is deleted of them: no other commit has it."""
        digest = hashlib.sha256()
        for part in self.parts:
            digest.update(f"{part.data.file.path.name}\n".encode())
            if part.alive is not None:
                digest.update(np.packbits(part.alive).tobytes())
        return digest.hexdigest()[:16]

    def vocabulary(self, least: int) -> Iterator[tuple[str, int]]:
        """The words that at least so many documents have, and how many do."""
        counts: Counter[bytes] = Counter()
        here = least if len(self.parts) == 1 else 1
        for part in self.parts:
            terms, found = part.data.field(WORDS).terms, part.frequencies(WORDS)
            for number in np.flatnonzero(found >= here).tolist():
                counts[terms[number]] += int(found[number])
        for term, count in counts.items():
            if count >= least:
                yield term.decode("utf-8", "surrogatepass"), count

    @cached_property
    def _ranks(self) -> Array:
        """The rank of every document by id, [documents]."""
        if len(self.parts) == 1:
            return self.parts[0].id_of
        ids = [
            part.ids[number] for part in self.parts for number in part.id_of.tolist()
        ]
        ranks = np.empty(self.size, np.int64)
        ranks[sorted(range(self.size), key=ids.__getitem__)] = np.arange(self.size)
        return ranks

    def _docs(self, field: str, text: str) -> Docs:
        term = text.encode("utf-8", "surrogatepass")
        found = []
        for part in self.parts:
            held = part.data.field(field)
            number = held.terms.find(term)
            if number is not None:
                span = held.postings.span(number)
                found.append(part.shifted(held.postings.documents(*span)))
        return self._joined(found)

    def _place(self, document: int) -> tuple[Part, int]:
        part = self.parts[bisect_right(self._bases, document) - 1]
        return part, document - part.base

    def _joined(self, arrays: Iterable[Array], kind: type = np.int64) -> Array:
        """One behind the other, as they are where there is only one."""
        filled = [each for each in arrays if each.size]
        if len(filled) == 1:
            return filled[0]
        return np.concatenate(filled) if filled else np.empty(0, kind)


def _memory(article: Article) -> int:
    """The bytes that an article takes, roughly: its texts, and what holds them."""
    lengths = [len(text) for _, text in article.texts()]
    return _AN_ARTICLE + sum(lengths) * 2 + len(lengths) * _A_TEXT


def _tallied(places: UnitPlaces, shape: tuple[int, int]) -> NDArray[np.int64]:
    """How often each document has each unit, int64 of `shape`."""
    numbers = places.rows * shape[1] + places.columns
    return np.bincount(numbers, minlength=shape[0] * shape[1]).reshape(shape)


def _opening(text: UnitText, docs: Docs, places: UnitPlaces) -> UnitPlaces:
    """The places in the opening of the body."""
    begin, end = text.field("text_body", docs)
    end = np.minimum(end, begin + LEAD)
    rows, at = places.rows, places.at
    return places.only((at >= begin[rows]) & (at < end[rows]))

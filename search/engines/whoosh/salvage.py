"""What is left of an index that is damaged?

Segments in which anything is wrong are left out, and what they held is told source by
source: the table of contents knows the sources even of a segment that is gone. Where
it is not the newest, segments that it does not name are taken for damaged too, and of
each source what stands in the newest of them counts.
"""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from whoosh import index

from search.engines.base import Maker, Remains, Salvage, Source
from search.engines.stored import key_of, named_by, unpack
from search.engines.whoosh.contents import Listed
from search.engines.whoosh.failures import SENSELESS
from search.engines.whoosh.index import Index
from search.engines.whoosh.layout import KEY
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.segment_data import SegmentData, owners_in
from search.engines.whoosh.survey import Piece, Survey, survey
from search.errors import EngineError
from search.models import Article

# Documents of one source: a segment, and which of its documents.
Place = tuple[Piece, Docs]

_UNREADABLE = (EngineError, *SENSELESS)


class SalvagedIndex(Index):
    """An index without what is damaged, as it is when a writer first asks for it."""

    def __init__(self, folder: Path, make: Maker | None) -> None:
        super().__init__(folder)
        self._make = make

    def latest_generation(self) -> int:
        """The number of the newest commit, readable or not."""
        return int(self._survey.contents.generation)

    def salvage(self) -> Salvage:
        """What was found to be wrong, and what is left."""
        damaged = _Damaged(self._survey, self._sound)
        wrong = [line for lines in self._wrong for line in lines]
        return Salvage(
            (*self._survey.wrong, *wrong), tuple(damaged.remains()), damaged.lost
        )

    @property
    def spared(self) -> frozenset[str]:
        """The damaged segments: a writer needs them until it has committed."""
        return frozenset(
            piece.id for piece in self._survey.pieces if piece not in self._sound
        )

    def listed(self) -> tuple[Listed, ...]:
        """The segments in which nothing is wrong, for those who read meanwhile."""
        return tuple(
            Listed(piece.path.name, piece.segment.alive)
            for piece in self._sound
            if piece.segment is not None
        )

    def _read_toc(self) -> index.TOC:
        # A writer marks deletions in its segments; readers must not see them.
        found = self._survey.contents
        segments = [copy.deepcopy(piece.segment) for piece in self._sound]
        return index.TOC(found.schema, segments, found.generation)

    @cached_property
    def _survey(self) -> Survey:
        return survey(Path(self.storage.folder))

    @cached_property
    def _wrong(self) -> list[tuple[str, ...]]:
        """What is wrong with each segment."""
        return [tuple(piece.wrong(self._make)) for piece in self._survey.pieces]

    @cached_property
    def _sound(self) -> list[Piece]:
        return [
            piece
            for piece, wrong in zip(self._survey.pieces, self._wrong, strict=True)
            if piece.segment is not None and not wrong
        ]


class _Damaged:
    """What the damaged segments held, source by source."""

    def __init__(self, found: Survey, sound: list[Piece]) -> None:
        self.complete = found.complete
        self.places: dict[str, list[Place]] = {}
        self.sound = sound
        unknown = Counter[str]()
        for piece in found.pieces:
            if piece in sound:
                continue
            for key, docs in _by_owner(piece).items():
                if key is None:
                    unknown[piece.path.name] = len(docs)
                else:
                    self.places.setdefault(key, []).append((piece, docs))
            if not piece.documents.size and piece.data is None:
                unknown[piece.path.name] = 0
        self.lost = tuple(
            f"{name}: {count or 'all'} articles, of which nothing is known"
            for name, count in unknown.items()
        )

    def remains(self) -> Iterator[Remains]:
        """What is left of each source that has documents in a damaged segment."""
        for key, damaged in self.places.items():
            places = [*damaged, *(_placed(piece, key) for piece in self.sound)]
            if not self.complete:
                places = list(_newest(places))
            count = sum(len(docs) for _, docs in places)
            yield Remains(named_by(key), count, partial(_articles, places))


def _by_owner(piece: Piece) -> dict[str | None, Docs]:
    """The documents of a segment by the keys of their sources, None where that is
    nowhere to be read."""
    owners = _owners(piece)
    found: dict[str | None, list[int]] = {}
    for document in piece.documents.tolist():
        found.setdefault(owners[document], []).append(document)
    return {key: np.array(docs, np.int64) for key, docs in found.items()}


def _owners(piece: Piece) -> list[str | None]:
    """The key of the source of each document: as the table of contents has it, else
    the segment, else the stored article, which knows no more than a name."""
    if piece.segment is not None and piece.segment.owners is not None:
        return list(piece.segment.owners)
    if piece.data is None:
        return [None] * (piece.segment.documents if piece.segment else 0)
    try:
        if owners := owners_in(piece.data):
            return list(owners)
    except _UNREADABLE:
        pass
    articles = (_article(piece.data, n) for n in range(piece.data.documents))
    return [key_of(Source(a.source, "")) if a else None for a in articles]


def _placed(piece: Piece, key: str) -> Place:
    """The documents of a source in a segment that is sound."""
    assert piece.data is not None
    held = piece.data.field(KEY)
    number = held.terms.find(key.encode("utf-8", "surrogatepass"))
    if number is None:
        return piece, np.empty(0, np.int64)
    docs = held.postings.documents(*held.postings.span(number))
    return piece, docs[np.isin(docs, piece.documents)]


def _newest(places: Iterable[Place]) -> Iterator[Place]:
    """Of the places of a source, the newest first, those of its newest version, each
    article once."""
    version, seen = None, set[str]()
    for piece, docs in places:
        if not docs.size:
            continue
        try:
            origins, ids = (_keywords(piece, docs, name) for name in ("origin", "id"))
        except _UNREADABLE:
            # It cannot be told from older ones: what is in it counts, and no other.
            if version is None:
                yield piece, docs
                return
            continue
        version = version or origins[0]
        fresh = [
            origin == version and article_id not in seen
            for origin, article_id in zip(origins, ids, strict=True)
        ]
        seen.update(ids)
        yield piece, docs[np.array(fresh)]


def _keywords(piece: Piece, docs: Docs, name: str) -> list[str]:
    """The only value of a keyword of each of these documents."""
    if piece.data is None:
        raise LookupError(name)
    terms, (numbers, _) = piece.data.field(name).terms, piece.data.values(name)
    if len(numbers) != piece.data.documents:
        raise LookupError(name)
    found = [terms[number] for number in numbers[docs].tolist()]
    return [term.decode("utf-8", "surrogatepass") for term in found]


def _articles(places: Iterable[Place]) -> Iterator[Article]:
    """The articles that can still be read."""
    for piece, docs in places:
        data = piece.data
        for document in docs.tolist() if data else ():
            article = data and _article(data, document)
            if article:
                yield article


def _article(data: SegmentData, document: int) -> Article | None:
    try:
        return unpack(data.stored[document]["article"])
    except _UNREADABLE:
        return None

"""What is in a segment, and which of its documents are deleted?

A segment's file never changes; deletions are part of the table of contents, where
Whoosh pickles the segments. So is, a second time, which source each document is of:
should the file be lost, it is known what is missing.
"""

import json
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.layout import KEY, PAIRS, UNITS
from search.engines.whoosh.postings import Docs, Postings, expand
from search.engines.whoosh.segment_file import Array, SegmentFile
from search.engines.whoosh.stored import StoredFields
from search.engines.whoosh.terms import TermDictionary
from search.engines.whoosh.unit_fields import UnitFields
from search.engines.whoosh.unit_text import UnitText

EXTENSION = ".seg"

Mask = NDArray[np.bool_]


class Segment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh knows it: its name, its size, its deletions."""

    # Of a segment of which nobody has taken down what it holds.
    _owners = b""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.documents = 0
        self._deleted: Mask | None = None

    def take_down(self, data: "SegmentData") -> None:
        """Write down, for the table of contents, what the file of a segment holds."""
        self.documents = data.documents
        if owners := owners_in(data):
            self._owners = zlib.compress(json.dumps(runs(owners)).encode())

    @property
    def owners(self) -> list[str] | None:
        """The key of the source of each document; None where that is not known."""
        if not self._owners:
            return None
        found = json.loads(zlib.decompress(self._owners))
        return [key for key, count in found for _ in range(count)]

    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        if self._deleted is not None:
            state["_deleted"] = zlib.compress(np.packbits(self._deleted).tobytes())
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if state["_deleted"] is not None:
            packed = np.frombuffer(zlib.decompress(state["_deleted"]), np.uint8)
            self._deleted = np.unpackbits(packed, count=self.documents).astype(bool)

    @property
    def alive(self) -> Mask | None:
        """Which documents are not deleted, bool [documents]; None: all."""
        return None if self._deleted is None else ~self._deleted

    def codec(self) -> base.Codec:
        """What reads it."""
        from search.engines.whoosh.codec import ArrayCodec

        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Never: it is one file already."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Say how many documents it has."""
        self.documents = count

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones too."""
        return self.documents

    def deleted_count(self) -> int:
        """How many of them are deleted."""
        return 0 if self._deleted is None else int(self._deleted.sum())

    def deleted_docs(self) -> Iterator[int]:
        """Their numbers."""
        deleted = () if self._deleted is None else np.flatnonzero(self._deleted)
        return map(int, deleted)

    def is_deleted(self, document: int) -> bool:
        """Whether this one is."""
        return self._deleted is not None and bool(self._deleted[document])

    def delete_document(self, document: int, delete: bool = True) -> None:
        """Delete a document, or take that back."""
        self.delete(np.array([document]), delete)

    def delete(self, documents: Array, delete: bool = True) -> None:
        """Delete documents, or take that back."""
        if not len(documents):
            return
        if self._deleted is None:
            self._deleted = np.zeros(self.documents, bool)
        self._deleted[documents] = delete
        if not self._deleted.any():
            self._deleted = None


def segment_path(storage: FileStorage, segment: Segment) -> Path:
    """The file of a segment."""
    return Path(storage.folder, segment.make_filename(EXTENSION))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of words or keywords; `lengths`, uint32 [documents], of words only."""

    terms: TermDictionary
    postings: Postings
    lengths: Array | None


class SegmentData:
    """The content of a segment, read as it is asked for; with `rescue`, of a file that
    is damaged."""

    def __init__(self, path: Path, rescue: bool = False) -> None:
        self.file = SegmentFile(path, rescue)
        meta = self.file.meta
        self.documents: int = meta["documents"]
        self.texts: tuple[str, ...] = tuple(meta["texts"])
        self.words: tuple[str, ...] = tuple(meta["words"])
        self.keywords: tuple[str, ...] = tuple(meta["keywords"])
        self.numbers: tuple[str, ...] = tuple(meta["numbers"])
        self._fields: dict[str, Field] = {}

    def field(self, name: str) -> Field:
        """A field of words or keywords."""
        if name not in self._fields:
            lengths = f"{name}.lengths"
            self._fields[name] = Field(
                TermDictionary.read(self.file, name),
                Postings(self.file, name),
                self.file.whole(lengths) if lengths in self.file else None,
            )
        return self._fields[name]

    @cached_property
    def text(self) -> UnitText:
        """The unit text."""
        return UnitText(self.file)

    @cached_property
    def units(self) -> UnitFields:
        """The units of each text field."""
        return UnitFields(self.text)

    @cached_property
    def stored(self) -> StoredFields:
        """The stored fields."""
        return StoredFields(self.file)

    def column(self, name: str) -> Array:
        """A numeric column, int32 [documents]."""
        return self.file.whole(f"{name}.numbers")

    def values(self, name: str) -> tuple[Array, Array]:
        """The keywords of each document: numbers of terms, and where those of each
        document begin, [documents + 1]."""
        numbers = self.file.whole(f"{name}.values")
        starts = f"{name}.value_starts"
        if starts in self.file:
            return numbers, self.file.whole(starts)
        return numbers, np.arange(self.documents + 1)

    def values_of(self, name: str, docs: Docs) -> Array:
        """The keywords of a few documents, one document behind the other."""
        numbers = self.file.array(f"{name}.values")
        if f"{name}.value_starts" not in self.file:
            return numbers.take(docs)
        starts = self.file.array(f"{name}.value_starts")
        begin = starts.take(docs)
        return numbers.take(expand(begin, starts.take(docs + 1) - begin))

    def lengths(self, name: str) -> Array:
        """How many terms each document has in a field that scores, [documents]."""
        if name == PAIRS:
            return self.file.whole("pairs.lengths")
        if name == UNITS:
            return np.diff(self.text.starts)
        if name in self.texts:
            every = np.arange(self.documents)
            begin, end = self.text.field(name, every)
            return end - begin
        found = self.field(name).lengths if name in self.words else None
        return np.zeros(self.documents, np.uint32) if found is None else found


def owners_in(data: SegmentData) -> list[str]:
    """The key of the source of each document, as the file of a segment has it; none
    where documents have no source. Raises EngineError when that is damaged."""
    if KEY not in data.keywords:
        return []
    terms = data.field(KEY).terms
    keys = [
        terms[number].decode("utf-8", "surrogatepass") for number in range(len(terms))
    ]
    numbers, starts = data.values(KEY)
    single = len(numbers) == data.documents and len(starts) == data.documents + 1
    return [keys[number] for number in numbers.tolist()] if single else []


def runs(values: Iterable[str]) -> list[tuple[str, int]]:
    """Each value with how often it follows itself.

    >>> runs(["a", "a", "b", "a"])
    [('a', 2), ('b', 1), ('a', 1)]
    """
    return [(value, len(list(same))) for value, same in groupby(values)]


_opened: WeakValueDictionary[tuple[str, int, int], SegmentData] = WeakValueDictionary()
_opening = threading.Lock()


def open_segment(path: Path) -> SegmentData:
    """The content of a segment file, mapped once a process, for as long as anything
    reads it. Raises EngineError when it is damaged, FileNotFoundError when missing."""
    found = path.stat()
    # A file put in the place of a damaged one, from a copy, is another file.
    key = str(path), found.st_ino, found.st_mtime_ns
    with _opening:
        data = _opened.get(key)
        if data is None:
            data = _opened[key] = SegmentData(path)
        return data

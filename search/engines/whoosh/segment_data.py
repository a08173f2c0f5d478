"""What is in a segment? A segment's file never changes."""

import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.layout import KEY, PAIRS, UNITS
from search.engines.whoosh.postings import Docs, Postings, expand
from search.engines.whoosh.segment_file import Array, SegmentFile
from search.engines.whoosh.stored import StoredFields
from search.engines.whoosh.terms import TermDictionary
from search.engines.whoosh.unit_fields import UnitFields
from search.engines.whoosh.unit_text import UnitText

EXTENSION = ".seg"

Mask = NDArray[np.bool_]


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

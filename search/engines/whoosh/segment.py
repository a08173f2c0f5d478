"""What does Whoosh know of a segment, and which of its documents are deleted?

Deletions are part of the table of contents, where Whoosh pickles the segments. So is, a
second time, which source each document is of: should the file be lost, it is known what
is missing.
"""

import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.contents import packed, unpacked
from search.engines.whoosh.segment_data import EXTENSION, Mask, SegmentData, owners_in
from search.engines.whoosh.segment_file import Array


class Segment(base.Segment):  # type: ignore[misc]
    """A segment as Whoosh knows it: its name, its size, its deletions."""

    # Of a segment of which nobody has taken down what it holds.
    _owners = b""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.documents = 0
        self._deleted: Mask | None = None

    def take_down(self, data: SegmentData) -> None:
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
            state["_deleted"] = packed(self._deleted)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        if state["_deleted"] is not None:
            self._deleted = unpacked(state["_deleted"], self.documents)

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


def runs(values: Iterable[str]) -> list[tuple[str, int]]:
    """Each value with how often it follows itself.

    >>> runs(["a", "a", "b", "a"])
    [('a', 2), ('b', 1), ('a', 1)]
    """
    return [(value, len(list(same))) for value, same in groupby(values)]

"""What lies in the folder of an index, and what is wrong with it?

The last table of contents that can be read says which segments there are. Where a newer
one cannot be read, segments that none names may hold what it named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh import index

from search.engines.base import Maker
from search.engines.whoosh.codec import segment_path
from search.engines.whoosh.comparison import different
from search.engines.whoosh.failures import SENSELESS
from search.engines.whoosh.inspection import disagreements
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.schema import make_schema
from search.engines.whoosh.segment import (
    EXTENSION,
    Segment,
    SegmentData,
    open_segment,
    owners_in,
)
from search.engines.whoosh.storage import INDEX_NAME, DurableStorage
from search.errors import EngineError

# Another process's commit may remove the files of the table of contents just read.
_TRIES = 10
_TOC = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_SEGMENT = re.compile(rf"{INDEX_NAME}_([0-9a-z]+){re.escape(EXTENSION)}")


@dataclass(frozen=True)
class Piece:
    """A segment as far as it can be read: `segment` is what the table of contents says
    of it, None where none names it; `data` is None where it cannot be opened, and
    `problem` says why."""

    path: Path
    segment: Segment | None
    data: SegmentData | None
    problem: str = ""

    @property
    def id(self) -> str:
        """The name of the segment among those of the index."""
        found = _SEGMENT.fullmatch(self.path.name)
        return found[1] if found else ""

    @property
    def documents(self) -> Docs:
        """The documents that are not deleted, as far as is known."""
        held = self.segment or self.data
        every = np.arange(held.documents if held else 0, dtype=np.int32)
        alive = self.segment.alive if self.segment else None
        return every if alive is None else every[alive]

    def wrong(self, make: Maker | None) -> Iterator[str]:
        """A line for everything that is wrong with it, and with what `make` makes of
        its articles."""
        if self.data is None:
            yield self.problem
            return
        try:
            bad = list(disagreements(self.data))
            bad = bad or list(self._listed_otherwise(self.data))
            yield from bad or different(self.data, make)
        except SENSELESS as error:
            name = type(error).__name__
            yield f"{self.path.name}: cannot be made sense of ({name})"

    def _listed_otherwise(self, data: SegmentData) -> Iterator[str]:
        if self.segment is None:
            return
        owners, alive = self.segment.owners, self.segment.alive
        same = owners is None or owners == owners_in(data)
        whole = alive is None or alive.shape == (data.documents,)
        if not (same and whole and self.segment.doc_count_all() == data.documents):
            yield f"{self.path.name}: the table of contents says otherwise"


@dataclass(frozen=True)
class Survey:
    """What lies in the folder: the last table of contents that can be read, with the
    number of the newest; a line for each that cannot be, and the segments. `complete`
    says that no commit is known to be missing."""

    contents: index.TOC
    complete: bool
    wrong: tuple[str, ...]
    pieces: tuple[Piece, ...]


def survey(storage: DurableStorage) -> Survey:
    """Look at everything in the folder. Raises EngineError, OSError."""
    for _ in range(_TRIES):
        before = _generations(storage)
        found = _survey(storage, before)
        if _generations(storage) == before:
            break
    return found


def _survey(storage: DurableStorage, generations: list[int]) -> Survey:
    contents, complete = index.TOC(make_schema(), [], 0), False
    wrong: list[str] = []
    for generation in generations:
        name = index.TOC._filename(INDEX_NAME, generation)
        try:
            contents = index.TOC.read(storage, INDEX_NAME, generation)
            complete = not wrong
            break
        except (EngineError, OSError, index.IndexError, *SENSELESS):
            wrong.append(f"{name}: the table of contents is damaged")
    contents.generation = max(generations, default=0)
    if not generations:
        wrong.append(f"_{INDEX_NAME}_….toc: the table of contents is missing")
    pieces = [_piece(segment_path(storage, s), s) for s in contents.segments]
    if not complete:
        pieces = [*_unnamed(storage, pieces), *pieces]
    return Survey(contents, complete, tuple(wrong), tuple(pieces))


def _generations(storage: DurableStorage) -> list[int]:
    """The numbers of the tables of contents, the newest first."""
    found = map(_TOC.fullmatch, storage.list())
    return sorted((int(match[1]) for match in found if match), reverse=True)


def _piece(path: Path, segment: Segment | None) -> Piece:
    try:
        return Piece(path, segment, open_segment(path))
    except FileNotFoundError:
        return Piece(path, segment, None, f"{path.name}: missing")
    except EngineError as error:
        return Piece(path, segment, None, error.message)


def _unnamed(storage: DurableStorage, named: list[Piece]) -> Iterator[Piece]:
    """Segments that no table of contents names, the newest first."""
    names = {piece.path.name for piece in named}
    paths = [Path(storage.folder, name) for name in storage.list()]
    found = [p for p in paths if _SEGMENT.fullmatch(p.name) and p.name not in names]
    found.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return (_piece(path, None) for path in found)

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
from search.engines.whoosh.comparison import different
from search.engines.whoosh.contents import COPY, contents_path, copy_of, generations
from search.engines.whoosh.durable import DurableStorage
from search.engines.whoosh.failures import SENSELESS
from search.engines.whoosh.inspection import disagreements
from search.engines.whoosh.postings import Docs
from search.engines.whoosh.schema import make_schema
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.segment_data import (
    EXTENSION,
    SegmentData,
    open_segment,
    owners_in,
)
from search.engines.whoosh.storage import INDEX_NAME
from search.errors import EngineError

# Another process's commit may remove the files of the table of contents just read.
_TRIES = 10
_SEGMENT = re.compile(rf"{INDEX_NAME}_([0-9a-z]+){re.escape(EXTENSION)}")


@dataclass(frozen=True)
class Piece:
    """A segment as far as it can be read: `segment` is what the table of contents says
    of it, None where none names it; `problem` says why it cannot be opened, and then
    `data` is what can be rescued, None where nothing can."""

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
        every = np.arange(held.documents if held else 0, dtype=np.int64)
        alive = self.segment.alive if self.segment else None
        return every if alive is None else every[alive]

    def wrong(self, make: Maker | None) -> Iterator[str]:
        """A line for everything that is wrong with it, and with what `make` makes of
        its articles."""
        if self.data is None or self.problem:
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


def survey(folder: Path) -> Survey:
    """Look at everything in a folder. Raises EngineError, OSError."""
    for _ in range(_TRIES):
        before = generations(folder)
        found = _survey(folder, before or generations(folder, COPY))
        if generations(folder) == before:
            break
    return found


def _survey(folder: Path, generations: list[int]) -> Survey:
    newest = max(generations, default=0)
    contents, complete = index.TOC(make_schema(), [], newest), False
    wrong: list[str] = []
    for generation in generations:
        read, bad = _contents(folder, generation)
        wrong += bad
        if read is not None:
            contents, complete = read, generation == newest
            break
    contents.generation = newest
    pieces = [_piece(_path(folder, each), each) for each in contents.segments]
    if not complete:
        pieces = [*_unnamed(folder, pieces), *pieces]
        wrong.append("what the last commit deleted is not known, and may come back")
    return Survey(contents, complete, tuple(wrong), tuple(pieces))


def _contents(folder: Path, generation: int) -> tuple[index.TOC | None, list[str]]:
    """A table of contents, or else its copy, or None; what is wrong with either."""
    contents = contents_path(folder, generation).name
    read, wrong = [], []
    for name, copies, what in (
        (contents, False, "the table of contents"),
        (copy_of(contents), True, "the copy of the table of contents"),
    ):
        try:
            storage = DurableStorage(folder, copies)
            read.append(index.TOC.read(storage, INDEX_NAME, generation))
        except FileNotFoundError:
            wrong.append(f"{name}: {what} is missing")
        except (EngineError, OSError, index.IndexError, *SENSELESS):
            wrong.append(f"{name}: {what} is damaged")
    return (read[0] if read else None), wrong


def _path(folder: Path, segment: Segment) -> Path:
    name: str = segment.make_filename(EXTENSION)
    return folder / name


def _piece(path: Path, segment: Segment | None) -> Piece:
    try:
        return Piece(path, segment, open_segment(path))
    except FileNotFoundError:
        return Piece(path, segment, None, f"{path.name}: missing")
    except EngineError as error:
        return Piece(path, segment, _rescued(path), error.message)


def _rescued(path: Path) -> SegmentData | None:
    try:
        return SegmentData(path, rescue=True)
    except (EngineError, *SENSELESS):
        return None


def _unnamed(folder: Path, named: list[Piece]) -> Iterator[Piece]:
    """Segments that no table of contents names, the newest first."""
    names = {piece.path.name for piece in named}
    found = [p for p in folder.iterdir() if _SEGMENT.fullmatch(p.name)]
    found = [path for path in found if path.name not in names]
    found.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return (_piece(path, None) for path in found)

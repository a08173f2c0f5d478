"""The embedded engine: an index of Whoosh's in a folder on this machine."""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.base import (
    EngineInfo,
    EngineQuery,
    IndexedDocument,
    Kept,
    Maker,
    Matches,
    Node,
    Salvage,
    Source,
)
from search.engines.stored import key_of, source_of
from search.engines.whoosh.aside import read_aside, write_aside
from search.engines.whoosh.contents import (
    contents_path,
    latest_generation,
    read_contents,
)
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.failures import damaged, translate_errors
from search.engines.whoosh.segment_data import open_segment
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.storage import aside_path, look, size_in_bytes
from search.models import Article

# What writes and repairs is loaded by those who do, and Whoosh with it: not by a query.
if TYPE_CHECKING:
    from search.engines.whoosh.loader import WhooshLoader
    from search.engines.whoosh.salvage import SalvagedIndex
    from search.engines.whoosh.segment import Segment
    from search.engines.whoosh.writer import BulkWriter

# Another process's commit may remove the files of the table of contents just read.
_TRIES = 10
# The clock of a file system may stand still so long.
_TICK_NS = 100_000_000


@dataclass(frozen=True, slots=True)
class _Current:
    """The newest commit that was asked for: its generation, what answers from it, when
    the folder had `changed` (ns), and whether that was long enough ago to tell."""

    generation: int
    executor: Executor
    changed: int
    settled: bool


class WhooshView:
    """What an index holds as of one commit; any number of threads may ask."""

    def __init__(self, folder: Path, executor: Executor) -> None:
        self.folder = folder
        self._executor = executor

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question."""
        with translate_errors(self.folder):
            found = self._executor.find(query)
        if query.articles:
            articles = self.fetch(match.id for match in found.matches)
            found = replace(found, articles=articles)
        if query.counted:
            found = replace(found, counts=self.counts(query.counted))
        return found

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""
        snapshot = self._executor.snapshot
        with translate_errors(self.folder):
            found = (snapshot.document(each) for each in ids)
            return tuple(
                snapshot.recent(document) for document in found if document is not None
            )

    def articles(self, source: Source) -> Iterator[Article]:
        """The articles of a source, in the order in which they came."""
        snapshot = self._executor.snapshot
        with translate_errors(self.folder):
            documents = snapshot.docs("key", key_of(source)).tolist()
        for document in documents:
            with translate_errors(self.folder):
                article = snapshot.article(document)
            yield article

    def counts(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """How many documents each of these nodes describes."""
        with translate_errors(self.folder):
            return tuple(self._executor.matching(node).size for node in nodes)

    def describe(self) -> EngineInfo:
        """What the index holds."""
        snapshot = self._executor.snapshot
        with translate_errors(self.folder):
            return EngineInfo(
                name="whoosh",
                documents=snapshot.documents,
                sources=tuple(map(source_of, snapshot.keywords("origin"))),
                bytes=size_in_bytes(self.folder),
            )

    def view(self) -> "WhooshView":
        """Itself: it stays as it is."""
        return self

    def commit_id(self) -> str:
        """What names the commit."""
        return self._executor.snapshot.name

    def vocabulary(self, least: int = 1) -> tuple[tuple[str, int], ...]:
        """The words that at least so many documents have, and how many do."""
        with translate_errors(self.folder):
            return tuple(self._executor.snapshot.vocabulary(least))

    def kept(self, name: str) -> Kept | None:
        """What was last kept under this name, of whatever commit."""
        return read_aside(aside_path(self.folder, name))

    def keep(self, name: str, content: bytes) -> None:
        """Keep with the index what was worked out of it."""
        with translate_errors(self.folder):
            write_aside(aside_path(self.folder, name), content)


class WhooshEngine:
    """An `Engine` on a Whoosh index; any number of threads may use it.

    Readers see the last commit, from whatever process, without being told.
    """

    def __init__(self, folder: Path, create: bool = False) -> None:
        """Open the index in `folder`, or make one. Raises EngineError."""
        if create:
            from search.engines.whoosh.index import create_index

            create_index(folder)
        else:
            look(folder)
        self.folder = folder
        self._writer: BulkWriter | None = None
        # What is left, from `salvage` to the commit.
        self._salvaged: SalvagedIndex | None = None
        self._current: _Current | None = None
        self._opening = threading.Lock()

    def replace(self, source: Source, documents: Iterable[IndexedDocument]) -> None:
        """Put these in place of all documents of `source`; none removes it."""
        from search.engines.whoosh.schema import fields_of

        with translate_errors(self.folder):
            self._writing().delete_by_term("key", key_of(source))
        # What goes wrong while a document is made is no fault of the index.
        for document in documents:
            with translate_errors(self.folder):
                self._writing().add_document(**fields_of(source, document))

    def loader(self) -> "WhooshLoader":
        """What writes segments for `take`, in any process; while it does, nobody else
        can write."""
        from search.engines.whoosh.loader import WhooshLoader

        with translate_errors(self.folder):
            return WhooshLoader(self._writing().loader())

    def take(self, loaded: "list[Segment]") -> None:
        """Add the documents that a loader has written."""
        with translate_errors(self.folder):
            self._writing().adopt(loaded)

    def commit(self) -> None:
        """Make all replacements since the last commit visible."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        with translate_errors(self.folder):
            try:
                writer.commit()
            finally:
                if not writer.is_closed:
                    writer.cancel()
                self._forget()

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question."""
        return self.view().find(query)

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""
        return self.view().fetch(ids)

    def articles(self, source: Source) -> Iterator[Article]:
        """The articles of a source, in the order in which they came."""
        return self.view().articles(source)

    def counts(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """How many documents each of these nodes describes."""
        return self.view().counts(nodes)

    def describe(self) -> EngineInfo:
        """What the index holds."""
        return self.view().describe()

    def view(self) -> "WhooshView":
        """What answers from the newest commit, whatever is committed meanwhile."""
        with translate_errors(self.folder):
            return WhooshView(self.folder, self._executor())

    def commit_id(self) -> str:
        """What names the newest commit."""
        return self.view().commit_id()

    def vocabulary(self, least: int = 1) -> tuple[tuple[str, int], ...]:
        """The words that at least so many documents have, and how many do."""
        return self.view().vocabulary(least)

    def kept(self, name: str) -> Kept | None:
        """What was last kept under this name, of whatever commit."""
        return read_aside(aside_path(self.folder, name))

    def keep(self, name: str, content: bytes) -> None:
        """Keep with the index what was worked out of it."""
        with translate_errors(self.folder):
            write_aside(aside_path(self.folder, name), content)

    def check(self, make: Maker | None = None) -> Iterator[str]:
        """A line for everything that is wrong with the index: its tables of contents,
        its segments, and articles that `make` makes other documents of."""
        from search.engines.whoosh.survey import survey

        with translate_errors(self.folder):
            found = survey(self.folder)
            yield from found.wrong
            for piece in found.pieces:
                yield from piece.wrong(make)

    def salvage(self, make: Maker | None = None) -> Salvage:
        """Leave out all that `check` finds to be wrong, and tell what is left of it.

        Nobody else can write until `commit` or `close`.
        """
        from search.engines.whoosh.salvage import SalvagedIndex
        from search.engines.whoosh.writer import BulkWriter

        self.close()
        with translate_errors(self.folder):
            left = SalvagedIndex(self.folder, make)
            self._writer = BulkWriter(left, timeout=1.0)
            self._salvaged = left
            return left.salvage()

    def close(self) -> None:
        """Let go of files and locks; a replacement not committed is dropped."""
        writer, self._writer = self._writer, None
        self._forget()
        if writer is not None:
            with translate_errors(self.folder):
                writer.cancel()

    def _writing(self) -> "BulkWriter":
        from search.engines.whoosh.index import Index
        from search.engines.whoosh.writer import BulkWriter

        if self._writer is None:
            self._writer = BulkWriter(Index(self.folder), timeout=1.0)
        return self._writer

    def _forget(self) -> None:
        """Begin anew with what lies in the folder, damaged or not."""
        self._salvaged = self._current = None

    def _executor(self) -> Executor:
        """On the newest commit; the one at hand while there is no newer."""
        changed = os.stat(self.folder).st_mtime_ns
        current = self._current
        if current is None or current.changed != changed or not current.settled:
            with self._opening:
                current = self._newest(changed)
        return current.executor

    def _newest(self, changed: int) -> "_Current":
        """The newest commit, of a folder last `changed` at this time."""
        # A later change within a tick of the file system's clock looks the same.
        settled = time.time_ns() - changed > _TICK_NS
        current = self._current
        if current is None or current.generation != self._generation():
            generation, executor = self._opened()
        else:
            generation, executor = current.generation, current.executor
        self._current = _Current(generation, executor, changed, settled)
        return self._current

    def _opened(self) -> tuple[int, Executor]:
        for left in reversed(range(_TRIES)):
            generation = self._generation()
            try:
                return generation, Executor(self._snapshot(generation))
            except FileNotFoundError as error:
                # Another commit has taken it away, or, where there was none, who?
                if not left or self._generation() == generation:
                    raise damaged(Path(error.filename), "missing") from error
        raise AssertionError

    def _generation(self) -> int:
        salvaged = self._salvaged
        return (
            latest_generation(self.folder)
            if salvaged is None
            else salvaged.latest_generation()
        )

    def _snapshot(self, generation: int) -> Snapshot:
        salvaged = self._salvaged
        listed = (
            read_contents(contents_path(self.folder, generation))
            if salvaged is None
            else salvaged.listed()
        )
        return Snapshot(
            (open_segment(self.folder / each.name), each.alive) for each in listed
        )

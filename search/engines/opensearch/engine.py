"""The engine for archives past one machine: an index of an OpenSearch cluster."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

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
from search.engines.opensearch.bulk import Loaded, OpenSearchLoader
from search.engines.opensearch.checking import faults, salvaged
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.failures import Gone
from search.engines.opensearch.keeping import Keeping
from search.engines.opensearch.state import Ledger
from search.engines.opensearch.view import OpenSearchView
from search.engines.opensearch.writer import Writer
from search.models import Article
from search.place import Cluster

T = TypeVar("T")

# So many commits in a row may come in between.
_TRIES = 5


class OpenSearchEngine:
    """An `Engine` on an archive of a cluster; any number of threads may use it.

    Readers see the last commit, from whatever process, without being told: another
    process's at the latest `state.FRESH_S` after it.
    """

    def __init__(self, cluster: Cluster, create: bool = False) -> None:
        """Open the archive, or make one. Raises EngineError."""
        self.cluster = cluster
        self._connection = Connection(cluster)
        self._ledger = Ledger(self._connection)
        self._writer: Writer | None = None
        self._hidden: frozenset[str] = frozenset()
        self._current: OpenSearchView | None = None
        self._opening = threading.Lock()
        if create:
            self._ledger.create()
        else:
            self._ledger.read()

    # ------------------------------------------------------------ to write

    def replace(self, source: Source, documents: Iterable[IndexedDocument]) -> None:
        """Put these in place of all documents of `source`; none removes it."""
        self._writing().remove(source)
        self._writing().add(source, documents)

    def begin_anew(self) -> None:
        """What comes up to the next `commit` is to be all there is, in an index of its
        own: of this program's mapping of today, with the shards of today. Until then,
        and for who has a view even after, all is as it was. Raises EngineError."""
        self.close()
        self._writer = Writer(self._ledger, anew=True)

    def loader(self) -> OpenSearchLoader:
        """What writes documents for `take`, in any process; while it does, nobody else
        can write."""
        return self._writing().loader

    def take(self, loaded: Loaded) -> None:
        """Add the documents that a loader has written."""
        self._writing().take(loaded)

    def commit(self) -> None:
        """Make all replacements since the last commit visible."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        self._hidden, self._current = frozenset(), None
        writer.commit()

    def close(self) -> None:
        """Let go of locks and connections; a replacement not committed is dropped."""
        writer, self._writer = self._writer, None
        self._hidden, self._current = frozenset(), None
        if writer is not None:
            writer.cancel()
        self._connection.close()

    # ------------------------------------------------------------ to look after

    def check(self, make: Maker | None = None) -> Iterator[str]:
        """A line for everything that is wrong with what the archive holds."""
        for fault in faults(self.view(), make):
            yield fault.line

    def salvage(self, make: Maker | None = None) -> Salvage:
        """Leave out all that `check` finds to be wrong, and tell what is left of it.

        Nobody else can write until `commit` or `close`.
        """
        self.close()
        self._writing()
        # `remains` reads what this view has, whatever is hidden from then on.
        found, hidden = salvaged(self.view(), make)
        self._hidden, self._current = hidden, None
        return found

    # ------------------------------------------------------------ to read

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question."""
        return self._newest(lambda view: view.find(query))

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""
        wanted = list(ids)
        return self._newest(lambda view: view.fetch(wanted))

    def articles(self, source: Source) -> Iterator[Article]:
        """The articles of a source, by their ids."""
        return self.view().articles(source)

    def counts(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """How many documents each of these nodes describes."""
        wanted = list(nodes)
        return self._newest(lambda view: view.counts(wanted))

    def describe(self) -> EngineInfo:
        """What the archive holds."""
        return self._newest(lambda view: view.describe())

    def view(self) -> OpenSearchView:
        """What answers from the newest commit, whatever is committed meanwhile."""
        for tries_left in reversed(range(_TRIES)):
            state = self._ledger.recent()
            with self._opening, suppress(*[Gone] * bool(tries_left)):
                current = self._current
                if current is None or current.state.commit != state.commit:
                    current = OpenSearchView(self._ledger, state, self._hidden)
                    self._current = current
                return current
        raise AssertionError

    def commit_id(self) -> str:
        """What names the newest commit."""
        return self._ledger.recent().commit

    def vocabulary(self, least: int = 1) -> tuple[tuple[str, int], ...]:
        """The words that at least so many documents have, and how many do."""
        return self._newest(lambda view: view.vocabulary(least))

    def kept(self, name: str) -> Kept | None:
        """What was last kept under this name, of whatever commit."""
        return Keeping(self._ledger).read(name)

    def keep(self, name: str, content: bytes) -> None:
        """Keep with the archive what was worked out of it."""
        Keeping(self._ledger).write(name, content)

    # ------------------------------------------------------------ inside

    def _writing(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._ledger)
        return self._writer

    def _newest(self, ask: Callable[[OpenSearchView], T]) -> T:
        """An answer of the newest commit; of the next, where that came in between."""
        for _ in range(_TRIES):
            try:
                return ask(self.view())
            except Gone:
                self._current = None
        return ask(self.view())

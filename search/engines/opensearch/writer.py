"""How does one batch of changes come about, all of it or nothing?

    lock → begin a batch → bulk, seen by nobody → refresh → switch the state → tidy up

What a writer before has left that ended without a word is tidied up first: before the
switch its documents go, after it those that they replaced.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from search.engines.base import IndexedDocument, Source
from search.engines.opensearch.bulk import Loaded, OpenSearchLoader
from search.engines.opensearch.conditions import Condition, any_value
from search.engines.opensearch.connection import WRITING_S, Connection
from search.engines.opensearch.documents import source_key
from search.engines.opensearch.lock import Lock
from search.engines.opensearch.mapping import index_body
from search.engines.opensearch.state import Ledger, State, new_commit
from search.errors import EngineError

# To remove a million documents takes minutes.
_REMOVING_S = 3600.0
# After so many documents a node that ends should not have to write them again.
_MANY = 1_000
# So many sources at a time are looked up.
_KEYS_AT_ONCE = 10_000


class Writer:
    """The only writer of an archive, from its making to `commit` or `cancel`."""

    def __init__(self, ledger: Ledger, anew: bool = False) -> None:
        """Take the lock and begin a batch; `anew`, one that is to be all there is, in
        an index of its own. Raises IndexLocked, EngineError."""
        self.ledger = ledger
        self.connection: Connection = ledger.connection
        self.lock = Lock(self.connection, ledger.index)
        self.replaced: set[str] = set()
        self._written: set[str] = set()
        self._documents = 0
        try:
            self.state = self._begun(ledger.read(), anew)
        except BaseException:
            self.lock.release()
            raise

    @property
    def index(self) -> str:
        """The index that is written to."""
        return self.state.building or self.state.index

    @property
    def loader(self) -> OpenSearchLoader:
        """Writes documents of this batch."""
        return OpenSearchLoader(self.connection, self.index, self.state.begun)

    def remove(self, source: Source) -> None:
        """All documents of a source go, at the commit."""
        key = source_key(source)
        self.replaced.add(key)
        if key in self._written:
            mine = {"term": {"batch": self.state.begun}}
            self._documents -= self._removed(
                self.state.index, [mine, any_value("key", [key])]
            )
            self._written.discard(key)

    def add(self, source: Source, documents: Iterable[IndexedDocument]) -> None:
        """Documents come, at the commit."""
        self.take(self.loader.load((source, each) for each in documents))

    def take(self, loaded: Loaded) -> None:
        """What a loader has written is of this batch."""
        self.lock.check()
        self._written |= loaded.keys
        self._documents += loaded.documents

    def commit(self) -> None:
        """Make the batch visible with one write. Raises EngineError: nothing was."""
        try:
            self.lock.check()
            refresh(self.connection, self.index)
            self._check_whole()
            committed = self._switched()
        except BaseException:
            self.cancel()
            raise
        # What is committed is committed; what is left over the next writer removes, as
        # it does an index that others may still be reading.
        with suppress(EngineError):
            if committed.previous:
                self.ledger.name(committed.index)
            else:
                self._tidied(committed)
            if self._documents >= _MANY:
                self._flush(committed.index)
        self.lock.release()

    def cancel(self) -> None:
        """Nothing of the batch stays."""
        with suppress(EngineError):
            current = self.ledger.read()
            if current.version == self.state.version:
                self._tidied(current)
        self.lock.release()

    def _flush(self, index: str) -> None:
        path = f"/{index}/_flush"
        self.connection.ask("POST", path, timeout_s=_REMOVING_S, patience_s=0.0)

    # ------------------------------------------------------------ before

    def _begun(self, state: State, anew: bool) -> State:
        # Written to, an index that is not there would be made, of whatever kind.
        self.connection.ask("GET", f"/{state.index}/_settings", filter_path="*.uuid")
        settled = state if state.is_settled else self._tidied(state)
        building = self.ledger.new_index() if anew else ""
        begun = replace(settled, begun=settled.batch + 1, building=building)
        written = self.ledger.write(settled, begun)
        if anew:
            self.ledger.make_index(building, index_body(self.ledger.cluster))
        return written

    def _tidied(self, state: State) -> State:
        """Remove what is left over of the last commit, and of a batch without one."""
        for index in filter(None, (state.building, state.previous)):
            self.connection.ask("DELETE", f"/{index}", ignore=404)
        self._removed(state.index, [{"range": {"batch": {"gt": state.batch}}}])
        if state.retired:
            self._removed(state.index, [state.leaving()])
        # The number of a batch that came to nothing is not used again.
        batch = max(state.batch, state.begun)
        settled = replace(
            state, retired=(), batch=batch, begun=batch, building="", previous=""
        )
        return self.ledger.write(state, settled)

    # ------------------------------------------------------------ the switch

    def _check_whole(self) -> None:
        """Raises EngineError where not all that was written is there."""
        found = self._count([{"term": {"batch": self.state.begun}}])
        if found != self._documents:
            raise EngineError(
                f"{self._documents} documents were written to {self.ledger.cluster}, "
                f"{found} are there",
                "run the same command again; nothing has changed",
            )

    def _switched(self) -> State:
        before = self.state
        after = replace(before, batch=before.begun, commit=new_commit())
        if before.building:
            after = replace(
                after, index=before.building, previous=before.index, building=""
            )
        else:
            after = replace(after, retired=tuple(sorted(self._held(self.replaced))))
        after = replace(after, documents=self._count(after.visible()))
        return self.ledger.write(before, after)

    def _held(self, keys: Iterable[str]) -> set[str]:
        """Those of some sources that have documents of before."""
        if not self.state.documents:
            return set()
        every = sorted(keys)
        found: set[str] = set()
        older = {"range": {"batch": {"lte": self.state.batch}}}
        for at in range(0, len(every), _KEYS_AT_ONCE):
            some = every[at : at + _KEYS_AT_ONCE]
            body = {
                "size": 0,
                "query": {"bool": {"filter": [older, any_value("key", some)]}},
                "aggs": {"keys": {"terms": {"field": "key", "size": len(some)}}},
            }
            held = self.connection.search(body, self.state.index)
            found |= {each["key"] for each in held["aggregations"]["keys"]["buckets"]}
        return found

    def _count(self, conditions: list[Condition]) -> int:
        body = {"query": {"bool": {"filter": conditions}}}
        path = f"/{self.index}/_count"
        return int(self.connection.ask("POST", path, body)["count"])

    def _removed(self, index: str, conditions: list[Condition]) -> int:
        """Remove documents for good; how many."""
        refresh(self.connection, index)
        done: dict[str, Any] = self.connection.ask(
            "POST",
            f"/{index}/_delete_by_query",
            {"query": {"bool": {"filter": conditions}}},
            patience_s=WRITING_S,
            timeout_s=_REMOVING_S,
            refresh="true",
            conflicts="proceed",
        )
        return int(done["deleted"])


def refresh(connection: Connection, index: str) -> None:
    """Let what was written be found by those who look for it."""
    connection.ask(
        "POST", f"/{index}/_refresh", patience_s=WRITING_S, timeout_s=WRITING_S
    )

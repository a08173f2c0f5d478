"""What does the cluster keep for a view, and what where it has lost it?

A point in time. A node that ends takes with it what it held of one, and one that nobody
asks for is let go: then another is taken, unless there is a newer commit by then.
"""

import threading
import time
import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from search.engines.opensearch.connection import PATIENCE_S, Connection
from search.engines.opensearch.failures import Gone, Overtaken
from search.engines.opensearch.state import Ledger, State
from search.errors import EngineError

Json = dict[str, Any]
T = TypeVar("T")

# So long the cluster keeps a point in time that nobody asks for.
KEEP_ALIVE = "10m"
# So many answers at most are asked for in one request.
_AT_ONCE = 100
# Before it is looked whether a node has taken over.
_PAUSE_S = 0.1


class PointInTime:
    """What the cluster keeps for a view, in so many `shards`. Raises Gone where that
    has moved on."""

    def __init__(self, ledger: Ledger, state: State) -> None:
        self.ledger, self.state = ledger, state
        self._taking = threading.Lock()
        self.shards = 0
        self._held: list[str] = [self._taken()]

    def search(self, body: Json) -> Json:
        """An answer of that time. Raises Gone, EngineError."""
        connection = self.ledger.connection
        return self._asked(lambda name: connection.search(_at(name, body)))

    def searches(self, bodies: Iterable[Json]) -> list[Json]:
        """Several answers of that time, with scores. Raises as `search`."""
        connection = self.ledger.connection
        left, found = [*bodies], list[Json]()
        while left:
            some, left = left[:_AT_ONCE], left[_AT_ONCE:]
            found += self._asked(partial(_searched, connection, some))
        return found

    def _asked(self, ask: Callable[[str], T]) -> T:
        """An answer; where a node has gone that held a part of what is asked, it takes
        the cluster a moment to find another that does."""
        until = time.monotonic() + PATIENCE_S
        while True:
            name = self._name()
            try:
                return ask(name)
            except Overtaken:
                raise
            except Gone:
                self._lost(name)
                if time.monotonic() > until:
                    raise
            time.sleep(_PAUSE_S)

    def _name(self) -> str:
        with self._taking:
            if not self._held:
                self._held.append(self._taken())
            return self._held[0]

    def _taken(self) -> str:
        """A new one. Whoever commits removes nothing before the state says so: if it
        says now what it said before, all of this commit was there."""
        connection = self.ledger.connection
        path = f"/{self.state.index}/_search/point_in_time"
        taken = connection.ask("POST", path, keep_alive=KEEP_ALIVE)
        name: str = taken["pit_id"]
        weakref.finalize(self, _let_go, connection, name)
        self.shards = taken["_shards"]["total"]
        if self.ledger.read().commit != self.state.commit:
            raise Overtaken("the archive has changed meanwhile", "ask again")
        return name

    def _lost(self, name: str) -> None:
        with self._taking:
            if self._held == [name]:
                self._held.clear()


def _searched(connection: Connection, bodies: list[Json], name: str) -> list[Json]:
    return connection.searches(_at(name, body) for body in bodies)


def _at(name: str, body: Json) -> Json:
    return body | {"pit": {"id": name, "keep_alive": KEEP_ALIVE}}


def _let_go(connection: Connection, name: str) -> None:
    with suppress(EngineError):
        connection.ask(
            "DELETE",
            "/_search/point_in_time",
            {"pit_id": [name]},
            patience_s=0.0,
            timeout_s=5.0,
            ignore=404,
        )

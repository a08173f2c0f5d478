"""Who writes?

One at a time: a document says who, since when, and when last heard of. Who has not been
heard of for `LEASE_S` has ended without a word; clocks have to agree that far. A writer
that could not make itself heard for as long does not write any more.
"""

import os
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from search.engines.opensearch.connection import Connection
from search.errors import EngineError, IndexLocked

LEASE_S = 120.0
BEAT_S = 20.0
# So long another writer is waited for.
WAIT_S = 1.0


class Lock:
    """The lock of an archive, held by this writer until `release`."""

    def __init__(self, connection: Connection, index: str) -> None:
        """Take it. Raises IndexLocked where somebody else has it."""
        self.connection = connection
        self.path = f"/{index}/_doc/lock"
        self._since = _now()
        self._name = uuid4().hex
        self._heard = time.monotonic()
        self._version = self._taken()
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self._beating.start()

    def check(self) -> None:
        """Raises EngineError where somebody else may write by now."""
        if time.monotonic() - self._heard > LEASE_S - BEAT_S:
            raise EngineError(
                f"the lock of {self.connection.cluster} could not be held",
                "run the same command again; nothing has changed",
            )

    def release(self) -> None:
        """Let others write."""
        self._ended.set()
        self._beating.join()
        number, term = self._version
        with suppress(EngineError):
            self.connection.attempt(
                "DELETE", self.path, if_seq_no=number, if_primary_term=term
            )

    def _taken(self) -> tuple[int, int]:
        until = time.monotonic() + WAIT_S
        while True:
            found = self.connection.attempt("GET", self.path)
            if found is None:
                done = self._put(op_type="create")
            elif time.time() - found["_source"]["lock"]["heard"] > LEASE_S:
                done = self._put(
                    if_seq_no=found["_seq_no"], if_primary_term=found["_primary_term"]
                )
            else:
                done = None
            if done is not None:
                return done["_seq_no"], done["_primary_term"]
            if time.monotonic() > until:
                raise self._locked(found)
            time.sleep(0.1)

    def _locked(self, found: dict[str, Any] | None) -> IndexLocked:
        held = found["_source"]["lock"] if found else {}
        who = f": {held['who']}, since {held['since']}" if held else ""
        return IndexLocked(
            f"another process is writing to {self.connection.cluster}{who}",
            "wait until it has finished, then try again",
        )

    def _put(self, **params: Any) -> dict[str, Any] | None:
        held = {
            "who": f"process {os.getpid()} on {socket.gethostname()}",
            "name": self._name,
            "since": self._since,
            "heard": time.time(),
        }
        return self.connection.attempt("PUT", self.path, {"lock": held}, **params)

    def _beat(self) -> None:
        while not self._ended.wait(BEAT_S):
            number, term = self._version
            began = time.monotonic()
            with suppress(EngineError):
                done = self._put(if_seq_no=number, if_primary_term=term)
                if done is None:
                    done = self._mine()
                if done is not None:
                    self._version = done["_seq_no"], done["_primary_term"]
                    self._heard = began

    def _mine(self) -> dict[str, Any] | None:
        """The document, where a beat was heard whose answer was lost."""
        found = self.connection.attempt("GET", self.path)
        mine = found and found["_source"]["lock"]["name"] == self._name
        return found if mine else None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")

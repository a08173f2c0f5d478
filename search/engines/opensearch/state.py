"""What is committed?

One small document says it, and one write of it commits: documents carry the number of
their batch, and each question asks for those of a batch up to the committed one, but
for documents of before of sources that this one replaced, until these are removed.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from search.engines.opensearch.conditions import Condition, any_value
from search.engines.opensearch.connection import WRITING_S, Connection
from search.engines.opensearch.failures import missing
from search.engines.opensearch.mapping import SCHEMA, index_body, state_body
from search.errors import EngineError, IndexLocked, IndexOutdated
from search.place import Cluster


@dataclass(frozen=True, slots=True)
class State:
    """What the state document says.

    `index` holds the articles, `commit` names the commit, `batch` is its number and
    `begun` that of the last batch that anybody began. `retired` are the keys of the
    sources of which older documents are on their way out; `documents` counts what is
    there without them. `building` is an index that is to take the place of this one,
    `previous` the one whose place it took. `version` names this writing of the
    document.
    """

    index: str
    commit: str
    batch: int = 0
    begun: int = 0
    retired: tuple[str, ...] = ()
    documents: int = 0
    building: str = ""
    previous: str = ""
    schema: int = SCHEMA
    version: tuple[int, int] = (0, 0)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left over, of a commit or of a batch that came to none."""
        left = self.retired or self.building or self.previous
        return not left and self.begun == self.batch

    def visible(self, hidden: Iterable[str] = ()) -> list[Condition]:
        """What a document has to be to be seen; `hidden` sources are not."""
        found: list[Condition] = [{"range": {"batch": {"lte": self.batch}}}]
        if self.retired:
            found.append({"bool": {"must_not": [self.leaving()]}})
        if keys := list(hidden):
            found.append({"bool": {"must_not": [any_value("key", keys)]}})
        return found

    def leaving(self) -> Condition:
        """What a document is that this commit has replaced."""
        older = {"range": {"batch": {"lt": self.batch}}}
        return {"bool": {"filter": [older, any_value("key", self.retired)]}}


# So long what was heard to be committed is taken to be.
FRESH_S = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """A state that was committed at a time (of `time.monotonic`)."""

    state: State
    when: float

    def replaces(self, known: "Heard") -> bool:
        """Whether it says more than what is known: of two that were asked for side by
        side the later state counts, whichever is heard last."""
        mine, other = (each.state.version[::-1] for each in (self, known))
        if mine < other:
            return self.when - known.when > FRESH_S
        return mine > other or self.when > known.when


# What was last heard of each archive: what one part of a process commits all others
# know.
_heard: dict[str, Heard] = {}
_noting = threading.Lock()


def new_commit() -> str:
    """A name that no other commit has."""
    return uuid4().hex[:16]


class Ledger:
    """Where the state of an archive is read and written."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.cluster: Cluster = connection.cluster
        self.index = f"{self.cluster.name}-state"

    def recent(self) -> State:
        """What is committed, or was `FRESH_S` ago. Raises as `read`."""
        known = _heard.get(str(self.cluster))
        if known is None or time.monotonic() - known.when > FRESH_S:
            return self.read()
        return known.state

    def read(self) -> State:
        """What is committed. Raises IndexMissing, IndexOutdated."""
        asked = time.monotonic()
        found = self.connection.ask("GET", f"/{self.index}/_doc/state", ignore=404)
        if not found.get("found"):
            raise missing(self.cluster)
        return self._noted(self._checked(found), asked)

    def create(self) -> State:
        """The state of an archive, made where there is none."""
        found = self.connection.ask("GET", f"/{self.index}/_doc/state", ignore=404)
        if found.get("found"):
            return self._checked(found)
        self.make_index(self.index, state_body(self.cluster))
        state = State(index=self.new_index(), commit=new_commit())
        self.make_index(state.index, index_body(self.cluster))
        self._put("state", {"state": _record(state)}, op_type="create")
        # Of one of this name that was removed a moment ago nothing is true any more.
        _heard.pop(str(self.cluster), None)
        state = self.read()
        self.name(state.index)
        return state

    def new_index(self) -> str:
        """The name of an index of articles that is not there yet."""
        held = self.connection.ask(
            "GET", f"/{self.cluster.name}-v*", ignore=404, expand_wildcards="all"
        )
        numbers = [0]
        for each in held:
            number = each.removeprefix(f"{self.cluster.name}-v")
            numbers += [int(number)] if number.isdecimal() else []
        return f"{self.cluster.name}-v{max(numbers) + 1}"

    def make_index(self, name: str, body: dict[str, Any]) -> None:
        """Make an index, unless it is there."""
        made = self.connection.ask(
            "PUT", f"/{name}", body, timeout_s=WRITING_S, ignore=400
        )
        error = made.get("error")
        if error and "already_exists" not in str(error):
            raise EngineError(f"the index {name} cannot be made: {_told(error)}")

    def name(self, index: str) -> None:
        """Let the name of the archive mean an index of articles, for other programs;
        this one asks the state."""
        alias = self.cluster.name
        held = self.connection.ask("GET", f"/_alias/{alias}", ignore=404)
        before = [each for each in held if each not in (index, "error", "status")]
        actions = [{"remove": {"index": each, "alias": alias}} for each in before]
        actions.append({"add": {"index": index, "alias": alias}})
        self.connection.ask("POST", "/_aliases", {"actions": actions})

    def write(self, before: State, after: State) -> State:
        """Put a state in place of the one that was read; all or nothing.

        Raises IndexLocked where somebody else has written meanwhile.
        """
        number, term = before.version
        done = self._put(
            "state", {"state": _record(after)}, if_seq_no=number, if_primary_term=term
        )
        if done is None:
            # Sent twice, the first may have been heard.
            found = self.read()
            if replace(found, version=after.version) != after:
                raise IndexLocked(
                    f"another process has written to {self.cluster} meanwhile",
                    "run the same command again; what it wrote is all there",
                )
            return found
        written = replace(after, version=(done["_seq_no"], done["_primary_term"]))
        return self._noted(written, time.monotonic())

    def _noted(self, state: State, when: float) -> State:
        name, heard = str(self.cluster), Heard(state, when)
        with _noting:
            known = _heard.get(name)
            if known is None or heard.replaces(known):
                _heard[name] = heard
        return state

    def _put(self, name: str, body: Any, **params: Any) -> dict[str, Any] | None:
        return self.connection.attempt(
            "PUT", f"/{self.index}/_doc/{name}", body, patience_s=WRITING_S, **params
        )

    def _checked(self, found: dict[str, Any]) -> State:
        held = found["_source"]["state"]
        if held.get("schema") != SCHEMA:
            raise IndexOutdated(
                f"{self.cluster} was made by another version of this program",
                f"remove the indexes {self.cluster.name}-*, then run 'search index "
                f"{self.cluster.options} PATH…'",
            )
        version = found["_seq_no"], found["_primary_term"]
        return State(**held | {"retired": tuple(held["retired"]), "version": version})


def _record(state: State) -> dict[str, Any]:
    held = asdict(state)
    del held["version"]
    return held


def _told(error: Any) -> str:
    return str(error.get("reason", error) if isinstance(error, dict) else error)

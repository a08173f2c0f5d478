"""How do documents get into an index?

By bulk requests of some megabytes. What the cluster is too busy for is sent again;
what it refuses is an error that names the article.
"""

import json
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from search.engines.base import IndexedDocument, Source
from search.engines.opensearch.connection import WRITING_S, Connection
from search.engines.opensearch.documents import lines_of, source_key
from search.errors import EngineError

# So many bytes are a request: some hundred articles.
REQUEST_BYTES = 4 << 20
_BUSY = {429, 503}
# So often what the cluster is too busy for is sent again.
_TRIES = 12
_LONGEST_PAUSE_S = 10.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many documents a batch has got, of which sources (their keys)."""

    documents: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Action:
    """A document on its way: the lines that bring it in, and what names it."""

    lines: bytes
    article: str


class OpenSearchLoader:
    """A `Loader` that writes documents of a batch, which nobody sees."""

    def __init__(self, connection: Connection, index: str, batch: int) -> None:
        self.connection, self.index, self.batch = connection, index, batch

    def load(self, documents: Iterable[tuple[Source, IndexedDocument]]) -> Loaded:
        """Write documents. Raises EngineError."""
        keys = set[str]()
        count, sending = 0, None
        # While a request is on its way the next is made.
        with ThreadPoolExecutor(1) as sender:
            for actions in self._requests(documents, keys):
                count += sending.result() if sending else 0
                sending = sender.submit(self._send, actions)
            count += sending.result() if sending else 0
        return Loaded(count, frozenset(keys))

    def _requests(
        self, documents: Iterable[tuple[Source, IndexedDocument]], keys: set[str]
    ) -> Iterator[list[_Action]]:
        """What is sent at a time; the sources of it are added to `keys`."""
        waiting: list[_Action] = []
        size = 0
        for source, document in documents:
            lines = lines_of(self.batch, source, document)
            keys.add(source_key(source))
            waiting.append(_Action(lines, document.article.id))
            size += len(lines)
            if size >= REQUEST_BYTES:
                yield waiting
                waiting, size = [], 0
        if waiting:
            yield waiting

    def _send(self, actions: list[_Action]) -> int:
        """How many of these were not in the batch before."""
        new, pause = 0, 0.25
        for attempt in range(_TRIES):
            if not actions:
                return new
            if attempt:
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_S)
            answers = self._answers(actions)
            # What is sent again may have been heard the first time.
            heard = _done if attempt else _created
            new += sum(map(heard, answers))
            actions = [*_refused(actions, answers, self.connection.cluster)]
        raise EngineError(
            f"{self.connection.cluster} has too much to do: "
            f"{len(actions)} articles were refused {_TRIES} times",
            "run the same command again later; nothing has changed",
        )

    def _answers(self, actions: Iterable[_Action]) -> list[Any]:
        body = b"".join(action.lines for action in actions)
        found = self.connection.ask(
            "POST",
            f"/{self.index}/_bulk",
            body,
            patience_s=WRITING_S,
            timeout_s=max(WRITING_S, self.connection.cluster.timeout_s),
            filter_path="items.*.status,items.*.error",
        )
        return [item["index"] for item in found.get("items", ())]


def _created(answer: dict[str, Any]) -> bool:
    return bool(answer["status"] == 201)


def _done(answer: dict[str, Any]) -> bool:
    return bool(answer["status"] < 300)


def _refused(
    actions: list[_Action], answers: list[Any], cluster: object
) -> Iterator[_Action]:
    """What is to be sent again. Raises EngineError for what need not be."""
    if len(answers) != len(actions):
        raise EngineError(f"{cluster}: a bulk request was not answered whole")
    for action, answer in zip(actions, answers, strict=True):
        if answer["status"] in _BUSY:
            yield action
        elif not _done(answer):
            raise EngineError(
                f"{cluster} refuses the article {action.article}: {_why(answer)}",
                "mend or leave out that article, then run the same command again; "
                "nothing has changed",
            )


def _why(answer: dict[str, Any]) -> str:
    error = answer.get("error") or {}
    causes = [error, error.get("caused_by") or {}]
    said = [f"{each.get('type')}: {each.get('reason')}" for each in causes if each]
    return json.dumps("; ".join(said), ensure_ascii=False)[1:400].strip('"')

"""How is a cluster asked?

Over HTTP, any of its nodes: where one does not answer, the next is asked; where none
does, or the cluster is too busy or about to elect a manager, it is asked again for a
while. Every request can be sent twice without doing anything twice.
"""

import logging
import os
import time
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy import exceptions as raised

from search.engines.opensearch.failures import error_for, is_lost, is_passing
from search.place import Cluster

Json = dict[str, Any]

# So long a cluster is asked again that cannot be reached, or cannot answer yet.
PATIENCE_S = 10.0
# Who writes has more time.
WRITING_S = 60.0
# After that it is asked only once, for so long: nobody who reads waits in vain again.
_GIVEN_UP_S = 15.0
# They would note every request in the log of whoever serves, with all that was asked;
# what fails is told by us.
for _name in ("opensearch", "opensearchpy.trace"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 2.0
# How a question is answered: by all shards; where there is an order, in each of them a
# term is as rare as it is in all.
_COUNTED: Json = {"allow_partial_search_results": False}
_RANKED: Json = _COUNTED | {"search_type": "dfs_query_then_fetch"}


class Connection:
    """Asks a cluster; any number of threads may use it. It can be pickled."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._gave_up = float("-inf")
        self._opened: tuple[int, OpenSearch] | None = None

    def __reduce__(self) -> tuple[type["Connection"], tuple[Cluster]]:
        return Connection, (self.cluster,)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        patience_s: float = PATIENCE_S,
        timeout_s: float | None = None,
        at_once: bool = False,
        **params: Any,
    ) -> Json:
        """What the cluster answers; `at_once`, where what was asked about is lost, that
        it is. Raises EngineError."""
        until = time.monotonic() + self._patience(patience_s)
        pause = _FIRST_PAUSE_S
        params["request_timeout"] = timeout_s or self.cluster.timeout_s
        while True:
            try:
                found = self._client.transport.perform_request(
                    method, path, params=dict(params), body=body
                )
                found = found if isinstance(found, dict) else {"found": found}
                _check(found.get("responses", ()))
                self._gave_up = float("-inf")
                return found
            except raised.OpenSearchException as error:
                passing = self._is_passing(error, at_once)
                if not passing or time.monotonic() + pause > until:
                    if passing:
                        self._gave_up = time.monotonic()
                    raise error_for(self.cluster, error) from error
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)

    def attempt(
        self, method: str, path: str, body: Any = None, **params: Any
    ) -> Json | None:
        """The same; None where it is not there (404) or somebody else was first (409).
        Raises EngineError."""
        params["ignore"] = (404, 409)
        found = self.ask(method, path, body, **params)
        status = found.get("status")
        if status in (404, 409) or found.get("found") is False:
            return None
        return found

    def search(self, body: Json, index: str = "") -> Json:
        """An answer of all shards, or none."""
        path = f"/{index}/_search" if index else "/_search"
        whole: Json = {"allow_partial_search_results": "false"}
        return self.ask("POST", path, body, at_once=not index, **whole)

    def searches(self, bodies: Iterable[Json]) -> list[Json]:
        """Answers of one request, each of all shards; what is lost is told at once."""
        lines: list[Json] = []
        for body in bodies:
            lines += _RANKED if body["size"] else _COUNTED, body
        if not lines:
            return []
        text = "\n".join(map(self._client.transport.serializer.dumps, lines)) + "\n"
        found = self.ask("POST", "/_msearch", text, at_once=True)
        return list(found["responses"])

    def close(self) -> None:
        """Let go of its connections; they are opened again when needed."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened[1].close()

    @cached_property
    def major(self) -> int:
        """The major version of the server."""
        return int(self.ask("GET", "/")["version"]["number"].split(".")[0])

    def _is_passing(self, error: raised.OpenSearchException, at_once: bool) -> bool:
        if not isinstance(error, raised.TransportError):
            return False
        return not at_once if is_lost(error) else is_passing(error)

    def _patience(self, patience_s: float) -> float:
        given_up = time.monotonic() - self._gave_up < _GIVEN_UP_S
        return 0.0 if given_up else patience_s

    @property
    def _client(self) -> OpenSearch:
        """The client of this process: one that was forked would read the answers to
        what its parent asks."""
        opened = self._opened
        if opened is None or opened[0] != os.getpid():
            opened = self._opened = os.getpid(), self._connected()
        return opened[1]

    def _connected(self) -> OpenSearch:
        cluster = self.cluster
        secure = cluster.urls[0].startswith("https:")
        options: Json = {}
        if cluster.user:
            options["http_auth"] = (cluster.user, cluster.password)
        elif cluster.token:
            options["headers"] = {"authorization": f"Bearer {cluster.token}"}
        if secure:
            options |= {
                "verify_certs": cluster.verify,
                "ssl_show_warn": False,
                "ca_certs": cluster.ca,
            }
        return OpenSearch(
            list(cluster.urls),
            timeout=cluster.timeout_s,
            max_retries=len(cluster.urls),
            retry_on_timeout=len(cluster.urls) > 1,
            retry_on_status=(),
            pool_maxsize=16,
            **options,
        )


def _check(answers: Iterable[Json]) -> None:
    """Raises the first error among the answers of one request."""
    for each in answers:
        if "error" in each:
            raise raised.TransportError(each.get("status", 500), "", each)

"""What does a user hear when the cluster cannot be used?

One line: the thing, the place, and the next command. Nothing that opensearch-py raises
gets past `error_for`, and no password gets into a message.
"""

from typing import Any

from opensearchpy import exceptions as raised

from search.config import user_home
from search.errors import (
    ConfigError,
    EngineError,
    IndexMissing,
    InvalidRequest,
    SearchError,
)
from search.place import CONFIG, Cluster

# What may be over in a moment: too much at once, or a node that has just gone.
PASSING = {429, 502, 503, 504}


# What says that a node has gone, with all that it held for a view.
_LOST = (
    "search_context_missing", "node_disconnected", "node_not_connected",
    "node_closed", "no_shard_available", "NoShardAvailable",
)  # fmt: skip


class Gone(EngineError):
    """What a view looked at is no longer held for it."""


class Overtaken(Gone):
    """And there is a newer commit by now."""


def missing(cluster: Cluster) -> IndexMissing:
    """The error for an archive that is not there."""
    return IndexMissing(
        f"no archive {cluster}", f"run 'search index {cluster.options} PATH…' first"
    )


def is_passing(error: raised.TransportError) -> bool:
    """Whether the same request may be answered a moment later."""
    if isinstance(error, raised.SSLError):
        return False
    if isinstance(error, raised.ConnectionError):
        return True
    return error.status_code in PASSING


def is_lost(error: raised.TransportError) -> bool:
    """Whether what a view looked at is not there any more; for whom looks at no more
    than what is there, that passes."""
    if isinstance(error, raised.ConnectionError):
        return False
    reason = _reason(error)
    return any(word in reason for word in _LOST)


def error_for(cluster: Cluster, error: raised.OpenSearchException) -> SearchError:
    """What a user hears of what opensearch-py raised."""
    where = ", ".join(cluster.urls)
    match error:
        case raised.ConnectionTimeout():
            return EngineError(
                f"{where}: no answer within {cluster.timeout_s:g} s",
                f"try again, or set timeout_s in {user_home() / CONFIG}",
            )
        case raised.SSLError():
            return EngineError(
                f"{where}: its certificate is not trusted",
                f"name the file of its authority: ca in {user_home() / CONFIG}",
            )
        case raised.ConnectionError():
            return EngineError(
                f"{where} cannot be reached", "start it, or name another node: --url"
            )
        case raised.TransportError():
            return _answered(cluster, where, error)
    return EngineError(f"{where}: the answer makes no sense ({type(error).__name__})")


def _answered(
    cluster: Cluster, where: str, error: raised.TransportError
) -> SearchError:
    reason = _reason(error)
    if is_lost(error):
        return Gone(f"{where}: an older state is no longer held", "ask again")
    match error.status_code:
        case 401:
            return EngineError(
                f"{where} does not know who asks",
                "set PARK_NEWS_USER and PARK_NEWS_PASSWORD, or PARK_NEWS_TOKEN",
            )
        case 403:
            return EngineError(
                f"{where}: {cluster.user or 'whoever asks'} may not do this",
                f"let a role read and write {cluster.name}-*",
            )
        case 404 if "index_not_found" in reason:
            return missing(cluster)
        case 429:
            return EngineError(f"{where} has too much to do", "try again later")
    if "too_many" in reason and "clauses" in reason:
        return InvalidRequest(
            "检索式太长，集群一次答不了",
            "请缩短检索式，或请管理员调高 indices.query.bool.max_clause_count",
        )
    return EngineError(f"{where} answers {error.status_code}: {reason}")


def _reason(error: raised.TransportError) -> str:
    """What the cluster says, in a line."""
    said: Any = error.info if len(error.args) > 2 else error.error
    if not isinstance(said, dict):
        return str(error.error)[:300]
    told = said.get("error", said)
    if not isinstance(told, dict):
        return str(told)[:300]
    causes = [told, *told.get("root_cause", ()), told.get("caused_by") or {}]
    causes += [shard.get("reason", {}) for shard in told.get("failed_shards", ())]
    lines = [f"{c.get('type', '')}: {c.get('reason', '')}" for c in causes if c]
    return "; ".join(dict.fromkeys(lines)).replace("\n", " ")[:500]


def not_installed(error: ImportError) -> ConfigError:
    """The error where opensearch-py is not there."""
    return ConfigError(
        "the engine opensearch needs opensearch-py",
        "run 'pip install park-news-search[opensearch]'",
    )

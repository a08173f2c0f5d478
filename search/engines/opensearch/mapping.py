"""Which fields has a document on OpenSearch, and how is each analysed?

Every token is ours: the server only splits at spaces. `text_headline` … hold the units
of the texts of a field, each text behind a BORDER and a gap that no phrase crosses, and
between two units a place where a STOP can stand, which is the end of a sentence; under
each, `heads` has the beginnings of numbers and runs of letters at the place of the
whole. `there` counts that a term is there, however
often (BM25 with k1 = 0).

`_source` keeps what cannot be made again: the article, its facts, and digests of the
rest. Terms are made again of the article (`search migrate`), not by the server.
"""

from typing import Any

from search.engines.base import TEXT_FIELDS
from search.models import FACETS, MONTH
from search.place import Cluster

# Goes up whenever an index of before cannot be read any more.
SCHEMA = 2

# Stands before each text and behind the last; before and behind each sentence; and
# where a sentence might end, and does not.
BORDER, STOP, NO_STOP = "¶", "|", "_"
# Between two texts of a field; nobody asks for units so far from each other.
GAP = 100_000
# So many characters of a number or a run of letters are looked up as its beginning.
LONGEST_HEAD = 32

FACET_FIELDS = (*FACETS, MONTH, "source")

_KEYWORD = {"type": "keyword"}
# Only looked at, neither found nor counted.
_STORED = {"type": "keyword", "index": False, "doc_values": False}
_NO_RUN = "^[^0-9a-z].*$"


def index_body(cluster: Cluster) -> dict[str, Any]:
    """What makes an index of articles."""
    return {
        "settings": {
            "number_of_shards": cluster.shards,
            "auto_expand_replicas": f"0-{cluster.replicas}",
            # What is written is seen when a commit says so, and not before.
            "refresh_interval": "-1",
            "codec": "best_compression",
            "similarity": {
                "default": {"type": "BM25", "k1": 1.2, "b": 0.75},
                "there": {"type": "BM25", "k1": 0.0, "b": 0.0},
            },
            "analysis": _ANALYSIS,
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": list(_KEPT)},
            "properties": _facts() | _terms(),
        },
    }


_ANALYSIS = {
    "filter": {
        "no_run": {
            "type": "pattern_replace",
            "pattern": _NO_RUN,
            "replacement": "",
        },
        "filled": {"type": "length", "min": 1},
        # Edge n-grams would lose count of the places from one text to the next.
        "beginnings": {
            "type": "pattern_capture",
            "preserve_original": True,
            "patterns": [f"^(.{{{n}}})" for n in range(1, LONGEST_HEAD + 1)],
        },
        "no_stop": {"type": "stop", "stopwords": [NO_STOP]},
        "stop": {"type": "stop", "stopwords": [STOP]},
    },
    "analyzer": {
        "heads": {
            "tokenizer": "whitespace",
            "filter": ["no_stop", "no_run", "filled", "beginnings"],
        },
        "units": {"tokenizer": "whitespace", "filter": ["no_stop"]},
        "chars": {"tokenizer": "whitespace", "filter": ["no_stop", "stop"]},
    },
}
_DAYS = ("first_day", "last_day", "oldest")
_KEPT = (
    "id", "batch", "key", "origin", "article", "facts", "texts", *_DAYS, "facet_*",
)  # fmt: skip


def _facts() -> dict[str, Any]:
    facets = {f"facet_{name}": _KEYWORD for name in FACET_FIELDS}
    days = {key: {"type": "integer"} for key in _DAYS}
    others = {
        "id": _KEYWORD,
        "batch": {"type": "long"},
        "key": _KEYWORD,
        "origin": _KEYWORD,
        "article": _STORED,
        "facts": _STORED,
        "texts": _STORED,
    }
    return facets | days | others


def _terms() -> dict[str, Any]:
    texts = {f"text_{name}": _text("units") | _COPIED for name in TEXT_FIELDS}
    others = {
        "words": _counted({"there": _THERE}),
        "chars": _counted({"there": _THERE | _CHARS}) | _CHARS,
        "bigrams": _counted({}),
        "lead": _THERE | {"similarity": "default"},
        # The words once more, by document: what counts them all.
        "vocabulary": {"type": "keyword", "index": False},
    }
    return texts | others


def _text(analyzer: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": analyzer, "position_increment_gap": GAP}


def _counted(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": "whitespace",
        "index_options": "freqs",
        "fields": fields,
    }


_CHARS = {"analyzer": "chars"}
_THERE = {
    "type": "text",
    "analyzer": "whitespace",
    "index_options": "docs",
    "norms": False,
    "similarity": "there",
}
_HEADS = _text("heads") | {"search_analyzer": "whitespace", "norms": False}
_COPIED = {"copy_to": "chars", "fields": {"heads": _HEADS}}


def state_body(cluster: Cluster) -> dict[str, Any]:
    """What makes the index of an archive's state: who writes, what is committed, and
    what was worked out of it."""
    unseen = {"type": "object", "enabled": False}
    return {
        "settings": {
            "number_of_shards": 1,
            "auto_expand_replicas": f"0-{max(cluster.replicas, 1)}",
        },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "state": unseen,
                "lock": unseen,
                "kept": unseen,
                "content": {"type": "binary"},
            },
        },
    }

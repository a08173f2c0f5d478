"""Is what an archive holds what it should be?

The cluster keeps checksums of its own files. What is looked at here: that as many
documents are there as were committed, and that each is found by what its article says:
beside the article stand digests of the facts and texts that its terms were made of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from search.engines.base import IndexedDocument, Maker, Remains, Salvage, Source
from search.engines.opensearch.conditions import EVERY, any_value
from search.engines.opensearch.documents import (
    facts_digest,
    facts_of,
    source_key,
    texts_digest,
)
from search.engines.opensearch.view import OpenSearchView
from search.engines.stored import source_of, unpack
from search.models import Article

_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
_FIELDS = ("*",)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that says what is wrong, and the source it is wrong with, as far as it is
    known."""

    line: str
    source: Source | None = None


def faults(view: OpenSearchView, make: Maker | None) -> Iterator[Fault]:
    """Everything that is wrong with what a view holds."""
    count = 0
    for held in view.documents(EVERY, *_FIELDS):
        count += 1
        if what := _wrong(held, make):
            yield Fault(f"{held.get('id', 'a document')}: {what}", _source(held))
    expected = view.state.documents
    if not view.hidden and count != expected:
        yield Fault(f"{count} documents are there, {expected} were committed")


def salvaged(
    view: OpenSearchView, make: Maker | None
) -> tuple[Salvage, frozenset[str]]:
    """What is wrong and what is left; and the keys of the sources that it concerns."""
    found = [*faults(view, make)]
    sources = dict.fromkeys(fault.source for fault in found if fault.source)
    remains = [
        Remains(s, _count(view, s), partial(_articles, view, s)) for s in sources
    ]
    unknown = [fault.line for fault in found if fault.source is None]
    salvage = Salvage(
        tuple(fault.line for fault in found), tuple(remains), tuple(unknown)
    )
    return salvage, frozenset(map(source_key, sources))


def _wrong(held: dict[str, Any], make: Maker | None) -> str:
    """What is wrong with a document; nothing, where it is sound."""
    try:
        article = unpack(held["article"])
        plain = IndexedDocument(article, {})
        told = facts_of(plain)
        if any(held.get(name) != value for name, value in told.items()):
            return "it is not found by what its article says"
        if facts_digest(plain) != held["facts"]:
            return "it was indexed with other facts than its article has"
        if make and texts_digest(make(article)) != held["texts"]:
            return "it was indexed with other texts than its article has"
    except _UNREADABLE:
        return "it cannot be read"
    return ""


def _source(held: dict[str, Any]) -> Source | None:
    try:
        known = source_of(held["origin"])
        return Source(known.name, known.root)
    except _UNREADABLE:
        return None


def _count(view: OpenSearchView, source: Source) -> int:
    return sum(1 for _ in view.documents(_of(source), "id"))


def _articles(view: OpenSearchView, source: Source) -> Iterator[Article]:
    """The articles of a source that can still be read."""
    for held in view.documents(_of(source), "article"):
        try:
            yield unpack(held["article"])
        except _UNREADABLE:
            continue


def _of(source: Source) -> dict[str, Any]:
    return any_value("key", [source_key(source)])

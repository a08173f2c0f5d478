"""What does the benchmark ask of an engine, and in which form does it get tokens?

All but ours get three text fields: `words`, the words of all texts, stored; `bigrams`,
adjacent pairs of units with their positions, a border between texts, which a phrase of
units is looked for in; and facets and a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from search.engines.base import (
    AllOf,
    AnyOf,
    IndexedDocument,
    Node,
    Not,
    Phrase,
    Word,
)

# The facets that each page counts: few values, some dozen, and several a document.
FACETS = ("year", "publication", "topic")
PAGE = 10
BORDER = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """A document as the other engines get it: tokens joined by spaces."""

    id: str
    words: str
    bigrams: str
    day: int
    year: str
    publication: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page: how many in all, the hits in the engine's own form, the counts of each
    facet by value."""

    total: int
    hits: Any
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Side(Protocol):
    """An engine in the benchmark; `build` and `open` name a folder of its own."""

    folder: Path

    def native(self, document: IndexedDocument) -> Any:
        """A document in the form this engine is fed with."""

    def build(self, documents: Iterable[Any], count: int) -> None:
        """Index so many documents, as this engine does by itself, durably."""

    def merge(self) -> None:
        """Make one segment of all there are, where that is still to be done."""

    def build_parts(self, documents: Iterable[Any], count: int) -> None:
        """Index documents as several segments (eight where possible)."""

    def open(self) -> None:
        """Make ready to answer."""

    def segments(self) -> int:
        """How many segments there are."""

    def ready(self, node: Node) -> Any:
        """A question in the form of this engine."""

    def page(self, question: Any) -> Any:
        """Answer: the ten best, the exact total, the counts of the facets."""

    def answer(self, raw: Any) -> Answer:
        """What `page` gave, in the form that is compared."""

    def snippets(self, question: Any, raw: Any) -> list[str]:
        """What is shown of each hit of a page."""

    def close(self) -> None:
        """Let go of everything."""


def row_of(document: IndexedDocument) -> Row:
    """A document for the other engines."""
    article = document.article
    texts = [text for each in document.texts.values() for text in each]
    border = f" {BORDER} "
    return Row(
        article.id,
        " ".join(word for text in texts for word in text.words),
        border.join(" ".join(map(pair_token, text.bigrams)) for text in texts),
        article.days()[0],
        article.published.year if article.published else "",
        article.publication or "",
        article.topics,
    )


def pair_token(pair: str) -> str:
    """A pair of units as one token.

    >>> pair_token("招 商")
    '招_商'
    """
    return pair.replace(" ", "_")


def pairs_of(units: tuple[str, ...]) -> list[str]:
    """The tokens that stand one behind the other where these units do.

    >>> pairs_of(("招", "商", "引"))
    ['招_商', '商_引']
    """
    return [f"{a}_{b}" for a, b in pairwise(units)]


def positive_leaves(node: Node) -> list[Word | Phrase]:
    """What of a question ranks: its words and phrases that are wanted."""
    match node:
        case Word() | Phrase():
            return [node]
        case AllOf(parts) | AnyOf(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            return [leaf for part in wanted for leaf in positive_leaves(part)]
    return []

"""Why was a query read as it was, and why was an article given its topics?"""

from dataclasses import dataclass

from search.engines.base import View
from search.facets.topic_rules import load_topics
from search.facets.topics import TopicEvidence, topic_evidence
from search.models import Article, Notice
from search.parts import Part
from search.plan import make_plan
from search.query import parse


@dataclass(frozen=True, slots=True)
class PartExplained:
    """A piece of text of a query: its units, its words, its other writings, and how
    many articles it is printed in or found in."""

    text: str
    reading: str
    units: tuple[str, ...]
    words: tuple[str, ...]
    writings: tuple[str, ...]
    printed: int
    found: int


@dataclass(frozen=True, slots=True)
class QueryExplained:
    """A query, piece by piece, and how many articles answer the whole of it."""

    text: str
    reading: tuple[str, ...]
    parts: tuple[PartExplained, ...]
    notices: tuple[Notice, ...]
    found: int


def explain_query(
    engine: View, text: str, exact: bool = False, synonyms: bool = True
) -> QueryExplained:
    """How a query is read, strictly, and what one commit has of it. Raises
    EngineError."""
    plan, view = make_plan(parse(text), exact, synonyms), engine.view()
    return QueryExplained(
        text=text,
        reading=tuple(reading.text for reading in plan.readings),
        parts=tuple(_explain_part(view, part) for part in plan.parts),
        notices=plan.notices,
        found=view.counts((plan.where(),))[0],
    )


def explain_article(article: Article) -> tuple[TopicEvidence, ...]:
    """The words that speak for each topic of an article, the leading topic first."""
    return topic_evidence(article, load_topics())


def _explain_part(view: View, part: Part) -> PartExplained:
    printed, found = view.counts((part.literal, part.node))
    return PartExplained(
        text=part.text,
        reading=part.reading,
        units=part.forms[0],
        words=tuple(leaf.text for leaf in part.leaves),
        writings=tuple(map("".join, part.forms[1:])),
        printed=printed,
        found=found,
    )

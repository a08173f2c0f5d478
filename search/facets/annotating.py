"""What is filled in of an article's facets, and by which rules?"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from search.config import user_file
from search.facets import load_gazetteer
from search.facets.gazetteer import Gazetteer
from search.facets.neighbours import with_neighbours
from search.facets.parks import park_facets
from search.facets.tables import DATA
from search.facets.topic_rules import TopicRules, load_topics
from search.facets.topics import topic_facets
from search.models import Article

# To be raised whenever the code finds other facets in the same article.
RULES_VERSION = "5"

_FILES = ("zones.csv", "places.csv", "topics.toml")


def annotated(articles: Iterable[Article], page: bool = False) -> Iterator[Article]:
    """Articles with their parks, their province and city, and their topics.

    What an article was given (in a `.jsonl` file) stays; parks get the name of the
    list. Of the articles of a `page` one may tell of another. Raises ConfigError.
    """
    found = _annotated(articles, load_gazetteer(), load_topics())
    return iter(with_neighbours(tuple(found))) if page else found


def _annotated(
    articles: Iterable[Article], gazetteer: Gazetteer, rules: TopicRules
) -> Iterator[Article]:
    for article in articles:
        if article.parks:
            article = replace(article, parks=gazetteer.canonical(article.parks))
        found = park_facets(article, gazetteer)
        yield replace(
            article,
            parks=found.parks,
            parks_mentioned=found.parks_mentioned,
            province=article.province or found.province,
            city=article.city or found.city,
            topics=article.topics or topic_facets(article, rules),
        )


def rules_fingerprint() -> str:
    """A digest of the rules: when it changes, articles must be annotated again."""
    digest = hashlib.sha256(RULES_VERSION.encode())
    for name in _FILES:
        for path in (DATA / name, user_file(name)):
            content = path.read_bytes() if path else b""
            digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()

"""What do the other articles of a page say of one that names no zone?

A zone's own paper takes the zone for granted: most of its articles say 园区 or name a
street or a firm. Where every article of a page that is about a zone is about the same
one, an article that names none is about it too; a page with articles about different
zones says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from search.models import Article

# Words that a paper uses for the zone it takes for granted.
_ZONE_WORD = re.compile("园区|高新区|经开区|开发区|投资区|新区|保税区|全区|我区|管委会")
# An article without such a word follows only so many others, and so large a share of
# the page: a page of a city's paper has one or two about the zone of the city.
_AGREEING = 3
_SHARE = 0.4


def with_neighbours(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of a page; those that name no zone have that of all the others."""
    about = [article for article in articles if article.parks]
    if len({park for article in about for park in article.parks}) != 1:
        return tuple(articles)
    many = len(about) >= max(_AGREEING, _SHARE * len(articles))
    return tuple(_like(article, about[0], many) for article in articles)


def _like(article: Article, example: Article, many: bool) -> Article:
    elsewhere = article.province not in (None, example.province) or (
        article.city not in (None, example.city)
    )
    if article.parks or article.parks_mentioned or elsewhere:
        return article
    if not many and not any(_ZONE_WORD.search(text) for _, text in article.texts()):
        return article
    return replace(
        article, parks=example.parks, province=example.province, city=example.city
    )

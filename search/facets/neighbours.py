"""What do the other articles of a page say of one that names no zone?

A zone's own paper takes the zone for granted: most of its articles say 园区 or name a
street or a firm. Where all articles of a page that are about a zone are about the same
one, an article that names none is about it too; a page with articles about different
zones says nothing. A new town or a bonded area may be a part of the zone: where most
articles are about the zone, it is no different one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from search.models import Article

# Words that a paper uses for the zone it takes for granted.
_ZONE_WORD = re.compile(
    "园区|高新区|经开区|开发区|投资区|台商区|新区|保税区|全区|我区|管委会"
)
# An article without such a word follows only so many others, and so large a share of
# the page: a page of a city's paper has one or two about the zone of the city.
_AGREEING = 3
_SHARE = 0.4
# Of the articles about a zone so many are about the one that is taken for granted.
_MOST = 2 / 3
_OF_ITS_OWN = re.compile("(?:高新|经开|开发|新|投资|园)区$")


def with_neighbours(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of a page; those that name no zone have that of the others."""
    about = Counter(article.parks for article in articles if article.parks)
    ((parks, times),) = about.most_common(1) or [((), 0)]
    many = times >= max(_AGREEING, _SHARE * len(articles))
    others = {park for found in about if found != parks for park in found}
    parted = any(map(_OF_ITS_OWN.search, others))
    agreed = times >= (_MOST if many and not parted else 1) * about.total()
    if len(parks) != 1 or not agreed:
        return tuple(articles)
    example = next(article for article in articles if article.parks == parks)
    return tuple(_like(article, example, many) for article in articles)


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

"""What stands on the front page?"""

from search import Article, IndexInfo, Place, Searcher, SearchRequest, title_of
from web import links
from web.contexts import HomePage, Item, Link, Passage, Piece, Province, SearchForm
from web.params import only
from web.words import shortened

_EVERYTHING = SearchRequest("")
_NEWEST = 6
_PARKS = 8


def home_page(searcher: Searcher) -> HomePage:
    """The front page as of now."""
    info = searcher.info()
    return HomePage(
        form=SearchForm(),
        examples=links.examples(),
        articles=info.articles,
        photos=info.photos,
        parks=len(info.facets.get("park", ())),
        span=_span(info),
        newest=tuple(_item(each) for each in searcher.newest(_NEWEST)),
        provinces=tuple(_province(place) for place in info.places),
    )


def _item(article: Article) -> Item:
    untitled = () if article.headline else (*article.body, *article.captions)[:1]
    return Item(
        links.article_url(article),
        (Piece(title_of(article)),),
        links.facts(article, _EVERYTHING),
        tuple(Passage("", (Piece(shortened(text)),)) for text in untitled),
    )


def _province(place: Place) -> Province:
    parks = (park for city in place.inside for park in city.inside)
    most = sorted(parks, key=lambda park: (-park.count, park.name))[:_PARKS]
    return Province(_link(place), tuple(map(_link, most)))


def _link(place: Place) -> Link:
    if place.facet == "park":
        return Link(place.name, links.park_url(place.name), count=place.count)
    url = links.search_url(only(_EVERYTHING, place.facet, place.name))
    return Link(place.name, url, count=place.count)


def _span(info: IndexInfo) -> str:
    """The years that the archive covers.

    >>> _span(IndexInfo(2, 0, 1, "2021-03", "2023-07-26", {}, (), 0, "whoosh"))
    '2021–2023'
    """
    years = sorted({date[:4] for date in (info.oldest, info.newest) if date})
    return "–".join(years)

"""What stands on the front page?"""

from threading import Lock

from search import Article, IndexInfo, Searcher, SearchRequest
from web import links
from web.contexts import (
    HomePage,
    Item,
    Link,
    Passage,
    Piece,
    Province,
    SearchForm,
    shortened,
    title_of,
)
from web.params import only

_EVERYTHING = SearchRequest("")
_NEWEST = 6
_PARKS = 8

# A province, its number of articles, and its parks with theirs.
_ProvinceParks = tuple[str, int, tuple[tuple[str, int], ...]]


class FrontPage:
    """Makes the front page; the list of parks is kept until the index changes.

    It costs a search for each province, too much for every visit.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._lock = Lock()
        self._kept: tuple[IndexInfo, tuple[_ProvinceParks, ...]] | None = None

    def page(self) -> HomePage:
        """The front page as of now."""
        info = self._searcher.info()
        return HomePage(
            form=SearchForm(),
            examples=links.examples(),
            articles=info.articles,
            photos=info.photos,
            parks=len(info.facets.get("park", ())),
            span=_span(info),
            newest=tuple(_item(each) for each in self._searcher.newest(_NEWEST)),
            provinces=tuple(_province(each) for each in self._parks(info)),
        )

    def _parks(self, info: IndexInfo) -> tuple[_ProvinceParks, ...]:
        with self._lock:
            if self._kept is None or self._kept[0] != info:
                self._kept = info, _parks_by_province(self._searcher, info)
            return self._kept[1]


def _item(article: Article) -> Item:
    untitled = () if article.headline else (*article.body, *article.captions)[:1]
    return Item(
        links.article_url(article),
        (Piece(title_of(article)),),
        links.facts(article, _EVERYTHING),
        tuple(Passage("", (Piece(shortened(text)),)) for text in untitled),
    )


def _parks_by_province(
    searcher: Searcher, info: IndexInfo
) -> tuple[_ProvinceParks, ...]:
    rows = []
    for province in info.facets.get("province", ()):
        request = SearchRequest("", {"province": (province.value,)}, limit=1)
        parks = searcher.search(request).facets.get("park", ())
        named = tuple((park.value, park.count) for park in parks[:_PARKS])
        rows.append((province.value, province.count, named))
    return tuple(rows)


def _province(row: _ProvinceParks) -> Province:
    name, count, parks = row
    return Province(
        _link("province", name, count),
        tuple(_link("park", park, number) for park, number in parks),
    )


def _link(facet: str, value: str, count: int) -> Link:
    url = links.search_url(only(_EVERYTHING, facet, value))
    return Link(value, url, count=count)


def _span(info: IndexInfo) -> str:
    """The years that the archive covers.

    >>> _span(IndexInfo(2, 0, 1, "2021-03", "2023-07-26", {}, 0, "whoosh"))
    '2021–2023'
    """
    years = sorted({date[:4] for date in (info.oldest, info.newest) if date})
    return "–".join(years)

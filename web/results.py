"""How does an answer become a page of results?"""

import re
from collections.abc import Iterator
from dataclasses import replace

from search import (
    FACET_LABELS,
    KIND_LABELS,
    MOST_VALUES,
    PARK_FACETS,
    FacetValue,
    Hit,
    SearchRequest,
    SearchResponse,
    title_of,
)
from web import links
from web.contexts import (
    Chip,
    DateForm,
    Facet,
    FacetItem,
    FacetPage,
    Filters,
    Item,
    Link,
    Pager,
    Part,
    Passage,
    Piece,
    Said,
    SearchPage,
    Values,
)
from web.params import (
    SORTS,
    excluding,
    on_page,
    sorted_by,
    toggled,
    undated,
    unfiltered,
)
from web.timeline import timeline
from web.words import pieces, shortened

PLACES = {
    "kicker": "引题",
    "deck": "副题",
    "byline": "署名",
    "subhead": "小标题",
    "caption": "图说",
}
# The facets of a section, where it has others than its own; the words of its switch.
_SIDES: dict[str, tuple[str, ...]] = {"park": PARK_FACETS, "mentioned": ()}
_SIDE_LABELS = {"park": "报道对象", "mentioned": "文中提到"}
_FIRST_VALUES = 8
# What is more has a page of its own.
_MOST_VALUES = 16
# Pages shown on either side of the one that is open.
_NEIGHBOURS = 2
_QUOTES = re.compile('["“”「」『』＂]')


def search_page(response: SearchResponse) -> SearchPage:
    """The page that shows an answer."""
    request = response.request
    return SearchPage(
        title=shortened(request.text) or "全部报道",
        form=links.form(request),
        reading=tuple(_reading(response)),
        found=_found(response),
        notices=tuple(_notices(response)),
        narrow=links.kept(request, "page", within=True) if request.text else (),
        filters=_filters(response),
        timeline=timeline(response),
        sorts=tuple(
            Link(label, _url(sorted_by(request, sort)), sort == request.sort)
            for sort, label in SORTS.items()
        ),
        total=response.total,
        items=tuple(item(hit, request) for hit in response.hits),
        more=tuple(item(hit, request) for hit in response.more),
        pager=_pager(response),
        ways_out=() if response.hits else _ways_out(response),
        files=links.files(request),
        feed_url=links.feed_url(request),
        examples=links.examples(),
    )


def value_label(facet: str, value: str) -> str:
    """A value of a facet in the reader's words.

    >>> value_label("kind", "photo")
    '图片新闻'
    """
    return KIND_LABELS.get(value, value) if facet == "kind" else value


def _reading(response: SearchResponse) -> Iterator[Part]:
    request = response.request
    for reading in response.reading:
        without = reading.without
        address = _first(replace(request, text=without)) if without else ""
        yield Part(reading.text, address)


def _found(response: SearchResponse) -> str:
    took = f"{max(1, round(response.took_ms))} 毫秒"
    return f"命中 {response.total:,} 篇 · {took}"


def _notices(response: SearchResponse) -> Iterator[Said]:
    """What was done beyond the letter of a query, each with the way to do without."""
    request = response.request
    ways = {
        "synonyms": Link("只按所写的字", _first(replace(request, synonyms=False))),
        "relaxed": Link("改用精确检索", _first(replace(request, exact=True))),
    }
    for notice in response.notices:
        if notice.query is None:
            yield Said(notice.text, ways.get(notice.kind))
            continue
        # 您是不是要找：, and what leads there.
        question, colon, meant = notice.text.partition("：")
        url = _first(replace(request, text=notice.query))
        yield Said(question + colon, Link(meant, url))
    if not request.synonyms:
        back = Link("也按别的写法", _first(replace(request, synonyms=True)))
        yield Said("没有按同义词和别的写法查找", back)


def item(hit: Hit, request: SearchRequest) -> Item:
    """A hit as a line of the list."""
    # What the searcher shows for a missing headline begins the passage below, too.
    printed = hit.headline if hit.article.headline else None
    return Item(
        links.article_url(hit.article, request),
        pieces(printed) if printed else (Piece(title_of(hit.article)),),
        links.facts(hit.article, request),
        tuple(
            Passage(PLACES.get(snippet.field, ""), pieces(snippet))
            for snippet in hit.snippets
        ),
    )


def _filters(response: SearchResponse) -> Filters:
    request = response.request
    return Filters(
        tuple(_facets(response)),
        links.kept(request, "page"),
        DateForm(
            request.since or "",
            request.until or "",
            links.kept(request, "since", "until", "page"),
        ),
        _chips(request),
        _url(unfiltered(request)),
    )


def _facets(response: SearchResponse) -> Iterator[Facet]:
    filters = response.request.filters
    narrowed = bool(filters.get("province") or filters.get("city"))
    for name, title in FACET_LABELS.items():
        if name == "city" and not narrowed:
            continue
        sides = [s for s in _SIDES.get(name, (name,)) if response.facets.get(s)]
        if sides:
            # What is chosen is seen; where nothing is, or both, the first.
            seen = next((side for side in sides if filters.get(side)), sides[0])
            lists = tuple(_values(side, response, side == seen) for side in sides)
            yield Facet(name, title, lists)


def _values(name: str, response: SearchResponse, shown: bool) -> Values:
    request, values, total = response.request, response.facets[name], response.total
    largest = max(total, values[0].count)
    # One value alone behind 更多 takes as much room as the word.
    cut = _FIRST_VALUES if len(values) > _FIRST_VALUES + 1 else len(values)
    every, find = None, ""
    # A page is soon too large: of a side that is not seen there is less, and each value
    # there, as those folded away, has one address and not two.
    most = _MOST_VALUES if shown else cut
    if len(values) > most:
        count = f" {len(values):,} 个" if len(values) < MOST_VALUES else ""
        every = Link(f"全部{count}", links.facet_url(request, name))
        find = links.facet_path(name)

    def item(value: FacetValue, excludable: bool) -> FacetItem:
        return _facet_item(name, value, request, largest, excludable)

    return Values(
        name,
        _SIDE_LABELS.get(name, FACET_LABELS[name]),
        tuple(item(value, shown) for value in values[:cut]),
        tuple(item(value, False) for value in values[cut:most]),
        every,
        find,
        shown,
    )


def _facet_item(
    name: str, value: FacetValue, request: SearchRequest, largest: int, excludable: bool
) -> FacetItem:
    free = excludable and not value.selected
    return FacetItem(
        value_label(name, value.value),
        _url(toggled(request, name, value.value)),
        value.count,
        value.selected,
        round(100 * value.count / max(largest, 1)),
        _url(excluding(request, name, value.value)) if free else "",
    )


def facet_page(
    request: SearchRequest, name: str, values: tuple[FacetValue, ...], wanted: str
) -> FacetPage:
    """The values of a facet whose names hold `wanted`, the most frequent first; the
    page says how many there are, and lists so many that a browser bears them."""
    found = tuple(v for v in values if wanted in value_label(name, v.value))
    largest = max((value.count for value in found), default=1)
    return FacetPage(
        title=f"{FACET_LABELS[name]}：全部",
        form=links.form(request),
        back=Link("回到检索结果", _url(request)),
        action=links.facet_path(name),
        keeps=links.kept(request),
        wanted=wanted,
        total=len(found),
        items=tuple(
            _facet_item(name, value, request, largest, True)
            for value in found[:MOST_VALUES]
        ),
    )


def _chips(request: SearchRequest) -> tuple[Chip, ...]:
    chips = [
        Chip(
            FACET_LABELS[name],
            value_label(name, value),
            _url(toggled(request, name, value)),
        )
        for name, values in request.filters.items()
        for value in values
    ]
    chips += [
        Chip(
            f"不含{FACET_LABELS[name]}",
            value_label(name, value),
            _url(excluding(request, name, value)),
        )
        for name, values in request.excluded.items()
        for value in values
    ]
    if request.since or request.until:
        span = f"{request.since or '最早'} 至 {request.until or '最新'}"
        chips.append(Chip("日期", span, _url(undated(request))))
    return tuple(chips)


def _pager(response: SearchResponse) -> Pager | None:
    request, last = response.request, response.pages
    page = min(request.page, last)
    if last < 2:
        return None
    near = range(max(1, page - _NEIGHBOURS), min(last, page + _NEIGHBOURS) + 1)
    shown: list[Link | None] = []
    before = 0
    for number in sorted({1, *near, last}):
        if number == before + 2:
            shown.append(_page_link(request, number - 1))
        elif number > before + 2:
            shown.append(None)
        shown.append(_page_link(request, number))
        before = number
    return Pager(
        _url(on_page(request, page - 1)) if page > 1 else None,
        _url(on_page(request, page + 1)) if page < last else None,
        tuple(shown),
    )


def _page_link(request: SearchRequest, number: int) -> Link:
    return Link(str(number), _url(on_page(request, number)), number == request.page)


def _ways_out(response: SearchResponse) -> tuple[Link, ...]:
    """What to drop when nothing is shown: the page, a filter, the quotes, 精确."""
    request = response.request
    if response.total:
        return (
            Link(f"回到第 1 页，共 {response.pages} 页", _url(on_page(request, 1))),
        )
    ways = [
        Link(f"去掉{chip.title}“{chip.label}”", chip.url) for chip in _chips(request)
    ]
    if len(ways) > 1:
        ways.append(Link("去掉全部筛选", _url(unfiltered(request))))
    if request.exact:
        ways.append(Link("改用模糊检索", _url(replace(request, exact=False))))
    if _QUOTES.search(request.text):
        bare = _QUOTES.sub(" ", request.text).strip()
        ways.append(Link("去掉引号", _url(replace(request, text=bare))))
    return tuple(ways)


def _first(request: SearchRequest) -> str:
    return _url(on_page(request, 1))


def _url(request: SearchRequest) -> str:
    return links.search_url(request)

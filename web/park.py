"""What is known of a park: how much was written when, on what, with which figures?"""

from dataclasses import replace

from search import Searcher, SearchRequest, Zone, figures_in, load_gazetteer
from web import links
from web.contexts import FigureItem, Link, ParkPage
from web.results import item, value_label
from web.timeline import timeline
from web.words import pieces

_NEWEST, _READ, _FIGURES, _FORMS = 10, 40, 12, 6


def park_page(searcher: Searcher, name: str) -> ParkPage:
    """The page of a park, by any of its names. Raises NotFound with the nearest."""
    about = SearchRequest("", {"park": (name,)}, sort="newest", limit=_READ)
    response = searcher.search(about, strict=True)
    (park,) = response.request.filters["park"]
    plain = replace(response.request, limit=SearchRequest("").limit)
    gazetteer = load_gazetteer()
    zone = gazetteer.named(park)
    read = [hit.article for hit in response.hits]
    passing = SearchRequest("", {"mentioned": (park,)}, excluded={"park": (park,)})
    others = searcher.search(replace(passing, limit=1), strict=True).total
    return ParkPage(
        title=park,
        form=links.form(replace(plain, sort=SearchRequest("").sort)),
        place=_place(zone),
        forms=gazetteer.forms(zone)[1:_FORMS] if zone else (),
        total=response.total,
        all=Link(f"全部 {response.total:,} 篇", links.search_url(plain)),
        mentioned=Link(f"另有 {others:,} 篇提到它", links.search_url(passing))
        if others
        else None,
        feed_url=links.feed_url(plain),
        timeline=timeline(replace(response, request=plain)),
        topics=tuple(
            Link(
                value_label("topic", value.value),
                links.search_url(
                    replace(plain, filters={**plain.filters, "topic": (value.value,)})
                ),
                count=value.count,
            )
            for value in response.facets["topic"]
        ),
        figures=tuple(
            FigureItem(
                pieces(figure.sentence),
                links.article_url(figure.article),
                links.facts(figure.article, SearchRequest("")).when,
            )
            for figure in list(figures_in(read, park))[:_FIGURES]
        ),
        newest=tuple(item(hit, plain) for hit in response.hits[:_NEWEST]),
    )


def _place(zone: Zone | None) -> str:
    if zone is None:
        return ""
    return " · ".join(filter(None, (zone.province, zone.city, zone.level)))

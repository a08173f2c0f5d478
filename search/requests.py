"""Can a request be answered, and what does it ask of an engine?"""

from dataclasses import replace

from search.engines.base import TEXT_FIELDS, EngineQuery, View
from search.errors import InvalidRequest, NotFound
from search.facets import load_gazetteer
from search.models import FACETS, MONTH, MOST_VALUES, PARK_FACETS, SearchRequest
from search.plan import canonical_facet, dated
from search.query import in_order, read_date

MAX_LIMIT = 100


def checked(view: View, request: SearchRequest) -> SearchRequest:
    """The request with filters and dates as the index has them.

    Raises InvalidRequest, NotFound (with the nearest names), EngineError.
    """
    if request.page < 1 or not 1 <= request.limit <= MAX_LIMIT:
        raise InvalidRequest(
            f"页码 {request.page}、每页 {request.limit} 条超出范围",
            f"页码从 1 起，每页 1 至 {MAX_LIMIT} 条",
        )
    if request.scope not in (None, *TEXT_FIELDS):
        raise InvalidRequest(
            f"不能只在 {request.scope} 里找", f"可用：{'、'.join(TEXT_FIELDS)}"
        )
    filters, excluded = (
        {
            name: tuple(_known(view, name, value) for value in values)
            for name, values in chosen.items()
            if values
        }
        for chosen in (request.filters, request.excluded)
    )
    since, until = in_order(
        _date("since", request.since), _date("until", request.until)
    )
    return replace(
        request, filters=filters, excluded=excluded, since=since, until=until
    )


def _known(view: View, name: str, value: str) -> str:
    """A filter's value as the index has it. Raises NotFound with the nearest."""
    if name not in FACETS:
        raise InvalidRequest(f"没有名为 {name} 的筛选", f"可用：{'、'.join(FACETS)}")
    canonical = canonical_facet(name, value)
    gazetteer = load_gazetteer()
    if name not in PARK_FACETS or gazetteer.named(value) in gazetteer.zones:
        return canonical
    named = view.find(EngineQuery(limit=0, facets=("mentioned",))).facets["mentioned"]
    if canonical in dict(named):
        return canonical
    nearest = "、".join(gazetteer.nearest(value))
    raise NotFound(
        f"没有名为“{value}”的园区", f"相近的有：{nearest}" if nearest else ""
    )


def engine_query(request: SearchRequest) -> EngineQuery:
    """What a checked request asks of an engine, but for its text."""
    return EngineQuery(
        filters=request.filters,
        excluded=request.excluded,
        dated=dated(request.since, request.until),
        sort=request.sort,
        offset=(request.page - 1) * request.limit,
        limit=request.limit,
        facets=(*FACETS, MONTH),
        most=dict.fromkeys(FACETS, MOST_VALUES),
    )


def _date(option: str, value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    date = read_date(value)
    if date is None:
        raise InvalidRequest(
            f"{option}:“{value}”不是日期", "写成 2023、2023-07 或 2023-07-26"
        )
    return date

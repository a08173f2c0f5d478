"""How much was written when? Bars of a timeline, which narrow the result."""

from dataclasses import replace
from itertools import accumulate

from search import SearchRequest, SearchResponse
from web import links
from web.contexts import Bar, Timeline

# More months than this are told by the year.
_MONTHS = 48
# The height of the highest bar, of 100.
_FULL = 100


def timeline(response: SearchResponse) -> Timeline | None:
    """The bars of an answer: by month where a few years at most are covered and months
    are known, else by year; None where there is nothing to compare."""
    request, counts = response.request, response.timeline
    years, months = dict(counts["year"]), dict(counts["month"])
    span = _months_between(*_span(request, months)) if months else []
    by_month = 1 < len(span) <= _MONTHS
    periods = span if by_month else _years_between(years)
    held = months if by_month else years
    if len(periods) < 2:
        return None
    highest = max(held.get(period, 0) for period in periods) or 1
    bars = tuple(
        Bar(
            _label(period),
            held.get(period, 0),
            round(_FULL * held.get(period, 0) / highest),
            links.search_url(replace(request, since=period, until=period, page=1)),
            _is_chosen(period, request),
            period,
        )
        for period in periods
    )
    undated = sum(years.values()) - sum(months.values()) if by_month else 0
    return Timeline("月" if by_month else "年", bars, max(undated, 0))


def _span(request: SearchRequest, months: dict[str, int]) -> tuple[str, str]:
    """The first and last month shown: of the years asked for, else those there are."""
    since, until = request.since, request.until
    first = f"{since[:4]}-01" if since else min(months)
    return first, f"{until[:4]}-12" if until else max(months)


def _months_between(first: str, last: str) -> list[str]:
    (year, month), (end, end_month) = (map(int, m.split("-")) for m in (first, last))
    count = (end - year) * 12 + end_month - month + 1
    numbers = accumulate([year * 12 + month - 1] + [1] * (min(count, _MONTHS + 1) - 1))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in numbers] if count > 0 else []


def _years_between(years: dict[str, int]) -> list[str]:
    if not years:
        return []
    return [f"{year:04}" for year in range(int(min(years)), int(max(years)) + 1)]


def _label(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def _is_chosen(period: str, request: SearchRequest) -> bool:
    """Whether a period touches the span that was asked for, if any was."""
    since, until = request.since, request.until
    if not (since or until):
        return False
    after = not since or period[: len(since)] >= since[: len(period)]
    return after and (not until or period[: len(until)] <= until[: len(period)])

"""Which days does a date mean, as it was typed?"""

import re
from unicodedata import normalize

from search.query.tree import Between

_DATE = re.compile(
    r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?[年月日]?", re.ASCII
)
# Years with what people put between them in place of two dots.
_YEARS = re.compile(r"(\d{4})年?\s*([-–—~～至到]+)\s*(\d{4})年?")


def read_span(text: str) -> Between | None:
    """A date or a span of dates, as typed; None when it is neither.

    >>> read_span("2023-01..2023-06")
    Between(since='2023-01', until='2023-06')
    >>> read_span("2023年7月")
    Between(since='2023-07', until='2023-07')
    >>> read_span("2020-2022") == read_span("2022至2020") == read_span("2020..2022")
    True
    """
    years = _YEARS.fullmatch(text.strip())
    first, dots, last = years.group(1, 2, 3) if years else text.partition("..")
    since, until = read_date(first), read_date(last)
    if not dots:
        return Between(since, since) if since else None
    if (first and not since) or (last and not until) or not (since or until):
        return None
    return Between(*in_order(since, until))


def in_order(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """The ends of a span: the wrong way round, they can mean but one thing.

    >>> in_order("2024", "2023-07"), in_order("2023-07", "2023")
    (('2023-07', '2024'), ('2023-07', '2023'))
    """
    if since and until and until < since[: len(until)]:
        return until, since
    return since, until


def read_date(text: str) -> str | None:
    """A date as typed, in ISO, cut where it was cut; None when it is none.

    >>> read_date("2023/7/1"), read_date("2023"), read_date("2023-13")
    ('2023-07-01', '2023', None)
    >>> read_date("２０２３年７月")
    '2023-07'
    """
    found = _DATE.fullmatch(normalize("NFKC", text).strip())
    if not found:
        return None
    year, month, day = found.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(day) <= 31 else None

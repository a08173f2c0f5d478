"""Which date and which paper does a page bear?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from search.models import Page, PartialDate
from search.pages.bylines import opening_credit
from search.pages.lines import Line

_PRINTED = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=[一-鿿])(?![万亿元个项家人户台套吨米亩多余])"
)

# Years of plans and forecasts say nothing of the present: 到2025年, 2023年预计.
_PLAN_BEFORE = re.compile(
    r"(?:到|至|力争|计划|规划|预计|预期|未来|—|–|-|~|～|底前|于)\s*$"
)
_PLAN_AFTER = re.compile(
    r"(?:年)?[^。；;，,“”]{0,10}?(?:预计|力争|将|有望|计划|规划|目标|底前|年前|前(?:完成|建成|实现)|[-—–~～至到]\s*(?:19|20)\d{2})"
)
_DOCUMENT = re.compile(r"[〔\[(（]\s*$")


def issue_date(page: Page, lines: Sequence[Line]) -> PartialDate | None:
    """When the page appeared: as given, as printed, or the year its texts tell."""
    if page.published:
        return page.published
    return _printed(lines) or _told(line.text for line in lines)


def publication(page: Page, lines: Iterable[Line]) -> str | None:
    """The paper: as given, or as its reports name it (科技日报讯)."""
    if page.publication:
        return page.publication
    openings = (opening_credit(line.text) for line in lines if line.role == "text")
    papers = Counter(o.paper for o in openings if o and o.paper)
    return papers.most_common(1)[0][0] if papers else None


def _printed(lines: Iterable[Line]) -> PartialDate | None:
    for line in lines:
        if line.role == "folio" and (found := _PRINTED.search(line.text)):
            year, month, day = map(int, found.groups())
            try:
                value = date(year, month, day).isoformat()
            except ValueError:
                continue
            return PartialDate(value, "day", "printed")
    return None


def _told(texts: Iterable[str]) -> PartialDate | None:
    years: Counter[int] = Counter()
    for text in texts:
        for found in _YEAR.finditer(text):
            if not _is_plan(text, found):
                years[int(found[1])] += 1
    year = _present(years)
    return PartialDate(str(year), "year", "inferred") if year else None


def _is_plan(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 6) : found.start()]
    if _PLAN_BEFORE.search(before) or _DOCUMENT.search(before):
        return True
    return _PLAN_AFTER.match(text, found.end(1), found.end(1) + 24) is not None


def _present(years: Counter[int]) -> int | None:
    """The latest year, unless it is named once only and far from all the others."""
    known = sorted(years, reverse=True)
    while len(known) > 1 and years[known[0]] == 1 and known[0] - known[1] > 1:
        known.pop(0)
    return known[0] if known else None

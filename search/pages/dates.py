"""Which date and which paper does a page bear?

In this order: given for sure, printed, said by the name of the file or its folder,
told by the texts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from search.models import Ground, Page, PartialDate
from search.pages.bylines import opening_credit
from search.pages.lines import Line

# What a date can be: since there are papers of the People's Republic.
_FIRST, _LAST = 1949, 2100

_DIGITS = str.maketrans("〇零○０１２３４５６７８９", "0000123456789")
_HAN_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_HAN_DATE = re.compile(
    r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_PRINTED = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")

_GIVEN = re.compile(
    r"(\d{4})\s*(?:年|$|[-_./])\s*(?:(\d{1,2})\s*(?:月|$|[-_./]|(?=T))"
    r"\s*(?:(\d{1,2})\s*日?)?)?(?:[T\s].*)?"
)
_LONGEST_GIVEN = 60
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_STAMP = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
_BEIJING = timedelta(hours=8)

# Names of files and folders: 2023-08-07 and its like, 2023-08/07, 202308/07, 20230807.
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_YMD = re.compile(
    rf"{_EDGE}(\d{{4}})(?:[-_./]|年)(\d{{1,2}})(?:[-_./]|月)(\d{{1,2}})(?:日|{_END})"
    rf"|{_EDGE}(\d{{4}})(\d\d)/?(\d\d){_END}"
)
_YM = re.compile(
    rf"{_EDGE}(\d{{4}})(?:[-_.]|年)(\d{{1,2}})(?:月|{_END})|(?:^|/)(\d{{4}})(\d\d)(?=/|$)"
)
_Y = re.compile(r"(?:^|/)(\d{4})年?(?=/|$)")

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=[一-鿿])(?![万亿元个项家人户台套吨米亩多余])"
)

# Years of plans and forecasts say nothing of the present: 到2025年, 2023年预计.
_PLAN_BEFORE = re.compile(
    r"(?:到|至|力争|计划|规划|预计|预期|未来|—|–|-|~|～|底前|于)\s*$"
)
_PLAN_AFTER = re.compile(
    r"(?:年)?[^。；;，,“”]{0,10}?(?:预计|力争|将|有望|计划|规划|目标|底前|[月日]起(?:正式)?(?:施行|执行|实施|生效)|年前(?![\d一二三四五六七八九十两几])|前(?:完成|建成|实现)|[-—–~～至到]\s*(?:19|20)\d{2})"
)
_DOCUMENT = re.compile(r"[〔\[(（]\s*$")

# Where a count begins, or what one is compared with: 由2021年的14%提高到39%.
_BASE_BEFORE = re.compile(r"(?:由|从|自|比|较|早在|始于)\s*$")
_BASE_AFTER = re.compile(r"年(?:\d{1,2}月)?(?:起|至今|开始)")
# A part of a year that papers report on when it is over: 2024年前三季度.
_PART = re.compile(
    r"年(?:[上下]半年|第?[一二三四]季度|前[一二三两]个?季度|前?\s?\d{1,2}\s?(?:[-—–~～至]\s?\d{1,2}\s?)?个?月)"
)
# 去年 in the sentence of a whole year, unless that is compared with it.
_LAST_YEAR = re.compile(r"(?<![比较同])去年")
_NEAR = 40
_SENTENCE_END = re.compile(r"[。！？!?；;]")

_PAPER = re.compile(r"[一-鿿·]{1,12}(?:报|周刊|导刊)")
_BLANKS = re.compile(r"[\s|│·•]+")


def issue_date(page: Page, lines: Sequence[Line]) -> PartialDate | None:
    """When the page appeared: as given, printed, filed, or the year its texts tell."""
    known = page.published or _printed(lines) or page.filed
    return known or told_year(line.text for line in lines)


def publication(page: Page, lines: Sequence[Line]) -> str | None:
    """The paper: as given, in the masthead, or named by its reports (科技日报讯)."""
    if page.publication:
        return page.publication
    openings = (opening_credit(line.text) for line in lines if line.role == "text")
    papers = Counter(o.paper for o in openings if o and o.paper)
    return _masthead(lines) or (papers.most_common(1)[0][0] if papers else None)


def given_date(text: str) -> PartialDate | None:
    """The date that somebody wrote into a field, None where it is no date.

    >>> given_date("2023年7月26日").value, given_date("2023/7").value
    ('2023-07-26', '2023-07')
    >>> given_date("1690336800").value, given_date("2023-13-01")
    ('2023-07-26', None)
    """
    text = text.strip()[:_LONGEST_GIVEN].translate(_DIGITS)
    if _STAMP.fullmatch(text):
        return _of_stamp(float(text))
    found = _COMPACT.fullmatch(text) or _GIVEN.fullmatch(text)
    return partial_date("given", *found.groups()) if found else None


def path_date(path: str) -> PartialDate | None:
    """The date that a path names: a file, or a folder that it lies in.

    >>> path_date("node/2023-08/07/a.txt").value, path_date("2023_08_07-3.txt").value
    ('2023-08-07', '2023-08-07')
    >>> path_date("001_01366610fb89b663") is None
    True
    """
    bare = re.sub(r"\.[A-Za-z.]+$", "", path)
    for pattern in (_YMD, _YM, _Y):
        dates = [
            partial_date("given", *filter(None, found.groups()))
            for found in pattern.finditer(bare)
        ]
        if known := [each for each in dates if each]:
            return known[-1]
    return None


def partial_date(
    ground: Ground, year: str, month: str | None = None, day: str | None = None
) -> PartialDate | None:
    """The date of these numbers, None where there is none."""
    try:
        value = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    if not _FIRST <= int(year) <= _LAST:
        return None
    if not month:
        return PartialDate(value[:4], "year", ground)
    if not day:
        return PartialDate(value[:7], "month", ground)
    return PartialDate(value, "day", ground)


def _of_stamp(stamp: float) -> PartialDate | None:
    seconds = stamp / 1000 if stamp >= 1e11 else stamp
    there = datetime.fromtimestamp(seconds, UTC) + _BEIJING
    return partial_date("given", *there.date().isoformat().split("-"))


def _printed(lines: Iterable[Line]) -> PartialDate | None:
    for line in lines:
        if line.role == "folio":
            for numbers in _printed_numbers(line.text.translate(_DIGITS)):
                if known := partial_date("printed", *numbers):
                    return known
    return None


def _printed_numbers(text: str) -> Iterator[tuple[str, ...]]:
    for found in _PRINTED.finditer(text):
        yield found.groups()
    for found in _HAN_DATE.finditer(text.replace("0", "〇")):
        year = found[1].replace("〇", "0").translate(_HAN_DIGITS)
        yield year, str(_han_number(found[2])), str(_han_number(found[3]))


def _han_number(text: str) -> int:
    """
    >>> _han_number("十"), _han_number("二十一"), _han_number("七")
    (10, 21, 7)
    """
    tens, ten, ones = text.rpartition("十")
    digits = [int(part.translate(_HAN_DIGITS) or 0) for part in (tens, ones)]
    return (digits[0] or 1) * 10 + digits[1] if ten else digits[1]


def _masthead(lines: Iterable[Line]) -> str | None:
    """The paper that a running head names beside the date: 某某日报 2023年8月7日."""
    for line in lines:
        if line.role == "folio" and _dated(line.text):
            words = _BLANKS.split(line.text)
            if papers := [word for word in words if _PAPER.fullmatch(word)]:
                return papers[0]
    return None


def _dated(text: str) -> bool:
    return any(_printed_numbers(text.translate(_DIGITS)))


def told_year(texts: Iterable[str]) -> PartialDate | None:
    """The year that texts speak of as the present one.

    >>> told_year(["2024年前三季度,占比由2021年的14%提高到39%。"]).value
    '2024'
    """
    present: Counter[int] = Counter()
    since = 0
    for text in texts:
        for found in _YEAR.finditer(text):
            year = int(found[1])
            if _is_plan(text, found) or _is_beside_last_year(text, found):
                continue
            if _is_base(text, found):
                since = max(since, year)
            else:
                present[year] += 2 if _PART.match(text, found.end(1)) else 1
    told = max(_present(present) or 0, since)
    return PartialDate(str(told), "year", "inferred") if told else None


def _is_base(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 4) : found.start()]
    return bool(_BASE_BEFORE.search(before) or _BASE_AFTER.match(text, found.end(1)))


def _is_beside_last_year(text: str, found: re.Match[str]) -> bool:
    """Whether a whole year stands in a sentence with 去年: it is over, as that is."""
    if _PART.match(text, found.end(1)):
        return False
    start, end = max(0, found.start() - _NEAR), found.end() + _NEAR
    before = _SENTENCE_END.split(text[start : found.start()])[-1]
    after = _SENTENCE_END.split(text[found.end() : end], maxsplit=1)[0]
    return bool(_LAST_YEAR.search(before) or _LAST_YEAR.search(after))


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

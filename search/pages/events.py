"""Which days, months and spans does a text name?

7月11日 of a page of 2023 is 2023-07-11. 今年 and 去年 count from the year of the issue;
a year in words holds on to the end of its sentence.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from search.models import PartialDate

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WIDE = re.compile("[０-９]")
_RELATIVE = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_SAME = ("同年", "当年", "该年")
# Blanks are counted: any number of them would take time that grows with its square.
_TO = r"\s?(?:日?\s?[-—–−~～－至到]+)\s?"
_DATE = re.compile(
    r"(?=[\d今本去上前明同当该])(?:(?:(?<!\d)(?P<year>(?:19|20)\d\d)\s?年\s?|(?P<word>"
    + "|".join((*_RELATIVE, *_SAME))
    + r"))?\s?(?:"
    rf"(?<![\d.])(?P<m1>\d{{1,2}})\s?月\s?(?P<d1>\d{{1,2}}){_TO}"
    r"(?:(?P<m2>\d{1,2})\s?月\s?)?(?P<d2>\d{1,2})\s?日"
    r"|(?<![\d.])(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"
    rf"|(?<![\d.])(?P<from>\d{{1,2}})\s?月?(?:份)?{_TO}(?P<to>\d{{1,2}})\s?月(?!\s?\d)"
    r"|(?<![\d.])(?P<only>\d{1,2})\s?月(?!\s?\d)"
    r")|(?<![\d.])(?P<ny>(?:19|20)\d\d)(?P<mark>[./-])(?P<nm>\d{1,2})(?P=mark)"
    r"(?P<nd>\d{1,2})(?![\d.]))"
)
_NUMERIC = re.compile(r"\d[./-]\d")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")

# How far ahead of its issue a paper names a month without saying that it means the
# next year; beyond that, a bare month is of the year before.
_MONTHS_AHEAD = 2


def event_dates(texts: Iterable[str], issue: PartialDate | None) -> tuple[str, ...]:
    """The dates that texts of an issue name, each once, in order of first mention.

    >>> event_dates(["5月24-26日,去年4月份"], PartialDate("2023", "year", "given"))
    ('2023-05-24/2023-05-26', '2022-04')
    """
    found = (each for text in texts for each in _of_text(text, issue))
    return tuple(dict.fromkeys(found))


def _of_text(text: str, issue: PartialDate | None) -> Iterator[str]:
    if "月" not in text and not _NUMERIC.search(text):
        return
    last = None
    plain = text.translate(_DIGITS) if _WIDE.search(text) else text
    for sentence in _SENTENCE.findall(plain):
        reader = _Sentence(issue, last)
        yield from reader.dates(sentence)
        last = reader.last


class _Sentence:
    """Reads dates from left to right and remembers the year that was named."""

    def __init__(self, issue: PartialDate | None, last: int | None) -> None:
        self._issue = issue
        self._named: int | None = None
        self.last = last

    def dates(self, sentence: str) -> Iterator[str]:
        """The dates of the sentence."""
        place = 0
        if "月" not in sentence and not _NUMERIC.search(sentence):
            self._pass(sentence)
            return
        for found in _DATE.finditer(sentence):
            self._pass(sentence[place : found.end()])
            place = found.end()
            if date_found := _resolved(found, self._year(found)):
                yield date_found
        self._pass(sentence[place:])

    def _pass(self, text: str) -> None:
        if "年" in text:
            for year in _YEAR.findall(text):
                self._named = self.last = int(year)

    def _year(self, found: re.Match[str]) -> int | None:
        word = found["word"]
        if printed := found["year"] or found["ny"]:
            self._named = self.last = int(printed)
        elif word in _RELATIVE:
            issued = int(self._issue.year) if self._issue else None
            self._named = None if issued is None else issued + _RELATIVE[word]
        elif word in _SAME:
            self._named = self.last
        elif self._named is None:
            return self._bare_year(found)
        return self._named

    def _bare_year(self, found: re.Match[str]) -> int | None:
        if self._issue is None:
            return None
        year = int(self._issue.year)
        if self._issue.precision == "year":
            return year
        ahead = _first_month(found) - int(self._issue.value[5:7])
        return year - 1 if ahead > _MONTHS_AHEAD else year


def _first_month(found: re.Match[str]) -> int:
    names = ("m1", "m", "from", "only")
    return int(next(found[name] for name in names if found[name]))


def _resolved(found: re.Match[str], year: int | None) -> str | None:
    if year is None:
        return None
    if found["m1"]:
        last = found["m2"] or found["m1"]
        over = int(last) < int(found["m1"])  # 12月30日至1月3日
        start = _day(year, found["m1"], found["d1"])
        return _span(start, _day(year + over, last, found["d2"]))
    if found["m"] or found["nm"]:
        return _day(year, found["m"] or found["nm"], found["d"] or found["nd"])
    if found["from"]:
        return _span(_month(year, found["from"]), _month(year, found["to"]))
    return _month(year, found["only"])


def _span(start: str | None, end: str | None) -> str | None:
    return f"{start}/{end}" if start and end and start < end else None


def _day(year: int, month: str, day: str) -> str | None:
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month(year: int, month: str) -> str | None:
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None

"""How else is a number written: 百分之十五 or 15%, 一百五十亿元 or 150亿元?

Only where it is plain that a number is meant: with a per cent sign, or a measure behind
it. Values stay as they are (15000 is not made 1.5万). Texts are normalised ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}

_NUMBER = re.compile(
    r"百分之(?P<percent>[零〇一二两三四五六七八九十百点]+)"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿点]+)"
    r"|(?<![\d.,a-z])(?P<arabic>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.,a-z])"
)
_TAILED = re.compile(r"(.*?)(万亿|亿|万)?")
# What is counted: without it a number may be anything (二十大, 12345热线).
_MEASURE = re.compile(
    r"(?=.)[万亿千百]{0,2}(?:美元|欧元|元|平方公里|平方米|公顷|亩|公里|米|吨|千瓦时|千瓦"
    r"|人次|人|家|个|项|户|套|台|辆|年|月|日|天|倍|名|件|批)?"
)
# Larger numbers are not written in Chinese numerals.
_LARGEST = 10**8


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text with its measure, from `start` up to `end`, and its other
    writings."""

    start: int
    end: int
    writings: tuple[str, ...]


def find(text: str) -> Iterator[Numeral]:
    """The numbers of a text that can be written otherwise, in order.

    >>> [n.writings for n in find("增长百分之十五,达150亿元")]
    [('15%',), ('一百五十亿元',)]
    """
    month: Numeral | None = None
    for number in _numbers(text):
        joined = number
        if month and month.end == number.start and text[number.end - 1] in "日号":
            writings = tuple(a + b for a in month.writings for b in number.writings)
            joined = Numeral(month.start, number.end, writings)
        elif month:
            yield month
        month = number if text[number.end - 1] == "月" else None
        if month is None:
            yield joined
    if month:
        yield month


def _numbers(text: str) -> Iterator[Numeral]:
    done = 0
    for match in _NUMBER.finditer(text):
        # A measure of the number before: 5千万.
        if match.start() < done:
            continue
        end = match.end()
        writings: tuple[str, ...]
        if match["percent"]:
            number = _arabic(match["percent"])
            writings = (f"{number}%",) if number else ()
        elif match["arabic"] and text.startswith("%", end):
            end += 1
            writings = tuple(f"百分之{n}" for n in _in_chinese(match[0], "个"))
        else:
            measure = _MEASURE.match(text, end)
            behind = measure[0] if measure else ""
            end += len(behind)
            if match["chinese"]:
                others = _in_arabic(match[0], behind)
            else:
                grouped = _grouped(match[0], behind)
                others = chain(grouped, _in_chinese(match[0], behind))
            writings = tuple(n + behind for n in others)
        if writings:
            done = end
            yield Numeral(match.start(), end, writings)


def _in_arabic(run: str, behind: str) -> Iterator[str]:
    """A run of Chinese numerals before a measure, where it is one number."""
    if len(run) == 4 and behind == "年" and all(c in _VALUES for c in run):
        yield "".join(str(_VALUES[c]) for c in run)
    elif run != "一" and (behind or run[-1] in "万亿"):
        match = _TAILED.fullmatch(run)
        number = _arabic(match[1]) if match else None
        if match and number:
            yield number + (match[2] or "")


def _arabic(run: str) -> str | None:
    """A number below 10^8 in Arabic numerals; None where the run is no number."""
    whole, point, rest = run.partition("点")
    if point and not (rest and all(c in _VALUES for c in rest)):
        return None
    upper, _, lower = whole.rpartition("万")
    parts = [_below_ten_thousand(part) for part in (upper, lower)]
    value = parts[0] * 10_000 + parts[1]
    usual = whole.replace("两", "二").replace("〇", "零")
    written = _chinese(value)
    # 十四五 and 二百五 are no numbers: written out, their values are others.
    if usual not in (written, f"一{written}") and f"一{usual}" != written:
        return None
    return f"{value}" + ("." + "".join(str(_VALUES[c]) for c in rest) if point else "")


def _below_ten_thousand(run: str) -> int:
    value = digit = 0
    for numeral in run:
        if numeral in _PLACES:
            value += (digit or 1) * _PLACES[numeral]
            digit = 0
        else:
            digit = _VALUES.get(numeral, 0)
    return value + digit


def _in_chinese(number: str, behind: str) -> Iterator[str]:
    """A number in Arabic numerals before a measure, in Chinese ones."""
    whole, _, rest = number.replace(",", "").partition(".")
    if not behind or whole != str(int(whole)) or int(whole) >= _LARGEST:
        return
    if behind == "年" and len(whole) == 4 and not rest:
        digits = "".join(_DIGITS[int(c)] for c in whole)
        yield from dict.fromkeys((digits.replace("零", "〇"), digits))
        return
    written = _chinese(int(whole))
    if rest:
        written += "点" + "".join(_DIGITS[int(c)] for c in rest)
    elif written[0] == "二" and (written + behind)[1] not in "十日月号":
        yield "两" + written[1:]
    yield written


def _grouped(number: str, behind: str) -> Iterator[str]:
    """A number with commas between its thousands, or without them."""
    whole, point, rest = number.partition(".")
    if "," in whole:
        yield whole.replace(",", "") + point + rest
    elif len(whole) > 3 and whole[0] != "0" and behind and behind != "年":
        yield f"{int(whole):,}{point}{rest}"


def _chinese(value: int) -> str:
    """A number below 10^8 in Chinese numerals.

    >>> [_chinese(n) for n in (0, 15, 110, 3205, 12000, 10500)]
    ['零', '十五', '一百一十', '三千二百零五', '一万二千', '一万零五百']
    """
    upper, lower = divmod(value, 10_000)
    if upper:
        gap = "零" if 0 < lower < 1000 else ""
        small = _places(lower) if lower else ""
        return _leading(_places(upper)) + "万" + gap + small
    return _leading(_places(lower)) if lower else _DIGITS[0]


def _leading(written: str) -> str:
    return written[1:] if written.startswith("一十") else written


def _places(value: int) -> str:
    written = ""
    for name, place in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = value // place % 10
        if digit:
            written += _DIGITS[digit] + name
        elif written and value % place:
            written += "零" * (not written.endswith("零"))
    return written

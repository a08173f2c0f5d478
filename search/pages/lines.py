"""What is each line of the page, taken by itself?"""

import re
from dataclasses import dataclass
from typing import Literal

from search.pages.bylines import opening_credit
from search.pages.captions import ends_in_credit, is_photo_credit
from search.pages.joins import opens_report
from search.pages.names import has_mark, has_role, read_names
from search.pages.noise import is_folio
from search.pages.zones import has_zone_colon

# heading: marked with #; short: has the shape of one; weak: so, but with a comma.
Role = Literal["heading", "short", "weak", "byline", "credit", "folio", "text"]

# What may be part of a title.
HEADS: frozenset[Role] = frozenset({"heading", "short", "weak"})

_BREAK = re.compile(r"\r\n|\r|\n")
_MARKED = re.compile(r"(#+)\s*")
_HAN = re.compile(r"[一-鿿]")
_SENTENCE = re.compile(r"[。；;]")
_COMMA = re.compile(r"[，,](?!\d{3})")
HANGING = "。，,、；;：:…·"
_NUMBER_ALONE = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?")
# A rule between two columns, set in marks.
_RULE = re.compile(r"[-—–_=━─═*~|｜\s]+")
# How to reach somebody is no heading.
_NUMBER_TO_CALL = re.compile(r"(?:电话|热线)\s*[:：]?\s*[\d(（][\d\s()（）×ХX—–-]{6,}")
# What is said in brackets is no heading: (数据来源:…).
_ASIDE = re.compile(r"[(（][^()（）]{6,}[)）]")
_ASKED = re.compile(r"(?:问|答|[QA]|记者|主持人)\s*[:：]")

# Printed headlines of one line measure up to about 35 characters.
LONGEST_SHORT = 36
_LONGEST_WEAK = 45
LONGEST_MARKED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `level` counts its #, `gap` the blank lines above."""

    number: int
    text: str
    level: int
    gap: int
    role: Role = "text"
    # The # as printed, where the page's ranks tell nothing and `level` does not count.
    rank: int = 0
    # One of the numbered lines of a list, which neither begin nor go on in the next.
    item: bool = False


def printed_lines(text: str) -> list[str]:
    """The lines of a page as they are; the first has the number 1."""
    return _BREAK.split(text)


def plain_lines(text: str) -> list[Line]:
    """The lines that hold anything, marks set aside."""
    lines: list[Line] = []
    gap = 0
    for number, printed in enumerate(printed_lines(text), 1):
        bare = printed.strip()
        level = 0
        if marked := _MARKED.match(bare):
            level, bare = len(marked[1]), bare[marked.end() :]
        if bare:
            lines.append(Line(number, bare, level, gap))
        gap = 0 if bare else gap + 1
    return lines


def is_cue(line: Line) -> bool:
    """Whether a line makes a headline of the one above: a byline or 本报讯."""
    if line.role == "text":
        return opening_credit(line.text) is not None
    return line.role == "byline"


def role_alone(line: Line) -> Role:
    """What a line seems to be, whatever stands around it."""
    text = line.text
    if len(text) > 200:
        return "text"
    if _RULE.fullmatch(text):
        return "folio"
    if is_photo_credit(text):
        return "credit"
    if people := read_names(text):
        told = has_mark(text) or has_role(text) or len(people) > 1
        if told or not line.level:
            return "byline"
    # A marked number is that of a section.
    if is_folio(text) and not (line.level and text.isdigit()):
        return "folio"
    return _shape(line)


def _shape(line: Line) -> Role:
    text = line.text
    if line.level:
        if ends_in_credit(text):
            return "text"
        opens = (
            opens_report(text)
            or opening_credit(text) is not None
            or _ASKED.match(text) is not None
        )
        title = _may_be_marked(text) and not opens
        return "heading" if title else "text"
    if _NUMBER_ALONE.fullmatch(text):
        return "short"
    if len(text) > _LONGEST_WEAK or len(_HAN.findall(text)) < 2:
        return "text"
    if opens_report(text) or _ASKED.match(text) or _ASIDE.fullmatch(text):
        return "text"
    if _NUMBER_TO_CALL.search(text):
        return "text"
    if text[-1] in HANGING or _SENTENCE.search(text) or opening_credit(text):
        return "short" if _is_label_colon(text) else "text"
    if has_mark(text) and has_role(text):
        return "text"
    if _COMMA.search(text) and not has_zone_colon(text):
        return "weak"
    return "short" if len(text) <= LONGEST_SHORT else "weak"


def _may_be_marked(text: str) -> bool:
    return len(text) <= LONGEST_MARKED and text[-1] not in "。，,；;"


def _is_label_colon(text: str) -> bool:
    """`X高新区:` alone on its line is the first line of a headline."""
    return text[-1] in ":：" and has_zone_colon(text)

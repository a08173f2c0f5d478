"""What is each line of the page, taken by itself?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from search.pages.bylines import opening_credit
from search.pages.captions import is_photo_credit
from search.pages.names import has_mark, has_role, read_names
from search.pages.noise import is_folio
from search.pages.zones import has_zone_colon

# heading: marked with #; short: has the shape of one; weak: so, but with a comma.
Role = Literal["heading", "short", "weak", "byline", "credit", "folio", "text"]

_BREAK = re.compile(r"\r\n|\r|\n")
_MARKED = re.compile(r"(#+)\s*")
_HAN = re.compile(r"[一-鿿]")
_SENTENCE = re.compile(r"[。；;]")
_COMMA = re.compile(r"[，,](?!\d{3})")
_HANGING = "。，,、；;：:…·"

# Printed headlines of one line measure up to about 35 characters.
_LONGEST_SHORT = 36
_LONGEST_WEAK = 45
_LONGEST_MARKED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `level` counts its #, `gap` the blank lines above."""

    number: int
    text: str
    level: int
    gap: int
    role: Role = "text"


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that hold anything, marks set aside, roles found."""
    lines = _plain_lines(text)
    if _marks_say_nothing(lines):
        lines = [replace(line, level=0) for line in lines]
    return tuple(replace(line, role=_role(line)) for line in lines)


def _plain_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    for number, printed in enumerate(_BREAK.split(text), 1):
        bare = printed.strip()
        level = 0
        if marked := _MARKED.match(bare):
            level, bare = len(marked[1]), bare[marked.end() :]
        if bare:
            lines.append(Line(number, bare, level, gap))
        gap = 0 if bare else gap + 1
    return lines


def _marks_say_nothing(lines: Sequence[Line]) -> bool:
    """Whether plain paragraphs bear the mark too, so that it tells nothing."""
    long = [line for line in lines if len(line.text) > _LONGEST_MARKED]
    return sum(line.level > 0 for line in long) * 2 > len(long) > 0


def _role(line: Line) -> Role:
    text = line.text
    if len(text) > 200:
        return "text"
    if is_photo_credit(text):
        return "credit"
    if read_names(text) and (not line.level or has_mark(text) or has_role(text)):
        return "byline"
    if is_folio(text):
        return "folio"
    return _shape(line)


def _shape(line: Line) -> Role:
    text = line.text
    if line.level:
        return "heading" if _may_be_marked(text) else "text"
    if len(text) > _LONGEST_WEAK or len(_HAN.findall(text)) < 2:
        return "text"
    if text[-1] in _HANGING or _SENTENCE.search(text) or opening_credit(text):
        return "short" if _is_label_colon(text) else "text"
    if has_mark(text) and has_role(text):
        return "text"
    if _COMMA.search(text) and not has_zone_colon(text):
        return "weak"
    return "short" if len(text) <= _LONGEST_SHORT else "weak"


def _may_be_marked(text: str) -> bool:
    return len(text) <= _LONGEST_MARKED and text[-1] not in "。，,；;"


def _is_label_colon(text: str) -> bool:
    """`X高新区:` alone on its line is the first line of a headline."""
    return text[-1] in ":：" and has_zone_colon(text)

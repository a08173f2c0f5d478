"""What is each line of the page, taken by itself?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Literal

from search.pages.bylines import opening_credit
from search.pages.captions import is_photo_credit
from search.pages.joins import opens_report
from search.pages.names import has_mark, has_role, names_in_place, read_names
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
_HANGING = "。，,、；;：:…·"
_DASHES = ("——", "──", "――")
_ITEM_MARK = re.compile(r"[●■◆•]\s*\S")
_NUMBERED = re.compile(r"(\d{1,2})\s*[.、．]\s*(?!\d)|([①-⑳])")
_NUMBER_ALONE = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")
_ASKED = re.compile(r"(?:问|答|[QA]|记者|主持人)\s*[:：]")

# Printed headlines of one line measure up to about 35 characters.
_LONGEST_SHORT = 36
_LONGEST_WEAK = 45
_LONGEST_MARKED = 60
_SHORTEST_LEAD = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `level` counts its #, `gap` the blank lines above."""

    number: int
    text: str
    level: int
    gap: int
    role: Role = "text"
    # One of the numbered lines of a list, which neither begin nor go on in the next.
    item: bool = False


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that hold anything, marks set aside, roles found."""
    lines = _plain_lines(text)
    if _marks_say_nothing(lines):
        lines = [replace(line, level=0) for line in lines]
    lines = [Line(x.number, x.text, x.level, x.gap, _role(x)) for x in lines]
    if _ranks_say_nothing(lines):
        lines = [replace(x, level=1) if x.level > 1 else x for x in lines]
    return tuple(_in_lists(_in_titles(list(_in_context(lines)))))


def _in_context(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where need be with a role that only the lines around can tell."""
    above: Role = "text"
    for line, below, second in zip_longest(lines, lines[1:], lines[2:]):
        if line.role == "heading" and len(read_names(line.text)) == 1:
            if _signs(above, below):
                line = replace(line, role="byline")
        elif line.role == "short" and _names_by_place(above, line, below):
            line = replace(line, role="byline")
        elif line.role == "text" and below and _ends_like_text(line, below, second):
            line = replace(line, role="heading" if line.level else "weak")
        above = line.role
        yield line


def _signs(above: Role, below: Line | None) -> bool:
    """Whether a name that bears the mark of headings stands where bylines do."""
    if below is None or below.role == "byline":
        return below is None
    return above in ("heading", "short", "weak") or below.role != "text"


def _names_by_place(above: Role, line: Line, below: Line | None) -> bool:
    """Whether words that could be names stand between a headline and its text."""
    if above not in HEADS or below is None or below.role != "text":
        return False
    return len(below.text) > _SHORTEST_LEAD and bool(names_in_place(line.text))


def _in_titles(lines: list[Line]) -> list[Line]:
    """Decks above a byline, and kickers that end in a dash, are no text."""
    for place in range(len(lines) - 2, -1, -1):
        line = lines[place]
        if line.role == "text" and not line.level and _is_title_part(lines, place):
            lines[place] = replace(line, role="weak")
    return lines


def _is_title_part(lines: Sequence[Line], place: int) -> bool:
    line, below = lines[place], lines[place + 1]
    if len(line.text) > _LONGEST_MARKED or "。" in line.text:
        return False
    if line.text.endswith(_DASHES):
        return below.role in HEADS
    if line.text[-1] in _HANGING or not place:
        return False
    # Between headline and byline no text stands.
    if _ITEM_MARK.match(line.text):
        return below.role == "byline" or (
            below.role in HEADS and _ITEM_MARK.match(below.text) is not None
        )
    second = lines[place + 2].role if place + 2 < len(lines) else ""
    signed = below.role == "byline" and second == "text"
    return signed and lines[place - 1].role in HEADS


def _in_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """Numbered lines in a row are a list: no headings, and none goes on."""
    numbers = [_number(line) for line in lines]
    for place, line in enumerate(lines):
        number = numbers[place]
        above = numbers[place - 1] if place else None
        below = numbers[place + 1] if place + 1 < len(lines) else None
        if number and (above == number - 1 or below == number + 1):
            line = replace(line, role="text", item=True)
        yield line


def _number(line: Line) -> int | None:
    """The number that a short line without a full stop begins with."""
    if (
        line.level
        or line.role in ("byline", "credit", "folio")
        or line.text[-1] == "。"
    ):
        return None
    found = _NUMBERED.match(line.text)
    if not found or len(line.text) > _LONGEST_MARKED:
        return None
    return int(found[1]) if found[1] else ord(found[2]) - ord("①") + 1


def _ends_like_text(line: Line, below: Line, second: Line | None) -> bool:
    """A headline may end in a full stop; 本报讯 below it, or a byline, tells."""
    if len(line.text) > _LONGEST_SHORT or line.text[-1] not in "。…":
        return False
    if opening_credit(line.text):
        return False
    if below.role == "byline":
        # A byline may stand under the last line of an article as well.
        return line.level > 0 or (second is not None and second.role == "text")
    return is_cue(below)


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


def _ranks_say_nothing(lines: Sequence[Line]) -> bool:
    """Whether bylines or pieces of text bear the mark, or headlines various ranks."""
    if any(line.level and line.role in ("byline", "text") for line in lines):
        return True
    pairs = pairwise(lines)
    return len({a.level for a, b in pairs if a.level and is_cue(b)}) > 1


def is_cue(line: Line) -> bool:
    """Whether a line makes a headline of the one above: a byline or 本报讯."""
    if line.role == "text":
        return opening_credit(line.text) is not None
    return line.role == "byline"


def _role(line: Line) -> Role:
    text = line.text
    if len(text) > 200:
        return "text"
    if is_photo_credit(text):
        return "credit"
    if people := read_names(text):
        told = has_mark(text) or has_role(text) or len(people) > 1
        if told or not line.level:
            return "byline"
    if is_folio(text):
        return "folio"
    return _shape(line)


def _shape(line: Line) -> Role:
    text = line.text
    if line.level:
        opens = opens_report(text) or opening_credit(text) is not None
        title = _may_be_marked(text) and not opens
        return "heading" if title else "text"
    if _NUMBER_ALONE.fullmatch(text):
        return "short"
    if len(text) > _LONGEST_WEAK or len(_HAN.findall(text)) < 2:
        return "text"
    if opens_report(text) or _ASKED.match(text):
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

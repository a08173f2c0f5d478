"""What is each line of the page, seen beside the others?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from search.pages.bylines import opening_credit
from search.pages.echoes import without_echoes
from search.pages.joins import is_complete, opens_sentence
from search.pages.lines import (
    HANGING,
    HEADS,
    LONGEST_MARKED,
    LONGEST_SHORT,
    Line,
    Role,
    is_cue,
    plain_lines,
    role_alone,
)
from search.pages.names import name_in_place, names_in_place, read_names
from search.pages.noise import heads_page, is_note, is_section
from search.pages.titles import is_column, is_deck
from search.pages.zones import zone_keys

_DASHES = ("——", "──", "――")
_ITEM_MARK = re.compile(r"[●■◆•]\s*\S")
_NUMBERED = re.compile(r"(\d{1,2})\s*[.、．]\s*(?!\d)|([①-⑳])")
_SHORTEST_LEAD = 24
_LONGEST_ROW = 18
# A table has so many columns and rows.
_TABLE = 3
_FIGURE = re.compile(r"[\s|]-?\d")
_PROSE = re.compile(r"[。，；：,;:]")
# So many lines at the top of a page may be its running heads, each so long at most.
_HEAD = 6
_LONGEST_HEAD = 12


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that hold anything, marks set aside, roles found."""
    lines = plain_lines(text)
    if _marks_say_nothing(lines):
        lines = [replace(line, level=0) for line in lines]
    lines = [
        Line(x.number, x.text, x.level, x.gap, role_alone(x), x.level) for x in lines
    ]
    if _ranks_say_nothing(lines):
        lines = [replace(x, level=1) if x.level > 1 else x for x in lines]
    lines = _in_titles(list(_in_context(_in_head(lines))))
    return tuple(without_echoes(list(_in_tables(list(_in_lists(lines))))))


def _in_head(lines: list[Line]) -> list[Line]:
    """Short lines among or above the date of the paper, its number and its editors:
    the name of the paper, of the section (04 开发区)."""
    text = (
        n
        for n, line in enumerate(lines)
        if line.role in ("text", "byline") and not heads_page(line.text)
    )
    head = lines[: min(_HEAD, next(text, len(lines)))]
    # What goes on from another page, (上接第一版), stands below its headline.
    known = (
        n for n, x in enumerate(head) if x.role == "folio" and x.text[0] not in "(（"
    )
    last = max(known, default=-1)
    # Where no title stands below the date, one of the lines above is it.
    titled = last + 1 < len(lines) and lines[last + 1].role in HEADS
    for place, line in enumerate(head):
        sure = heads_page(line.text) or (is_section(line.text) and not line.level)
        above = place < last and titled and _may_head(line)
        if above or (sure and (last >= 0 or place == 0)):
            head[place] = replace(line, role="folio")
    return [*head, *lines[len(head) :]]


def _may_head(line: Line) -> bool:
    """Whether a line above the date of a page may name the page rather than a text."""
    return (
        line.role in HEADS
        and len(line.text) <= _LONGEST_HEAD
        and not zone_keys(line.text)
    )


def _in_context(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where need be with a role that only the lines around can tell."""
    above: Line | None = None
    for line, below, second in zip_longest(lines, lines[1:], lines[2:]):
        over = above.role if above else "text"
        if line.role == "heading" and len(read_names(line.text)) == 1:
            if _signs(over, below):
                line = replace(line, role="byline")
        elif line.role == "short" and _names_by_place(over, line, below):
            line = replace(line, role="byline")
        elif line.role == "text" and (
            _is_first_row(above, line, below, second)
            or _ends_like_text(above, line, below, second)
        ):
            line = replace(line, role="heading" if line.level else "weak")
        above = line
        yield line


def _signs(above: Role, below: Line | None) -> bool:
    """Whether a name that bears the mark of headings stands where bylines do."""
    if below is None or below.role == "byline":
        return below is None
    return above in ("heading", "short", "weak") or below.role != "text"


def _names_by_place(above: Role, line: Line, below: Line | None) -> bool:
    """Whether words that could be names stand between a headline and its text.

    Or below a text, where no other follows that they could be the heading of.
    """
    if above == "text" and not line.level:
        ends = below is None or below.level or below.role == "folio"
        return bool(ends) and bool(names_in_place(line.text))
    if above not in HEADS or below is None or below.role != "text":
        return False
    if len(below.text) > _SHORTEST_LEAD and names_in_place(line.text):
        return True
    opening = None if line.level else opening_credit(below.text)
    return bool(opening and not opening.credits and name_in_place(line.text))


def _in_titles(lines: list[Line]) -> list[Line]:
    """Decks above a byline, and kickers that end in a dash, are no text."""
    for place in range(len(lines) - 2, -1, -1):
        line = lines[place]
        if line.role == "text" and not line.level and _is_title_part(lines, place):
            lines[place] = replace(line, role="weak")
    return lines


def _is_title_part(lines: Sequence[Line], place: int) -> bool:
    line, below = lines[place], lines[place + 1]
    if place and is_deck(line.text) and lines[place - 1].role in HEADS:
        return below.role == "byline"
    if len(line.text) > LONGEST_MARKED or "。" in line.text or is_note(line.text):
        return False
    if line.text.endswith(_DASHES):
        return below.role in HEADS
    if line.text[-1] in HANGING or not place:
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


def _in_tables(lines: Sequence[Line]) -> Iterator[Line]:
    """Rows of a table: three or more with as many cells, figures in most."""
    for cells, row in groupby(lines, key=_cells):
        rows = list(row)
        figures = sum(_FIGURE.search(line.text) is not None for line in rows)
        if cells >= _TABLE and len(rows) >= _TABLE and figures * 2 > len(rows):
            rows = [replace(line, role="text", item=True) for line in rows]
        yield from rows


def _cells(line: Line) -> int:
    """How many cells a line has if it is a row of a table, parted by blanks or |."""
    if line.level or len(line.text) > LONGEST_MARKED or _PROSE.search(line.text):
        return 0
    if line.text[0] == line.text[-1] == "|":
        return line.text.count("|") - 1
    return len(line.text.split())


def _number(line: Line) -> int | None:
    """The number that a short line without a full stop begins with."""
    if (
        line.level
        or line.role in ("byline", "credit", "folio")
        or line.text[-1] == "。"
    ):
        return None
    found = _NUMBERED.match(line.text)
    if not found or len(line.text) > LONGEST_MARKED:
        return None
    return int(found[1]) if found[1] else ord(found[2]) - ord("①") + 1


def _is_first_row(
    above: Line | None, line: Line, below: Line | None, second: Line | None
) -> bool:
    """Whether a line with a comma at its end is the first row of a headline: marked as
    the next is, or short, between a finished text and one more row above another."""
    if below is None or line.text[-1] not in "，,":
        return False
    if line.level or below.level:
        alike = line.level == below.level and below.role == "heading"
        return alike and len(line.text) <= LONGEST_SHORT
    ended = above is None or above.role != "text" or is_complete(above.text)
    titled = below.role == "short" and second is not None and second.role == "text"
    return ended and titled and len(line.text) <= _LONGEST_ROW


def _ends_like_text(
    above: Line | None, line: Line, below: Line | None, second: Line | None
) -> bool:
    """A headline may end in a full stop; 本报讯 below it, or a byline, tells."""
    if below is None or len(line.text) > LONGEST_SHORT or line.text[-1] not in "。…":
        return False
    # Below a headline it is rather the end of the article above.
    if above and above.role in HEADS and not is_column(above.text):
        return False
    if opening_credit(line.text):
        return False
    if below.role == "byline":
        # A byline may stand under the last line of an article as well.
        signs = second is not None and second.role == "text"
        told = opens_sentence(line.text) and ("," in line.text or "，" in line.text)
        return line.level > 0 or (signs and not told)
    return is_cue(below)


def _marks_say_nothing(lines: Sequence[Line]) -> bool:
    """Whether plain paragraphs bear the mark too, so that it tells nothing."""
    long = [line for line in lines if len(line.text) > LONGEST_MARKED]
    return sum(line.level > 0 for line in long) * 2 > len(long) > 0


def _ranks_say_nothing(lines: Sequence[Line]) -> bool:
    """Whether bylines or pieces of text bear the mark, or headlines various ranks."""
    if any(line.level and line.role in ("byline", "text") for line in lines):
        return True
    pairs = pairwise(lines)
    return len({a.level for a, b in pairs if a.level and is_cue(b)}) > 1

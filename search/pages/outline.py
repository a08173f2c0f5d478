"""Where do the articles of a page begin, and which lines are headings inside them?

A short line without a full stop may be a headline, a subhead or a piece of a cut
sentence. What stands around it decides: a byline or 本报讯 below, an article signed off
above, the name of another zone, a sentence that breaks off and goes on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search.pages.ahead import Ahead
from search.pages.borders import HEADLINE, Borders, Sofar
from search.pages.bylines import is_finished, opening_credit, tail_byline
from search.pages.joins import (
    Pairs,
    hangs,
    is_couplet,
    must_go_on,
    opens_report,
    opens_sentence,
    reads_as_sentence,
)
from search.pages.lines import HEADS, Line
from search.pages.noise import is_notice
from search.pages.photos import Photo
from search.pages.titles import is_column, is_deck
from search.pages.zones import opens_with_zone, zone_keys

# What opens the items of a list of briefs.
_ITEM = re.compile(r"[▲△◆◇●■□★☆▶►※]\s*[^▲△◆◇●■□★☆▶►※]{12}")

BlockKind = Literal["start", "subhead", "displaced", "text", "byline", "folio", "photo"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind, or a photo, in the order of the page."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    photo: Photo | None = None


class Outliner:
    """Reads the lines of a page in order and says what each is for.

    A photo stands in the place of its first line; `entries` holds both.
    """

    def __init__(self, entries: Sequence[Line | Photo], pairs: Pairs) -> None:
        self._entries = entries
        self._ahead = Ahead(entries)
        self._pairs = pairs
        self._borders = Borders(entries, pairs)
        self._now: Sofar | None = None
        # The mark of each item in a list of briefs, and its headline till the first.
        self._mark = ""
        self._label: tuple[Line, ...] = ()
        self._in_notice = False

    def blocks(self) -> Iterator[Block]:
        """The blocks of the page."""
        place = 0
        while place < len(self._entries):
            entry = self._entries[place]
            if isinstance(entry, Photo):
                yield Block("photo", photo=entry)
                place += 1
            elif run := self._run(place):
                after = place + len(run)
                late = self._late(run, after)
                for line in late:
                    yield self._plain(line, after)
                yield from self._decide(run, after + len(late), late=bool(late))
                place = after + len(late)
            else:
                yield self._plain(entry, place)
                place += 1

    # Plain lines

    def _plain(self, line: Line, place: int) -> Block:
        if line.role == "folio":
            return Block("folio", (line,))
        if line.role == "byline":
            return self._byline(line)
        if self._opens_untitled(line):
            self._in_notice = False
            self._begin(())
            self._read(line, place)
            label, self._label = self._label, ()
            return Block("start", (*label, line))
        if self._in_notice:
            return Block("folio", (line,))
        self._read(line, place)
        return Block("text", (line,))

    def _opens_untitled(self, line: Line) -> bool:
        """本报讯 in the midst of an article: another begins, its headline is lost.

        So does each item of a list of briefs, which has none.
        """
        if self._mark and line.text[0] == self._mark:
            return True
        if self._now is None or not self._now.has_text or line.text[:1] in "(（":
            return False
        return opening_credit(line.text) is not None

    def _byline(self, line: Line) -> Block:
        if self._now is not None and self._now.has_text:
            self._now.signed = True
            self._now.last = ""
        return Block("byline", (line,))

    def _read(self, line: Line, place: int) -> None:
        now = self._now = self._now or Sofar()
        now.take(line.text)
        now.last, now.has_text = "" if line.item else line.text, True
        tail = tail_byline(line.text)
        now.signed = tail is not None and (
            tail.spaced or self._ahead.plain_text_after(place) is None
        )
        if now.signed:
            now.last = ""

    # Lists of briefs

    def _heads_briefs(self, run: Sequence[Line], after: int) -> bool:
        """Whether a headline is that of a list: each paragraph is an item, marked."""
        if len(run) > 1 or not is_column(run[0].text):
            return False
        first = self._ahead.texts(after)[:1]
        mark = first[0][0] if first and _ITEM.match(first[0]) else ""
        marked = [text for text in self._ahead.texts(after) if mark and text[0] == mark]
        self._mark = mark if len(marked) > 1 else ""
        return bool(self._mark)

    # Runs of heading lines

    def _run(self, place: int) -> list[Line]:
        """The heading lines from here on, as far as they can be such."""
        run: list[Line] = []
        for entry in self._entries[place : place + 8]:
            if not isinstance(entry, Line) or entry.role not in HEADS:
                break
            run.append(entry)
        if run and not self._allows_comma(run, place + len(run)):
            cut = next((n for n, line in enumerate(run) if line.role == "weak"), None)
            run = run[:cut]
        return run

    def _allows_comma(self, run: Sequence[Line], after: int) -> bool:
        """Whether headlines with a comma are to be believed here."""
        if self._breaks_off() and run[0].role == "weak":
            return False
        if self._is_couplet(run) or any(is_deck(line.text) for line in run[1:]):
            return True
        if self._ahead.is_cue(after) or self._now is None or self._now.signed:
            return True
        named = zone_keys(run[0].text) if opens_with_zone(run[0].text) else ()
        return bool(named) and not set(named) & self._now.zones.keys()

    def _is_couplet(self, run: Sequence[Line]) -> bool:
        """Two short clauses alone between finished paragraphs: 招大引强,补链成群."""
        return (
            len(run) == 1
            and run[0].role == "weak"
            and self._now is not None
            and self._now.has_text
            and is_couplet(run[0].text)
            and not zone_keys(run[0].text)
        )

    def _late(self, run: Sequence[Line], after: int) -> list[Line]:
        """The lines below a headline that end the article above it.

        The headline of the next column stands too high among them: in a sentence that
        goes on below, or above a whole paragraph on the other zone.
        """
        now = self._now
        if now is None or not now.has_text or now.signed:
            return []
        new = {key for line in run for key in zone_keys(line.text)} - now.zones.keys()
        late = self._ahead.texts_before(after, new) if new else None
        if not late:
            return []
        cued = self._ahead.is_cue(after + len(late))
        if now.breaks_off:
            ended = is_finished(late[-1].text) and (cued or len(late) == 1)
            return late if ended and not opens_sentence(late[0].text) else []
        known = all(now.zones.keys() & zone_keys(line.text) for line in late)
        return late if cued and known else []

    def _decide(
        self, run: Sequence[Line], after: int, *, late: bool
    ) -> Iterator[Block]:
        ends_briefs = bool(self._mark) and run[0].text[0] != self._mark
        self._mark = "" if ends_briefs else self._mark
        self._in_notice = len(run) == 1 and is_notice(run[0].text)
        if self._in_notice:
            yield Block("folio", tuple(run))
            return
        if self._heads_briefs(run, after):
            self._label, self._now = tuple(run), Sofar()
            return
        couplet = self._is_couplet(run) and not self._ahead.is_cue(after)
        starts = late or ends_briefs or self._borders.starts(self._now, run, after)
        if not couplet and starts:
            if (
                self._breaks_off()
                and len(run) > 1
                and self._is_piece(run[0], run[1].text)
            ):
                yield self._as_text(run[0], after)
                run = run[1:]
            run, rest = self._without_text(run, after)
            self._borders.all_cued &= self._ahead.is_cue(after)
            self._begin(run)
            yield Block("start", tuple(run))
            if rest is not None:
                yield self._as_text(rest, after - 1)
            return
        yield from self._inside(run, after)

    def _without_text(
        self, run: Sequence[Line], after: int
    ) -> tuple[Sequence[Line], Line | None]:
        """The title, and the line under it that rather begins the text."""
        line, below = run[-1], self._ahead.text_after(after - 1)
        if (
            len(run) < 2
            or self._ahead.is_cue(after)
            or below is None
            or is_deck(line.text)
        ):
            return run, None
        # Where the title bears marks, an unmarked line under it is seldom part of it.
        strange = run[0].level and not line.level and not opens_sentence(below)
        named = is_column(run[0].text) or opens_with_zone(line.text)
        strange = strange and not named
        cut = not opens_with_zone(below) and self._pairs.across(line.text, below) > 1
        if opens_report(line.text) or must_go_on(below) or strange or cut:
            return run[:-1], line
        return run, None

    def _begin(self, run: Sequence[Line]) -> None:
        self._now = Sofar()
        for line in run:
            self._now.take(line.text)

    # Heading lines inside an article

    def _inside(self, run: Sequence[Line], after: int) -> Iterator[Block]:
        headed = False
        for number, line in enumerate(run):
            below = (
                run[number + 1].text
                if number + 1 < len(run)
                else self._ahead.text_after(after - 1)
            )
            if line.level:
                yield Block("displaced" if self._breaks_off() else "subhead", (line,))
                headed = True
            elif self._breaks_off() and below and not self._is_piece(line, below):
                yield Block("displaced", (line,))
            elif headed or self._is_text(line, below):
                yield self._as_text(line, after - 1)
            else:
                yield Block("subhead", (line,))
                headed = True

    def _as_text(self, line: Line, place: int) -> Block:
        self._read(line, place)
        return Block("text", (line,))

    def _is_text(self, line: Line, below: str | None) -> bool:
        """Whether a short line inside an article is a piece of a cut sentence."""
        if self._breaks_off() or self._borders.goes_on(line, below, 2) or below is None:
            return True
        if opens_sentence(below) or not reads_as_sentence(line.text):
            return False
        # The columns of a page cut words; where the pair is strange, nothing was cut.
        return len(line.text) > HEADLINE or self._pairs.across(line.text, below) > 0

    def _is_piece(self, line: Line, below: str) -> bool:
        """Whether a short line under a cut sentence carries it on.

        The pair of characters across the cut tells; where it does not, the line is a
        heading that slipped in, for the columns of a page are cut into longer pieces.
        """
        before = self._now.last if self._now else ""
        if hangs(line.text) or must_go_on(line.text):
            return True
        skipped = self._pairs.across(before, below)
        taken = self._pairs.across(before, line.text) + self._pairs.across(
            line.text, below
        )
        return taken > skipped

    def _breaks_off(self) -> bool:
        return self._now is not None and self._now.breaks_off

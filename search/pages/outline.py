"""Where do the articles of a page begin, and which lines are headings inside them?

A short line without a full stop may be a headline, a subhead or a piece of a cut
sentence. What stands around it decides: a byline or 本报讯 below, an article signed off
above, the name of another zone, a sentence that breaks off and goes on.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from search.pages.ahead import Ahead
from search.pages.bylines import opening_credit, tail_byline
from search.pages.captions import is_photo_label
from search.pages.cohesion import Cohesion
from search.pages.joins import (
    Pairs,
    any_function_word,
    closes_quote_first,
    hangs,
    is_complete,
    is_couplet,
    leaves_quote_open,
    must_go_on,
    opens_report,
    opens_sentence,
    reads_as_sentence,
)
from search.pages.lines import HEADS, Line
from search.pages.photos import Photo
from search.pages.titles import announces, is_deck, is_label
from search.pages.zones import has_zone_colon, opens_with_zone, zone_keys

BlockKind = Literal["start", "subhead", "displaced", "text", "byline", "folio", "photo"]

# The share of the text below that repeats the article so far (see cohesion.py): under
# the first another subject begins, under the second where a wider gap stands above;
# over the third no weak sign of a border counts.
_FOREIGN = 0.03
_APART = 0.05
_KINDRED = 0.1

_STRANGE = 0.01

# By the signs that a heading is a headline less those that it is a subhead: those are
# short, and where articles have so far begun with a byline a border without is rare.
_LIMITS = {-2: 0.005, -1: _STRANGE, 0: _FOREIGN, 1: _APART, 2: _KINDRED}
_SUBHEAD = 14
_HEADLINE = 18
_ENUMERATED = re.compile(r"[●◆◇■□▲•·]|[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
_SPEAKER = re.compile(r"[^\s:：，,]{2,10}[:：]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one kind, or a photo, in the order of the page."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    photo: Photo | None = None


@dataclass(slots=True)
class _Sofar:
    """What is known of the article that is being read."""

    zones: Counter[str] = field(default_factory=Counter)
    words: Cohesion = field(default_factory=Cohesion)
    leading: str = ""
    last: str = ""
    signed: bool = False
    has_text: bool = False

    def take(self, text: str) -> None:
        """Take a text of the article in."""
        self.words.add(text)
        for key in zone_keys(text):
            self.zones[key] += 1
            if self.zones[key] > self.zones[self.leading]:
                self.leading = key


def _is_long(line: Line) -> bool:
    """Whether a heading is rather a headline: long, or someone speaks in it."""
    found = len(line.text) >= _SUBHEAD and _SPEAKER.match(line.text)
    return len(line.text) >= _HEADLINE or bool(found)


class Outliner:
    """Reads the lines of a page in order and says what each is for.

    A photo stands in the place of its first line; `entries` holds both.
    """

    def __init__(self, entries: Sequence[Line | Photo], pairs: Pairs) -> None:
        self._entries = entries
        self._ahead = Ahead(entries)
        self._pairs = pairs
        levels = {e.level for e in entries if isinstance(e, Line) and e.level}
        self._top = min(levels) if len(levels) > 1 else 0
        gaps = Counter(e.gap for e in entries if isinstance(e, Line))
        self._usual_gap = gaps.most_common(1)[0][0] if gaps else 0
        self._now: _Sofar | None = None
        self._all_cued = True

    def blocks(self) -> Iterator[Block]:
        """The blocks of the page."""
        place = 0
        while place < len(self._entries):
            entry = self._entries[place]
            if isinstance(entry, Photo):
                yield Block("photo", photo=entry)
                place += 1
            elif run := self._run(place):
                yield from self._decide(run, place + len(run))
                place += len(run)
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
            self._begin(())
            self._read(line, place)
            return Block("start", (line,))
        self._read(line, place)
        return Block("text", (line,))

    def _opens_untitled(self, line: Line) -> bool:
        """本报讯 in the midst of an article: another begins, its headline is lost."""
        if self._now is None or not self._now.has_text or line.text[:1] in "(（":
            return False
        return opening_credit(line.text) is not None

    def _byline(self, line: Line) -> Block:
        if self._now is not None and self._now.has_text:
            self._now.signed = True
            self._now.last = ""
        return Block("byline", (line,))

    def _read(self, line: Line, place: int) -> None:
        now = self._now = self._now or _Sofar()
        now.take(line.text)
        now.last, now.has_text = "" if line.item else line.text, True
        tail = tail_byline(line.text)
        now.signed = tail is not None and (
            tail.spaced or self._ahead.plain_text_after(place) is None
        )
        if now.signed:
            now.last = ""

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
        if self._is_couplet(run):
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

    def _decide(self, run: Sequence[Line], after: int) -> Iterator[Block]:
        couplet = self._is_couplet(run) and not self._ahead.is_cue(after)
        if not couplet and self._starts(run, after):
            if (
                self._breaks_off()
                and len(run) > 1
                and self._is_piece(run[0], run[1].text)
            ):
                yield self._as_text(run[0], after)
                run = run[1:]
            run, rest = self._without_text(run, after)
            self._all_cued = self._all_cued and self._ahead.is_cue(after)
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
        cut = not opens_with_zone(below) and self._pairs.across(line.text, below) > 1
        if opens_report(line.text) or must_go_on(below) or strange or cut:
            return run[:-1], line
        return run, None

    def _begin(self, run: Sequence[Line]) -> None:
        self._now = _Sofar()
        for line in run:
            self._now.take(line.text)

    def _starts(self, run: Sequence[Line], after: int) -> bool:
        now = self._now
        if now is None or self._ahead.is_cue(after) or now.signed:
            return True
        # A headline wants more behind a colon; 某高新区: alone leads in a paragraph.
        if run[-1].text[-1] in ":：" and now.has_text:
            return False
        if any(is_deck(line.text) for line in run[1:]):
            return True
        if self._titles_photo(run, after):
            return True
        if announces(run[0].text) or (len(run) > 1 and is_label(run[0], run[1])):
            return True
        if _ENUMERATED.match(run[0].text):
            return False
        share = now.words.share(self._ahead.texts(after))
        if any(has_zone_colon(line.text) for line in run):
            return not self._is_cut(run, after)
        return not self._is_cut(run, after) and self._turns(run, after, share)

    def _titles_photo(self, run: Sequence[Line], after: int) -> bool:
        """Whether a line stands above a photo that tells news of another place."""
        photo = self._entries[after] if after < len(self._entries) else None
        if len(run) > 1 or not isinstance(photo, Photo) or self._breaks_off():
            return False
        title = run[0].role != "weak" and not is_photo_label(run[0].text)
        keys = set(zone_keys(photo.told)) if title else set()
        return (
            bool(keys) and self._now is not None and not keys & self._now.zones.keys()
        )

    def _is_cut(self, run: Sequence[Line], after: int) -> bool:
        """Whether an unmarked line rather belongs to the sentences around it."""
        line, below = run[-1], self._ahead.text_after(after - 1)
        if any(each.level for each in run):
            return False
        enough = 3 if opens_with_zone(line.text) else 1
        if self._breaks_off():
            return True
        # Under a title of one line stands at times a short piece of the text.
        apart = len(run) > 1 and not self._goes_on(run[0], run[1].text, 1)
        return not apart and self._goes_on(line, below, enough)

    def _turns(self, run: Sequence[Line], after: int, share: float | None) -> bool:
        """Whether the subject changes here, by the zones named or by the words used."""
        other = self._names_another_zone(run, after)
        if other:
            return share is None or share < _KINDRED or self._has_moved(after)
        # The zone is spoken of below as well, so it takes a headline that names it.
        if other is False and not any(map(self._names_zone, run)):
            return False
        # A short one without a byline, where all the others have one, is a subhead.
        bare = other is False and self._all_cued and not any(map(_is_long, run))
        limit = _LIMITS[-2] if bare else self._limit(run, after - len(run))
        return share is not None and share < limit

    def _has_moved(self, after: int) -> bool:
        """Whether the zone of the article is gone below, and another told of."""
        assert self._now is not None
        below = Counter(zone_keys("".join(self._ahead.texts(after))))
        return bool(below) and not below.keys() & self._now.zones.keys()

    def _limit(self, run: Sequence[Line], place: int) -> float:
        """How little the text below must repeat to be another article's."""
        signs = int(run[0].gap > self._usual_gap)
        signs += 2 * any(map(_is_long, run)) + (len(run) > 1)
        # Subheads hardly ever name the zone, short ones at times the article's own;
        # two articles about one zone do.
        if any(map(self._names_zone, run)):
            signs += 2 if any(map(_is_long, run)) else 1
        signs += 2 * any(line.level == self._top > 0 for line in run)
        signs -= any(line.level > self._top > 0 for line in run) + self._all_cued
        signs -= all(len(line.text) < _SUBHEAD for line in run)
        return _LIMITS[max(-2, min(signs, 2))]

    def _names_zone(self, line: Line) -> bool:
        """Whether a heading names a zone, and is none but a piece of a sentence."""
        sentence = not line.level and any_function_word(line.text)
        return bool(zone_keys(line.text)) and line.role != "weak" and not sentence

    def _names_another_zone(self, run: Sequence[Line], after: int) -> bool | None:
        """Whether another zone is spoken of from here on; None if no zones tell."""
        now = self._now
        if now is None or not now.zones:
            return None
        named = [key for line in run for key in zone_keys(line.text)]
        if named:
            return all(key not in now.zones for key in named)
        if now.zones[now.leading] < 2:
            return None
        # A name cut in two is read across the cut.
        below = Counter(zone_keys("".join(self._ahead.texts(after))))
        if now.leading in below or self._ahead.names_again(after, now.leading):
            return False
        if not below or below.most_common(1)[0][1] < 2:
            return None
        return not below.keys() & now.zones.keys()

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
        if self._breaks_off() or self._goes_on(line, below, 2) or below is None:
            return True
        if opens_sentence(below) or not reads_as_sentence(line.text):
            return False
        # The columns of a page cut words; where the pair is strange, nothing was cut.
        return len(line.text) > _HEADLINE or self._pairs.across(line.text, below) > 0

    def _goes_on(self, line: Line, below: str | None, enough: int) -> bool:
        """Whether a short line is the beginning of the text below it."""
        if below is None or hangs(line.text) or opens_sentence(line.text):
            return True
        if must_go_on(below) or leaves_quote_open(line.text):
            return True
        if closes_quote_first(line.text):
            return True
        return self._pairs.across(line.text, below) >= enough

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
        now = self._now
        return now is not None and bool(now.last) and not is_complete(now.last)

"""Does another article begin with these headings?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.pages.ahead import Ahead
from search.pages.captions import is_photo_label
from search.pages.cohesion import Cohesion
from search.pages.joins import (
    Pairs,
    any_function_word,
    closes_quote_first,
    hangs,
    is_complete,
    leaves_quote_open,
    must_go_on,
    opens_sentence,
)
from search.pages.lines import Line
from search.pages.photos import Photo
from search.pages.titles import (
    announces,
    is_counted,
    is_deck,
    is_enumerated,
    is_label,
)
from search.pages.zones import has_zone_colon, opens_with_zone, zone_keys

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
HEADLINE = 18
_PLACE = re.compile(r"([一-鿿]{2,7}[市县区州旗镇])[\s:：]\s*\S")
_SPEAKER = re.compile(r"[^\s:：，,]{2,10}[:：]")


@dataclass(slots=True)
class Sofar:
    """What is known of the article that is being read."""

    zones: Counter[str] = field(default_factory=Counter)
    words: Cohesion = field(default_factory=Cohesion)
    leading: str = ""
    last: str = ""
    signed: bool = False
    has_text: bool = False

    @property
    def breaks_off(self) -> bool:
        """Whether the text read last is no whole sentence."""
        return bool(self.last) and not is_complete(self.last)

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
    return len(line.text) >= HEADLINE or bool(found)


class Borders:
    """Weighs the signs of a border above the headings of a page."""

    def __init__(self, entries: Sequence[Line | Photo], pairs: Pairs) -> None:
        self._entries = entries
        self._ahead = Ahead(entries)
        self._pairs = pairs
        levels = {e.level for e in entries if isinstance(e, Line) and e.level}
        self._top = min(levels) if len(levels) > 1 else 0
        gaps = Counter(e.gap for e in entries if isinstance(e, Line))
        self._usual_gap = gaps.most_common(1)[0][0] if gaps else 0
        # Whether every article so far began with a byline or 本报讯.
        self.all_cued = True

    def starts(self, now: Sofar | None, run: Sequence[Line], after: int) -> bool:
        """Whether the headings `run`, above the entry `after`, begin an article."""
        if now is None or self._ahead.is_cue(after):
            return True
        if is_counted(run[0].text) and len(run) == 1:
            return False
        if now.signed or self._tells_of_a_place(run, after):
            return True
        # A headline wants more behind a colon; 某高新区: alone leads in a paragraph.
        if run[-1].text[-1] in ":：" and now.has_text:
            return False
        if any(is_deck(line.text) for line in run[1:]):
            return True
        if self._titles_photo(now, run, after):
            return True
        if announces(run[0].text) or (len(run) > 1 and is_label(run[0], run[1])):
            return True
        if is_enumerated(run[0].text):
            return False
        share = now.words.share(self._ahead.texts(after))
        if any(has_zone_colon(line.text) for line in run):
            return not self._is_cut(now, run, after)
        return not self._is_cut(now, run, after) and self._turns(now, run, after, share)

    def _tells_of_a_place(self, run: Sequence[Line], after: int) -> bool:
        """Whether a headline names a place first, and its text begins with it: 五常市
        育秧棚装上“电子鼻” above 五常市今年…, one of a column of briefs."""
        place = _PLACE.match(run[-1].text)
        below = self._ahead.text_after(after - 1) or ""
        return place is not None and below.startswith(place[1])

    def _titles_photo(self, now: Sofar, run: Sequence[Line], after: int) -> bool:
        """Whether a line stands above a photo that tells news of another place."""
        photo = self._entries[after] if after < len(self._entries) else None
        if len(run) > 1 or not isinstance(photo, Photo) or now.breaks_off:
            return False
        title = run[0].role != "weak" and not is_photo_label(run[0].text)
        keys = set(zone_keys(photo.told)) if title else set()
        return bool(keys) and not keys & now.zones.keys()

    def _is_cut(self, now: Sofar, run: Sequence[Line], after: int) -> bool:
        """Whether an unmarked line rather belongs to the sentences around it."""
        line, below = run[-1], self._ahead.text_after(after - 1)
        if any(each.level for each in run):
            return False
        enough = 3 if opens_with_zone(line.text) else 1
        if now.breaks_off:
            return True
        # Under a title of one line stands at times a short piece of the text.
        apart = len(run) > 1 and not self.goes_on(run[0], run[1].text, 1)
        return not apart and self.goes_on(line, below, enough)

    def _turns(
        self, now: Sofar, run: Sequence[Line], after: int, share: float | None
    ) -> bool:
        """Whether the subject changes here, by the zones named or by the words used."""
        other = self._names_another_zone(now, run, after)
        if other:
            return share is None or share < _KINDRED or self._has_moved(now, after)
        # The zone is spoken of below as well, so it takes a headline that names it.
        if other is False and not any(map(self._names_zone, run)):
            return False
        # A short one without a byline, where all the others have one, is a subhead.
        bare = other is False and self.all_cued and not any(map(_is_long, run))
        limit = _LIMITS[-2] if bare else self._limit(run, after - len(run))
        return share is not None and share < limit

    def _has_moved(self, now: Sofar, after: int) -> bool:
        """Whether the zone of the article is gone below, and another told of."""
        below = Counter(zone_keys("".join(self._ahead.texts(after))))
        return bool(below) and not below.keys() & now.zones.keys()

    def _limit(self, run: Sequence[Line], place: int) -> float:
        """How little the text below must repeat to be another article's."""
        signs = int(run[0].gap > self._usual_gap)
        signs += 2 * any(map(_is_long, run)) + (len(run) > 1)
        # Subheads hardly ever name the zone, short ones at times the article's own;
        # two articles about one zone do.
        if any(map(self._names_zone, run)):
            signs += 2 if any(map(_is_long, run)) else 1
        signs += 2 * any(line.level == self._top > 0 for line in run)
        signs -= any(line.level > self._top > 0 for line in run) + self.all_cued
        signs -= all(len(line.text) < _SUBHEAD for line in run)
        return _LIMITS[max(-2, min(signs, 2))]

    def _names_zone(self, line: Line) -> bool:
        """Whether a heading names a zone, and is none but a piece of a sentence."""
        sentence = not line.level and any_function_word(line.text)
        return bool(zone_keys(line.text)) and line.role != "weak" and not sentence

    def _names_another_zone(
        self, now: Sofar, run: Sequence[Line], after: int
    ) -> bool | None:
        """Whether another zone is spoken of from here on; None if no zones tell."""
        if not now.zones:
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

    def goes_on(self, line: Line, below: str | None, enough: int) -> bool:
        """Whether a short line is the beginning of the text below it."""
        if below is None or hangs(line.text) or opens_sentence(line.text):
            return True
        if must_go_on(below) or leaves_quote_open(line.text):
            return True
        if closes_quote_first(line.text):
            return True
        return self._pairs.across(line.text, below) >= enough

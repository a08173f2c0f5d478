"""Which lines around a photo credit are its caption?

A newspaper page as text keeps no boxes; what is left of them are wider gaps, words
such as 图为, and sentences that break off above and go on below.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.pages.bylines import is_finished, opening_credit
from search.pages.captions import (
    ends_in_credit,
    is_dated,
    is_photo_label,
    photo_source,
    photographer_at_end,
    photographers,
    says_photo,
)
from search.pages.joins import (
    Pairs,
    hangs,
    leaves_quote_open,
    must_go_on,
    opens_report,
    opens_sentence,
)
from search.pages.lines import Line
from search.pages.zones import opens_with_zone, zone_keys

_LONGEST = 300
# Without a gap or a word that tells, only a text as short as captions mostly are.
_LONGEST_UNTOLD = 90
_SHORT = 60
_LIKELY = 3
_ANEW = re.compile(
    r"[▲△▼▶◀●■◆]|图为|[上下左右]图|航拍|俯瞰|位于|\d{1,2}月\d{1,2}日|近日|日前"
)
# What can be seen, without commas, figures of speech or anything said.
_SEEN = (
    "生产线|产线|车间|现场|一角|外景|全景|夜景|效果图|厂区|厂房|码头|展厅|实验室|工地|大楼|园区"
    "|仓库|装置|设备|产品|机床|模组|切片|机器人|展区|服务大厅|体验馆|控制室|中心|服务器|管廊|列车"
)
_SCENE = re.compile(
    rf"[^，,“。：:；;？?！!]*(?:{_SEEN})(?:内景|外观)?。|[^，,“。：:；;？?！!]{{2,16}}(?:正在?|在)"
    r"[^，,“。：:；;？?！!]{0,12}(?:测试|检测|检验|调试|操作|组装|装配|作业|生产|加工|参观|体验|巡检"
    r"|查验|转运|赶制)[^，,“。：:；;？?！!]{0,14}。"
)
# How many lines above are looked at for the zone of a photo.
_BEFORE = 6


@dataclass(slots=True)
class Photo:
    """The lines of one photo, captions and credits, as places in the page's lines."""

    captions: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    told: str = ""

    @property
    def first(self) -> int:
        """The first of its lines."""
        return min(self.places)

    @property
    def places(self) -> list[int]:
        """All of its lines."""
        return self.labels + self.captions + self.credits


class PhotoFinder:
    """Walks over a page and gathers photos; every line joins one photo at most."""

    def __init__(self, lines: Sequence[Line], pairs: Pairs) -> None:
        self._lines = lines
        self._pairs = pairs
        self._taken: set[int] = set()
        gaps = Counter(line.gap for line in lines[1:])
        self._usual = gaps.most_common(1)[0][0] if gaps else 0

    def find(self) -> list[Photo]:
        """Every photo of the page, in reading order."""
        photos: list[Photo] = []
        for place, line in enumerate(self._lines):
            if line.role == "credit" and place not in self._taken:
                photos.append(self._around_credit(place))
        for place in range(len(self._lines)):
            photo = self._told(place) or self._signed(place) or self._boxed(place)
            if photo is not None:
                photos.append(photo)
                self._taken.update(photo.places)
        for photo in photos:
            self._label(photo)
            photo.told = "".join(self._lines[place].text for place in photo.captions)
        return sorted(photos, key=lambda photo: photo.first)

    def _told(self, place: int) -> Photo | None:
        """A caption by its words: 图为…, 钱进 摄."""
        told = self._is_plain(place) and _tells(self._lines[place].text)
        return Photo([place]) if told and not self._is_bullet(place) else None

    def _signed(self, place: int) -> Photo | None:
        """News of one paragraph in a box of its own, its reporters below it."""
        below = self._role(place + 2)
        if self._role(place + 1) != "byline" or below not in ("", "heading", "short"):
            return None
        if not self._wide(place) or self._wide(place + 1) or not self._is_plain(place):
            return None
        if self._role(place - 1) in ("heading", "short", "weak"):
            return None
        return Photo([place], [place + 1]) if self._is_news(place, place) else None

    def _boxed(self, place: int) -> Photo | None:
        """Captions without a word that tells: short, set apart, where a text breaks off
        and goes on behind them, or where none goes on."""
        if not self._wide(place) or not self._shows(place):
            return None
        end = place + 1
        while self._shows(end):
            end += 1
        before, after = self._text(place - 1), self._text(end)
        if before and after and not is_finished(before):
            apart = not _begins_anew(after) and not opens_sentence(after)
            taken = self._pairs.across(before, self._lines[place].text)
            apart &= taken <= self._pairs.across(before, after)
        else:
            apart = self._wide(end) or self._role(end) in ("heading", "short")
        return Photo([*range(place, end)]) if apart else None

    def _shows(self, place: int) -> bool:
        """Whether a line is one plain statement of what can be seen."""
        if not self._is_plain(place) or self._role(place) != "text":
            return False
        text = self._lines[place].text
        return len(text) <= _SHORT // 2 and _SCENE.fullmatch(text) is not None

    def _is_bullet(self, place: int) -> bool:
        """Whether a mark such as ▲ opens a line of a list, not a caption."""
        text = self._lines[place].text
        if text[0] not in "▲△" or photographer_at_end(text):
            return False
        # Where a column ends, an item of a list goes on in a second line.
        if any(self._begins_with(n, text[0]) for n in (place - 1, place + 1)):
            return True
        return any(
            self._role(place + step) == "text"
            and not self._wide(place + step)
            and self._begins_with(place + 2 * step, text[0])
            for step in (-1, 1)
        )

    def _begins_with(self, place: int, mark: str) -> bool:
        return 0 <= place < len(self._lines) and self._lines[place].text[0] == mark

    def _around_credit(self, place: int) -> Photo:
        photo = Photo(credits=[place])
        while self._role(place + 1) == "credit":
            place += 1
            photo.credits.append(place)
        caption = self._caption(photo.credits[0], photo.credits[-1])
        if caption is not None:
            photo.captions.append(caption)
        self._taken.update(photo.captions, photo.credits)
        return photo

    def _label(self, photo: Photo) -> None:
        """图片新闻 above a photo."""
        above = photo.first - 1
        if self._is_plain(above) and self._under_label(photo.first):
            photo.labels.append(above)
            self._taken.add(above)

    def _caption(self, first: int, last: int) -> int | None:
        """The line above or below a credit that is its caption, if one is."""
        likely = [
            (self._likelihood(place, first, last), place)
            for place in (first - 1, last + 1)
            if self._is_plain(place)
        ]
        best = max(likely, default=(0, 0), key=lambda each: each[0])
        return best[1] if best[0] >= _LIKELY else None

    def _likelihood(self, place: int, first: int, last: int) -> int:
        """Points for a line being the caption of the credit beside it.

        Weighed on made-up pages of many styles; no single sign decides but a word
        such as 图为, or a sentence that is whole only without the line.
        """
        line, above = self._lines[place], place < first
        if opening_credit(line.text) or self._is_of_another(place, first):
            return -9
        points = 6 * (says_photo(line.text) or self._under_label(min(place, first)))
        points += self._by_length(line.text) + self._by_shape(place, last, above=above)
        points += self._by_source(place, first) + self._by_gaps(place, first, last)
        points += 0 if above else 8 * self._is_news(place, first)
        if above and self._text(place - 1) and is_finished(line.text):
            points += 3 * self._is_of_elsewhere(place, place)
        # A photographer is printed under the caption, a source above or under it.
        if photographers(self._lines[first].text):
            points += 2 if above else -4
        before, after = (place - 1, last + 1) if above else (first - 1, place + 1)
        return points + self._by_cut(place, self._text(before), self._text(after))

    def _by_length(self, text: str) -> int:
        if len(text) > _LONGEST_UNTOLD:
            return -1
        return 2 if len(text) <= _SHORT else 1

    def _by_shape(self, place: int, last: int, *, above: bool) -> int:
        """A caption begins anew; without a full stop it is one short line."""
        line = self._lines[place]
        points = int(_begins_anew(line.text))
        if line.role == "text" and not is_finished(line.text):
            return points - 4
        if line.role == "text":
            return points
        if not above or self._role(place - 1) in ("heading", "short"):
            return points - 3
        return points - 3 if self._goes_on(place, last + 1) else points + 2

    def _is_of_another(self, place: int, credit: int) -> bool:
        """Whether a text names zones, but not the one that a credit names."""
        source = self._source_zone(credit)
        told = zone_keys(self._lines[place].text)
        return bool(source and told) and source not in told

    def _by_source(self, place: int, credit: int) -> int:
        """Whether the text names the zone of the credit, and those above do not."""
        source = self._source_zone(credit)
        if not source or source not in self._lines[place].text:
            return 0
        start = min(place, credit)
        above = range(max(0, start - _BEFORE), start)
        return 1 if any(source in self._text(n) for n in above) else 3

    def _source_zone(self, credit: int) -> str:
        """The key of the zone that a credit names first, "" for none."""
        return next(iter(zone_keys(photo_source(self._lines[credit].text))), "")

    def _is_news(self, place: int, credit: int) -> bool:
        """Whether a paragraph by itself tells news: when, and in a new place."""
        return self._role(place + 1) != "text" and self._is_of_elsewhere(place, credit)

    def _is_of_elsewhere(self, place: int, first: int) -> bool:
        """Whether a line begins with a day and names a zone that nothing above does."""
        text = self._lines[place].text
        above = "".join(self._text(n) for n in range(max(0, first - _BEFORE), first))
        zones = zone_keys(text)[:1]
        return is_dated(text) and bool(zones) and zones[0] not in above

    def _by_gaps(self, place: int, first: int, last: int) -> int:
        """Boxes of a page stand apart from the columns around them."""
        above = place < first
        outer = self._wide(place if above else place + 1)
        inner = self._wide(first if above else place)
        begins = not above and (self._wide(first) or self._role(first - 1) != "text")
        return outer + 2 * begins - (0 if outer or not inner else 3)

    def _by_cut(self, place: int, before: str, after: str) -> int:
        """Whether the sentence above goes on in the line or behind the photo."""
        text = self._lines[place].text
        if not before or is_finished(before):
            return 0
        skipped = self._pairs.across(before, after) if after else 0
        taken = self._pairs.across(before, text)
        if must_go_on(text) or taken > skipped:
            return -5
        if skipped > taken or must_go_on(after):
            return 5
        # Rather a caption missed than half a sentence taken for one.
        if (
            skipped == 0
            and not _begins_anew(text)
            and self._role(place - 1) == "credit"
        ):
            return -5
        return 3 if _begins_anew(text) and after and not opens_report(after) else 0

    def _under_label(self, place: int) -> bool:
        """Whether 图片新闻 stands above a line."""
        return place > 0 and is_photo_label(self._lines[place - 1].text)

    def _goes_on(self, place: int, below: int) -> bool:
        """Whether a short line is the beginning of a sentence cut by the photo."""
        text, after = self._lines[place].text, self._text(below)
        if self._wide(place) or not after:
            return False
        if hangs(text) or leaves_quote_open(text) or must_go_on(after):
            return True
        # 据介绍 opens a paragraph, never a caption.
        if opens_sentence(text) and not is_dated(text):
            return True
        return self._pairs.across(text, after) > 0

    def _is_plain(self, place: int) -> bool:
        if place in self._taken or not 0 <= place < len(self._lines):
            return False
        line = self._lines[place]
        return line.role in ("text", "short", "weak") and len(line.text) <= _LONGEST

    def _role(self, place: int) -> str:
        return self._lines[place].role if 0 <= place < len(self._lines) else ""

    def _text(self, place: int) -> str:
        return self._lines[place].text if self._role(place) in ("text", "weak") else ""

    def _wide(self, place: int) -> bool:
        return 0 <= place < len(self._lines) and self._lines[place].gap > self._usual


def _begins_anew(text: str) -> bool:
    """Whether a text begins as captions do: a mark, a date, a place."""
    if _ANEW.match(text) or is_dated(text):
        return True
    return opens_report(text) or opens_with_zone(text)


def _tells(text: str) -> bool:
    return len(text) <= _LONGEST and (
        says_photo(text) or ends_in_credit(text) or bool(photographer_at_end(text))
    )

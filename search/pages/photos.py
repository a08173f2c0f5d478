"""Which lines around a photo credit are its caption?

A newspaper page as text keeps no boxes; what is left of them are wider gaps, words
such as 图为, and sentences that break off above and go on below.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.pages.bylines import is_finished, opening_credit
from search.pages.captions import (
    photo_source,
    photographer_at_end,
    photographers,
    says_photo,
)
from search.pages.joins import Pairs, hangs, leaves_quote_open, must_go_on
from search.pages.lines import Line
from search.pages.zones import zone_keys

_LONGEST = 300
# Without a gap or a word that tells, only a text as short as captions mostly are.
_LONGEST_UNTOLD = 90


@dataclass(slots=True)
class Photo:
    """The lines of one photo, captions and credits, as places in the page's lines."""

    captions: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """The first of its lines."""
        return min(self.captions + self.credits)


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
        for place, line in enumerate(self._lines):
            if place not in self._taken and self._is_plain(place) and _tells(line.text):
                photos.append(Photo([place]))
                self._taken.add(place)
        return sorted(photos, key=lambda photo: photo.first)

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

    def _caption(self, first: int, last: int) -> int | None:
        above, below = first - 1, last + 1
        for place in (above, below):
            if self._is_plain(place) and says_photo(self._lines[place].text):
                return place
        if self._is_caption_above(above, below):
            return above
        if self._is_caption_below(above, first, below):
            return below
        return None

    def _is_caption_above(self, place: int, below: int) -> bool:
        if not self._is_plain(place):
            return False
        line = self._lines[place]
        if self._role(place) == "short":
            return not self._heads(place) and not self._goes_on(place, below)
        if not is_finished(line.text) or opening_credit(line.text):
            return False
        if self._wide(place):
            return not self._ends_sentence(place, below)
        if self._breaks_sentence(place, below):
            return True
        if self._source_is_new(place, place + 1):
            return True
        return len(line.text) <= _LONGEST_UNTOLD and self._fits(place, place + 1)

    def _is_caption_below(self, above: int, first: int, place: int) -> bool:
        if not self._is_plain(place) or self._role(place) == "short":
            return False
        line = self._lines[place]
        if opening_credit(line.text) or not is_finished(line.text):
            return False
        if self._role(above) in ("text", "weak") and not is_finished(
            self._lines[above].text
        ):
            return self._wide(place + 1) and self._breaks_sentence(place, place + 1)
        if self._role(above) == "short" and self._goes_on(above, place):
            return False
        apart = self._wide(first) or self._role(above) not in ("text", "weak")
        ends = self._role(place + 1) != "text"
        return apart and not self._wide(place) and (ends or self._fits(place, first))

    def _fits(self, place: int, credit: int) -> bool:
        """Whether the source of the photo is the zone that the text is about."""
        source = zone_keys(photo_source(self._lines[credit].text))
        if not source:
            return self._usual == 0 or not self._has_wide_gaps()
        return source[0] in self._lines[place].text

    def _source_is_new(self, place: int, credit: int) -> bool:
        """Whether the text names the zone of the credit and the one above does not."""
        source = zone_keys(photo_source(self._lines[credit].text))[:1]
        above = self._text(place - 1)
        return any(
            key in self._lines[place].text and key not in above for key in source
        )

    def _has_wide_gaps(self) -> bool:
        return any(line.gap > self._usual for line in self._lines[1:])

    def _breaks_sentence(self, place: int, below: int) -> bool:
        """Whether the line stands inside a sentence that goes on below the photo."""
        before, after = self._text(place - 1), self._text(below)
        if not before or not after or is_finished(before):
            return False
        skipped = self._pairs.across(before, after)
        taken = self._pairs.across(before, self._lines[place].text)
        return skipped > taken or (skipped == taken and self._is_shot(below - 1))

    def _is_shot(self, place: int) -> bool:
        """A photographer is printed under the caption, a source above or under it."""
        return bool(photographers(self._lines[place].text))

    def _goes_on(self, place: int, below: int) -> bool:
        """Whether a short line is the beginning of a sentence cut by the photo."""
        text, after = self._lines[place].text, self._text(below)
        if self._wide(place) or not after:
            return False
        if hangs(text) or leaves_quote_open(text) or must_go_on(after):
            return True
        return self._pairs.across(text, after) > 0

    def _ends_sentence(self, place: int, below: int) -> bool:
        """Whether the line is the rest of the sentence above rather than a caption."""
        before, after = self._text(place - 1), self._text(below)
        if not before or is_finished(before):
            return False
        here = self._pairs.across(before, self._lines[place].text)
        return must_go_on(self._lines[place].text) or (
            here > 0 and self._pairs.across(before, after) == 0
        )

    def _heads(self, place: int) -> bool:
        """Whether a short line has body text right above a credit for no caption."""
        return self._role(place - 1) in ("heading", "short")

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


def _tells(text: str) -> bool:
    return len(text) <= _LONGEST and (
        says_photo(text) or bool(photographer_at_end(text))
    )

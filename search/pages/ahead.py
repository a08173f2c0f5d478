"""What stands below a line of the page?"""

from collections.abc import Sequence

from search.pages.lines import HEADS, Line, is_cue
from search.pages.photos import Photo
from search.pages.zones import zone_keys

# How far the text below a heading is looked at, in lines.
_AHEAD = 12


class Ahead:
    """Looks down from a place among the lines and photos of a page."""

    def __init__(self, entries: Sequence[Line | Photo]) -> None:
        self._entries = entries

    def line(self, place: int) -> Line | None:
        """The first line from a place on, running heads and photos apart."""
        for entry in self._entries[place : place + _AHEAD]:
            if isinstance(entry, Line) and entry.role != "folio":
                return entry
        return None

    def is_cue(self, place: int) -> bool:
        """A byline or 本报讯 under a line makes it a headline."""
        below = self.line(place)
        return below is not None and is_cue(below)

    def plain_text_after(self, place: int) -> str | None:
        """The text below a line, None if that may be a heading."""
        below = self.line(place + 1)
        return below.text if below is not None and below.role == "text" else None

    def text_after(self, place: int) -> str | None:
        """The text below a line, None if something else stands there."""
        below = self.line(place + 1)
        if below is None or below.role not in ("text", "weak"):
            return None
        if below.role == "weak" and self.is_cue(place + 2):
            return None
        return below.text

    def texts(self, place: int) -> list[str]:
        """The texts from a place on, up to what may be a heading."""
        texts: list[str] = []
        for entry in self._entries[place : place + _AHEAD]:
            if not isinstance(entry, Line):
                continue
            if entry.role != "text":
                break
            texts.append(entry.text)
        return texts

    def texts_before(self, place: int, zones: set[str]) -> list[Line] | None:
        """The texts from a place on, up to a cue or the first to name one of the zones.

        None where neither comes, or a photo or a heading does before.
        """
        texts: list[Line] = []
        for number in range(place, min(place + _AHEAD, len(self._entries))):
            entry = self._entries[number]
            if not isinstance(entry, Line) or entry.role not in ("text", "byline"):
                return None
            if entry.role == "byline":
                named = self.texts(number + 1)
                return texts if zones & {*zone_keys("".join(named))} else None
            if is_cue(entry) or zones & {*zone_keys(entry.text)}:
                return texts
            texts.append(entry)
        return None

    def names_again(self, place: int, zone: str) -> bool:
        """Whether the text names the zone again before another article surely begins.

        A section of a long article may do without the name; the next has it.
        """
        for entry in self._entries[place : place + 2 * _AHEAD]:
            if not isinstance(entry, Line) or entry.role == "folio":
                continue
            keys = zone_keys(entry.text)
            if zone in keys:
                return entry.role == "text"
            if is_cue(entry) or (entry.role in HEADS and keys):
                return False
        return False

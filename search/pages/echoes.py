"""Which lines only repeat, in one piece, what the page prints elsewhere?

A pull quote, the headline again at the foot of a column, the words around a photo read
twice. Only a line between two texts can be one, for there it belongs to nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.pages.joins import Pairs, is_complete
from search.pages.lines import HEADS, Line, is_cue
from search.pages.zones import is_zone_alone

# Shorter pieces are words that any text may say again.
_SHORTEST = 8
_SHORTEST_START = 12
_LONGEST = 40
# A photo has so many lines.
_PHOTO = 4
# So many lines around are looked at for the words, and above for the headline.
_AROUND = 8
_ABOVE = 30
# So many characters above a line show whether it follows them elsewhere too.
_TIED = 4


def without_echoes(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; those that only repeat others are no part of the text."""
    pairs = Pairs(line.text for line in lines)
    for place, line in enumerate(lines):
        if _may_be_echo(lines, place) and (
            _repeats_heading(lines, place)
            or _repeats_end(lines, place)
            or _repeats_start(lines, place)
            or _repeats_text(lines, place, pairs)
        ):
            line = replace(line, role="folio")
        yield line


def _may_be_echo(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    if line.role not in ("text", "short", "weak") or line.level or line.item:
        return False
    if not 0 < place < len(lines) - 1 or not _SHORTEST <= len(line.text) <= _LONGEST:
        return False
    # A headline, or a caption; its words come again in the text that is its own.
    below = lines[place + 1]
    if below.role in (*HEADS, "credit") or is_cue(below):
        return False
    return not is_zone_alone(line.text)


def _repeats_heading(lines: Sequence[Line], place: int) -> bool:
    words = _words(lines[place].text)
    above = lines[max(0, place - _ABOVE) : place]
    if above[-1].role != "text" or lines[place + 1].role != "text":
        return False
    return any(x.role in HEADS and _words(x.text) == words for x in above)


def _repeats_end(lines: Sequence[Line], place: int) -> bool:
    """Whether a line repeats the end of a cut one, behind the photo that cut it."""
    text, above = lines[place].text, lines[max(0, place - _PHOTO) : place]
    return any(x.text.endswith(text) and not is_complete(text) for x in above)


def _repeats_start(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is no more than the beginning of a longer one above."""
    text = lines[place].text
    if len(text) < _SHORTEST_START or is_complete(text):
        return False
    above = lines[max(0, place - _AROUND) : place]
    return any(x.text.startswith(text) and len(x.text) > 2 * len(text) for x in above)


def _repeats_text(lines: Sequence[Line], place: int, pairs: Pairs) -> bool:
    """Whether a line inside a cut sentence stands in a text nearby."""
    before = _text_beside(lines, place, -1)
    after = _text_beside(lines, place, 1)
    if not before or not after or is_complete(before):
        return False
    words = _words(lines[place].text)
    # A piece of a headline is spoken of in the text; a piece of text is repeated whole.
    whole = is_complete(lines[place].text)
    near = (*lines[max(0, place - _AROUND) : place], *lines[place + 1 :][:_AROUND])
    known = (_words(x.text) for x in near)
    texts = [text for text in known if (words in text if whole else words == text)]
    # Where what stands above is said with it, both halves of a sentence are repeated.
    tied = "".join(before.split())[-_TIED:] + words
    if not texts or any(tied in text for text in texts):
        return False
    text = lines[place].text
    taken = pairs.across(before, text) + pairs.across(text, after)
    return taken <= pairs.across(before, after)


def _text_beside(lines: Sequence[Line], place: int, step: int) -> str:
    """The text above or below a line, photos and their captions passed over."""
    for number in range(place + step, place + _PHOTO * step, step):
        if 0 <= number < len(lines) and lines[number].role == "text":
            return lines[number].text
    return ""


def _words(text: str) -> str:
    return "".join(text.split()).rstrip("。！？!?，,")

"""How is a text normalised, and what are its units?

Both sides of a comparison go through here, the article and the query: width is
folded (NFKC, character by character), case is folded, traditional characters become
simplified ones, one for one. Display never sees the result; offsets lead back to the
text as printed. The units are the atoms of every literal look-up (README, "Exactness").
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# A Han character, a whole number (1,234.5 is one), a run of Latin letters, a per cent
# sign. Anything else is no unit and, inside a paragraph, no gap.
_HAN = r"〇㐀-鿿豈-\ufaff\U00020000-\U0003FFFF"
_OTHER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*|[a-z]+|%", re.ASCII)
# (Compiled where it is first asked for: a query does not, and each range of Han takes a
# millisecond.)
_UNIT = rf"[{_HAN}]|{_OTHER.pattern}"
_BETWEEN_HAN = re.compile(rf"([^{_HAN}]+)")

# What ends a sentence (a clause ends with ；).
_STOP = re.compile(r"[。!?]")

# What may stand between two units of a text that is flattened.
_NO_UNIT = r"[^\w%\x1f]*"
_NUMERIC = frozenset("0123456789.,")

# NFKC makes a plain digit of ① or ², which would then grow together with the number
# beside it (①2020, 10²); between two of these no unit can run on.
_APART = "\u200b"
# Stands in no text that is printed, and is folded to itself.
SEPARATOR = "\x1f"


class _FoldTable(dict[int, str]):
    """Code point -> folded text, filled as characters are met (`str.translate`)."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        # NFKC has nothing to say of these, the most by far.
        return _simplified(character)
    composed = unicodedata.normalize("NFKC", character).lower()
    folded = "".join(map(_simplified, composed))
    if character != folded and unicodedata.category(character) == "No":
        return f"{_APART}{folded}{_APART}"
    return folded


def _simplified(character: str) -> str:
    return chr(code) if (code := int(_written()[ord(character)])) else character


@cache
def _written() -> NDArray[np.uint32]:
    """What is written for each traditional character, uint32 [all code points]; 0 for
    those that are none."""
    path = Path(__file__).with_name("simplified.txt")
    pairs = path.read_text("utf-8").split("\n", 1)[1]
    codes = np.frombuffer(pairs.encode("utf-32-le"), "<u4")
    table = np.zeros(sys.maxunicode + 1, np.uint32)
    table[codes[::3]] = codes[1::3]
    return table


_TABLE = _FoldTable()

# The same for code points that stay one, uint32 [all code points]; 0: not known to.
_ONE_FOR_ONE = np.zeros(sys.maxunicode + 1, np.uint32)
# The same for what `flattened` makes of code points.
_FLAT = np.zeros(sys.maxunicode + 1, np.uint32)
# The most common, by far, which both tables have from the beginning.
_COMMON = slice(0x4E00, 0xA000)
# In shorter texts the table above is quicker.
_LONG = 100


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where it stands: offsets into the text as printed."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A normalised text, with the way back to the text as printed.

    `stretched` are the characters that did not stay one: where in `text` what became
    of each begins, how long that is, and where it is printed; in order.
    """

    text: str
    stretched: tuple[tuple[int, int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text as printed that became `text[start:end]`."""
        if not self.stretched:
            return start, end
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        before = bisect_right(self.stretched, at, key=itemgetter(0))
        if not before:
            return at
        start, length, printed = self.stretched[before - 1]
        return printed if at < start + length else at - start - length + printed + 1


def fold(text: str) -> str:
    """The text in its normalised form.

    >>> fold("１５７．６億元 ＡＩ")
    '157.6亿元 ai'
    """
    if len(text) < _LONG:
        return text.translate(_TABLE)
    return folded(text).text


def fold_all(texts: Sequence[str]) -> list[str]:
    """Texts in their normalised form, sooner than one by one."""
    folded = fold(SEPARATOR.join(texts)).split(SEPARATOR)
    return folded if len(folded) == len(texts) else [*map(fold, texts)]


def folded(text: str) -> Folded:
    """The text in its normalised form, with the way back to the offsets as printed."""
    return _through(text, _ONE_FOR_ONE, _TABLE.__getitem__)


def flattened(text: str) -> Folded:
    """The text in its normalised form, with a space for every letter and digit that is
    no unit, such as kana: what is left of a word to Python are units.

    >>> flattened("招商の_引資é５%").text
    '招商  引资 5%'
    """
    return _through(text, _FLAT, lambda code: _flat(_TABLE[code]))


def _flat(folded: str) -> str:
    """What is written for a character that is folded to this: one space where no
    unit comes of it (… is three full stops, and common)."""
    flat = "".join(map(_flat_character, folded))
    return flat if len(flat) < 2 or any(map(_is_unit, flat)) else " "


def _flat_character(character: str) -> str:
    stray = character.isalnum() or character in "_\x00"
    return " " if stray and not _is_unit(character) else character


def _is_unit(character: str) -> bool:
    return bool(_OTHER.match(character)) or not _BETWEEN_HAN.match(character)


def _through(
    text: str, table: NDArray[np.uint32], written: Callable[[int], str]
) -> Folded:
    """The text with each code point as it is `written`, which the table, uint32 [all
    code points], keeps of those that stay one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if not table[_COMMON.start]:
        itself = np.arange(_COMMON.start, _COMMON.stop)
        table[_COMMON] = np.where(_written()[_COMMON], _written()[_COMMON], itself)
    found = table.take(codes)
    if not found.all():
        for code in set(codes[found == 0].tolist()):
            if len(piece := written(code)) == 1:
                table[code] = ord(piece)
        found = table.take(codes)
    plain: str = found.tobytes().decode("utf-32-le", "surrogatepass")
    if found.all():
        return Folded(plain)
    pieces: list[str] = []
    stretched: list[tuple[int, int, int]] = []
    start = length = 0
    for place in (found == 0).nonzero()[0].tolist():
        piece = written(int(codes[place]))
        length += place - start
        stretched.append((length, len(piece), place))
        pieces += plain[start:place], piece
        length += len(piece)
        start = place + 1
    return Folded("".join((*pieces, plain[start:])), tuple(stretched))


def units(text: str) -> list[Unit]:
    """The units of a text, in order.

    >>> [unit.text for unit in units("增长８.2％,达1,234亿元")]
    ['增', '长', '8.2', '%', '达', '1,234', '亿', '元']
    """
    form = folded(text)
    found = re.finditer(_UNIT, form.text, re.ASCII)
    return [Unit(m[0], *form.span(*m.span())) for m in found]


@dataclass(frozen=True, slots=True)
class Runs:
    """A text as runs of Han characters, and the other units `between` two of them.

    There is one run more than there are places between; the first and the last may
    be empty. `stops` are the ends of sentences between two runs: how many of the
    other units stand before each.
    """

    han: list[str]
    between: list[list[str]]
    stops: list[tuple[int, ...]]

    @property
    def units(self) -> list[str]:
        """All units, in order."""
        found: list[str] = []
        for run, others in zip(self.han, self.between, strict=False):
            found += run
            found += others
        found += self.han[-1]
        return found

    @property
    def sentences(self) -> tuple[int, ...]:
        """How many units stand before the end of each sentence but the last."""
        ends: dict[int, None] = {}
        done = 0
        for run, others, stops in zip(self.han, self.between, self.stops, strict=False):
            done += len(run)
            for stop in stops:
                ends[done + stop] = None
            done += len(others)
        ends.pop(0, None)
        ends.pop(done + len(self.han[-1]), None)
        return tuple(ends)


def runs(text: str) -> Runs:
    """The units of a text that is normalised, without their places, run by run.

    >>> runs("增长8.2%,达到")
    Runs(han=['增长', '达到'], between=[['8.2', '%']], stops=[()])
    """
    pieces = _BETWEEN_HAN.split(text)
    others = [*map(_others, pieces[1::2])]
    return Runs(pieces[::2], [each for each, _ in others], [ends for _, ends in others])


@lru_cache(8192)
def _others(run: str) -> tuple[list[str], tuple[int, ...]]:
    """The units of a text without Han characters, and how many of them stand before
    each end of a sentence; most are a mark or two."""
    ends = (len(_OTHER.findall(run[: stop.start()])) for stop in _STOP.finditer(run))
    return _OTHER.findall(run), tuple(dict.fromkeys(ends))


def unit_texts(text: str) -> list[str]:
    """The units of a text without their places: what `units` gives, faster."""
    return runs(fold(text)).units


@lru_cache(4096)
def pattern_of(sequence: Sequence[str], prefix: bool = False) -> re.Pattern[str]:
    """What finds a sequence of units in a flattened text, whatever stands between them
    that is no unit; with `prefix`, the last may be the beginning of one. Its groups
    are the numbers: `is_number` has to be asked of each."""
    *fixed, last = sequence
    patterns = [*(_unit_pattern(unit, "", "") for unit in fixed)]
    more = ("[a-z]*", r"(?:[.,]?\d+)*") if prefix else ("", "")
    return re.compile(_NO_UNIT.join((*patterns, _unit_pattern(last, *more))))


def _unit_pattern(unit: str, letters: str, digits: str) -> str:
    if unit.isalpha() and unit.isascii():
        return f"(?<![a-z]){unit}{letters}(?![a-z])"
    if unit[0].isdigit():
        return f"({re.escape(unit)}{digits})"
    return re.escape(unit)


def is_number(folded: str, start: int, end: int) -> bool:
    """Whether a span of a folded text is a whole number, one unit.

    >>> is_number("18.2%", 1, 4), is_number("约,8.2%", 2, 5)
    (False, True)
    """
    first, last = start, end
    while first and folded[first - 1] in _NUMERIC:
        first -= 1
    while last < len(folded) and folded[last] in _NUMERIC:
        last += 1
    if (first, last) == (start, end):
        return True
    run = _OTHER.finditer(folded, first, last)
    return any(match.span() == (start, end) for match in run)

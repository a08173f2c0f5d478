"""Which other writings of a query's text mean the same?

A development zone is written in many ways (济南高新区, 济南高新技术产业开发区,
济南国家高新技术产业开发区): the gazetteer knows them. So is a number (15%,
百分之十五), and what `synonyms.txt` lists. Applied to queries only; the index holds
what is printed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search import numerals
from search.config import Edition, edition
from search.errors import ConfigError
from search.facets import load_gazetteer, may_name_zones
from search.text import fold

MAX_WRITINGS = 24
FILE = "synonyms.txt"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A piece of a normalised text, from `start` up to `end`, and what else may be
    written for it."""

    start: int
    end: int
    writings: tuple[str, ...]


def alternatives(text: str) -> tuple[Alternative, ...]:
    """What else may be written for the pieces of a normalised text, in order, none
    overlapping: names of zones first, then words of the list, then numbers."""
    found: list[Alternative] = []
    for alternative in (*_zones(text), *_listed(text), *_numbers(text)):
        if all(alternative.end <= a.start or a.end <= alternative.start for a in found):
            found.append(alternative)
    return tuple(sorted(found, key=lambda alternative: alternative.start))


def writings(plain: str, alternatives: Iterable[Alternative]) -> tuple[str, ...]:
    """Other writings of a normalised text: each of its pieces in all its forms.

    Of several pieces one is replaced at a time.
    """
    found: dict[str, None] = {}
    for each in alternatives:
        for writing in each.writings:
            found[plain[: each.start] + writing + plain[each.end :]] = None
    found.pop(plain, None)
    return tuple(found)[:MAX_WRITINGS]


def last_edited() -> int:
    """When the user's own list was, in nanoseconds; 0 where there is none."""
    own = edition(FILE)
    return own.edited if own else 0


def _zones(text: str) -> Iterator[Alternative]:
    """A short name that is a place as well (光谷) counts where it is all there is."""
    if not may_name_zones(text):
        return
    gazetteer = load_gazetteer()
    found = gazetteer.find(text)
    for match in found:
        yield Alternative(match.start, match.end, gazetteer.forms(match.zone))
    if not found and (zone := gazetteer.named(text)) in gazetteer.zones and zone:
        yield Alternative(0, len(text), gazetteer.forms(zone))


def _listed(text: str) -> Iterator[Alternative]:
    groups, pattern = _load(edition(FILE))
    for match in pattern.finditer(text):
        others = tuple(word for word in groups[match[0]] if word != match[0])
        yield Alternative(*match.span(), others)


def _numbers(text: str) -> Iterator[Alternative]:
    for number in numerals.find(text):
        yield Alternative(number.start, number.end, number.writings)


@cache
def _load(own: Edition | None) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """The words of the lists with those that mean the same, and what finds them."""
    read = [*_read(Path(__file__).with_name(FILE).read_text("utf-8"), FILE)]
    if own:
        read += _read(own.path.read_text("utf-8-sig"), str(own.path))
    groups: dict[str, tuple[str, ...]] = {}
    for group in read:
        known = (other for word in group for other in groups.get(word, ()))
        joined = tuple(dict.fromkeys((*group, *known)))
        groups |= dict.fromkeys(joined, joined)
    longest = sorted(groups, key=len, reverse=True)
    return groups, re.compile("|".join(map(_whole, longest)) or r"(?!)")


def _whole(word: str) -> str:
    """A pattern for a word; letters and digits are not the end of a longer run."""
    pattern = re.escape(word)
    before = r"(?<![a-z\d])" if word[0].isascii() else ""
    return before + pattern + (r"(?![a-z\d])" if word[-1].isascii() else "")


def _read(text: str, path: str) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate(text.splitlines(), 1):
        content = line.split("#")[0].strip()
        if not content:
            continue
        words = tuple(fold("".join(word.split())) for word in content.split("="))
        if len(words) < 2 or not all(words):
            raise ConfigError(
                f"{path}:{number}: not words that mean the same: {content}",
                "write '词语 = 另一种写法'",
            )
        yield words

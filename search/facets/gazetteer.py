"""Which zones (园区) are there, how are they written, where does a text name them?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from search.config import Edition
from search.facets.enumerations import enumerated
from search.facets.forms import written_forms
from search.facets.places import PROVINCE_WORDS, Places, load_places
from search.facets.tables import DATA, Row, read_table
from search.facets.unlisted import TAILS, Unlisted, recognise
from search.text import fold, fold_all

COLUMNS = ("name", "province", "city", "level", "aliases")
LEVELS = ("国家高新区", "国家经开区", "国家级新区", "其他")

# Shorter aliases (光谷, 亦庄, 中关村) are names of places as well: they are understood
# when asked for, but not found in a text.
_MIN_FOUND = 4
# How far around the end of a name is looked at: a name, its city and its province.
_BEFORE = 64
_AFTER = 4
# How many of a zone's forms are also given with its province before them.
_WITH_PROVINCE = 3
# More than this is no misspelt name; comparing takes the square of the length.
_LONGEST_ASKED = 40


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone under the name the press uses; `city` is None where it is not known."""

    name: str
    province: str | None
    city: str | None
    level: str = "其他"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A place in a text that names a zone."""

    start: int
    end: int
    zone: Zone


class Gazetteer:
    """All known zones; zones that no list knows are recognised by their names."""

    def __init__(self, zones: Iterable[Zone], places: Places | None = None) -> None:
        self.zones = tuple(zones)
        self.places = places or load_places()
        self._by_form = self._forms_to_zones()
        folded = fold_all([*self._by_form])
        self._by_folded = dict(zip(folded, self._by_form.values(), strict=True))
        found = [form for form in self._by_form if len(form) >= _MIN_FOUND]
        self._lengths = _lengths_by_end(found)
        # A text that repeats itself is looked at once.
        self._at = lru_cache(4096)(self._zone_at)
        self._written = lru_cache(1024)(self._forms_of)
        self._tails = TAILS.union(form[-2:] for form in found)
        lasts = "".join(sorted({tail[-1] for tail in self._tails}))
        self._last = re.compile(f"[{re.escape(lasts)}]")

    def find(self, text: str) -> tuple[ZoneMatch, ...]:
        """Where a text names zones: the longest names, in order, none overlapping.

        >>> [m.zone.name for m in load(None).find("今年江西赣州高新区增长8%")]
        ['赣州高新区']
        """
        found: list[ZoneMatch] = []
        for last in self._last.finditer(text):
            end = last.end()
            if text[end - 2 : end] in self._tails:
                for match in self._ending(text, end):
                    while found and match.start <= found[-1].start:
                        found.pop()
                    if not found or found[-1].end <= match.start:
                        found.append(match)
        return tuple(found)

    def named(self, text: str) -> Zone | None:
        """The zone that a text is the name of, in any form, known or new."""
        name = fold("".join(text.split()))
        zone = self._by_folded.get(name)
        if zone is None and (match := self._at(name, len(name))):
            zone = match.zone if match.start == 0 else None
        return zone

    def canonical(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names as the list has them; one that names no zone stays as it is."""
        zones = ((name, self.named(name)) for name in names)
        return tuple(dict.fromkeys(zone.name if zone else name for name, zone in zones))

    def forms(self, zone: Zone) -> tuple[str, ...]:
        """How the zone is written, its name first; all of them lead back to it."""
        return self._written(zone)

    def _forms_of(self, zone: Zone) -> tuple[str, ...]:
        forms = list(self._ruled_forms(zone))
        if zone.province and not zone.name.startswith(zone.province):
            usual = written_forms(zone.name, self._is_city)
            forms += (zone.province + form for form in islice(usual, _WITH_PROVINCE))
        known = dict.fromkeys(forms)
        return tuple(form for form in known if self._leads_to(form, zone))

    def nearest(self, text: str, n: int = 3) -> tuple[str, ...]:
        """The names of known zones that look most like a text."""
        import difflib

        folded = fold("".join(text[:_LONGEST_ASKED].split()))
        forms = {fold(name): zone for zone in self.zones for name in _names(zone)}
        close = difflib.get_close_matches(folded, forms, n=4 * n, cutoff=0.3)
        return tuple(dict.fromkeys(forms[form].name for form in close))[:n]

    def _forms_to_zones(self) -> dict[str, Zone]:
        """A name goes before an alias, an alias before what follows by rule."""
        forms: dict[str, Zone] = {}
        for kind in (_own_name, _own_aliases, self._ruled_forms):
            for zone in self.zones:
                for form in kind(zone):
                    forms.setdefault(form, zone)
        return forms

    def _ruled_forms(self, zone: Zone) -> Iterator[str]:
        for name in _names(zone):
            yield from written_forms(name, self._is_city)

    def _is_city(self, stem: str) -> bool:
        place = self.places.by_name.get(stem)
        return place is not None and place.city is not None

    def _leads_to(self, form: str, zone: Zone) -> bool:
        found = self.named(form)
        return found is not None and found.name == zone.name

    def _ending(self, text: str, end: int) -> Iterable[ZoneMatch]:
        """The zones whose names end at `end`: one, or all of an enumeration."""
        members = [
            ZoneMatch(member.start, member.end, zone)
            for member in enumerated(text, end, self._begins)
            if (zone := self.named(member.name))
        ]
        if members:
            return members
        match = self._near(text, end)
        return (match,) if match else ()

    def _begins(self, text: str) -> int | None:
        """Where the name of a known zone begins that a text ends in."""
        match = self._at(text, len(text))
        return match.start if match and match.zone.province else None

    def _near(self, text: str, end: int) -> ZoneMatch | None:
        """The zone whose name ends at `end`, by what stands around it."""
        start = max(0, end - _BEFORE)
        match = self._at(text[start : end + _AFTER], end - start)
        if match is None or not start:
            return match
        return ZoneMatch(start + match.start, start + match.end, match.zone)

    def _zone_at(self, text: str, end: int) -> ZoneMatch | None:
        """The zone whose name ends at `end`."""
        for length in self._lengths.get(text[max(0, end - _MIN_FOUND) : end], ()):
            start = end - length
            if start >= 0 and (zone := self._by_form.get(text[start:end])):
                return ZoneMatch(_prefixed(text, start, zone), end, zone)
        if new := recognise(text, end, self.places):
            zone = self._by_form.get(new.name) or _unlisted_zone(new)
            return ZoneMatch(_prefixed(text, new.start, zone), end, zone)
        return None


def _lengths_by_end(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the names are that end in the same characters, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in forms:
        lengths.setdefault(form[-_MIN_FOUND:], set()).add(len(form))
    return {end: tuple(sorted(each, reverse=True)) for end, each in lengths.items()}


def _names(zone: Zone) -> tuple[str, ...]:
    return zone.name, *zone.aliases


def _own_name(zone: Zone) -> Iterable[str]:
    return (zone.name,)


def _own_aliases(zone: Zone) -> Iterable[str]:
    return zone.aliases


def _prefixed(text: str, start: int, zone: Zone) -> int:
    """Where the name begins when its province and city stand before it."""
    for area in (zone.city, zone.province):
        for word in PROVINCE_WORDS:
            if area and text.endswith(area + word, 0, start):
                start -= len(area + word)
                break
    return start


def _unlisted_zone(new: Unlisted) -> Zone:
    if new.place is None:
        return Zone(new.name, None, None)
    return Zone(new.name, new.place.province, new.place.city)


@cache
def load(own: Edition | None) -> Gazetteer:
    """The gazetteer of our zones and those of a file of the user's, which go first."""
    zones = {zone.name: zone for zone in _read_zones(own.path)} if own else {}
    for zone in _read_zones(DATA / "zones.csv"):
        zones.setdefault(zone.name, zone)
    return Gazetteer(zones.values())


def _read_zones(path: Path) -> Iterator[Zone]:
    seen: dict[str, int] = {}
    for row in read_table(path, COLUMNS):
        zone = _zone(row)
        if zone.name in seen:
            raise row.error(f"{zone.name} stands in line {seen[zone.name]} already")
        seen[zone.name] = row.line
        yield zone


def _zone(row: Row) -> Zone:
    for column in ("name", "province", "level"):
        if not row.value(column):
            raise row.error(f"no {column}", f"the columns are {','.join(COLUMNS)}")
    name, province, city, level, listed = row.values
    if level not in LEVELS:
        raise row.error(f"level {level} is none of {' '.join(LEVELS)}")
    aliases = (alias.strip() for alias in listed.split("|"))
    return Zone(name, province, city or None, level, tuple(filter(None, aliases)))

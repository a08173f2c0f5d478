"""Which texts under a headline go on with an article that broke off above it?

Where the columns of a page were read in a wrong order, the rest of an article stands
under the headline of another. It is known by the cut, a text that fits the sentence
left open above, and by what it speaks of; or by its heading, the next in a count or of
the rank that the article's other headings have.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from search.pages.bylines import is_finished, opening_credit
from search.pages.cohesion import threes
from search.pages.drafts import Draft
from search.pages.joins import Pairs, must_go_on, opens_sentence
from search.pages.zones import zone_keys

# So many headlines further down the rest of an article is looked for.
_FAR = 6
# So many texts of it are looked at: to look at one takes as long as it has texts.
_TRIES = 24
# How much more of a text the article above repeats than the one it stands in.
_MORE = 2.0
_LEAST = 0.05

_NUMBER = re.compile(r"[(（]?([一二三四五六七八九十]|\d{1,2})\s*[)）、.．\s]")
_NUMERALS = "一二三四五六七八九十"


def reunited(drafts: Sequence[Draft], pairs: Pairs) -> list[Draft]:
    """The drafts of a page, each with what stands of it under others."""
    for place, above in enumerate(drafts):
        for below in drafts[place + 1 : place + 1 + _FAR]:
            if {above.kind, below.kind} != {"article"}:
                continue
            if _is_section(above, below):
                above.append(below.all_as_section())
            elif (place_in := _next_section(above, below)) is not None:
                above.append(below.without(place_in, below.length))
            elif above.breaks_off and (rest := _Rest(above, below, pairs).find()):
                above.append(below.without(*rest))
    return [draft for draft in drafts if not draft.is_empty]


class _Rest:
    """Looks in a draft for texts that go on with one above it, which breaks off."""

    def __init__(self, above: Draft, below: Draft, pairs: Pairs) -> None:
        self._above, self._below, self._pairs = above, below, pairs
        self._texts = below.texts
        self._known = set(above.zones)

    def find(self) -> tuple[int, int] | None:
        """Which pieces of the draft, from and up to, go on with the one above."""
        texts = self._texts
        tail = self._above.texts[-1][1]
        tried = 0
        for number, (place, text) in enumerate(texts):
            before = texts[number - 1][1] if number else ""
            cut = before if before and not is_finished(before) else ""
            if opens_sentence(text) or opening_credit(text) is not None:
                continue
            if cut and self._fits(cut, text):
                continue
            if (tried := tried + 1) > _TRIES:
                break
            end = self._end(number, cut)
            if not number and end == len(texts):
                # A headline without any text would be left.
                continue
            held = [each for _, each in texts[number:end]]
            others = [each for _, each in (*texts[:number], *texts[end:])]
            # Where no word was cut, what it speaks of must tell the more.
            sure = self._fits(tail, text)
            if (sure or not cut) and self._speak_of_it(held, others, sure=sure):
                stop = texts[end][0] if end < len(texts) else self._below.length
                return place, stop
        return None

    def _fits(self, before: str, after: str) -> bool:
        """Whether a text may carry on the sentence that another breaks off in."""
        return must_go_on(after) or self._pairs.across(before, after) > 0

    def _end(self, first: int, cut: str) -> int:
        """Up to which text of the draft those of the other go."""
        texts = self._texts
        for number in range(first + 1, len(texts)):
            before, text = texts[number - 1][1], texts[number][1]
            if cut and is_finished(before) and self._fits(cut, text):
                return number
            if self._strange & set(zone_keys(text)):
                # The first text that is its own again goes on with its own cut.
                of_both = self._known & set(zone_keys(before))
                resumed = cut and number - 1 > first and not of_both
                return number - 1 if resumed else number
        return len(texts)

    def _speak_of_it(
        self, held: Sequence[str], others: Sequence[str], *, sure: bool
    ) -> bool:
        """Whether texts speak of what the one above does, rather than the others."""
        keys = set(zone_keys("".join(held)))
        here = {*self._below.title_zones, *zone_keys("".join(others))}
        if keys & (here - self._known):
            return False
        named = bool(keys & (self._known - here))
        if named and sure:
            return True
        groups = threes("".join(held))
        if not groups:
            return False
        down = set(threes("".join(others)))
        share = sum(group in self._groups for group in groups) / len(groups)
        rest = sum(group in down for group in groups) / len(groups)
        least = _LEAST if named or sure else 2 * _LEAST
        return share >= least and share > _MORE * rest

    @cached_property
    def _strange(self) -> set[str]:
        """The zones that only the draft below names."""
        return set(self._below.zones) - self._known

    @cached_property
    def _groups(self) -> set[str]:
        """What the article above speaks of."""
        return set(threes("".join(text for _, text in self._above.texts)))


def _is_section(above: Draft, below: Draft) -> bool:
    """Whether what looks like an article is another section of the one above."""
    heading = below.title.headline
    if len(below.title.all()) != 1 or below.is_signed or not heading:
        return False
    if set(below.zones) - set(above.zones) or not above.subheads:
        return False
    last, line = above.subheads[-1], heading[0]
    number, next_one = _number(last.text), _number(line.text)
    if number and next_one:
        return next_one == number + 1
    ranks = {each.rank for each in above.subheads}
    titled = {each.rank for each in above.title.headline}
    return line.rank > 1 and ranks == {line.rank} and line.rank not in titled


def _next_section(above: Draft, below: Draft) -> int | None:
    """Where in a draft a section of the one above begins, by the count of both."""
    if not above.subheads or not (last := _number(above.subheads[-1].text)):
        return None
    counted = ((place, _number(line.text)) for place, line in below.headings)
    place, first = next((each for each in counted if each[1]), (0, 0))
    if first != last + 1:
        return None
    keys = set(below.zones_from(place))
    return None if keys & (set(below.zones) - set(above.zones)) else place


def _number(heading: str) -> int:
    """The number that a heading begins with, 0 for none."""
    found = _NUMBER.match(heading)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else _NUMERALS.index(found[1]) + 1

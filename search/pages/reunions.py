"""Which texts under a headline go on with an article that broke off above it?

Where the columns of a page were read in a wrong order, the rest of an article stands
under the headline of another. It is known by the cut, a text that fits the sentence
left open above, and by what it speaks of; or by its heading, the next in a count or of
the rank that the article's other headings have.
"""

import re
from collections.abc import Sequence

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
            elif above.breaks_off and (rest := _rest(above, below, pairs)):
                above.append(below.without(*rest))
    return [draft for draft in drafts if not draft.is_empty]


def _rest(above: Draft, below: Draft, pairs: Pairs) -> tuple[int, int] | None:
    """Which pieces of a draft, from and up to, go on with the one above."""
    texts = below.texts
    tail = above.texts[-1][1]
    tried = 0
    for number, (place, text) in enumerate(texts):
        before = texts[number - 1][1] if number else ""
        cut = before if before and not is_finished(before) else ""
        if opens_sentence(text) or opening_credit(text) is not None:
            continue
        if cut and _fits(cut, text, pairs):
            continue
        if (tried := tried + 1) > _TRIES:
            break
        end = _end(above, below, number, cut, pairs)
        if not number and end == len(texts):
            # A headline without any text would be left.
            continue
        held = [each for _, each in texts[number:end]]
        others = [each for _, each in (*texts[:number], *texts[end:])]
        # Where no word was cut, what it speaks of must tell the more.
        sure = _fits(tail, text, pairs)
        if (sure or not cut) and _speaks_of(above, below, held, others, sure=sure):
            stop = texts[end][0] if end < len(texts) else below.length
            return place, stop
    return None


def _fits(before: str, after: str, pairs: Pairs) -> bool:
    """Whether a text may carry on the sentence that another breaks off in."""
    return must_go_on(after) or pairs.across(before, after) > 0


def _end(above: Draft, below: Draft, first: int, cut: str, pairs: Pairs) -> int:
    """Up to which text of a draft those of the other go."""
    texts = below.texts
    known = set(above.zones)
    strange = set(below.zones) - known
    for number in range(first + 1, len(texts)):
        before, text = texts[number - 1][1], texts[number][1]
        if cut and is_finished(before) and _fits(cut, text, pairs):
            return number
        if strange & set(zone_keys(text)):
            # The first text that is its own again goes on with its own cut.
            resumed = cut and number - 1 > first and not known & set(zone_keys(before))
            return number - 1 if resumed else number
    return len(texts)


def _speaks_of(
    above: Draft,
    below: Draft,
    held: Sequence[str],
    others: Sequence[str],
    *,
    sure: bool,
) -> bool:
    """Whether texts speak of what the article above does, rather than the others."""
    keys = set(zone_keys("".join(held)))
    known = set(above.zones)
    here = {k for line in below.title.all() for k in zone_keys(line.text)}
    here.update(zone_keys("".join(others)))
    named = bool(keys & (known - here))
    if keys & (here - known):
        return False
    if named and sure:
        return True
    groups = threes("".join(held))
    if not groups:
        return False
    up = set(threes("".join(text for _, text in above.texts)))
    down = set(threes("".join(others)))
    share = sum(group in up for group in groups) / len(groups)
    rest = sum(group in down for group in groups) / len(groups)
    least = _LEAST if named or sure else 2 * _LEAST
    return share >= least and share > _MORE * rest


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
    counted = [(place, _number(line.text)) for place, line in below.headings]
    place = next((place for place, number in counted if number), None)
    if place is None or dict(counted)[place] != last + 1:
        return None
    keys = set(below.zones_from(place))
    return None if keys & (set(below.zones) - set(above.zones)) else place


def _number(heading: str) -> int:
    """The number that a heading begins with, 0 for none."""
    found = _NUMBER.match(heading)
    if found is None:
        return 0
    return int(found[1]) if found[1].isdigit() else _NUMERALS.index(found[1]) + 1

"""Which zones (园区) does an enumeration name that says their kind once, at its end?

合肥、长沙高新区 names two zones, and so does 许昌、漯河两地经开区.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from search.facets.forms import SUFFIXES


class Member(NamedTuple):
    """One of the enumerated: where its name stands, and its name with the kind."""

    start: int
    end: int
    name: str


_KINDS = sorted(
    (*SUFFIXES, *(long for longs in SUFFIXES.values() for long in longs)),
    key=len,
    reverse=True,
)
# 两地, 三市 and 等地 count the places, and are no part of a name.
_COUNT = r"等?(?:[两三四五六七八九十多各]|[4-9])[地市县区家个]|等地"
_ENDING = rf"(?P<count>{_COUNT})?(?P<kind>{'|'.join(_KINDS)})"
_LIST = rf"(?<![一-鿿、])(?P<list>[一-鿿、]{{4,}}?){_ENDING}$"
_COUNTED = re.compile(f"(?:{_COUNT})(?:{'|'.join(_KINDS)})")
# The last two may be joined by a word, which is no part of 呼和浩特.
_LAST_TWO = re.compile(r"[^、]{2,}?(和|与|以?及)[^、]{2,}")
# An item with a kind of its own has no share in the one at the end.
_OF_ITS_OWN = ("区", "园", "城", "基地")
_LONGEST = 40


def enumerated(
    text: str, end: int, first: Callable[[str], int | None]
) -> Iterator[Member]:
    """The members of the enumeration whose kind of zone ends at `end`.

    `first` tells where in a text the zone's name begins that ends the text. Without a
    count or a 、 it is no enumeration: 记者与合肥高新区 joins other things.
    """
    floor = max(0, end - _LONGEST)
    # Cheap, and nearly always true: no enumeration ends here.
    if text.find("、", floor, end) < 0 and not _COUNTED.search(text, floor, end):
        return
    head = text[floor:end]
    match = re.search(_LIST, head)
    if match is None or not (match["count"] or "、" in match["list"]):
        return
    members: list[Member] = []
    for start, stop in reversed(list(_items(match))):
        stem = head[start:stop]
        begin = first(stem + match["kind"])
        if begin is None or stem.endswith(_OF_ITS_OWN):
            break
        whole = head[start + begin : stop] + match["kind"]
        members.append(Member(floor + start + begin, floor + stop, whole))
        # What stands before the name of one is no part of the enumeration.
        if begin:
            break
    if len(members) > 1:
        last = members[0]
        yield from reversed(members[1:])
        yield Member(last.start, end, last.name)


def _items(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the items of the list begin and end."""
    start, stop = match.span("list")
    while (comma := match.string.find("、", start, stop)) >= 0:
        yield start, comma
        start = comma + 1
    if join := _LAST_TWO.fullmatch(match.string, start, stop):
        yield start, join.start(1)
        start = join.end(1)
    yield start, stop

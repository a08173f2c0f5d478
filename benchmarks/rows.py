"""What is a printed line of a made-up page, and which item is it part of?"""

import random
from dataclasses import dataclass, field
from typing import Literal

from benchmarks import wording
from benchmarks.material import Zone
from benchmarks.styles import Style

Part = Literal[
    "headline",
    "kicker",
    "deck",
    "byline",
    "body",
    "caption",
    "subhead",
    "noise",
    "none",
]

_HALF = str.maketrans("，：；（）？！％", ",:;()?!%")


@dataclass(slots=True)
class Row:
    """A printed line: `gap` blank lines above it at least; `goes_on` with the next."""

    text: str
    part: Part
    gap: int = 0
    goes_on: bool = False
    signed: bool = False
    strange: list[tuple[int, int]] = field(default_factory=list)
    # So many characters at its beginning are a credit, which stays in one piece.
    credit: int = 0
    # And so many at its end are names.
    tail: int = 0


@dataclass(slots=True)
class Item:
    """An article or a photo, its rows in reading order."""

    kind: Literal["article", "photo"]
    zone: Zone | None = None
    rows: list[Row] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    # Headline rows in the order in which the headline reads.
    headline: list[Row] = field(default_factory=list)


def pick(chance: random.Random, weights: dict[str, float]) -> str:
    """One of the keys, by their weights."""
    return chance.choices(list(weights), list(weights.values()))[0]


def set_photo(chance: random.Random, style: Style, zone: Zone) -> Item:
    """A photo that stands alone, with the zone named in its caption."""
    text = wording.caption(chance, zone)
    while zone.name not in text:
        text = wording.caption(chance, zone)
    item = Item("photo", zone)
    text = width(text, style)
    form = pick(chance, {k: v for k, v in style.captions.items() if k != "bare"})
    item.rows = photo_rows(chance, style, zone, text, form, item, "body")
    if chance.random() < 0.25:
        item.rows.insert(
            0, Row(chance.choice(("图片新闻", "镜头", "图片新闻")), "none")
        )
    item.rows[0].gap = 3 if style.apart else style.gap
    return item


def photo_rows(
    chance: random.Random,
    style: Style,
    zone: Zone,
    text: str,
    form: str,
    item: Item,
    part: Part,
) -> list[Row]:
    """The lines of a photo: its caption as `part`, its credit where `form` says."""
    credit, people = wording.photo_credit(chance, zone)
    if form == "bare":
        return [Row(text, part)]
    if form == "inline" and people:
        item.photographers += people
        return [Row(f"{text} {credit}", part)]
    item.photographers += people
    rows = [Row(text, part), Row(credit, "caption", style.gap)]
    if form == "above" and not people:
        rows.reverse()
        rows[0].gap, rows[1].gap = 0, style.gap
    return rows


def width(text: str, style: Style) -> str:
    """The text with the punctuation of the style, half as wide or full."""
    return text.translate(_HALF) if style.half else text

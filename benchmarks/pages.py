"""Lays out articles of a corpus as newspaper pages, with an exact annotation.

    python -m benchmarks.pages --corpus FILE --pages 60 --seed 1 --out DIR

writes DIR/STYLE-SEED-NUMBER.txt and beside it .txt.json in the format that
`search eval split` reads. The texts are the corpus's: keep the folder to yourself.
"""

import argparse
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import wording
from benchmarks.layout import Setter
from benchmarks.material import Library, Story, Zone, read_zones
from benchmarks.rows import Item, Row, set_photo
from benchmarks.styles import STYLES, Style

_ZONES = Path(__file__).parents[1] / "search" / "facets" / "zones.csv"
# About what the five pages hold.
_CHARACTERS = 5_500
_SECTIONS = [
    "园镜头",
    "要闻",
    "简讯",
    "综合新闻",
    "园区动态",
    "区域新闻",
    "聚焦",
    "开发区速递",
    "产业观察",
]


class Sheet:
    """One page: its items, what stands between them, and its lines."""

    def __init__(self, chance: random.Random, style: Style) -> None:
        self._chance = chance
        self._style = style
        self._rows: list[tuple[Row, Item | None]] = []

    def fill(self, stories: list[Story], spare: list[Zone]) -> None:
        """Set the stories one below the other until the page is full.

        Photos that stand alone show the spare zones.
        """
        chance, style = self._chance, self._style
        if chance.random() < style.folio:
            self._put(wording.folio(chance, chance.choice(_SECTIONS)))
        left = _CHARACTERS
        for story in stories:
            if chance.random() < style.section:
                self._put(chance.choice(_SECTIONS), gap=style.gap)
            item = Setter(chance, style, story).set(most=14)
            item.rows[0].gap = style.gap + (
                1 if style.apart and chance.random() < 0.3 else 0
            )
            self._rows += [(row, item) for row in item.rows]
            left -= sum(len(row.text) for row in item.rows)
            if spare and chance.random() < style.alone / 2:
                self._photo(spare.pop())
            if left < 0:
                break
        self._foot()

    def _photo(self, zone: Zone) -> None:
        photo = set_photo(self._chance, self._style, zone)
        self._rows += [(row, photo) for row in photo.rows]

    def _foot(self) -> None:
        if self._chance.random() < self._style.folio / 3:
            self._put(wording.folio(self._chance, self._chance.choice(_SECTIONS)))
        if self._chance.random() < 0.03:
            self._put(wording.notice(self._chance), gap=3)

    def _put(self, text: str, gap: int = 1) -> None:
        self._rows.append((Row(text, "none", gap), None))

    def has_one_of_each(self) -> bool:
        """Whether no text of an item is printed twice."""
        texts = [row.text for row, _ in self._rows if row.part == "body"]
        return len(texts) == len(set(texts))

    # Lines

    def print(self) -> tuple[str, list[dict[str, Any]]]:
        """The text of the page and the annotation of its items."""
        lines: list[str] = [""] * self._chance.choice((0, 0, 2))
        printed: list[tuple[int, Row, Item]] = []
        for row, item in self._rows:
            lines += [""] * max(row.gap, self._style.gap)
            lead = self._mark(row) + (self._style.indent if row.part == "body" else "")
            row.strange = [(a + len(lead), b + len(lead)) for a, b in row.strange]
            trail = " " if self._chance.random() < self._style.trailing else ""
            lines.append(lead + row.text + trail)
            if item is not None:
                printed.append((len(lines), row, item))
        text = self._style.newline.join(lines) + self._style.newline
        return text, [_annotation(item, printed) for item in _items(printed)]

    def _mark(self, row: Row) -> str:
        level = self._level(row)
        return "#" * level + " " if level else ""

    def _level(self, row: Row) -> int:
        marks, part, chance = self._style.marks, row.part, self._chance
        if marks == "none":
            return 0
        if marks == "wild":
            share = {"headline": 0.7, "subhead": 0.6, "kicker": 0.4, "deck": 0.5}
            share |= {"body": 0.02, "byline": 0.05, "none": 0.3}
            return (
                chance.randint(1, 3) if chance.random() < share.get(part, 0.02) else 0
            )
        if marks == "flat":
            share = {"headline": 0.97, "subhead": 0.97, "kicker": 0.5, "deck": 0.6}
            return int(chance.random() < share.get(part, 0.0))
        if marks == "headline":
            return int(part == "headline")
        if part == "none" and len(row.text) < 8:
            return 2 if marks == "section" else 0
        section = {"headline": 3 if marks == "section" and row.gap != 2 else 1}
        levels = {"headline": 1, "subhead": 2, "deck": 2}
        if marks == "section":
            levels = section | {"subhead": 3, "deck": 2}
        return levels.get(part, 0)


def _items(printed: list[tuple[int, Row, Item]]) -> Iterator[Item]:
    seen: list[Item] = []
    for _, _, item in printed:
        if not any(item is each for each in seen):
            seen.append(item)
            yield item


def _annotation(item: Item, printed: list[tuple[int, Row, Item]]) -> dict[str, Any]:
    own = [(number, row) for number, row, each in printed if each is item]
    body = [(number, row) for number, row in own if row.part == "body"]
    at = {id(row): number for number, row in own}
    noise = [
        {"line": number, "start": start, "end": end}
        for number, row in own
        for start, end in row.strange
    ]
    numbers = {
        f"{part}_lines": [number for number, row in own if row.part == part]
        for part in ("kicker", "deck", "byline", "body", "caption")
    }
    return {
        "id": str(own[0][0]),
        "kind": item.kind,
        "headline_lines": [at[id(row)] for row in item.headline],
        **numbers,
        "subheads": [
            {"text": row.text, "line": number}
            for number, row in own
            if row.part == "subhead"
        ],
        "byline": item.byline,
        "byline_in_body_line": next((n for n, row in body if row.signed), None),
        "photographers": item.photographers,
        "broken_joins": [
            [number, below]
            for (number, row), (below, _) in itertools.pairwise(body)
            if row.goes_on
        ],
        "noise": [{"line": number} for number, row in own if row.part == "noise"],
        "inline_noise": noise,
    }


def make_page(
    chance: random.Random, style: Style, library: Library
) -> tuple[str, list[dict[str, Any]]]:
    """A page in a style: text and annotated items."""
    while True:
        sheet = _filled(chance, style, library)
        # The scorer tells lines by their text, so no two may be the same.
        if sheet.has_one_of_each():
            return sheet.print()


def _filled(chance: random.Random, style: Style, library: Library) -> Sheet:
    sheet = Sheet(chance, style)
    count = chance.randint(*style.articles)
    stories = library.draw(chance, count + 3, one_zone=style.one_zone)
    sheet.fill(stories[:count], [story.zone for story in stories[count:]])
    return sheet


def main() -> None:
    """Write the pages."""
    options = _options()
    library = Library(options.corpus, read_zones(_ZONES))
    options.out.mkdir(parents=True, exist_ok=True)
    styles = [s for s in STYLES if options.style in (None, s.name)]
    for number in range(options.pages):
        style = styles[number % len(styles)]
        chance = random.Random(f"{options.seed}/{style.name}/{number}")
        text, items = make_page(chance, style, library)
        name = f"{style.name}-{options.seed}-{number:03}.txt"
        (options.out / name).write_bytes(text.encode())
        record = {"file": name, "style": style.name, "items": items}
        note = json.dumps(record, ensure_ascii=False, indent=1)
        (options.out / f"{name}.json").write_text(note, "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--style", choices=[style.name for style in STYLES])
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()

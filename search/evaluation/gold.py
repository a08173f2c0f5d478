"""What does an annotated page say?

An annotation names a page's items by line numbers; the words come from the page. One
`PAGE.txt.json` a page:

    {"file": "a.txt", "items": [{"id", "kind": "article"|"photo",
      "headline_lines", "kicker_lines", "deck_lines", "body_lines", "caption_lines":
      line numbers or [from, to], in reading order;
      "byline": names; "byline_in_body_line": where they end a line of text;
      "broken_joins": [[line, line]]: a sentence goes on from the one to the other;
      "noise": [{"line"}], "inline_noise": [{"line", "start", "end"}]: not of the text;
      "subheads": [{"text"}], "photographers": names,
      "parks", "province", "city", "topics"}]}
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.errors import InputError

_QUOTES = str.maketrans("“”„‟『』「」‘’‛", '""""""""\'\'\'')
_DROPPED = re.compile(r"[\s#\u200b\ufeff]+")
# A credit such as 本报讯(记者 甲) may be kept in the text or not.
_CREDIT = re.compile(
    r"^(本报讯|本报道|科技日报讯|(?:新华社|中新社|中新网)[\u4e00-\u9fff]{0,8}?"
    r"(?:\d{1,2}月\d{1,2}日)?电)(\([^()]{2,40}\))?"
)
# How much text around a piece of noise shows that it is still there.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class GoldItem:
    """What should come of an item; all texts but `headline` in `plain` form.

    `lines` are the lines of text with their numbers; `joins` pairs of texts that
    belong together; `noise` strings that should not occur more often than given;
    `signature` what a byline left in the text would look like; `display` the lines of
    the title in order.
    """

    id: str
    kind: str
    headline: str
    display: tuple[str, ...]
    byline: tuple[str, ...]
    body: str
    lines: tuple[tuple[int, str], ...]
    joins: tuple[tuple[str, str], ...]
    captions: tuple[str, ...]
    caption_text: str
    noise: tuple[tuple[str, int], ...]
    signature: str
    parks: frozenset[str]
    province: str
    city: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldPage:
    """An annotated page, its items, and the subheads on it."""

    path: Path
    items: tuple[GoldItem, ...]
    subheads: frozenset[str]


def read_gold(folder: Path, pages: Path | None = None) -> tuple[GoldPage, ...]:
    """The annotated pages of a folder; page texts lie there too, or in `pages`.

    Raises InputError that names the file.
    """
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path.name}: no annotation: {error}") from error
        if isinstance(record, dict) and {"file", "items"} <= record.keys():
            found.append(_page(record, path, pages or folder))
    if not found:
        raise InputError(
            f"no annotated pages in {folder.name}",
            "name a folder with PAGE.txt.json files",
        )
    return tuple(found)


def plain(text: str) -> str:
    """Half width, one kind of quotation marks, no spaces, no `#`."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return _DROPPED.sub("", folded)


def without_credit(text: str) -> str:
    """The text without 本报讯 and the like at its beginning."""
    return _CREDIT.sub("", text)


def _page(record: Mapping[str, Any], annotation: Path, pages: Path) -> GoldPage:
    path = pages / record["file"]
    try:
        lines = ["", *path.read_text("utf-8-sig").split("\n")]
    except OSError as error:
        raise InputError(
            f"{annotation.name}: no page {record['file']} in {pages.name}",
            "name its folder: --pages DIR",
        ) from error
    try:
        items = tuple(_Reader(item, lines).item() for item in record["items"])
    except (KeyError, IndexError, TypeError) as error:
        raise InputError(f"{annotation.name}: wrong annotation: {error!r}") from error
    subheads = (s["text"] for item in record["items"] for s in item.get("subheads", ()))
    return GoldPage(path, items, frozenset(map(plain, subheads)))


class _Reader:
    """Reads one item: line numbers become words."""

    def __init__(self, item: Mapping[str, Any], lines: list[str]) -> None:
        self.raw = item
        self.lines = lines
        self.signature = ""
        self.texts = {number: self._text(number) for number in self._numbers("body")}

    def item(self) -> GoldItem:
        """The item, its texts in `plain` form."""
        raw, numbers = self.raw, self._numbers
        display = {*numbers("kicker"), *numbers("headline"), *numbers("deck")}
        body = "".join(map(plain, self.texts.values()))
        captions = [plain(self.lines[n]) for n in numbers("caption")]
        shown = [plain(text) for text in self.texts.values()]
        return GoldItem(
            id=raw["id"],
            kind=raw["kind"],
            headline=plain(" ".join(self.lines[n] for n in numbers("headline"))),
            display=tuple(plain(self.lines[n]) for n in sorted(display)),
            byline=tuple(raw.get("byline", ())),
            body=without_credit(body),
            lines=tuple(self._numbered()),
            joins=tuple(self._joins()),
            captions=(*captions, *(shown if raw["kind"] == "photo" else ())),
            caption_text="".join(captions),
            noise=tuple((text, body.count(text)) for text in self._noise()),
            signature=self.signature,
            parks=frozenset(raw.get("parks", ())),
            province=raw.get("province") or "",
            city=raw.get("city") or "",
            topics=tuple(raw.get("topics", ())),
        )

    def _numbers(self, what: str) -> list[int]:
        return list(_expanded(self.raw.get(f"{what}_lines", ())))

    def _text(self, number: int) -> str:
        """A line of text without noise in it and without a byline at its end."""
        text = self.lines[number]
        for start, end in sorted(self._cuts(number), reverse=True):
            text = text[:start] + text[end:]
        text = text.strip()
        names = self.raw.get("byline", ())
        if number != self.raw.get("byline_in_body_line") or not names:
            return text
        pattern = r"\s*" + r"\s*".join(map(re.escape, names)) + "$"
        if found := re.search(pattern, text):
            self.signature = plain(text[-_AROUND - len(found[0]) :])
            text = text[: found.start()]
        return text

    def _cuts(self, number: int) -> Iterator[tuple[int, int]]:
        for cut in self.raw.get("inline_noise", ()):
            if cut["line"] == number:
                yield cut["start"], cut["end"]

    def _numbered(self) -> Iterator[tuple[int, str]]:
        for place, (number, text) in enumerate(self.texts.items()):
            bare = plain(text)
            yield number, bare if place else without_credit(bare)

    def _joins(self) -> Iterator[tuple[str, str]]:
        for first, second in self.raw.get("broken_joins") or ():
            yield plain(self.texts[first]), plain(self.texts[second])

    def _noise(self) -> Iterator[str]:
        for noise in self.raw.get("noise", ()):
            yield plain(self.lines[noise["line"]])
        for cut in self.raw.get("inline_noise", ()):
            line = self.lines[cut["line"]]
            yield plain(line[max(0, cut["start"] - _AROUND) : cut["end"] + _AROUND])


def _expanded(ranges: Iterable[int | list[int]]) -> Iterator[int]:
    """Line numbers from numbers and [from, to] pairs."""
    for each in ranges:
        if isinstance(each, int):
            yield each
        else:
            yield from range(each[0], each[1] + 1)

"""Which articles are laid out? Those of a corpus file, cut and given a zone."""

import csv
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.records import read_records

_TOPIC = re.compile(r"企业|产业|项目|园区|经济|建设|科技|投资|开发|创新")
_CREDIT = re.compile(
    r"^[(（【]?(?:中新|新华|人民|央视|央广|本报|记者|据)[^。]{0,40}?(?:电|讯|消息|报道)[)）】]?"
)
_LEADING = re.compile(r"^\s*[(（【][^)）】]{1,40}[)）】]\s*")
_STAFF = re.compile(
    r"[(（【](?:完|编辑|责任编辑|记者|来源|原标题)[^)）】]*[)）】]?\s*$|[(（]完[)）]|【编辑:.*?】"
)
_UNWANTED = re.compile(
    r"[图摄]|供图|编辑|责编|来源[:：]|原标题|记者[:：]|点击|关注|微信|http|www|版权|■|●|◆|▲|★|#|\ufffd|[①-⑩]|问[:：]|答[:：]|视频"
    r"|[报社]讯|记者\S{2,8}报道|^[：:，,、。；]"
)
_POLITICS = re.compile(r"总书记|主席|总统|外交|首相|国务院总理|习近平|会见")
_END = "。！？”"


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone: its name and its city."""

    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Story:
    """A news article as material: title, paragraphs, the zone it was given."""

    title: str
    paragraphs: tuple[str, ...]
    zone: Zone


def read_zones(path: Path) -> list[Zone]:
    """The zones of the gazetteer."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [Zone(row["name"], row["city"]) for row in csv.DictReader(rows)]


class Library:
    """The stories of a corpus, each handed out once for a page."""

    def __init__(self, corpus: Path, zones: list[Zone]) -> None:
        self._zones = zones
        self._cities = re.compile(
            "|".join(sorted({re.escape(z.city) for z in zones if z.city}))
        )
        self._raw = [raw for raw in map(_usable, read_records(corpus)) if raw]
        self._local = [raw for raw in self._raw if self._is_local(raw[1])]

    def draw(
        self, chance: random.Random, count: int, *, one_zone: bool = False
    ) -> list[Story]:
        """Some stories about different zones, or one but for the last three."""
        zones = chance.sample(self._zones, count)
        if one_zone:
            zones[:-3] = [zones[0]] * (count - 3)
        apart = count // 5
        raw = chance.sample(self._local, count - apart) + chance.sample(
            self._raw, apart
        )
        chance.shuffle(raw)
        pairs = zip(raw, zones, strict=True)
        return [
            self._story(chance, title, list(paragraphs), zone)
            for (title, paragraphs), zone in pairs
        ]

    def _is_local(self, paragraphs: list[str]) -> bool:
        """Whether one city is named again and again, as a zone is by its news."""
        named = [city for text in paragraphs for city in self._cities.findall(text)]
        return len(named) > 3 and named.count(max(set(named), key=named.count)) > 3

    def _story(
        self, chance: random.Random, title: str, paragraphs: list[str], zone: Zone
    ) -> Story:
        """The story moved to the zone: its city's name becomes the zone's."""
        named = [city for text in paragraphs for city in self._cities.findall(text)]
        often = max(set(named), key=named.count, default="")
        if often and named.count(often) > 1:
            place = re.compile(rf"(?:{re.escape(often)})市?(?![一-鿿]?[区县])")
            paragraphs = [place.sub(zone.name, text) for text in paragraphs]
            title = place.sub(zone.name, title)
        if not any(zone.name in text for text in paragraphs[:2]):
            lead = chance.choice(
                ("近日从{}获悉,", "近年来,在{},", "{}传来消息,", "在{},")
            )
            paragraphs[0] = lead.format(zone.name) + paragraphs[0]
        for number, text in enumerate(paragraphs):
            if zone.name not in text and chance.random() < 0.3:
                lead = chance.choice(("在{},", "{}表示,", "据{}介绍,"))
                paragraphs[number] = lead.format(zone.name) + text
        return Story(title, tuple(paragraphs), zone)


def _usable(record: dict[str, Any]) -> tuple[str, list[str]] | None:
    """Title and clean paragraphs, None where a page would not print such a thing."""
    title = _LEADING.sub("", record.get("title") or "").strip()
    if not 6 <= len(title) <= 40 or re.search(r"[#【】|_]|联播|新闻\b", title):
        return None
    texts = [_clean(text) for text in record["body"].split("\n")]
    good = [t for t in texts if 25 <= len(t) <= 700 and t[-1] in _END]
    good = [t for t in good if not _UNWANTED.search(t) and t != title]
    if _POLITICS.search("".join([title, *good])):
        return None
    if not 2 <= len(good) <= 40 or len(good) < 0.7 * len([t for t in texts if t]):
        return None
    return (title, good) if len(_TOPIC.findall("".join(good))) >= 4 else None


def _clean(text: str) -> str:
    text = _STAFF.sub("", text.strip())
    text = _CREDIT.sub("", text)
    text = _LEADING.sub("", text) if text[:1] in "(（【" else text
    return text.strip()

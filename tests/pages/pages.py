"""How do the tests write a page, and what does an annotated page say?"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from search.models import Article, Page
from search.pages import read_page, split_page

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "tests" / "data" / "gold").glob("*.txt.json"))


def page(*lines: str, gap: str = "\n\n") -> Page:
    """A page of these paragraphs, a blank line between each two."""
    return Page(id="p", source="p.txt", text=gap.join(lines) + "\n")


def split(*lines: str) -> tuple[Article, ...]:
    """The articles of a page of these paragraphs."""
    return split_page(page(*lines))


def only(*lines: str) -> Article:
    """The article of a page that holds one."""
    (article,) = split(*lines)
    return article


def seed(path: Path) -> Page:
    """The page that an annotation is about."""
    return read_page(ROOT / "seeds" / path.name.removesuffix(".json"))


def gold(path: Path) -> dict[str, Any]:
    """An annotated page."""
    return json.loads(path.read_text("utf-8"))


def plain(text: str) -> str:
    """Half-width and without spaces, for comparing pages printed in other widths."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def gold_bodies(items: list[dict[str, Any]], lines: list[str]) -> list[list[str]]:
    """The paragraphs of each item, cuts closed, as the annotation says."""
    return [_paragraphs(item, lines) for item in items]


def _paragraphs(item: dict[str, Any], lines: list[str]) -> list[str]:
    joined = {after for _, after in item["broken_joins"]}
    paragraphs: list[str] = []
    for number in item["body_lines"]:
        text = _cut(item, number, lines[number - 1])
        if number in joined:
            paragraphs[-1] += text
        else:
            paragraphs.append(text)
    return [plain(text) for text in paragraphs]


def _cut(item: dict[str, Any], number: int, text: str) -> str:
    for noise in item["inline_noise"]:
        if noise["line"] == number:
            text = text[: noise["start"]] + text[noise["end"] :]
    names = item["byline"]
    if number == item["byline_in_body_line"] and text.endswith(names[-1:][0]):
        text = text[: text.rindex(names[0])]
    return text.strip()

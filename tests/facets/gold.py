"""The annotated items as articles, built from the line numbers alone."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from search.models import Article, Subhead

_ROOT = Path(__file__).parents[2]


@cache
def gold_items(*pages: str) -> tuple[tuple[dict[str, Any], Article], ...]:
    """Every annotated item of some pages (000, 001, …) with its article."""
    return tuple(item for page in pages for item in _items(page))


def _items(page: str) -> Iterator[tuple[dict[str, Any], Article]]:
    for path in sorted((_ROOT / "tests/data/gold").glob(f"{page}_*.txt.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (_ROOT / "seeds" / gold["file"]).read_text(encoding="utf-8-sig")
        lines = ["", *(line.strip().lstrip("# ") for line in text.split("\n"))]
        for item in gold["items"]:
            yield item, _article(gold["file"], item, lines)


def _article(source: str, item: dict[str, Any], lines: list[str]) -> Article:
    joined = {second for _, second in item["broken_joins"]}
    body: list[str] = []
    for number in item["body_lines"]:
        if number in joined:
            body[-1] += lines[number]
        else:
            body.append(lines[number])
    return Article(
        id=item["id"],
        source=source,
        kind=item["kind"],
        headline=item["headline"] or "",
        kicker=item["kicker"] or "",
        deck=item["deck"] or "",
        subheads=tuple(Subhead(each["text"], 0) for each in item["subheads"]),
        body=tuple(body),
        captions=tuple(lines[number] for number in item["caption_lines"]),
    )

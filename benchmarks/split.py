"""How well and how fast are the pages of a folder split?

    python -m benchmarks.split DIR [--style NAME] [--per-page]

prints the figures of `search eval split` for each style and for all pages, as printed
and with every `#` taken away, and the pages split in a second.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from search.evaluation.gold import GoldPage, read_gold
from search.evaluation.split import PageScore, score_page, total
from search.models import Article
from search.pages import read_page, split_page

_MARK = re.compile(r"^#+[ \t]*", re.MULTILINE)
_FIGURES = {
    "article_f1": "art_f1", "headline_exact": "head", "headline_lenient": "lenient",
    "byline_f1": "byline", "join_repair": "joins", "photo_f1": "photo",
    "caption_leakage": "capleak", "byline_left_in_body": "byleft",
    "noise_left": "noise",
}  # fmt: skip


def split_file(path: Path, *, marks: bool) -> tuple[tuple[Article, ...], float]:
    """The articles of a page and the seconds it took to split them."""
    page = read_page(path)
    if not marks:
        page = replace(page, text=_MARK.sub("", page.text))
    start = time.process_time()
    articles = split_page(page)
    return articles, time.process_time() - start


def main() -> None:
    """Print the table twice: with marks and without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--style")
    parser.add_argument("--per-page", action="store_true")
    options = parser.parse_args()
    pages = [
        page
        for page in read_gold(options.folder)
        if options.style in (None, _style(page))
    ]
    for marks in (True, False):
        print("as printed" if marks else "without any #")
        _table(pages, marks=marks, per_page=options.per_page)


def _table(pages: list[GoldPage], *, marks: bool, per_page: bool) -> None:
    scores: dict[str, list[PageScore]] = defaultdict(list)
    seconds, size = 0.0, 0
    for page in pages:
        articles, took = split_file(page.path, marks=marks)
        seconds += took
        size += page.path.stat().st_size
        # Without marks an article keeps its line numbers, so the gold still fits.
        score = score_page(page, articles)
        scores[_style(page)].append(score)
        if per_page:
            scores[page.path.name].append(score)
    print(f"{'':16}" + "".join(f"{name:>9}" for name in _FIGURES.values()))
    for name in sorted(scores):
        _row(name, total(scores[name]))
    _row("all", total(s for name in {_style(p) for p in pages} for s in scores[name]))
    print(f"{len(pages) / seconds:.0f} pages/s, {size / seconds / 1e6:.2f} MB/s\n")


def _row(name: str, score: PageScore) -> None:
    figures = score.figures()
    shown = ("-" if (v := figures[n]) is None else f"{v:.3f}" for n in _FIGURES)
    print(f"{name:16}" + "".join(f"{text:>9}" for text in shown))


def _style(page: GoldPage) -> str:
    record = json.loads(
        page.path.with_name(f"{page.path.name}.json").read_text("utf-8")
    )
    return str(record.get("style", "page"))


if __name__ == "__main__":
    main()

"""What does the page of an article look like, line by line, as it was received?

The file is read again: the index holds articles, not pages. Every line is told by the
article that it belongs to; lines of none are folios, section labels and noise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from search.engines.base import EngineQuery, HasFacet, View
from search.errors import PageFormatError
from search.files import PageFile
from search.inputs import read
from search.models import Article, Page
from search.pages.lines import printed_lines

# More items stand on no page of a newspaper.
_MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a page one after the other, from number `first` on, all of one
    `article` or of none."""

    first: int
    lines: tuple[str, ...]
    article: Article | None


def original(view: View, article: Article) -> tuple[Stretch, ...]:
    """The page that an article stands on; nothing where it has no lines (it came as a
    record, or from a web page), or its file cannot be read any more."""
    page = _page(view, article) if article.lines else None
    if page is None:
        return ()
    owners: dict[int, Article] = {}
    for item in (*_items(view, article), article):
        for first, last in item.lines:
            owners |= dict.fromkeys(range(first, last + 1), item)
    numbered = enumerate(printed_lines(page.text), 1)
    stretches = groupby(numbered, key=lambda line: owners.get(line[0]))
    return tuple(_stretch(owner, list(lines)) for owner, lines in stretches)


def _stretch(owner: Article | None, lines: list[tuple[int, str]]) -> Stretch:
    return Stretch(lines[0][0], tuple(text for _, text in lines), owner)


def _page(view: View, article: Article) -> Page | None:
    for source in view.describe().sources:
        if source.name == article.source:
            root = Path(source.root)
            for page in _pages(PageFile(root / source.name, root)):
                if article.id.startswith(f"{page.id}-"):
                    return page
    return None


def _pages(file: PageFile) -> Iterator[Page]:
    try:
        yield from (item for item in read(file) if isinstance(item, Page))
    except PageFormatError:
        return


def _items(view: View, article: Article) -> tuple[Article, ...]:
    """The articles of the same file, this one among them."""
    same = EngineQuery(HasFacet("source", (article.source,)), limit=_MOST_ITEMS)
    return view.fetch(match.id for match in view.find(same).matches)

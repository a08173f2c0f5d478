"""How does a file of any kind become articles, corrected by its sidecar?"""

from collections.abc import Iterator
from dataclasses import replace

from search.errors import PageFormatError
from search.files import HTML_SUFFIXES, PDF_SUFFIXES, PageFile
from search.inputs.html import read_html
from search.inputs.pdf import read_pdf
from search.inputs.records import Report, read_records
from search.inputs.repair import repair
from search.inputs.sidecar import Sidecar, read_sidecar
from search.inputs.text import read_text
from search.models import Article, Page
from search.pages.events import event_dates
from search.pages.split import split_page

# Raised with every change that makes other articles of the same file.
RULES_VERSION = "1"


def read(
    file: PageFile, encoding: str | None = None, report: Report | None = None
) -> Iterator[Page | Article]:
    """The pages or articles that a file holds, as they are.

    `report` hears of lines of a `.jsonl` file that are no articles; without it the
    first of them is an error. Raises PageFormatError.
    """
    if file.holds_records:
        yield from read_records(file, report or _refuser(file), encoding)
    elif file.suffix in HTML_SUFFIXES:
        yield read_html(file, encoding)
    elif file.suffix in PDF_SUFFIXES:
        yield from read_pdf(file)
    else:
        yield read_text(file, encoding)


def read_articles(
    file: PageFile, encoding: str | None = None, report: Report | None = None
) -> Iterator[Article]:
    """The articles of a file, with the dates they name, without facets.

    Whatever is wrong with the file as a whole is raised, as PageFormatError, before
    the first article.
    """
    given = read_sidecar(file)
    items = read(file, encoding, report)
    if not file.holds_records:
        items = iter(_sound(tuple(items), given))
    elif given.repairs:
        raise given.error("merge, split, headline and park are for pages of text")
    for item in items:
        for article in _articles(item, given, file):
            dates = event_dates(article.body, article.published)
            yield replace(article, event_dates=dates) if dates else article


def _sound(
    items: tuple[Page | Article, ...], given: Sidecar
) -> tuple[Page | Article, ...]:
    """The same, unless repairs by line number do not tell which page they mean."""
    if given.repairs and not (len(items) == 1 and isinstance(items[0], Page)):
        raise given.error("merge, split, headline and park are for single pages")
    return items


def _articles(
    item: Page | Article, given: Sidecar, file: PageFile
) -> tuple[Article, ...]:
    if isinstance(item, Article):
        return (given.filling(item) if file.holds_records else given.over(item),)
    page = given.of_page(item)
    return repair(page, split_page(page), given)


def _refuser(file: PageFile) -> Report:
    def refuse(line: int, why: str) -> None:
        raise PageFormatError(f"{file.name}:{line}: {why}")

    return refuse

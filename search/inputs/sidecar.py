"""What does the file beside a page say that the page does not?

publication = "科技日报"
published = 2023-08-07
page = "A10"
[[merge]]
lines = [47, 63]          # the items that hold these lines are one
[[split]]
line = 75                 # an item begins here
[[headline]]
line = 47                 # the item that holds this line
text = "…"
[[park]]
line = 107
parks = ["襄阳高新区"]
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from search.errors import PageFormatError
from search.files import PageFile
from search.models import Article, Page, PartialDate
from search.pages.dates import given_date


@dataclass(frozen=True, slots=True)
class Sidecar:
    """Facts of a page, and repairs of how it was split; lines count from 1."""

    name: str = ""
    publication: str | None = None
    published: PartialDate | None = None
    page: str | None = None
    merges: tuple[tuple[int, ...], ...] = ()
    splits: tuple[int, ...] = ()
    headlines: tuple[tuple[int, str], ...] = ()
    parks: tuple[tuple[int, tuple[str, ...]], ...] = ()

    @property
    def repairs(self) -> bool:
        """Whether it changes how a page is split."""
        return bool(self.merges or self.splits or self.headlines or self.parks)

    def of_page(self, page: Page) -> Page:
        """The page with what is known of it."""
        return replace(
            page,
            publication=self.publication or page.publication,
            published=self.published or page.published,
        )

    def over(self, article: Article) -> Article:
        """An article with what is known of it in place of what it says."""
        return replace(
            article,
            publication=self.publication or article.publication,
            published=self.published or article.published,
            page_number=self.page or article.page_number,
        )

    def filling(self, article: Article) -> Article:
        """An article with what is known of its file where it says nothing."""
        if not (self.publication or self.published or self.page):
            return article
        return replace(
            article,
            publication=article.publication or self.publication,
            published=article.published or self.published,
            page_number=article.page_number or self.page,
        )

    def error(self, message: str) -> PageFormatError:
        """The error that says what is wrong with this file."""
        return PageFormatError(
            f"{self.name}: {message}", "'search split' shows the lines of each item"
        )


def read_sidecar(file: PageFile) -> Sidecar:
    """What lies beside a file; an empty one where nothing does.

    Raises PageFormatError with the name of the sidecar and the key.
    """
    beside = file.sidecar
    if beside is None:
        return Sidecar()
    blank = Sidecar(name=beside.name)
    try:
        table = tomllib.loads(beside.read().decode("utf-8-sig"))
    # Deeply nested brackets exhaust the reader's stack.
    except (ValueError, RecursionError) as error:
        told = isinstance(error, tomllib.TOMLDecodeError)
        raise blank.error(str(error) if told else "not TOML") from error
    return _Table(blank, table).sidecar()


class _Table:
    """Reads the keys of a sidecar; whatever is not as it should be is an error."""

    def __init__(self, blank: Sidecar, table: dict[str, Any]) -> None:
        self._blank = blank
        self._table = table

    def sidecar(self) -> Sidecar:
        """What the table says."""
        self._known("", self._table, _KEYS)
        return replace(
            self._blank,
            publication=self._text("publication"),
            published=self._date(),
            page=self._page(),
            merges=tuple(self._lines(e) for e in self._entries("merge", "lines")),
            splits=tuple(
                self._line(e, "split") for e in self._entries("split", "line")
            ),
            headlines=tuple(
                (self._line(e, "headline"), self._headline(e["text"]))
                for e in self._entries("headline", "line", "text")
            ),
            parks=tuple(
                (self._line(e, "park"), self._parks(e["parks"]))
                for e in self._entries("park", "line", "parks")
            ),
        )

    def _known(self, where: str, table: dict[str, Any], keys: tuple[str, ...]) -> None:
        for key in table:
            if key not in keys:
                raise self._blank.error(f"{where}{key}: unknown; known: {_list(keys)}")

    def _entries(self, key: str, *wanted: str) -> list[dict[str, Any]]:
        entries = self._table.get(key, [])
        if not isinstance(entries, list) or not all(
            isinstance(each, dict) for each in entries
        ):
            raise self._blank.error(f"{key}: write it as [[{key}]]")
        for entry in entries:
            self._known(f"{key}.", entry, wanted)
            if missing := [name for name in wanted if name not in entry]:
                raise self._blank.error(f"{key}: {_list(missing)} is missing")
        return entries

    def _text(self, key: str) -> str | None:
        value = self._table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._blank.error(f"{key}: not a text")
        return value.strip()

    def _page(self) -> str | None:
        if _is_line(value := self._table.get("page")):
            return str(value)
        return self._text("page")

    def _date(self) -> PartialDate | None:
        value = self._table.get("published")
        if value is None:
            return None
        text = value.isoformat() if isinstance(value, date) else value
        if _is_line(text):
            text = str(text)
        known = given_date(text) if isinstance(text, str) else None
        if known is None:
            raise self._blank.error("published: not a date such as 2023-08-07")
        return known

    def _line(self, entry: dict[str, Any], key: str) -> int:
        if not _is_line(entry["line"]):
            raise self._blank.error(f"{key}.line: not the number of a line")
        return int(entry["line"])

    def _lines(self, entry: dict[str, Any]) -> tuple[int, ...]:
        lines = entry["lines"]
        if (
            not isinstance(lines, list)
            or len(lines) < 2
            or not all(map(_is_line, lines))
        ):
            raise self._blank.error("merge.lines: not two or more numbers of lines")
        return tuple(lines)

    def _headline(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._blank.error("headline.text: not a text")
        return " ".join(value.split())

    def _parks(self, value: object) -> tuple[str, ...]:
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(each, str) and each.strip() for each in value)
        ):
            raise self._blank.error("park.parks: not a list of names")
        return tuple(value)


_KEYS = ("publication", "published", "page", "merge", "split", "headline", "park")


def _is_line(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _list(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)

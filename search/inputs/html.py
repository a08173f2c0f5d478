"""How does a news page of the web become an Article?"""

import logging
import re
from copy import deepcopy
from functools import cache
from typing import Any

from search.errors import PageFormatError
from search.files import PageFile
from search.inputs.fields import names, one_line, paragraphs, web_address
from search.inputs.text import filed_date
from search.models import Article, PartialDate
from search.pages.bylines import opening_credit
from search.pages.dates import given_date, told_year
from search.pages.encodings import decoded
from search.pages.names import read_names

_CHARSET = re.compile(rb"<meta[^<>]+?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_AUTHOR = re.compile(r"<meta[^<>]+name\s*=\s*[\"']?author\b[^<>]*>", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"'<>]+)", re.IGNORECASE)
_HEAD = 4096
_LONG_HEAD = 50_000
# What pages call themselves, and the larger character set that they in fact use.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}
_LOUD = ("trafilatura", "htmldate", "courlan", "charset_normalizer")


def read_html(file: PageFile, encoding: str | None = None) -> Article:
    """The article of a news page. Raises PageFormatError."""
    text = _decoded(file.read(), file.name, encoding)
    found = _extracted(text, file.name)
    body = paragraphs(found.get("text"))
    if not body:
        raise PageFormatError(f"{file.name}: no article text on this HTML page")
    people, printed = names(found.get("author") or _author(text))
    if not people and (opening := opening_credit(body[0])):
        people = opening.credits
    headline = one_line(found.get("title"))
    return Article(
        id=f"{file.stem}-01",
        source=file.name,
        headline=headline,
        byline=tuple(dict.fromkeys(person.name for person in people)),
        credits=people,
        byline_lines=printed,
        body=_without_headline(body, headline),
        publication=_site(one_line(found.get("sitename"))),
        published=_date(file, found.get("date"), body),
        url=web_address(found.get("url")),
    )


def _decoded(data: bytes, source: str, encoding: str | None) -> str:
    declared = _CHARSET.search(data[:_HEAD])
    if encoding is None and declared:
        name = declared[1].decode("ascii", "replace").lower()
        try:
            data.decode(name := _LARGER.get(name, name))
            encoding = name
        # Declared wrongly, or a name that nobody knows: the usual chain tells.
        except (UnicodeError, LookupError):
            encoding = None
    return decoded(data, source, encoding)


def _extracted(text: str, source: str) -> dict[str, Any]:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise PageFormatError(
            f"{source}: reading HTML needs another package",
            "pip install 'park-news-search[html]'",
        ) from error
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # No guessing of dates from the text: 7月11日 of it is an event's, not the page's.
    document = bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        config=_settings(),
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if document is None or isinstance(document, dict):
        return document or {}
    return document.as_dict()


@cache
def _settings() -> Any:
    """Trafilatura's, for a script that says in 40 characters what takes 250 letters.

    With its own limit a short report counts as nothing, and it takes the menus too.
    """
    from trafilatura.settings import use_config

    settings = deepcopy(use_config())
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "40")
    return settings


def _author(text: str) -> str:
    """The people of the metadata; trafilatura believes in no name without a space."""
    for tag in _AUTHOR.findall(text[:_LONG_HEAD]):
        if (found := _CONTENT.search(tag)) and read_names(found[1].strip()):
            return found[1]
    return ""


def _without_headline(body: tuple[str, ...], headline: str) -> tuple[str, ...]:
    """The body without a first line that only repeats the headline."""
    return body[1:] if len(body) > 1 and body[0] == headline else body


def _site(name: str) -> str | None:
    """The name of the site, unless it is an address."""
    return name if name and "." not in name else None


def _date(file: PageFile, given: object, body: tuple[str, ...]) -> PartialDate | None:
    known = given_date(given) if isinstance(given, str) else None
    return known or filed_date(file) or told_year(body)

"""How do the fields of one record become an Article?

Known: id; title or headline; body or text; date or published; publication, else source;
byline; kicker, deck, captions, kind; parks, topics; url.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from search.inputs.fields import (
    WrongType,
    names,
    one_line,
    paragraphs,
    texts,
    web_address,
)
from search.models import Article, Kind
from search.pages.dates import given_date

Record = Mapping[str, object]
T = TypeVar("T")

_KINDS: dict[str, Kind] = {"photo": "photo", "图片新闻": "photo"}


def article_of(record: Record) -> Article:
    """The article of a record, without source; `id` is "" where none was given.

    Raises WrongType.

    >>> article_of({"headline": "项目开工", "date": "2023/7/26"}).published.value
    '2023-07-26'
    """
    people, printed = _read(names, record, "byline")
    return Article(
        id=_read(one_line, record, "id"),
        source="",
        kind=_KINDS.get(_read(one_line, record, "kind"), "article"),
        headline=_read(one_line, record, "title", "headline"),
        kicker=_read(one_line, record, "kicker"),
        deck=_read(one_line, record, "deck"),
        byline=tuple(dict.fromkeys(person.name for person in people)),
        credits=people,
        byline_lines=printed,
        body=_read(paragraphs, record, "body", "text"),
        captions=_read(paragraphs, record, "captions"),
        publication=_read(one_line, record, "publication", "source") or None,
        published=given_date(_date(record)),
        parks=_read(_values, record, "parks"),
        topics=_read(_values, record, "topics"),
        url=_read(web_address, record, "url"),
    )


def unread_date(record: Record) -> str:
    """What was given as a date and is none, cut to a few characters."""
    given = _date(record)
    return "" if given_date(given) else given[:40]


def _date(record: Record) -> str:
    return _read(one_line, record, "date", "published")


def _values(value: object) -> tuple[str, ...]:
    found = (text.strip() for text in texts(value))
    return tuple(dict.fromkeys(text for text in found if text))


def _read(read: Callable[[object], T], record: Record, *fields: str) -> T:
    """What the first of these fields that holds anything says."""
    field = next((name for name in fields if record.get(name)), fields[0])
    try:
        return read(record.get(field))
    except WrongType as error:
        raise WrongType(f"{field} is {error}") from error

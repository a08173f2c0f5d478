"""How are an article, and the source that it is of, kept in an index?"""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from search.engines.base import Source
from search.models import Article, Credit, Noise, PartialDate, Subhead

_SEPARATOR = "\x1f"


def pack(article: Article) -> str:
    """An article as stored: the values of its fields, in their order."""
    return json.dumps(
        article, ensure_ascii=False, separators=(",", ":"), default=_values
    )


def _values(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__slots__]


def _pair(first: int, last: int) -> tuple[int, int]:
    return first, last


# What makes the elements of a field, and the fields that are rows, by their numbers.
_MADE: dict[str, Callable[..., Any]] = {
    "subheads": Subhead, "credits": Credit, "noise": Noise, "lines": _pair,
}  # fmt: skip
_FIELDS = [*enumerate(fields(Article))]
_ROWS = [(n, _MADE.get(field.name)) for n, field in _FIELDS if field.default == ()]
_DATE = next(n for n, field in _FIELDS if field.name == "published")


def unpack(stored: str) -> Article:
    """The article that `pack` stored."""
    row = json.loads(stored)
    for number, made in _ROWS:
        held = row[number]
        row[number] = tuple([made(*each) for each in held] if made else held)
    if row[_DATE]:
        row[_DATE] = PartialDate(*row[_DATE])
    return Article(*row)


def key_of(source: Source) -> str:
    """What makes a source the same source: its folder and its name there."""
    return _SEPARATOR.join((source.root, source.name))


def named_by(key: str) -> Source:
    """The source with a key, as far as the key tells: its folder and its name."""
    root, name = key.split(_SEPARATOR)
    return Source(name, root)


def origin_of(source: Source) -> str:
    """All there is to know of a source, as one term."""
    return _SEPARATOR.join(
        (source.root, source.name, source.fingerprint, source.dictionary)
    )


def source_of(origin: str) -> Source:
    """The source that `origin_of` wrote."""
    root, name, fingerprint, dictionary = origin.split(_SEPARATOR)
    return Source(name, root, fingerprint, dictionary)

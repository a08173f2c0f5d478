"""How do the fields of a foreign record become ours? Strings or lists, never sure."""

import re
from collections.abc import Iterator

from search.models import Credit
from search.pages.encodings import without_controls
from search.pages.names import read_names

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
_BETWEEN = re.compile(r"\s*[、,，;；/|&]\s*")
_HALF = re.compile(r"[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class WrongType(ValueError):
    """A field holds something that is no text, or list of texts."""


def clean(text: str) -> str:
    """The text without what cannot be shown: control characters, half characters."""
    if _HALF.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return without_controls(text)


def texts(value: object) -> Iterator[str]:
    """The texts of a field: none, one, or a list. Raises WrongType."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield clean(each)
        elif isinstance(each, int | float) and not isinstance(each, bool):
            yield str(each)
        elif each is not None:
            raise WrongType("neither a text nor a list of texts")


def paragraphs(value: object) -> tuple[str, ...]:
    """The lines of a field that hold anything. Raises WrongType.

    >>> paragraphs(" 一段。\\n\\n二段。")
    ('一段。', '二段。')
    """
    lines = (line.strip() for text in texts(value) for line in _LINE_END.split(text))
    return tuple(line for line in lines if line)


def one_line(value: object) -> str:
    """The field on a line of its own. Raises WrongType."""
    return " ".join(paragraphs(value))


def names(value: object) -> tuple[tuple[Credit, ...], tuple[str, ...]]:
    """The people of a byline, and its lines as given. Raises WrongType.

    >>> names("记者 王健 通讯员 李红")[0]
    (Credit(name='王健', role='记者'), Credit(name='李红', role='通讯员'))
    """
    lines = paragraphs(value)
    people = [person for line in lines for person in _people(line)]
    return tuple(dict.fromkeys(people)), lines


def _people(line: str) -> tuple[Credit, ...]:
    known = read_names(line)
    return known or tuple(Credit(name) for name in _BETWEEN.split(line) if name)


def web_address(value: object) -> str | None:
    """The address, if it is one of the web: a link is made of it."""
    found = _ADDRESS.fullmatch(one_line(value))
    return found[0] if found else None

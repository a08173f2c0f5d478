"""How is a tree typed? What is written is read as the same tree again."""

from collections.abc import Mapping

from search.query.tokens import EXTENTS, FACET_FIELDS, TEXT_FIELDS
from search.query.tree import (
    Beginning,
    Between,
    Both,
    Either,
    FacetIs,
    InField,
    Near,
    Node,
    Quoted,
    Text,
    Together,
    Without,
)

_QUOTES = ("“”", "「」", "『』", '""')


def write(node: Node) -> str:
    """A query that is read as this tree, in Chinese operators.

    >>> write(Both((Text("招商"), Without(Quoted("重庆")))))
    '招商 -“重庆”'
    """
    match node:
        case Both(parts):
            return " ".join(_inside(part) for part in parts)
        case Either(parts):
            return " 或 ".join(_inside(part) for part in parts)
    return _one(node)


def _inside(node: Node) -> str:
    return f"({write(node)})" if isinstance(node, Both | Either) else _one(node)


def _one(node: Node) -> str:
    match node:
        case Text(text):
            return text
        case Quoted(text):
            return _quoted(text)
        case Beginning(text):
            return f"{text}*"
        case Near(left, right, most):
            return f"{_inside(left)} 近:{most} {_inside(right)}"
        case Together(part, within):
            return f"{_name(EXTENTS, within)}:{_grouped(part)}"
        case Without(part):
            return f"-{_grouped(part)}"
        case InField(field, part):
            return f"{_name(TEXT_FIELDS, field)}:{_grouped(part)}"
        case FacetIs(name, value):
            plain = value.isalnum()
            return f"{_name(FACET_FIELDS, name)}:{value if plain else _quoted(value)}"
        case Between(since, until):
            return f"日期:{since or ''}..{until or ''}"
    return _inside(node)


def _grouped(node: Node) -> str:
    """In brackets, where what stands before it would take only the first of it."""
    return f"({write(node)})" if isinstance(node, Near) else _inside(node)


def _quoted(text: str) -> str:
    marks = next((q for q in _QUOTES if not set(q) & set(text)), _QUOTES[0])
    return f"{marks[0]}{text}{marks[1]}"


def _name(names: Mapping[str, str], meant: str) -> str:
    """The Chinese name of a field."""
    return next(n for n, m in names.items() if m == meant and not n.isascii())

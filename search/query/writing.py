"""How is a tree typed? What is written is read as the same tree again."""

from collections.abc import Mapping

from search.query.tokens import (
    EXTENTS,
    FACET_FIELDS,
    STARS,
    TEXT_FIELDS,
    read_tokens,
)
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

_QUOTING = frozenset('"＂“”„「」『』')
_MARKS = _QUOTING | set("()（）|｜")


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
            return _plain(text)
        case Quoted(text):
            return _quoted(text)
        case Beginning(text):
            start = _bare(text).rstrip(STARS).lstrip("-－")
            return f"{start}*" if _is_one(start) else _quoted(start)
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


def _plain(text: str) -> str:
    """A text that is read as one again: marks that might be taken for operators beside
    others are left out, for nothing is found by them."""
    if _is_one(text) and not set(text) & _QUOTING:
        return text
    bare = _bare(text)
    return bare if _is_one(bare) else _quoted(bare)


def _is_one(text: str) -> bool:
    """Whether a text is one piece of text, by itself, beside others, in brackets."""
    read = (read_tokens(each) for each in (text, f"{text} {text}", f"({text})"))
    return [[token.kind for token in tokens] for tokens in read] == [
        ["text"],
        ["text", "text"],
        ["open", "text", "close"],
    ]


def _quoted(text: str) -> str:
    return f"“{_bare(text)}”"


def _bare(text: str) -> str:
    return "".join(c for c in text if c not in _MARKS)


def _name(names: Mapping[str, str], meant: str) -> str:
    """The Chinese name of a field."""
    return next(n for n, m in names.items() if m == meant and not n.isascii())

"""How do the operators of a query go together?"""

from collections.abc import Iterator

from search.models import Notice
from search.query.dates import read_span
from search.query.tokens import EXTENTS, FACET_FIELDS, TEXT_FIELDS, Token
from search.query.tree import (
    Beginning,
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

MAX_DEPTH = 50


class Meaningless(Exception):
    """The operators of a query make no sense; says why, for a notice."""


class Parser:
    """Recursive descent over the tokens: or, and (or nothing between), near, one."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.notices: list[Notice] = []

    def parse(self) -> Node | None:
        if not self.tokens:
            return None
        tree = self.either()
        if self.at < len(self.tokens):
            raise Meaningless("括号不成对")
        return tree

    def kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Node:
        parts = [self.both()]
        while self.kind() == "or":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Node:
        parts = [*self.near()]
        while self.kind() not in ("or", "close", "end"):
            if self.kind() == "and":
                self.take()
            parts += self.near()
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def near(self) -> Iterator[Node]:
        """One, or each two of those that are to be near each other."""
        left = self.one()
        if self.kind() != "near":
            yield left
        while self.kind() == "near":
            most = int(self.take().text)
            right = self.one()
            if not (_is_piece(left) and _is_piece(right)):
                raise Meaningless("“近”的两边只能是词语")
            yield Near(left, right, most)
            left = right

    def one(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Meaningless("括号或“非”嵌套过深")
        tree = self.operand()
        self.depth -= 1
        return tree

    def operand(self) -> Node:
        """A negation, a group, a clause of a field, or a piece of text."""
        match self.kind():
            case "not":
                self.take()
                return Without(self.one())
            case "open":
                return self.group()
            case "field":
                return self.clause(self.take().text)
            case "quoted":
                return Quoted(self.take().text)
            case "beginning":
                return Beginning(self.take().text)
            case "text":
                return Text(self.take().text)
        raise Meaningless("运算符缺少查找内容")

    def group(self) -> Node:
        """What stands in brackets."""
        self.take()
        if self.kind() == "close":
            raise Meaningless("括号里没有内容")
        tree = self.either()
        if self.kind() != "close":
            raise Meaningless("括号不成对")
        self.take()
        return tree

    def clause(self, name: str) -> Node:
        """What follows the name of a field."""
        if field := TEXT_FIELDS.get(name):
            return InField(field, self.one())
        if within := EXTENTS.get(name):
            part = self.one()
            if not _is_text(part):
                raise Meaningless(f"“{name}:”里只能是词语")
            return Together(part, within)
        if self.kind() not in ("text", "quoted"):
            raise Meaningless(f"“{name}:”之后缺少内容")
        value = self.take().text
        if facet := FACET_FIELDS.get(name):
            return FacetIs(facet, value)
        span = read_span(value)
        if span is None:
            how = "写成 2023、2023-07 或 2023-01..2023-06"
            said = f"“{value}”不是日期（{how}），按原文查找"
            self.notices.append(Notice("literal", said))
            return Quoted(f"{name}:{value}")
        return span


def _is_piece(node: Node) -> bool:
    """Whether a node is a piece of text, or several of which any will do."""
    if isinstance(node, Either):
        return all(map(_is_piece, node.parts))
    return isinstance(node, Text | Quoted | Beginning)


def _is_text(node: Node) -> bool:
    """Whether a node can be read of a sentence by itself."""
    match node:
        case Both(parts) | Either(parts):
            return all(map(_is_text, parts))
        case Without(part):
            return _is_text(part)
    return isinstance(node, Text | Quoted | Beginning | Near)

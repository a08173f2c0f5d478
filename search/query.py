"""What did the user ask for?

`parse` turns what was typed into a small tree and notices; it never raises. The
operators are known in ASCII and full width, English and Chinese:

    招商引资 项目           every part separated by spaces
    "…" “…” 「…」 『…』     exactly this
    甲 AND 乙 · 甲 与 乙    both              甲 OR 乙 · 甲 或 乙 · 甲 | 乙    either
    NOT 甲 · 非 甲 · -甲    not               ( … )                         a group
    headline: 标题: …       in one field      park: 园区: year: 年份: …      a facet
    date: 日期:2023-01..2023-06               a span of time

A bracket, a hyphen or a quotation mark that cannot be meant as an operator is part of
the text, as in 中国(上海)自由贸易试验区.
"""

import re
from dataclasses import dataclass, replace

from search.models import Notice

MAX_LENGTH = 2000
MAX_DEPTH = 50

TEXT_FIELDS = {
    "headline": "headline", "title": "headline", "标题": "headline",
    "body": "body", "正文": "body",
    "caption": "caption", "图说": "caption",
    "byline": "byline", "author": "byline", "作者": "byline",
}  # fmt: skip
FACET_FIELDS = {
    "park": "park", "园区": "park",
    "topic": "topic", "主题": "topic",
    "province": "province", "省份": "province",
    "city": "city", "城市": "city",
    "kind": "kind", "体裁": "kind",
    "source": "source", "来源": "source",
    "publication": "publication", "报纸": "publication",
}  # fmt: skip
DATE_FIELDS = {"year": "year", "年份": "year", "date": "date", "日期": "date"}

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "＂": "＂"}
_OPENING, _CLOSING = "(（", ")）"
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_FIELD = re.compile(r"([a-z]+|[\u4e00-\u9fff]{2})[:：]", re.IGNORECASE)
_OPERATORS = {
    "AND": "and", "与": "and", "&&": "and",
    "OR": "or", "或": "or", "|": "or", "||": "or", "｜": "or",
    "NOT": "not", "非": "not",
}  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2}))?(?:[-./月](\d{1,2}))?[年月日]?")


@dataclass(frozen=True, slots=True)
class Text:
    """An unquoted part: found where it is printed, or where all its words are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted string: found where it is printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Both:
    """Every one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not `part`."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class InField:
    """`part`, looked for in one field only: headline, body, caption or byline."""

    field: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class FacetIs:
    """The facet `name` has this value, given in any of its written forms."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """Published between two ISO dates, cut at will, both included; None is open."""

    since: str | None
    until: str | None


Node = Text | Quoted | Both | Either | Without | InField | FacetIs | Between


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the typed text, its tree (None when empty), and notices.

    `operators` says whether anything in it was read as more than plain parts.
    """

    text: str
    tree: Node | None
    operators: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # text, quoted, and, or, not, open, close, field
    text: str


def parse(text: str) -> Query:
    """Read a query; whatever cannot be understood is text to look for.

    >>> parse("高企 -益阳").tree
    Both(parts=(Text(text='高企'), Without(part=Text(text='益阳'))))
    >>> parse("((\\" AND").tree
    Text(text='((" AND')
    """
    notices = []
    if len(text) > MAX_LENGTH:
        text = text[:MAX_LENGTH]
        notices.append(Notice("ignored", f"查询过长，只取前 {MAX_LENGTH} 个字符"))
    text = "".join(c if c.isprintable() else " " for c in text).strip()
    tokens = _tokens(text)
    try:
        tree = _Parser(tokens).parse()
    except _Meaningless as problem:
        tree = Text(text) if text else None
        notices.append(Notice("literal", f"{problem}，整个查询按原文查找"))
        return Query(text, tree, False, tuple(notices))
    operators = any(token.kind != "text" for token in tokens)
    return Query(text, tree, operators, tuple(notices))


class _Meaningless(Exception):
    """The operators of a query make no sense; says why, for a notice."""


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = depth = 0
    while at < len(text):
        if gap := _SPACE.match(text, at):
            at = gap.end()
            continue
        token, at = _next_token(text, at, depth)
        depth += (token.kind == "open") - (token.kind == "close")
        tokens.append(token)
    return tokens


def _next_token(text: str, at: int, depth: int) -> tuple[_Token, int]:
    mark = text[at]
    if mark in _OPENING and not _is_text_bracket(text, at):
        return _Token("open", mark), at + 1
    if mark in _CLOSING and depth:
        return _Token("close", mark), at + 1
    if end := _quote_end(text, at):
        return _Token("quoted", text[at + 1 : end]), end + 1
    if mark in "-－" and at + 1 < len(text) and not _SPACE.match(text, at + 1):
        return _Token("not", mark), at + 1
    field = _FIELD.match(text, at)
    if field and _known(field[1]) and field.end() < len(text):
        return _Token("field", field[1].lower()), field.end()
    end = _part_end(text, at, depth)
    part = text[at:end]
    return _Token(_OPERATORS.get(part, "text"), part), end


def _quote_end(text: str, at: int) -> int:
    """Where the quotation that opens at `at` closes; 0 when none opens there."""
    closing = _QUOTES.get(text[at])
    end = text.find(closing, at + 1) if closing else -1
    # Some type ”…” on both sides, but a ” left over must not swallow a later “…”.
    if text[at] == "”" and "“" in text[at:end]:
        return 0
    return max(end, 0)


def _is_text_bracket(text: str, at: int) -> bool:
    """Whether a part begins with a bracket that belongs to it, as in (上海)自贸区."""
    end = min((text.find(c, at) for c in _CLOSING if c in text[at:]), default=-1)
    inside = text[at + 1 : end]
    return (
        end > 0
        and not _SPACE.search(inside)
        and end + 1 < len(text)
        and not _SPACE.match(text, end + 1)
        and text[end + 1] not in _CLOSING
    )


def _known(name: str) -> bool:
    return name.lower() in TEXT_FIELDS | FACET_FIELDS | DATE_FIELDS


def _part_end(text: str, at: int, depth: int) -> int:
    """Where the unquoted part that begins at `at` ends."""
    opened = 0
    for here in range(at, len(text)):
        mark = text[here]
        if _SPACE.match(mark):
            return here
        if here > at and _quote_end(text, here):
            return here
        if mark in _OPENING:
            opened += 1
        elif mark in _CLOSING:
            if opened:
                opened -= 1
            elif depth:
                return here if here > at else at + 1
        elif mark in "|｜" and here > at:
            return here
        elif mark in "|｜":
            return at + 1
    return len(text)


class _Parser:
    """Recursive descent over the tokens: or, and (or nothing between), not, one."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def parse(self) -> Node | None:
        if not self.tokens:
            return None
        tree = self.either()
        if self.at < len(self.tokens):
            raise _Meaningless("括号不成对")
        return tree

    def kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def either(self) -> Node:
        parts = [self.both()]
        while self.kind() == "or":
            self.take()
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Node:
        parts = [self.one()]
        while self.kind() not in ("or", "close", "end"):
            if self.kind() == "and":
                self.take()
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def one(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Meaningless("括号或“非”嵌套过深")
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
            case "text":
                return Text(self.take().text)
        raise _Meaningless("运算符缺少查找内容")

    def group(self) -> Node:
        """What stands in brackets."""
        self.take()
        if self.kind() == "close":
            raise _Meaningless("括号里没有内容")
        tree = self.either()
        if self.kind() != "close":
            raise _Meaningless("括号不成对")
        self.take()
        return tree

    def clause(self, name: str) -> Node:
        """What follows the name of a field."""
        if field := TEXT_FIELDS.get(name):
            return InField(field, self.one())
        if self.kind() not in ("text", "quoted"):
            raise _Meaningless(f"“{name}:”之后缺少内容")
        value = self.take().text
        if facet := FACET_FIELDS.get(name):
            return FacetIs(facet, value)
        span = read_span(value)
        return span if span else Text(f"{name}:{value}")


def read_span(text: str) -> Between | None:
    """A date or a span of dates, as typed; None when it is neither.

    >>> read_span("2023-01..2023-06")
    Between(since='2023-01', until='2023-06')
    >>> read_span("2023年7月")
    Between(since='2023-07', until='2023-07')
    """
    first, dots, last = text.partition("..")
    since, until = read_date(first), read_date(last)
    if not dots:
        return Between(since, since) if since else None
    if (first and not since) or (last and not until) or not (since or until):
        return None
    return Between(since, until)


def read_date(text: str) -> str | None:
    """A date as typed, in ISO, cut where it was cut; None when it is none.

    >>> read_date("2023/7/1"), read_date("2023"), read_date("2023-13")
    ('2023-07-01', '2023', None)
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = found.groups()
    if month is None:
        return year
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}" if 1 <= int(day) <= 31 else None


def unquoted(query: Query) -> Query:
    """The same query with its quotation marks taken away."""
    return replace(query, tree=_unquoted(query.tree) if query.tree else None)


def _unquoted(node: Node) -> Node:
    match node:
        case Quoted(text):
            return Text(text)
        case Both(parts):
            return Both(tuple(map(_unquoted, parts)))
        case Either(parts):
            return Either(tuple(map(_unquoted, parts)))
        case InField(field, part):
            return InField(field, _unquoted(part))
        case Without(part):
            return Without(_unquoted(part))
    return node


def literal(query: Query) -> Query:
    """The same query with nothing in it read as an operator."""
    return replace(query, tree=Quoted(query.text), operators=False)

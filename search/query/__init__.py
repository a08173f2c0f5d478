"""What did the user ask for?

`parse` turns what was typed into a small tree and notices; it never raises. The
operators are known in ASCII and full width, English and Chinese:

    招商引资 项目           every part separated by spaces
    "…" “…” 「…」 『…』     exactly this
    甲 AND 乙 · 甲 与 乙    both              甲 OR 乙 · 甲 或 乙 · 甲 | 乙    either
    NOT 甲 · 非 甲 · -甲    not               ( … )                         a group
    甲 近:5 乙 · NEAR/5     at most 5 units between them, in one paragraph
    同句:( … ) · sentence:  in one sentence   同段:( … ) · paragraph:  in one paragraph
    app*                    what begins so    headline: 标题: …       in one field
    park: 园区: topic: …    a facet           date: 日期:2023-01..06  a span of time

A bracket, a hyphen or a quotation mark that cannot be meant as an operator is part of
the text, as in 中国(上海)自由贸易试验区.
"""

from dataclasses import replace

from search.models import Notice
from search.query.dates import in_order, read_date, read_span
from search.query.parser import Meaningless, Parser
from search.query.tokens import read_tokens
from search.query.tree import (
    Beginning,
    Between,
    Both,
    Either,
    FacetIs,
    InField,
    Near,
    Node,
    Query,
    Quoted,
    Text,
    Together,
    Without,
)
from search.query.writing import write

__all__ = [
    "Beginning",
    "Between",
    "Both",
    "Either",
    "FacetIs",
    "InField",
    "Near",
    "Node",
    "Query",
    "Quoted",
    "Text",
    "Together",
    "Without",
    "in_order",
    "literal",
    "narrowed",
    "negates",
    "parse",
    "read_date",
    "read_span",
    "unquoted",
    "write",
]

MAX_LENGTH = 2000
_BOOLEAN = {"and", "or", "not", "near", "open"}


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
    tokens = read_tokens(text)
    parser = Parser(tokens)
    try:
        tree = parser.parse()
    except Meaningless as problem:
        tree = Text(text) if text else None
        notices.append(Notice("literal", f"{problem}，整个查询按原文查找"))
        return Query(text, tree, notices=tuple(notices))
    kinds = {token.kind for token in tokens}
    notices += parser.notices
    return Query(
        text, tree, bool(kinds - {"text"}), bool(kinds & _BOOLEAN), tuple(notices)
    )


def negates(node: Node | None) -> bool:
    """Whether anything is ruled out."""
    match node:
        case Without():
            return True
        case Both(parts) | Either(parts):
            return any(map(negates, parts))
        case InField(_, part) | Together(part, _):
            return negates(part)
    return False


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
        case Near(left, right, most):
            return Near(_unquoted(left), _unquoted(right), most)
        case Together(part, within):
            return Together(_unquoted(part), within)
        case Without(part):
            return Without(_unquoted(part))
    return node


def literal(query: Query) -> Query:
    """The same query with nothing in it read as an operator."""
    return replace(query, tree=Quoted(query.text), operators=False)


def narrowed(text: str, more: str) -> str:
    """The query for what both find: `more` in the result of `text`.

    >>> narrowed("光伏 或 风电", "项目")
    '(光伏 或 风电) 项目'
    """
    either = (isinstance(parse(each).tree, Either) for each in (text, more))
    pieces = zip((text, more), either, strict=True)
    return " ".join(f"({q})" if several else q for q, several in pieces if q)

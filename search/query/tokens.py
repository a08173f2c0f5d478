"""Which marks of a query are operators, and which are text to look for?"""

import re
from dataclasses import dataclass
from typing import Literal

TEXT_FIELDS = {
    "headline": "headline", "title": "headline", "标题": "headline",
    "body": "body", "正文": "body",
    "caption": "caption", "图说": "caption",
    "byline": "byline", "author": "byline", "作者": "byline",
}  # fmt: skip
FACET_FIELDS = {
    "park": "park", "园区": "park",
    "mentioned": "mentioned", "提到": "mentioned",
    "topic": "topic", "主题": "topic",
    "province": "province", "省份": "province",
    "city": "city", "城市": "city",
    "kind": "kind", "体裁": "kind",
    "source": "source", "来源": "source",
    "publication": "publication", "报纸": "publication",
}  # fmt: skip
EXTENTS: dict[str, Literal["sentence", "text"]] = {
    "sentence": "sentence", "同句": "sentence",
    "paragraph": "text", "同段": "text",
}  # fmt: skip
DATE_FIELDS = {"year": "year", "年份": "year", "date": "date", "日期": "date"}

_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "「": "」", "『": "』", "＂": "＂"}
_OPENING, _CLOSING = "(（", ")）"
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
# (With a flag to ignore case, Python looks at each Han character of the range.)
_FIELD = re.compile(r"([A-Za-z]+|[\u4e00-\u9fff]{2})[:：]")
_OPERATORS = {
    "AND": "and", "与": "and", "&&": "and",
    "OR": "or", "或": "or", "|": "or", "||": "or", "｜": "or",
    "NOT": "not", "非": "not",
}  # fmt: skip
_NEAR = re.compile(
    r"(?:近[:：]|NEAR[/／])(\d{1,3})(?=[\s(（\"“”「『＂]|$)", re.IGNORECASE
)
STARS = "*＊"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query."""

    kind: str  # text, quoted, beginning, near, and, or, not, open, close, field
    text: str


def read_tokens(text: str) -> list[Token]:
    """The pieces of a query, in order."""
    tokens: list[Token] = []
    at = depth = 0
    while at < len(text):
        if gap := _SPACE.match(text, at):
            at = gap.end()
            continue
        token, at = _next_token(text, at, depth)
        depth += (token.kind == "open") - (token.kind == "close")
        tokens.append(token)
    return tokens


def _next_token(text: str, at: int, depth: int) -> tuple[Token, int]:
    mark = text[at]
    if mark in _OPENING and not _is_text_bracket(text, at):
        return Token("open", mark), at + 1
    if mark in _CLOSING and depth:
        return Token("close", mark), at + 1
    if end := _quote_end(text, at):
        return Token("quoted", text[at + 1 : end]), end + 1
    if mark in "-－" and at + 1 < len(text) and not _SPACE.match(text, at + 1):
        return Token("not", mark), at + 1
    field = _FIELD.match(text, at)
    if field and _known(field[1]) and field.end() < len(text):
        return Token("field", field[1].lower()), field.end()
    if near := _NEAR.match(text, at):
        return Token("near", near[1]), near.end()
    end = _part_end(text, at, depth)
    part = text[at:end]
    if part[-1] in STARS and part.strip(STARS):
        return Token("beginning", part.rstrip(STARS)), end
    return Token(_OPERATORS.get(part, "text"), part), end


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
    ends = (text.find(closing, at) for closing in _CLOSING)
    end = min((place for place in ends if place >= 0), default=-1)
    inside = text[at + 1 : end]
    return (
        end > 0
        and not _SPACE.search(inside)
        and end + 1 < len(text)
        and not _SPACE.match(text, end + 1)
        and text[end + 1] not in _CLOSING
    )


def _known(name: str) -> bool:
    return name.lower() in TEXT_FIELDS | FACET_FIELDS | DATE_FIELDS | EXTENTS


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

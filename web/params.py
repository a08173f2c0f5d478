"""How does the address of a page become a request, and a request an address?

`read_request` turns what came with the address into a typed `SearchRequest`;
`write_request` is its inverse. Everything a page links to is a request that differs
in one thing, made by the functions below the two.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from search import (
    FACETS,
    KIND_LABELS,
    InvalidRequest,
    SearchRequest,
    narrowed,
    read_date,
)

Sort = Literal["relevance", "newest", "oldest"]

SORTS: dict[Sort, str] = {"relevance": "相关度", "newest": "最新", "oldest": "最早"}
MAX_LIMIT = 100
# Twice what is read of a query (the reader is told); each link on a page repeats it.
MAX_TEXT = 4000

_SUGGESTIONS, _MOST_SUGGESTIONS = 8, 20

# Where to look: a text field, or all of an article.
SCOPES = {
    "": "全文",
    "headline": "标题",
    "body": "正文",
    "caption": "图说",
    "byline": "作者",
}
# Before the name of a facet whose values are unwanted: -park=….
_WITHOUT = "-"

_PLAIN = SearchRequest("")
# What an address has once; a facet may have several values.
_SINGLE = (
    "q", "within", "since", "until", "sort", "page", "limit", "exact", "synonyms",
    "scope",
)  # fmt: skip
_YES = {"1", "true", "on", "yes", "精确"}
_NO = {"", "0", "false", "off", "no", "模糊"}
# A reader never chooses as many; a longer list costs the index without an answer.
MAX_VALUES = 50
_MAX_VALUE = 100
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# These turn round what stands after them on the page.
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NOT_HAN = re.compile(
    "[^“”‘’「」『』《》〈〉：，、。？！〇\u3400-\u4dbf\u4e00-\u9fff]+"
)
_NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)


def clean(text: str) -> str:
    r"""The text without the characters that nobody types.

    >>> clean("招商\x00引资\u202e ")
    '招商 引资'
    """
    return _CONTROLS.sub(" ", _DIRECTIONS.sub("", text)).strip()


def _shown(value: str) -> str:
    """A value that cannot be meant, as a message repeats it."""
    return clean(value)[:20]


def read_request(args: MultiDict[str, str]) -> SearchRequest:
    """The request that an address asks for; `InvalidRequest` says what is wrong."""
    _once(args, *_SINGLE)
    text, within = (clean(args.get(name, "")[:MAX_TEXT]) for name in ("q", "within"))
    return SearchRequest(
        narrowed(within, text) if within else text,
        _filters(args),
        _date(args, "since", "起始"),
        _date(args, "until", "截止"),
        _sort(args),
        max(1, _number(args, "page", _PLAIN.page, "页码")),
        _limit(args),
        _flag(args, "exact", _PLAIN.exact, "精确", "模糊"),
        _flag(args, "synonyms", _PLAIN.synonyms, "用同义词", "不用"),
        _filters(args, _WITHOUT),
        _scope(args),
    )


def read_beginning(args: MultiDict[str, str]) -> tuple[str, int]:
    """What was typed so far, and how many suggestions are wanted."""
    _once(args, "q", "limit")
    limit = _number(args, "limit", _SUGGESTIONS, "建议条数")
    if not 1 <= limit <= _MOST_SUGGESTIONS:
        raise InvalidRequest(f"建议条数 {limit} 不行", f"可选 1 到 {_MOST_SUGGESTIONS}")
    return clean(args.get("q", "")[:MAX_TEXT]), limit


def write_request(request: SearchRequest) -> list[tuple[str, str]]:
    """Names and values of the address of a request; what is usual is left out.

    >>> write_request(SearchRequest("钛", {"park": ("宝鸡高新区",)}, page=2))
    [('q', '钛'), ('park', '宝鸡高新区'), ('page', '2')]
    """
    pairs = [("q", request.text)] if request.text else []
    for prefix, chosen in (("", request.filters), (_WITHOUT, request.excluded)):
        named = (name for name in FACETS if name in chosen)
        pairs += [(prefix + name, value) for name in named for value in chosen[name]]
    for name in ("since", "until", "sort", "page", "limit", "scope"):
        value = getattr(request, name)
        if value is not None and value != getattr(_PLAIN, name):
            pairs.append((name, str(value)))
    pairs += [("exact", "1")] * request.exact
    return pairs + [("synonyms", "0")] * (not request.synonyms)


def query_string(request: SearchRequest) -> str:
    """What follows the path in the address of a request, with its `?` if any.

    >>> query_string(SearchRequest("钛 & 铝"))
    '?q=钛+%26+铝'
    """
    pairs = write_request(request)
    query = "&".join([f"{name}={_quoted(value)}" for name, value in pairs])
    return f"?{query}" if query else ""


# A page has two hundred addresses, which repeat the same few values.
@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value as an address has it. Han characters stay: browsers encode them, and in
    a page they take a third of the room."""
    return _NOT_HAN.sub(lambda found: quote_plus(found[0]), value)


def toggled(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The request with a value chosen, or no longer chosen; from the first page.

    >>> toggled(toggled(SearchRequest("钛"), "year", "2023"), "year", "2023").filters
    {}
    """
    chosen = request.filters.get(facet, ())
    left = tuple(each for each in chosen if each != value)
    kept = left if value in chosen else (*chosen, value)
    filters = {**request.filters, facet: kept}
    return replace(
        request, filters={name: each for name, each in filters.items() if each}, page=1
    )


def only(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The request with this value chosen beside what is chosen; from the first page."""
    if value in request.filters.get(facet, ()):
        return replace(request, page=1)
    return toggled(request, facet, value)


def excluding(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The request with a value unwanted, or no longer so; from the first page.

    >>> excluding(SearchRequest("钛"), "year", "2023").excluded
    {'year': ('2023',)}
    """
    held = request.excluded.get(facet, ())
    left = tuple(each for each in held if each != value)
    kept = left if value in held else (*held, value)
    excluded = {**request.excluded, facet: kept}
    excluded = {name: each for name, each in excluded.items() if each}
    return replace(request, excluded=excluded, page=1)


def undated(request: SearchRequest) -> SearchRequest:
    """The request without its span of dates."""
    return replace(request, since=None, until=None, page=1)


def unfiltered(request: SearchRequest) -> SearchRequest:
    """The request without filters and dates: only what was typed."""
    return replace(undated(request), filters={}, excluded={})


def sorted_by(request: SearchRequest, sort: Sort) -> SearchRequest:
    """The request in another order, from the first page."""
    return replace(request, sort=sort, page=1)


def on_page(request: SearchRequest, page: int) -> SearchRequest:
    """Another page of the same request."""
    return replace(request, page=page)


def _once(args: MultiDict[str, str], *names: str) -> None:
    for name in names:
        if len(args.getlist(name)) > 1:
            raise InvalidRequest(f"{name} 给了不止一次", "请只留一个")


def _filters(args: MultiDict[str, str], prefix: str = "") -> dict[str, tuple[str, ...]]:
    found = (
        (name, tuple(dict.fromkeys(_values(args.getlist(prefix + name), name))))
        for name in FACETS
    )
    return {name: values for name, values in found if values}


def _values(given: list[str], name: str) -> Iterator[str]:
    if len(given) > MAX_VALUES:
        raise InvalidRequest(f"一次最多选 {MAX_VALUES} 个值", "请减少筛选条件")
    for raw in given:
        # Of what is typed the characters count, a name is one of ours or none.
        value = raw if name == "kind" else clean(raw)
        if len(raw) > _MAX_VALUE:
            raise InvalidRequest(f"筛选值过长：{_shown(value)}…", "请改用检索框")
        if name == "kind":
            value = _kind(value)
        if value:
            yield value


def _kind(value: str) -> str:
    names = {shown: name for name, shown in KIND_LABELS.items()}
    name = names.get(value, value)
    if name and name not in KIND_LABELS:
        raise InvalidRequest(f"没有这种体裁：{_shown(value)}", "可选 报道、图片新闻")
    return name


def _date(args: MultiDict[str, str], name: str, label: str) -> str | None:
    value = args.get(name, "").strip(" ")
    if not value:
        return None
    read = read_date(value)
    if read is None:
        raise InvalidRequest(
            f"{label}日期看不懂：{_shown(value)}", "写成 2023、2023-07 或 2023-07-26"
        )
    return read


def _sort(args: MultiDict[str, str]) -> Sort:
    value = args.get("sort", "") or _PLAIN.sort
    for sort in SORTS:
        if sort == value:
            return sort
    raise InvalidRequest(
        f"没有这种排序：{_shown(value)}", "可选 relevance、newest、oldest"
    )


def _number(args: MultiDict[str, str], name: str, usual: int, label: str) -> int:
    value = args.get(name, "")
    if not value:
        return usual
    if not _NUMBER.fullmatch(value):
        raise InvalidRequest(
            f"{label}看不懂：{_shown(value)}", "写成 1、2、3 这样的数字"
        )
    return int(value)


def _limit(args: MultiDict[str, str]) -> int:
    limit = _number(args, "limit", _PLAIN.limit, "每页篇数")
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidRequest(f"每页篇数 {limit} 不行", f"可选 1 到 {MAX_LIMIT}")
    return limit


def _scope(args: MultiDict[str, str]) -> str | None:
    value = args.get("scope", "")
    if value and value not in SCOPES:
        raise InvalidRequest(
            f"不能只在 {_shown(value)} 里找", f"可选 {'、'.join(filter(None, SCOPES))}"
        )
    return value or None


def _flag(args: MultiDict[str, str], name: str, usual: bool, yes: str, no: str) -> bool:
    value = args.get(name, "").lower()
    if value not in _YES | _NO:
        raise InvalidRequest(
            f"{name} 看不懂：{_shown(value)}", f"写成 1（{yes}）或 0（{no}）"
        )
    return value in _YES if value else usual

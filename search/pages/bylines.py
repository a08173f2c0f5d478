"""Who wrote this? The names at the end of a text, and the credit that opens it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from search.models import Credit
from search.pages.joins import is_complete
from search.pages.names import (
    has_role,
    is_long_name,
    is_name,
    name_in_place,
    names_in_place,
    read_names,
)

_ENDS = "。！？!?…”』」〉》)）"
_TAIL = 60
_LAST_END = re.compile(rf"(?<=[{_ENDS}])[^{_ENDS}]{{2,{_TAIL}}}$")

_DATE = r"\d{1,2}\s*月\s*\d{1,2}\s*日"
_OWN = r"(?:本报|本刊|本网|本台|本社)"
_TITLE = (
    r"[一-鿿]{1,8}?(?:日报|晚报|早报|晨报|时报|导报|商报|都市报|周报"
    r"|经济报|青年报|科技报|工人报|法治报|[一-鿿]{2}报(?=讯[\s(（:：]))"
)
_AGENCY = (
    r"(?:新华社|中新社|中新网|人民网|央视网|光明网|央广网|国际在线|[一-鿿]{2,4}社)"
)
# 本报讯, 本报长沙8月7日电, 某某日报讯, 新华社北京8月7日电; never 据某报报道.
_OPENING = re.compile(
    rf"(?!据)(?:(?:{_OWN}|(?P<title>{_TITLE}))(?:[一-鿿]{{2,6}})??(?:{_DATE})?\s*(?:讯|专?电|消息)"
    rf"|{_OWN}道|{_AGENCY}[一-鿿]{{0,8}}?(?:{_DATE}\s*(?:专?电|讯)|消息|讯|专?电(?=\s*[(（])))"
    r"(?=[\s(（:：,，“\d)）\]】]|[一-鿿])"
    rf"|据{_AGENCY}[一-鿿]{{0,8}}?(?:{_DATE})?\s*(?:专?电|消息)(?=[\s(（:：,，])"
    rf"|[日晚早晨时导商]报(?:{_DATE})?讯|讯(?=\s|[(（])"
    r"|[一-鿿]{2,4}讯(?=\s*[(（]?\s*(?:首席|特约|见习|实习)?(?:记者|通讯员))"
)
_BEFORE, _BEHIND = "(（【[", ")）】]"
# 本报记者钱进报道: without 讯.
_REPORTED = re.compile(r"([^，,。“]{4,40}?)\s*报道\s*[:：]")
_BRACKET = re.compile(r"\s*[(（\[【]([^()（）\[\]【】]{2,60})[)）\]】]")
_WORD = re.compile(r"\s*([^\s,，。:：“]+)(?=[\s,，:：])")


@dataclass(frozen=True, slots=True)
class Tail:
    """The names printed after the last sentence of a text.

    `start` is where they (and the space before them) begin; `spaced` says that a
    space or a bracket sets them apart, `sure` that a role does.
    """

    start: int
    printed: str
    credits: tuple[Credit, ...]
    spaced: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """本报讯(记者 甲): the credit that opens an article."""

    paper: str | None
    credits: tuple[Credit, ...]


def tail_byline(text: str, *, last: bool = False) -> Tail | None:
    """The names at the end of a text that is otherwise complete, if there are any.

    Brackets behind the `last` sentence of an article hold a name, however rare.

    >>> tail_byline("园区发展再添动能。周正").printed
    '周正'
    >>> tail_byline("新业态不断涌现。 钱进 孙立").start
    8
    """
    return _bracketed_tail(text, last=last) or _plain_tail(text)


def is_finished(text: str) -> bool:
    """Whether a text ends where a sentence may end, names behind it or not."""
    return is_complete(text) or tail_byline(text) is not None


def _plain_tail(text: str) -> Tail | None:
    found = _LAST_END.search(text, max(0, len(text) - _TAIL))
    if found is None:
        return None
    place, rest = found.start(), found[0]
    printed = rest.strip()
    spaced = rest[0].isspace()
    credits = read_names(printed) or (names_in_place(printed) if spaced else ())
    if not credits:
        return None
    return Tail(place, printed, credits, spaced, has_role(printed))


def _bracketed_tail(text: str, *, last: bool) -> Tail | None:
    if not text.endswith((")", "）")):
        return None
    start = max(0, len(text) - _TAIL)
    place = max(text.rfind("(", start), text.rfind("（", start))
    before = text[:place].rstrip() if place > 0 else ""
    if not before or before[-1] not in _ENDS:
        return None
    inner = text[place + 1 : -1].strip()
    credits = read_names(inner) or (name_in_place(inner) if last else ())
    if not credits:
        return None
    sure = has_role(inner)
    return Tail(len(before), text[place:], credits, True, sure)


def opening_credit(text: str) -> Opening | None:
    """The credit that opens a text, such as 本报讯 or 某日报讯(记者 甲 通讯员 乙).

    >>> [c.role for c in opening_credit("本报讯(记者 钱进 通讯员 孙立) 近日").credits]
    ['记者', '通讯员']
    """
    return _opening(text[:160])


@lru_cache(maxsize=4096)
def _opening(head: str) -> Opening | None:
    # 【本报讯】 as well as 本报讯.
    boxed = head[:1] in _BEFORE
    found = _OPENING.match(head, int(boxed))
    if found and (not boxed or head[found.end() : found.end() + 1] in _BEHIND):
        rest = head[found.end() + boxed :]
        return Opening(found["title"], _credit_people(rest))
    if (told := _REPORTED.match(head)) and has_role(told[1]):
        people = read_names(told[1])
        return Opening(None, people) if people else None
    if bracket := _BRACKET.match(head):
        people = read_names(bracket[1])
        # Without a role, one name could be anything else that brackets hold.
        sure = has_role(bracket[1]) or len(people) > 1
        return Opening(None, people) if people and sure else None
    return None


def _credit_people(rest: str) -> tuple[Credit, ...]:
    if found := _BRACKET.match(rest):
        return read_names(found[1].strip())
    if (told := _REPORTED.match(rest)) and has_role(told[1]):
        return read_names(told[1].strip())
    return _unbracketed(rest) if has_role(rest) else ()


def _unbracketed(rest: str) -> tuple[Credit, ...]:
    """记者 甲 通讯员 乙 without brackets: as many words as are people.

    Where no bracket ends the list, a word must look like a name by itself: 记者获悉.
    """
    people: tuple[Credit, ...] = ()
    place = 0
    while word := _WORD.match(rest, place):
        place = word.end()
        found = read_names(rest[:place].strip())
        if not all(is_name(each.name) or is_long_name(each.name) for each in found):
            break
        # A role, or the first half of 孙　立, names nobody before the next word.
        if people and not found and len(word[1]) > 1 and not has_role(word[1]):
            break
        people = found or people
    return people

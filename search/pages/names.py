"""Is this a list of people, and what did each of them do?

A name without a role beside it must begin with a known surname; beside 记者 or behind
a mark such as ► any two to four characters will do.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from search.models import Credit
from search.pages.words import DOUBLE_SURNAMES, NO_NAMES, SURNAMES

# Characters that end a place, an office or a count, hardly ever a given name.
_NEVER_GIVEN = frozenset("的了着们亿说称是被把还很这那%")
_NO_GIVEN = _NEVER_GIVEN | frozenset("区市省县镇乡厂率额费税型类第个项家户报网社讯")

# 口 before a role is □, misread.
_MARK = re.compile(
    r"(?:[►▶▲△◎●○■□◆◇★☆※⊙▼◤◢♦▸▪•\s]|^[口囗]\s*(?=本[报刊网台]|记者|通讯员|特约|实习|见习|文/))+"
)
_OFFICE = (
    "记者站记者|记者站|记者|通讯员|评论员|撰稿人|特派员|摄影师|实习生|报道员|观察员"
    "|摄影|作者|撰稿|撰文"
)
_OUTLET = (
    r"[一-鿿]{2,8}?(?:日报|晚报|晨报|早报|夜报|时报|导报|商报|都市报|周报|开发区报|工人报|青年报|新闻网|新闻|客户端"
    r"|传媒|融媒|电视台|网|社)"
)
_ROLE = re.compile(
    rf"(?:(?:本报|本刊|本网|本台|{_OUTLET}(?:\s*[/／、]\s*{_OUTLET})*"
    r"|[一-鿿]{2,3}(?=(?:首席|特约|实习|见习)?记者))\s*)?"
    r"(?:(?:全媒体|融媒体|首席|高级|资深|特约|特邀|特派|实习|见习|驻[一-鿿]{2,4}?|摄影|文字)\s*)*"
    rf"(?:{_OFFICE})(?:\s*(?:/\s*)?(?:文并摄|文/图|文图))?\s*[:：/]?"
)
_BY = re.compile(
    r"(?:文/图|图/文|文图|图文|文并摄)(?:\s*[/:：]|(?=\s))|(?:文|图|整理|采写|撰文|撰稿)\s*[/:：]"
)
_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,8}(?:[·•‧・][一-鿿]{1,8}){1,3}")
# 热孜万古丽: no other names are so long without a dot.
_LONG_NAME = re.compile(r"[一-鿿]{5,8}")
# 文/甲 图/乙: the second took the photos; it may be an office as well.
# So do 甲 文 乙 图.
_SHOT_BY = re.compile(
    r"(?<=[一-鿿])\s+(?:(?:图片?|摄影)\s*[/／:：]\s*([^/／:：]{2,20})|文\s+([^/／:：]{2,20}?)\s+[图摄])$"
)
_BOXED = re.compile(r"[(（【\[]([^()（）【】\[\]]{2,40})[)）】\]]")
_GAP = re.compile(r"[\s、,，;；/&丨｜│|]+")
# 文/图, 文并摄, 报道: what the people before it made, at the end of the list.
_MADE = re.compile(
    r"(?:\s*[(（]?(?:文\s*[/／、]?\s*图|图\s*[/／、]\s*文|文并摄|文/摄|图文|摄影报道|报道|整理|编译|供稿|采写)"
    r"|[\s/／]+[文图])[)）]?$"
)
# 记者 甲 合肥报道: where the people before it were.
_FROM = re.compile(r"\s([一-鿿]{2,6})报道$")
# 记者甲横琴报道: without a gap.
_FROM_CLOSE = re.compile(r"(?<![一-鿿])([一-鿿]{2,3})[一-鿿]{2,4}报道$")
# What the names of peoples other than Han are written with in Chinese.
_SOUNDS = frozenset(
    "阿艾买提古丽尔克拉巴木热依赛努库吾布斯娜孜汗江姆迪加达亚卡帕吐逊合麦吉别叶那扎苏里"
    "尼萨玛不都山曼守德格次仁多旺扎西央金卓嘎伊力哈提玉素甫罗布桑吉才让美朗杰旦增"
    "额敦图特格日勒乌云其呼和宝音"
)
_LONGEST = 120

# No list of people holds these; looked for first, for most lines are not one.
_OTHER = re.compile(r"[。！？!?…“”《》<>\dA-Za-z%]")


def is_name(token: str) -> bool:
    """Whether a token reads as a Chinese name by itself.

    >>> is_name("欧阳修"), is_name("钱进"), is_name("高新区"), is_name("金融服务")
    (True, True, False, False)
    """
    if not _NAME.fullmatch(token) or token in NO_NAMES:
        return False
    if any(c in _NO_GIVEN for c in token[1:]):
        return False
    if token[:2] in DOUBLE_SURNAMES and len(token) > 2:
        return True
    if not token.isalnum():
        return _sounds_foreign(token)
    return token[0] in SURNAMES and len(token) <= 3


def _sounds_foreign(token: str) -> bool:
    return sum(c in _SOUNDS for c in token) * 3 >= len(token) * 2


def is_long_name(token: str) -> bool:
    """Whether a token is a name with the surnames of both parents: 刘周丽丽.

    Too many words look so for any but a token beside names.
    """
    return (
        len(token) == 4
        and {token[0], token[1]} <= SURNAMES
        and token[:2] not in NO_NAMES
        and not any(c in _NO_GIVEN for c in token[2:])
    )


def has_mark(text: str) -> bool:
    """Whether the line begins with a mark such as ► or ◎."""
    found = _MARK.match(text)
    return found is not None and bool(found[0].strip())


def has_role(text: str) -> bool:
    """Whether a role such as 本报记者 opens the text, a mark set aside."""
    bare = _bare(text)
    return bool(_ROLE.match(bare) or _BY.match(bare))


def read_names(text: str) -> tuple[Credit, ...]:
    """The people of a text that holds people and roles only; none if it holds more.

    >>> [c.name for c in read_names("► 钱进 孙　立 本报特约通讯员 周正")]
    ['钱进', '孙立', '周正']
    >>> read_names("高质量发展")
    ()
    """
    if boxed := _BOXED.fullmatch(text.strip()):
        text = boxed[1]
    text = text.replace("／", "/")
    if not 2 <= len(text) <= _LONGEST or _OTHER.search(text):
        return ()
    return _people(text)


def names_in_place(text: str) -> tuple[Credit, ...]:
    """The people of a line that stands where bylines stand.

    One known surname vouches for its neighbours, however rare theirs are.

    >>> [c.name for c in names_in_place("钱进 佘赛花")], names_in_place("好风 好水")
    (['钱进', '佘赛花'], ())
    """
    tokens = text.split()
    if not 2 <= len(tokens) <= 4 or not any(map(is_name, tokens)):
        return ()
    if not all(len(token) != 4 and _fits(token, True) for token in tokens):
        return ()
    return tuple(Credit(token) for token in tokens)


def name_in_place(text: str) -> tuple[Credit, ...]:
    """The one person of a text that can hardly be but a name, whatever the surname.

    >>> [c.name for c in name_in_place("海正鹏")], name_in_place("高新区")
    (['海正鹏'], ())
    """
    fits = len(text) == 3 and _fits(text, True)
    return (Credit(text),) if fits else ()


@lru_cache(maxsize=4096)
def _people(text: str) -> tuple[Credit, ...]:
    marked = has_mark(text)
    text = _bare(text)
    if (shot := _SHOT_BY.search(text)) and has_role(text):
        wrote = _people(text[: shot.start()])
        names = (shot[1] or shot[2]).split()
        took = (Credit(name, "摄") for name in names if all(map(is_name, names)))
        return (*wrote, *took) if wrote else ()
    credits: list[Credit] = []
    role = ""
    for token, is_role in _tokens(_MADE.sub("", _without_place(text))):
        if is_role:
            role = token
        elif _fits(token, marked or bool(role)):
            credits.append(Credit(token, role))
        else:
            return ()
    # A mark alone may stand before a subhead as well, so one name at least is sure.
    sure = role or any(is_name(each.name) for each in credits)
    return tuple(credits) if sure else ()


def _without_place(text: str) -> str:
    if (found := _FROM.search(text)) and not is_name(found[1]):
        return text[: found.start()]
    close = _FROM_CLOSE.search(text)
    return text[: close.end(1)] if close and is_name(close[1]) else text


def _bare(text: str) -> str:
    return _MARK.sub("", text, count=1) if has_mark(text) else text.strip()


def _fits(token: str, known: bool) -> bool:
    if is_name(token) or is_long_name(token):
        return True
    if known and _LONG_NAME.fullmatch(token):
        return _sounds_foreign(token)
    if not known or not _NAME.fullmatch(token) or token in NO_NAMES:
        return False
    # Behind a role even 何家玉 and 那木日 are names.
    surname = token[0] in SURNAMES and len(token) == 3
    given = token.removeprefix("那") if len(token) == 3 else token
    return not any(c in (_NEVER_GIVEN if surname else _NO_GIVEN) for c in given)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Roles (True) and names (False) in order; what is neither comes as a name."""
    place = 0
    while place < len(text):
        if gap := _GAP.match(text, place):
            place = gap.end()
        elif role := _ROLE.match(text, place) or _BY.match(text, place):
            yield role[0].rstrip(" :：/\u3000"), True
            place = role.end()
        else:
            place, token = _next_name(text, place)
            yield token, False


def _next_name(text: str, place: int) -> tuple[int, str]:
    """One name: up to a gap or a role; 孙　立 with a gap inside is one name."""
    end = place
    while end < len(text) and not _GAP.match(text, end) and not _role_at(text, end):
        end += 1
    token = text[place:end]
    if len(token) == 1 and (
        inner := re.compile(r"\s+([一-鿿])(?![一-鿿])").match(text, end)
    ):
        return inner.end(), token + inner[1]
    return end, token


def _role_at(text: str, place: int) -> bool:
    return _ROLE.match(text, place) is not None

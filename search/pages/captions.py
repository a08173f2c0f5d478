"""Which lines belong to a photo: its caption, its photographer, its source?"""

import re

from search.models import Credit
from search.pages.names import read_names

_SAYS = re.compile(
    r"(?:^|[。！？!?”])\s*(?:图为|图中|图片为|上图|下图|左图|右图|本图|组图|题图|图[①-⑨]|图[一二三四五1-9][:：])"
    r"|^[▲△]"
    r"|[(（][上下左右]?图[)）]|[(（]见[上下左右]?图[)）]"
)
# What sells photos to papers; printed before the photographer or in brackets behind.
_AGENCY = (
    "(?:人民视觉|影像中国|视觉中国|人民图片|东方IC|新华社|中新社|中新图片|IC photo)"
)
_SOURCE = re.compile(
    r"[(（]?(?:图片来源|图片提供|照片来源|图片供稿|图源|供图|摄影|摄像|图)\s*[:：;；/]\s*(.{1,40}?)[)）]?"
    r"|[(（]?(?:图片|照片|本版图片|本版照片|以上图片)(?:均?由)(.{1,40}?)(?:提供|供图|摄)[)）]?"
    r"|[(（]?([^。，,]{1,40}?)\s*[/／]?\s*(?:供图|提供图片|图片提供)[)）]?"
    rf"|[(（]?(?:资料图片|资料图|资料照片|网络图片|{_AGENCY}(?:发|供图)?)[)）]?"
)
_SHOT = re.compile(
    rf"[(（]?\s*(?:{_AGENCY}\s*(?:发\s*[(（]?|/)\s*)?"
    r"([^。，,()（）]{2,40}?)\s*[/／]?\s*(?<!文并)(?<!文/)(?:摄影报道|摄影|摄)\s*[)）]?"
    r"(?:\s*[(（][^()（）]{2,12}[)）])?"
)
_MADE_BY = re.compile(
    r"[(（]?\s*(?:(?:摄影|摄像|摄|图)\s*[:：/／]|(?:摄影|摄像)\s)\s*(.{2,40}?)\s*[)）]?"
)
_LAST_SENTENCE = re.compile(r"(?<=[。！？!?”])\s*([^。！？!?”]{2,50})$")
_END_SHOT = re.compile(
    r"[(（\s。！？/]([^。，,！？()（）]{2,30}?)\s*[/／]?\s*(?:摄|摄影|供图)\s*[)）]?"
    r"(?:\s*[(（][^()（）]{2,12}[)）])?$"
)
_PHOTO_LABEL = re.compile(
    r"(?:[一-鿿]{0,4}镜头|图片(?:新闻|报道|故事)|[一-鿿]{0,2}(?:光影|影像|掠影)|图说[一-鿿]{0,4}|摄影报道)"
)
_DATED = re.compile(
    r"[▲△]?\s*(?:【[^【】]{2,12}】|[一-鿿]{2,8}\s+)?(?:\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|近日|日前|[昨今前][天日])"
)
_LONGEST_CREDIT = 50


def is_photo_credit(text: str) -> bool:
    """Whether a whole line names the source or the maker of a photo.

    >>> is_photo_credit("图片来源:某高新区"), is_photo_credit("钱进/摄")
    (True, True)
    """
    return len(text) <= _LONGEST_CREDIT and (
        _SOURCE.fullmatch(text) is not None or bool(photographers(text))
    )


def photographers(text: str) -> tuple[Credit, ...]:
    """The people of a line such as 钱进/摄 or 本报记者 钱进 摄."""
    if len(text) > _LONGEST_CREDIT:
        return ()
    found = _MADE_BY.fullmatch(text) or _SHOT.fullmatch(text)
    return _as_photographers(found[1]) if found else ()


def photographer_at_end(text: str) -> tuple[Credit, ...]:
    """The people of a caption that ends in 钱进 摄 or 摄影:钱进."""
    end = text[-60:]
    if found := _LAST_SENTENCE.search(end):
        return photographers(found[1])
    found = _END_SHOT.search(end)
    return _as_photographers(found[1]) if found else ()


def ends_in_credit(text: str) -> bool:
    """Whether a photo credit stands behind the last sentence of a text.

    >>> ends_in_credit("图书馆开放。 摄影:钱进"), ends_in_credit("图书馆开放。")
    (True, False)
    """
    found = _LAST_SENTENCE.search(text[-60:])
    return found is not None and is_photo_credit(found[1])


def is_photo_label(text: str) -> bool:
    """Whether a line is the name of a column of photos."""
    return _PHOTO_LABEL.fullmatch(text) is not None


def _as_photographers(names: str) -> tuple[Credit, ...]:
    people = read_names(names.strip()) or read_names(f"摄影 {names.strip()}")
    return tuple(Credit(person.name, "摄") for person in people)


def photo_source(text: str) -> str:
    """Whom a credit line names as the source of the photo, "" where nobody."""
    found = _SOURCE.fullmatch(text) if len(text) <= _LONGEST_CREDIT else None
    return next(filter(None, found.groups()), "") if found else ""


def is_dated(text: str) -> bool:
    """Whether a text begins with the day of what it tells: 7月2日, 昨天, 近日."""
    return _DATED.match(text) is not None


def says_photo(text: str) -> bool:
    """Whether a text speaks of the photo it explains: 图为…, (上图).

    >>> says_photo("大赛落幕。图为比赛现场。"), says_photo("公司力图为客户着想。")
    (True, False)
    """
    return len(text) <= 400 and _SAYS.search(text) is not None

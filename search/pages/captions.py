"""Which lines belong to a photo: its caption, its photographer, its source?"""

import re

from search.models import Credit
from search.pages.names import read_names

_SAYS = re.compile(
    r"(?:^|[。！？!?”])\s*(?:图为|图中|图片为|上图|下图|左图|右图|本图|组图|题图|图[①-⑨]|图[一二三四五1-9][:：])"
    r"|[(（][上下左右]?图[)）]|[(（]见[上下左右]?图[)）]"
)
_SOURCE = re.compile(
    r"[(（]?(?:图片来源|图片提供|照片来源|图片供稿|图源|供图|摄影|摄像|图/文|文/图|图)\s*[:：/]\s*(.{1,40}?)[)）]?"
    r"|[(（]?(?:图片|照片|本版图片|本版照片|以上图片)(?:均?由)(.{1,40}?)(?:提供|供图|摄)[)）]?"
    r"|[(（]?([^。，,]{1,40}?)\s*[/／]?\s*(?:供图|提供图片|图片提供)[)）]?"
    r"|[(（]?(?:资料图片|资料图|资料照片|图片新闻|视觉中国|网络图片)[)）]?"
)
_SHOT = re.compile(
    r"[(（]?\s*([^。，,()（）]{2,40}?)\s*[/／]?\s*(?:摄影报道|摄影|摄|文/图|图/文)\s*[)）]?"
)
_END_SHOT = re.compile(
    r"[(（\s。！？/]([^。，,！？()（）]{2,30}?)\s*[/／]?\s*(?:摄|摄影|供图)\s*[)）]?$"
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
    if len(text) > _LONGEST_CREDIT or not (found := _SHOT.fullmatch(text)):
        return ()
    return _as_photographers(found[1])


def photographer_at_end(text: str) -> tuple[Credit, ...]:
    """The people of a caption that ends in 钱进 摄."""
    found = _END_SHOT.search(text[-60:])
    return _as_photographers(found[1]) if found else ()


def _as_photographers(names: str) -> tuple[Credit, ...]:
    people = read_names(names.strip()) or read_names(f"摄影 {names.strip()}")
    return tuple(Credit(person.name, "摄") for person in people)


def photo_source(text: str) -> str:
    """Whom a credit line names as the source of the photo, "" where nobody."""
    found = _SOURCE.fullmatch(text) if len(text) <= _LONGEST_CREDIT else None
    return next(filter(None, found.groups()), "") if found else ""


def says_photo(text: str) -> bool:
    """Whether a text speaks of the photo it explains: 图为…, (上图).

    >>> says_photo("大赛落幕。图为比赛现场。"), says_photo("公司力图为客户着想。")
    (True, False)
    """
    return len(text) <= 400 and _SAYS.search(text) is not None

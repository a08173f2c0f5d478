"""Which zones does a text name? By the form of the name alone, without a gazetteer.

A zone is known by its key, the two characters before the word for zone: 长春 of
长春高新区, 家庄 of 石家庄高新区. Enough to tell whether two texts speak of one place.
"""

import re
from functools import lru_cache

from search.pages.words import NO_PLACES

_KIND = (
    "边境经济合作区|跨境经济合作区|边合区|综合保税区|自由贸易试验区|自贸试验区"
    "|综合改革示范区|综改示范区|开放试验区|经济综合实验区"
    "|高新技术产业开发区|经济技术开发区|高新技术开发区|经济开发区|高新区|经开区"
    "|开发区|示范区|保税区|综保区|自贸区|自贸片区|产业园区|工业园区|工业园|产业园"
    "|合作区|投资区|化工区|航空港区|港务区|港区|生态城|农高区|度假区|实验区|管理区"
    "|科学城|科技城|新城|新区|片区|园区"
)
# Looked at first, for most places of a text begin no such word.
_FIRST = "".join(sorted({kind[0] for kind in _KIND.split("|")}))
_ZONE = re.compile(rf"([一-鿿]{{2}})(?=[{_FIRST}])(?:{_KIND})")
_NAME = re.compile(rf"(?:[一-鿿]{{2}})?(?:{_KIND})")
_ENDS = re.compile("[区园城]")
_ALONE = re.compile(rf"[一-鿿]{{2,12}}(?:{_KIND}|市|省|县)\s*[:：]?")
_COLON = re.compile(
    rf"[一-鿿·]{{2,14}}(?:{_KIND})(?:[（(][^（()）]{{2,12}}[)）])?\s*[:：]"
)
_OPENS = re.compile(rf"[一-鿿]{{2,12}}?(?:{_KIND})")


@lru_cache(maxsize=4096)
def zone_keys(text: str) -> tuple[str, ...]:
    """The keys of the zones that a text names, in order.

    >>> zone_keys("近日,长春高新区与石家庄经开区签约")
    ('长春', '家庄')
    """
    return tuple(k for k in _ZONE.findall(text[:20_000]) if k not in NO_PLACES)


def without_zones(text: str) -> str:
    """The text without the names of zones, long or short."""
    return _NAME.sub(" ", text) if _ENDS.search(text) else text


def is_zone_alone(text: str) -> bool:
    """Whether a line is the name of a zone or place and nothing else."""
    return _ALONE.fullmatch(text) is not None


def has_zone_colon(text: str) -> bool:
    """Whether a headline has the form `X高新区: …`."""
    return _COLON.match(text) is not None


def opens_with_zone(text: str) -> bool:
    """Whether a line begins with the name of a zone."""
    return _OPENS.match(text) is not None

"""Which zone (园区) does a text name that no list knows?

A name ends in a zone's suffix (高新区, 新城, 综保区); where it begins is the question:
今年宝鸡高新区 is no name. A place name begins it, or a boundary: punctuation or a
function word. In doubt nothing is recognised.
"""

import re
from dataclasses import dataclass

from search.facets.forms import short_form
from search.facets.places import Place, Places

# With these a name without a known place is believed too (临平经开区).
_PLAIN_SUFFIXES = (
    "高新技术产业开发区",
    "高新技术产业园区",
    "高新技术开发区",
    "高新区",
    "经济技术开发区",
    "经济开发区",
    "经开区",
    "综合保税区",
    "综保区",
)
# These are everyday words, or estates inside a zone, unless a place name begins them.
_PLACED_SUFFIXES = (
    "自贸片区",
    "工业园区",
    "产业园区",
    "产业集聚区",
    "产业新城",
    "智慧区",
    "智慧城",
    "科学城",
    "保税港区",
    "台商投资区",
    "新区",
    "新城",
)
_FREE_TRADE_TAILS = ("片区", "自贸区", "试验区")
_SUFFIXES = tuple(sorted(_PLAIN_SUFFIXES + _PLACED_SUFFIXES, key=len, reverse=True))

# The last two characters of every name that can be recognised.
TAILS = frozenset(each[-2:] for each in _SUFFIXES + _FREE_TRADE_TAILS)

# A free-trade zone is named by its province, an area of it by its city as well.
_FREE_TRADE = re.compile(
    r"(?:(?P<before>[一-鿿]{2,3})|中国[(（](?P<within>[一-鿿]{2,3})[)）])?"
    r"(?P<kind>自由贸易试验区|自贸试验区|自贸区)(?P<area>[一-鿿]{2,6}?片区)?$"
)
# No name of a zone holds one of these; a name can begin after one.
_FUNCTION = (
    "的了在和与及为是有到从向对把被将等这该本各其以并也都就更又之于由而或使让给跟随至即"
    "个家位处名年月日时下内外前后里间赴往经据因但若如且助推进入来去看见说称获仅兼请他她它你某一"
    "做局院行委路街"
)
_WORDS = (
    "位于|坐落|落户|落地|入驻|支持|推动|走进|来到|今年|去年|近年|目前|全力|打造|建设|通过|"
    "依托|聚焦|围绕|针对|作为|成为|继续|持续|记者|公司|企业|鼓励|组织|赋予|满足|担任|出任|"
    "引导|开展|发挥|希望|联合|努力|开创|要求|加快|提升|促进|指导|督促|帮助|服务|考察|调研|"
    "参观|访问|实现|提高|加强|构建|形成|举行|召开|介绍|认为|表示|带动|扶持|探索|完善|"
    "拥有|具有|集聚|瞄准|紧盯|坚持|发展|东接|西接|南接|北接|毗邻|紧邻|抵达|走访|深入|隶属|"
    "设立|加大|解决|负责|展现|提供|教室|场馆|书馆|来自|地处|按照|根据|经过|面向|着力|积极"
)
_BOUNDARY = re.compile(rf"[^一-鿿]|{_WORDS}|[{_FUNCTION}]")
# What stands before the suffix where zones are spoken of in general.
_GENERAL = re.compile(
    r"国|省|级|全|首|批|多|两|[一二三四五六七八九十百千]|我|此|那|某|所|园|区|市|县|"
    r"高新|经济|产业|工业|综合|创新|科技|现代|先进|示范|特色|重点|城|乡|类|型|新型|高端|"
    r"整个|周边|其他|其它|当地|不少|许多|优秀|传统|大型|部分|相关|以及|东部|西部|中部|沿海|"
    r"火炬|医药"
)
# A county or district of the place, before the name proper: 大理州祥云县.
_LARGER = re.compile(r"^.*?[市县州区旗](?=..)")
# A suffix that goes on is none: 智慧城市, 高新区域.
_GOES_ON = re.compile(r"(?<=城)市|(?<=区)域")
_MAX_MIDDLE = 6
_MAX_NAME = 4
_REACH = 12


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name that was recognised: where it begins, its short form, its place."""

    start: int
    name: str
    place: Place | None


def recognise(text: str, end: int, places: Places) -> Unlisted | None:
    """The zone not in any list whose name ends at `end`."""
    if text.endswith(_FREE_TRADE_TAILS, 0, end):
        found = _free_trade(text, end, places)
        if found is not None:
            return found
    suffix = next((each for each in _SUFFIXES if text.endswith(each, 0, end)), None)
    if suffix is None or _GOES_ON.match(text, end):
        return None
    stop = end - len(suffix)
    found = _placed(text, stop, suffix, places)
    if found is None and suffix in _PLAIN_SUFFIXES:
        found = _plain(text, stop, suffix, places)
    return found


def _free_trade(text: str, end: int, places: Places) -> Unlisted | None:
    """A free-trade zone or an area of one: 湖北自贸区襄阳片区."""
    match = _FREE_TRADE.search(text, max(0, end - 2 * _REACH), end)
    if match is None or _BOUNDARY.search(match["area"] or ""):
        return None
    before = match["within"] or match["before"] or ""
    # What stands before may be longer than a province: 于湖北.
    province = places.province(before) or places.province(before[-2:])
    area = places.at(match["area"], 0) if match["area"] else None
    if province is None and area is None:
        return None
    # 湖北自由贸易试验区襄阳片区 and 湖北自贸区襄阳片区 are one.
    short = province is not None or match["kind"] == "自贸区"
    kind = "自贸区" if short else "自贸试验区"
    name = f"{province or ''}{kind}{match['area'] or ''}"
    start = match.start("kind") - len(province or "")
    whole = match.start() if match["within"] else start
    return Unlisted(whole, name, area or places.by_name.get(province or ""))


def _placed(text: str, stop: int, suffix: str, places: Places) -> Unlisted | None:
    """A name that begins with a place: the nearest one before the suffix."""
    found: tuple[int, Place] | None = None
    start = max(0, stop - _REACH)
    # Place after place from the left: 上海南汇新城 is no 海南汇新城.
    while start < stop - 1:
        if place := places.at(text, start):
            found = start, place
        start += len(place.name) if place else 1
    if found is None:
        return None
    middle = _middle(text[found[0] : stop], found[1])
    return None if middle is None else _named_by(found[1], middle, found[0], suffix)


def _middle(head: str, place: Place) -> str | None:
    """What stands between the place and the suffix, if that can be in a name."""
    written = next((form for form in place.written if head.startswith(form)), "")
    middle = head[len(written) :]
    if not written or len(middle) > _MAX_MIDDLE or _BOUNDARY.search(middle):
        return None
    return _LARGER.sub("", middle).removesuffix("县")


def _named_by(place: Place, middle: str, start: int, suffix: str) -> Unlisted | None:
    if place.city is None and not middle:
        return None
    # A province before a name of its own is no part of it: 湖南宁乡高新区.
    own = place.city is not None or len(middle) < 2
    if not own and (len(middle) > _MAX_NAME or _GENERAL.search(middle)):
        return None
    stem = place.name + middle if own else middle
    return Unlisted(start, short_form(stem + suffix), place)


def _plain(text: str, stop: int, suffix: str, places: Places) -> Unlisted | None:
    """A name of two to four characters after a boundary."""
    floor = max(0, stop - _REACH)
    head = text[floor:stop]
    ends = [match.end() for match in _BOUNDARY.finditer(head)]
    if not ends and floor:
        return None
    stem = head[ends[-1] if ends else 0 :]
    if not 2 <= len(stem) <= _MAX_NAME or _GENERAL.search(stem):
        return None
    if stem in places.by_name:
        return None
    return Unlisted(stop - len(stem), short_form(stem + suffix), None)

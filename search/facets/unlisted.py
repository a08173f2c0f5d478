"""Which zone (园区) does a text name that no list knows?

A name ends in a zone's suffix (高新区, 新城, 综保区); where it begins is the question:
今年宝鸡高新区 is no name. A place name begins it, or a boundary: punctuation or a
function word. In doubt nothing is recognised.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import add

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
# Estates (园中园), most often inside a zone.
_ESTATES = (
    "产业园",
    "工业园",
    "科技园",
    "软件园",
    "创业园",
    "创新园",
    "物流园",
    "农业园",
)
# These are everyday words, or estates inside a zone, unless a place name begins them.
_PLACED_SUFFIXES = (
    "自贸片区",
    "工业园区",
    "产业园区",
    "产业集聚区",
    "产业开发区",
    *_ESTATES,
    "工业集中区",
    "临空经济示范区",
    "临空经济区",
    "边境经济合作区",
    "跨境经济合作区",
    "出口加工区",
    "保税区",
    "产业新城",
    "科教城",
    "智慧区",
    "智慧城",
    "科学城",
    "保税港区",
    "台商投资区",
    "开发区",
    "新区",
    "新城",
)
_FREE_TRADE_TAILS = ("片区", "自贸区", "试验区", "自贸港", "自由贸易港")
_SUFFIXES = tuple(sorted(_PLAIN_SUFFIXES + _PLACED_SUFFIXES, key=len, reverse=True))
_BY_TAIL = {
    each[-2:]: tuple(suffix for suffix in _SUFFIXES if suffix.endswith(each[-2:]))
    for each in _SUFFIXES
}

# The last two characters of every name that can be recognised.
TAILS = frozenset(each[-2:] for each in _SUFFIXES + _FREE_TRADE_TAILS)

# A free-trade zone is named by its province, an area of it by its city as well.
_FREE_TRADE = (
    r"(?:(?P<before>[一-鿿]{2,3})|中国[(（](?P<within>[一-鿿]{2,3})[)）])?"
    r"(?P<kind>自由贸易试验区|自贸试验区|自贸区|自由贸易港|自贸港)"
    r"(?P<area>[一-鿿]{2,6}?片区)?$"
)
# No name of a zone holds one of these; a name can begin after one.
_FUNCTION = (
    "的了在和与及为是有到从向对把被将等这该本各其以并也都就更又之于由而或使让给跟随至即"
    "个家位处名年月日时下内外前后里间赴往经据因但若如且助推进入来去看见说称获仅兼请他她它你某一"
    "做局院行委路街摄各厅"
)
_WORDS = (
    "位于|坐落|落户|落地|入驻|支持|推动|走进|来到|今年|去年|近年|目前|全力|打造|建设|通过|"
    "依托|聚焦|围绕|针对|作为|成为|继续|持续|记者|公司|企业|鼓励|组织|赋予|满足|担任|出任|"
    "引导|开展|发挥|希望|联合|努力|开创|要求|加快|提升|促进|指导|督促|帮助|服务|考察|调研|"
    "参观|访问|实现|提高|加强|构建|形成|举行|召开|介绍|认为|表示|带动|扶持|探索|完善|"
    "拥有|具有|集聚|瞄准|紧盯|坚持|发展|东接|西接|南接|北接|毗邻|紧邻|抵达|走访|深入|隶属|"
    "设立|加大|解决|负责|展现|提供|教室|场馆|书馆|来自|地处|按照|根据|经过|面向|着力|积极|"
    "举办|得知|获悉|彰显|均系|原系|今天|昨天|释放|优化|调整|允许|裁撤|撤销|串联|贯穿|附属|大学|"
    "支队|大队|交警|公安|法院|检察|海关|管委会|税务|民建|联通|三大|两大|各大|关闭|彻底|"
    "[两三四五六七八九十多各等][地市县]"
)
_BOUNDARY = rf"[^一-鿿]|{_WORDS}|[{_FUNCTION}]"
# No name proper ends in one of these: they end a word of its own, or another zone.
_NEVER_LAST = frozenset(_FUNCTION + "国省级全首批多两我此那某所园区市县城乡类型")
# What stands before the suffix where zones are spoken of in general.
_GENERAL = re.compile(
    r"国|省|级|全|首|批|多|两|[一二三四五六七八九十百千]|我|此|那|某|所|园|区|市|县|"
    r"高新|经济|产业|工业|综合|创新|科技|现代|先进|示范|特色|重点|城|乡|类|型|新型|高端|"
    r"整个|周边|其他|其它|当地|不少|许多|优秀|传统|大型|部分|相关|以及|东部|西部|中部|沿海|"
    r"火炬|医药|特殊|口岸|京津冀|长三角|自贸"
)
# A county, district or town of the place, before the name proper: 大理州祥云县.
_LARGER = re.compile(r"^.*?[市县州区旗镇乡](?=..)")
# What a place is, after its name: 蓝山县 and 蓝山经开区.
_COUNTY = re.compile(r"(?<=..)[县市区旗]$")
# A suffix that goes on is none (智慧城市, 高新区域), nor is that of a housing estate, a
# village, a road or an urban district (东方新城小区, 富乐新城三期, 新城区).
_GOES_ON = re.compile(
    r"(?<=城)市|(?<=区)域|(?<=园)[区林]|(?<=新[城区])(?:[一二三四五六\d]+期|小区|社区|[镇村路街站]|公园)|(?<=新城)区"
)
# An estate of another zone: 洛阳高新区轴承产业园.
_ZONE = re.compile(r"[新开发保税园投资示范][区城]")
# A town of its own stands between a place and these: 无锡市新区 names no zone.
_NEVER_ALONE = ("新区", "新城")
# Many towns have a zone of such a name, not only the place that is called so.
_ANYWHERE = ("滨海", "临港")
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
    suffix = _suffix(text, end)
    stop = end - len(suffix)
    # Most often the word stands alone: 的高新区, “高新区”.
    if not suffix or not _is_han(text[stop - 1 : stop]) or _GOES_ON.match(text, end):
        return None
    found = _placed(text, stop, suffix, places)
    if found is None and suffix in _PLAIN_SUFFIXES:
        found = _plain(text, stop, suffix, places)
    return found


# Ranges of Han take Python a millisecond each: that is done when a name is looked at.
_pattern = cache(re.compile)


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"


def _suffix(text: str, end: int) -> str:
    """The longest suffix of a zone that ends there; "" for none."""
    for suffix in _BY_TAIL.get(text[end - 2 : end], ()):
        if text.endswith(suffix, 0, end):
            return suffix
    return ""


def _free_trade(text: str, end: int, places: Places) -> Unlisted | None:
    """A free-trade zone or an area of one: 湖北自贸区襄阳片区."""
    match = _pattern(_FREE_TRADE).search(text, max(0, end - 2 * _REACH), end)
    if match is None or _pattern(_BOUNDARY).search(match["area"] or ""):
        return None
    before = match["within"] or match["before"] or ""
    # What stands before may be longer than a province: 于湖北.
    province = places.province(before) or places.province(before[-2:])
    area = places.at(match["area"], 0) if match["area"] else None
    if province is None and area is None:
        return None
    kind = _short_kind(match["kind"], province)
    name = f"{province or ''}{kind}{match['area'] or ''}"
    start = match.start("kind") - len(province or "")
    whole = match.start() if match["within"] else start
    return Unlisted(whole, name, area or places.by_name.get(province or ""))


def _short_kind(kind: str, province: str | None) -> str:
    """湖北自由贸易试验区襄阳片区 and 湖北自贸区襄阳片区 are one."""
    if kind.endswith("港"):
        return "自贸港"
    return "自贸区" if province or kind == "自贸区" else "自贸试验区"


def _placed(text: str, stop: int, suffix: str, places: Places) -> Unlisted | None:
    """A name that begins with a place: the nearest one before the suffix."""
    found = _nearest(text, stop, places)
    if found is None:
        return None
    start, place = found
    written = next((w for w in place.written if text.startswith(w, start, stop)), "")
    middle = text[start + len(written) : stop]
    if not written or len(middle) > _MAX_MIDDLE or _pattern(_BOUNDARY).search(middle):
        return None
    if suffix in _ESTATES and _ZONE.search(middle):
        return None
    if not middle and suffix in _NEVER_ALONE and written != place.name:
        return None
    return _named_by(place, _own_part(middle), start, suffix)


def _nearest(text: str, stop: int, places: Places) -> tuple[int, Place] | None:
    """The last place before the suffix, and where it begins."""
    found: tuple[int, Place] | None = None
    start = end = max(0, stop - _REACH)
    head = text[start:stop]
    if places.heads.keys().isdisjoint(map(add, head, islice(head, 1, None))):
        return None
    # Place after place from the left: 上海南汇新城 is no 海南汇新城.
    while start < stop - 1:
        place = places.at(text, start)
        if place and not (found and start == end and _holds(found[1], place)):
            found = start, place
        start += len(place.name) if place else 1
        end = start if place else end
    return found


def _holds(larger: Place, place: Place) -> bool:
    """Is the second of two adjacent places rather a name inside the first?

    临沂临港经开区 and 贺兰山东麓产业园区 have nothing to do with 上海 and 山东.
    """
    return larger.city not in (None, place.city)


def _own_part(middle: str) -> str:
    """The name proper, without counties: 扎鲁特旗鲁北, 祥云县, but 威县."""
    own = _LARGER.sub("", middle)
    return own.removesuffix("县") if len(own) > 2 else own


def _named_by(place: Place, middle: str, start: int, suffix: str) -> Unlisted | None:
    # 陕西高新区 and 上海高新区 are all that are there.
    if not middle and (place.city is None or place.name == place.province):
        return None
    known = None if place.name in _ANYWHERE else place
    # A province before a name of its own is no part of it: 湖南宁乡高新区.
    own = place.city is not None or len(middle) < 2
    general = _GENERAL.search(middle.removesuffix("县"))
    if not own and (len(middle) > _MAX_NAME or general):
        return None
    stem = _COUNTY.sub("", place.name) + middle if own else middle
    if stem + suffix == f"{place.name}开发区":
        suffix = "经开区"
    return Unlisted(start, short_form(stem + suffix), known)


def _plain(text: str, stop: int, suffix: str, places: Places) -> Unlisted | None:
    """A name of two to four characters after a boundary."""
    if text[stop - 1] in _NEVER_LAST:
        return None
    floor = max(0, stop - _REACH)
    head = text[floor:stop]
    ends = [match.end() for match in _pattern(_BOUNDARY).finditer(head)]
    if not ends and floor:
        return None
    stem = head[ends[-1] if ends else 0 :]
    if not 2 <= len(stem) <= _MAX_NAME or _GENERAL.search(stem):
        return None
    if stem in places.by_name:
        return None
    return Unlisted(stop - len(stem), short_form(stem + suffix), None)

"""Which parks (园区) is an article about, which does it merely mention, and where?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.facets.gazetteer import Gazetteer, Zone
from search.models import Article

Location = tuple[str | None, str | None]

_CREDIT = re.compile(r"(?:图片|照片)(?:来源|提供)|图源|供图|供稿|摄影|/摄|来源[:：]")
# The park called by its kind alone: 该高新区, 园区企业; but not 国家高新区, 各园区.
_BARE = re.compile(
    r"高新区|经开区|开发区|园区|台商区|台商投资区|综保区|保税区|新片区|集聚区|临空区"
)
_OF_MANY = frozenset("级家各类个国合")
# How the kind ends the names of the zones, where a title shortens it: 台商区.
_KINDS = {
    "台商区": "台商投资区",
    "综保区": "综合保税区",
    "临空区": "临空经济区",
    "集聚区": "产业集聚区",
}
_DATELINE = re.compile(
    r"^.{0,12}(?:[一-鿿]{2}[社网]|本报|记者)[^,，。]{0,20}?[电讯](?:[(（][^)）]{0,30}[)）])?"
)
# The capital as the seat of the government says nothing about an article.
_SEAT = re.compile(r"在北京(?=召开|举行|举办|表示|发布|开幕|说|的?新闻发布会)")
# A headline about many regions: what is named below are examples.
_MANY = re.compile(
    r"多地|各地|榜单|排行|排名|百强|五十强|[十前][强名]|国务院|海关总署|"
    r"(?:商务|工信|信息化|科技|财政)部[:：]|"
    r"(?:全国|我国|国家级?)(?:高新|经开|经济技术|新区|开发区|自贸|综保|综合保税)"
)
# A place named later than this, in a paragraph without a park, tells nothing.
_FIRST = 500
# A bonded area, a part of a free-trade zone and an estate lie in a park or beside it.
_SECONDARY = re.compile(r"自贸|自由贸易|保税|片区$|园$")

# A second park is a subject too when it is spoken of nearly as much as the first;
# three or more are a list of examples.
_NEARLY = 0.6
_MAX_SUBJECTS = 2
# A park of the headline that the text names much less than the other one is none.
_HARDLY = 1 / 3
_WEIGHTS = {"first": 3.0, "subhead": 2.0, "caption": 2.0, "body": 1.0}


@dataclass(frozen=True, slots=True)
class ParkFacets:
    """What `park_facets` found; `parks` are the subjects, the leading one first."""

    parks: tuple[str, ...] = ()
    parks_mentioned: tuple[str, ...] = ()
    province: str | None = None
    city: str | None = None


class _Naming:
    """Which zones an article names, where, and how much it speaks of each."""

    def __init__(
        self, named: list[tuple[str, Zone]], bare: int, titled: Iterable[str] = ()
    ) -> None:
        times = Counter(zone.name for _, zone in named)
        self.bare = bare
        self.titled = frozenset(titled)
        self.zones = {z.name: z for _, z in named if _believed(z, times[z.name])}
        self._places = [(where, z.name) for where, z in named if z.name in self.zones]
        self.score: defaultdict[str, float] = defaultdict(float)
        self.times: Counter[str] = Counter()
        for where, name in self._places:
            if where in _WEIGHTS:
                self.score[name] += _WEIGHTS[where]
                self.times[name] += 1

    def at(self, where: str, among: set[str]) -> list[str]:
        """The zones named at a place of the article, in order."""
        names = (name for place, name in self._places if place == where)
        return [name for name in dict.fromkeys(names) if name in among]


def _believed(zone: Zone, times: int) -> bool:
    """A new name without a known place may be no name: it must come twice."""
    return zone.province is not None or times > 1


def park_facets(article: Article, gazetteer: Gazetteer) -> ParkFacets:
    """The parks of an article, and the province and city it is about.

    Parks that the article was given are its parks.
    """
    naming = _naming(article, gazetteer)
    for name in article.parks:
        if zone := gazetteer.named(name):
            naming.zones.setdefault(name, zone)
    many = _is_of_many(article, gazetteer)
    parks = article.parks or _subjects(naming, many)
    mentioned = tuple(name for name in naming.zones if name not in parks)
    province, city = (
        _place_of(naming, parks)
        or _place_named(article, gazetteer, many)
        or (None if many else _place_shared(naming, mentioned))
        or (None, None)
    )
    return ParkFacets(parks, mentioned, province, city)


def _naming(article: Article, gazetteer: Gazetteer) -> _Naming:
    named: list[tuple[str, Zone]] = []
    bare = 0
    for where, text in _texts(article):
        matches = gazetteer.find(text)
        named += ((where, match.zone) for match in matches)
        named_so = (text[match.start : match.end] for match in matches)
        bare += len(_bare(text)) - sum(len(_bare(name)) for name in named_so)
    return _Naming(_in_full(named), bare, _bare(_title(article)))


def _bare(text: str) -> list[str]:
    """Where zones are spoken of by their kind, be it within a name."""
    kinds = ((match.start(), match[0]) for match in _BARE.finditer(text))
    return [kind for n, kind in kinds if not n or text[n - 1] not in _OF_MANY]


def _in_full(named: list[tuple[str, Zone]]) -> list[tuple[str, Zone]]:
    """A zone without a known place is the one that the article names in full.

    花桥经开区 is 昆山花桥经开区 where both are named.
    """
    full = {
        zone.name[start:]: zone
        for _, zone in named
        if zone.province
        for start in range(len(zone.name))
    }
    return [(w, z if z.province else full.get(z.name, z)) for w, z in named]


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """The texts that can name a park, each with its place in the article."""
    for title in (article.headline, article.kicker, article.deck):
        yield "title", title
    for number, paragraph in enumerate(article.body):
        yield "first" if number == 0 else "body", paragraph
    for subhead in article.subheads:
        yield "subhead", subhead.text
    for caption in article.captions:
        yield "credit" if _CREDIT.search(caption) else "caption", caption
    for line in article.byline_lines:
        yield "credit", line
    for credit in article.credits:
        yield "credit", credit.name


def _subjects(naming: _Naming, many: bool) -> tuple[str, ...]:
    """The parks an article is about: headline before text before photo credit.

    A bonded area is a subject only where no other zone is named at such a place.
    """
    everything = set(naming.zones)
    primary = {name for name in everything if not _SECONDARY.search(name)}
    titled = _in_title(naming, primary) or _in_title(naming, everything)
    many = many or len(naming.at("title", everything)) > _MAX_SUBJECTS
    if titled or many:
        return titled
    if len(meant := _meant(naming)) == 1:
        return meant
    return _in_text(naming, primary) or _in_text(naming, _not_too_large(naming))


def _meant(naming: _Naming) -> tuple[str, ...]:
    """The zones named below a title that speaks of their kind alone: 台商区的早餐会."""
    kinds = tuple(_KINDS.get(kind, kind) for kind in naming.titled)
    return tuple(name for name in naming.times if kinds and name.endswith(kinds))


def _not_too_large(naming: _Naming) -> set[str]:
    """All zones, but for those as large as a province that are named only once."""
    zones = naming.zones.values()
    return {z.name for z in zones if z.city or naming.times[z.name] != 1}


def _in_text(naming: _Naming, names: set[str]) -> tuple[str, ...]:
    credit = naming.at("credit", names)
    return _spoken_of(naming, names, believed=set(credit)) or tuple(credit[:1])


def _in_title(naming: _Naming, names: set[str]) -> tuple[str, ...]:
    title = naming.at("title", names)
    if len(title) > _MAX_SUBJECTS:
        return ()
    top = max((naming.score[name] for name in title), default=0)
    return tuple(name for name in title if naming.score[name] >= _HARDLY * top)


def _spoken_of(naming: _Naming, names: set[str], believed: set[str]) -> tuple[str, ...]:
    """The parks that the text itself is about."""
    scored = sorted(naming.score, key=lambda name: -naming.score[name])
    ranked = [name for name in scored if name in names]
    if not ranked:
        return ()
    top = naming.score[ranked[0]]
    near = [name for name in ranked if naming.score[name] >= _NEARLY * top]
    if len(near) > _MAX_SUBJECTS:
        near = [name for name in near if name in believed]
    believed = believed | set(naming.at("first", names))
    return tuple(name for name in near if name in believed or _carries(naming, name))


def _carries(naming: _Naming, name: str) -> bool:
    """A park named late is a subject if the text comes back to it.

    Once is in passing, and twice where other parks are named, unless 高新区 or 园区
    goes on to mean it.
    """
    in_passing = 1 if len(naming.zones) == 1 else 2
    return naming.times[name] > in_passing or naming.bare > 1


def _place_of(naming: _Naming, names: Iterable[str]) -> Location | None:
    """The place of the parks; of two cities or provinces neither is the place."""
    zones = [naming.zones[name] for name in names if name in naming.zones]
    provinces = {zone.province for zone in zones if zone.province}
    cities = {zone.city for zone in zones if zone.city}
    if not provinces:
        return None
    city = cities.pop() if len(cities) == 1 == len(provinces) else None
    return provinces.pop() if len(provinces) == 1 else None, city


def _is_of_many(article: Article, gazetteer: Gazetteer) -> bool:
    """Does the headline speak of many regions, and of no place?"""
    title = _title(article)
    return bool(_MANY.search(title)) and gazetteer.places.locate((title,))[0] is None


def _place_shared(naming: _Naming, names: Iterable[str]) -> Location | None:
    """The place that all of the parks are in, if there is one such."""
    zones = [naming.zones[name] for name in names if naming.zones[name].province]
    provinces = {zone.province for zone in zones}
    cities = {zone.city for zone in zones}
    if len(provinces) != 1:
        return None
    return provinces.pop(), cities.pop() if len(cities) == 1 else None


def _place_named(article: Article, gazetteer: Gazetteer, many: bool) -> Location | None:
    """The place that headline and first paragraph name, but for the dateline."""
    first = article.body[0][:_FIRST] if article.body and not many else ""
    first = _SEAT.sub("", _DATELINE.sub("", first))
    province, city = gazetteer.places.locate((_title(article), first))
    return (province, city) if province else None


def _title(article: Article) -> str:
    return " ".join((article.headline, article.kicker, article.deck))

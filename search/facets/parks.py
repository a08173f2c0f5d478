"""Which parks (园区) is an article about, which does it merely mention, and where?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.facets.gazetteer import Gazetteer, Zone
from search.models import Article

Location = tuple[str | None, str | None]

_CREDIT = re.compile(r"(?:图片|照片)(?:来源|提供)|图源|供图|供稿|摄影|/摄|来源[:：]")
# The park called by its kind alone: 该高新区, 园区企业.
_BARE = re.compile(r"高新区|经开区|开发区|园区")
_DATELINE = re.compile(r"^.{0,12}(?:新华社|中新网|中新社|记者)[^,，。]{0,20}[电讯]")
# A place named later than this, in a paragraph without a park, tells nothing.
_FIRST = 500
# A bonded area or a part of a free-trade zone lies in a park or beside it.
_SECONDARY = re.compile(r"自贸|保税|片区$")

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

    def __init__(self, named: list[tuple[str, Zone]], bare: int) -> None:
        times = Counter(zone.name for _, zone in named)
        self.bare = bare
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
    parks = article.parks or _subjects(naming)
    mentioned = tuple(name for name in naming.zones if name not in parks)
    province, city = (
        _place_of(naming, parks)
        or _place_named(article, gazetteer)
        or _place_of(naming, mentioned)
        or (None, None)
    )
    return ParkFacets(parks, mentioned, province, city)


def _naming(article: Article, gazetteer: Gazetteer) -> _Naming:
    named: list[tuple[str, Zone]] = []
    bare = 0
    for where, text in _texts(article):
        matches = gazetteer.find(text)
        named += ((where, match.zone) for match in matches)
        bare += len(_BARE.findall(text)) - len(matches)
    return _Naming(named, bare)


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


def _subjects(naming: _Naming) -> tuple[str, ...]:
    """The parks an article is about: a bonded area only where there is no other."""
    primary = {name for name in naming.zones if not _SECONDARY.search(name)}
    return _among(naming, primary) or _among(naming, set(naming.zones))


def _among(naming: _Naming, names: set[str]) -> tuple[str, ...]:
    """Headline before text before photo credit."""
    credit = naming.at("credit", names)
    return (
        _in_title(naming, names)
        or _spoken_of(naming, names, believed=set(credit))
        or tuple(credit[:1])
    )


def _in_title(naming: _Naming, names: set[str]) -> tuple[str, ...]:
    title = naming.at("title", names)
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

    Once is in passing, unless 高新区 or 园区 goes on to mean it.
    """
    return naming.times[name] > 2 or naming.bare > 1


def _place_of(naming: _Naming, names: Iterable[str]) -> Location | None:
    zones = (naming.zones[name] for name in names if name in naming.zones)
    return next(((zone.province, zone.city) for zone in zones if zone.province), None)


def _place_named(article: Article, gazetteer: Gazetteer) -> Location | None:
    """The place that headline and first paragraph name, but for the dateline."""
    title = " ".join((article.headline, article.kicker, article.deck))
    first = _DATELINE.sub("", article.body[0][:_FIRST]) if article.body else ""
    province, city = gazetteer.places.locate((title, first))
    return (province, city) if province else None

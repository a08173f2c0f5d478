"""Which city and province does a place name belong to?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from operator import add

from search.facets.tables import DATA, read_table

# Place names that are everyday words as well: a place only with 市 or 县 after them.
_EVERYDAY_WORDS = (
    "三河 三明 东山 东港 中山 中卫 临港 兴化 兴安 北海 南海 南岸 双流 "
    "吉安 和田 大同 大庆 大足 天长 安定 安康 安庆 宁国 山南 平凉 广安 "
    "建德 德兴 新余 新民 明光 朝阳 来宾 武功 永安 永康 永定 江山 海东 "
    "海北 海西 海安 海阳 海口 浦口 滨海 白山 白银 福安 福清 红河 "
    "黄山 通化 长安 长治 顺德 高安 龙口 "
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
# What may follow the short name of a province, the longest first.
PROVINCE_WORDS = ("维吾尔自治区", "回族自治区", "壮族自治区", "自治区", "省", "市", "")
_CITY_WORDS = ("市", "县", "区", "")
_WORDS = frozenset("市省县")
_MUNICIPALITIES = frozenset(("北京", "天津", "上海", "重庆"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `city` is None where only the province is known."""

    name: str
    city: str | None
    province: str

    @property
    def written(self) -> tuple[str, ...]:
        """How the place is written, the longest first: 江苏省, 江苏."""
        words = PROVINCE_WORDS if self.city is None else _CITY_WORDS
        return tuple(self.name + word for word in words)


class Places:
    """All places by name; a city wins over the province of the same name (吉林)."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self.by_name = {place.name: place for place in places}

    @cached_property
    def heads(self) -> dict[str, tuple[int, ...]]:
        """How long the names are that begin with two characters, longest first."""
        return _lengths_by_head(self.by_name)

    @cached_property
    def _provinces(self) -> set[str]:
        return {place.province for place in self.by_name.values()}

    def at(self, text: str, start: int) -> Place | None:
        """The place whose name begins at `start`, the longest one."""
        for length in self.heads.get(text[start : start + 2], ()):
            if place := self.by_name.get(text[start : start + length]):
                # 吉林省 is not the city of 吉林.
                province = text.startswith("省", start + length)
                return Place(place.name, None, place.name) if province else place
        return None

    def province(self, name: str) -> str | None:
        """The name, if it is that of a province."""
        return name if name in self._provinces else None

    def locate(self, texts: tuple[str, ...]) -> tuple[str | None, str | None]:
        """Province and city that texts are about; earlier texts count more."""
        cities: Counter[Place] = Counter()
        for weight, text in zip(range(len(texts), 0, -1), texts, strict=True):
            for place, word in self._named(text):
                if self._is_province(place.name, word):
                    place = Place(place.name, None, place.name)
                if word or place.name not in _EVERYDAY:
                    cities[place] += weight
        return _best(cities)

    def _named(self, text: str) -> Iterator[tuple[Place, str]]:
        """The places of a text, the longest first, each with the 市 or 省 after it."""
        end = 0
        for start, head in enumerate(map(add, text, islice(text, 1, None))):
            if start < end:
                continue
            for length in self.heads.get(head, ()):
                end = start + length
                if place := self.by_name.get(text[start:end]):
                    word = text[end : end + 1]
                    yield place, word if word in _WORDS else ""
                    break
            else:
                end = start

    def _is_province(self, name: str, word: str) -> bool:
        """吉林 and 吉林省 are the province, unlike 吉林市."""
        both = name in self._provinces and name not in _MUNICIPALITIES
        return word == "省" or (both and word != "市")


def _lengths_by_head(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with the same two characters, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(each, reverse=True)) for head, each in lengths.items()}


def _best(places: Counter[Place]) -> tuple[str | None, str | None]:
    """The province spoken of most, and the city of it spoken of most."""
    provinces: Counter[str] = Counter()
    for place, times in places.items():
        provinces[place.province] += times
    if not provinces:
        return None, None
    province = provinces.most_common(1)[0][0]
    inside = [p for p in places if p.province == province and p.city is not None]
    best = max(inside, key=lambda place: places[place], default=None)
    return province, best.city if best else None


@cache
def load_places() -> Places:
    """The places that come with the program."""
    rows = read_table(DATA / "places.csv", ("place", "city", "province"))
    places = [Place(*row.values) for row in rows]
    provinces = {place.province for place in places} - _MUNICIPALITIES
    return Places((*(Place(name, None, name) for name in sorted(provinces)), *places))

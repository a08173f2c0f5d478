"""How do provinces, cities and parks lie in each other?"""

from collections import defaultdict
from collections.abc import Mapping

from search.facets import load_gazetteer
from search.models import Place

# Where the gazetteer does not know the province of a park or the city of one.
ELSEWHERE = "其他"

Counts = Mapping[str, Mapping[str, int]]


def nested(counts: Counts) -> tuple[Place, ...]:
    """The provinces of the counted facets with their cities, these with their parks.

    `counts` maps the facets province, city and park to the counts of their values.
    """
    parks: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for name, count in counts["park"].items():
        parks[_home(name)].append(Place("park", name, count))
    by_name = load_gazetteer().places.by_name
    homes = set(parks)
    for city in counts["city"]:
        place = by_name.get(city)
        homes.add((place.province if place else ELSEWHERE, city))
    cities: dict[str, list[Place]] = defaultdict(list)
    for province, city in homes:
        inside = tuple(sorted(parks.get((province, city), ()), key=_order))
        count = counts["city"].get(city, sum(park.count for park in inside))
        cities[province].append(Place("city", city, count, inside))
    for province in counts["province"]:
        cities.setdefault(province, [])
    return tuple(sorted(_provinces(counts, cities), key=_order))


def _provinces(counts: Counts, cities: Mapping[str, list[Place]]) -> list[Place]:
    provinces = []
    for name, inside in cities.items():
        count = counts["province"].get(name, sum(city.count for city in inside))
        cities_here = tuple(sorted(inside, key=_order))
        provinces.append(Place("province", name, count, cities_here))
    return provinces


def _home(park: str) -> tuple[str, str]:
    """Province and city of a park."""
    zone = load_gazetteer().named(park)
    if zone is None:
        return ELSEWHERE, ELSEWHERE
    return zone.province or ELSEWHERE, zone.city or ELSEWHERE


def _order(place: Place) -> tuple[int, str]:
    return -place.count, place.name

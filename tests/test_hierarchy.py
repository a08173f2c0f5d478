"""Provinces hold cities, cities hold parks."""

from search.hierarchy import ELSEWHERE, nested
from search.models import Place


def test_places_lie_in_each_other() -> None:
    """The most first; what no list knows is elsewhere; a city may be without park."""
    counts = {
        "province": {"山东": 3, "陕西": 1},
        "city": {"青岛": 1, "济南": 2, "宝鸡": 1},
        "park": {"济南高新区": 2, "青岛高新区": 1, "某某园": 1},
    }
    assert nested(counts) == (
        Place(
            "province",
            "山东",
            3,
            (
                Place("city", "济南", 2, (Place("park", "济南高新区", 2),)),
                Place("city", "青岛", 1, (Place("park", "青岛高新区", 1),)),
            ),
        ),
        Place(
            "province",
            ELSEWHERE,
            1,
            (Place("city", ELSEWHERE, 1, (Place("park", "某某园", 1),)),),
        ),
        Place("province", "陕西", 1, (Place("city", "宝鸡", 1),)),
    )


def test_nothing_is_no_place() -> None:
    """An empty archive has none."""
    assert nested({"province": {}, "city": {}, "park": {}}) == ()

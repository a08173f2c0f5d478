"""A zone's own paper takes the zone for granted."""

from search.facets.neighbours import with_neighbours
from search.models import Article


def about(park: str, number: int = 1) -> Article:
    """An article about a zone of 湖南 衡阳."""
    return Article(
        f"a-{number:02}", "a.txt", parks=(park,), province="湖南", city="衡阳"
    )


def parks(*articles: Article) -> list[tuple[str, ...]]:
    """The parks of the articles of a page."""
    return [article.parks for article in with_neighbours(articles)]


ZONE = ("衡阳高新区",)
SHORT = Article("a-08", "a.txt", body=("近日,园区举行职工运动会。",))
NONE = Article("a-09", "a.txt", body=("近日,某小学举行运动会。",))


def test_a_word_for_the_zone_means_the_one_zone_of_the_page() -> None:
    """With its place; one article is enough to tell which."""
    (_, short) = with_neighbours((about(*ZONE), SHORT))
    assert (short.parks, short.province, short.city) == (ZONE, "湖南", "衡阳")
    assert parks(about(*ZONE), NONE) == [ZONE, ()]


def test_no_word_at_all_takes_several_to_agree() -> None:
    """As a weekly of the zone prints them."""
    assert parks(*[about(*ZONE)] * 3, NONE)[-1] == ZONE
    assert parks(*[about(*ZONE)] * 2, NONE)[-1] == ()
    assert parks(*[about(*ZONE)] * 3, *[NONE] * 6)[-1] == ()


def test_several_zones_say_nothing() -> None:
    """Most pages are about many."""
    assert parks(about("衡阳高新区"), about("郴州高新区"), SHORT)[-1] == ()


def test_a_new_town_is_no_other_zone_where_most_agree() -> None:
    """It may be a part of the zone; a zone of its own is not."""
    most = [about(*ZONE)] * 4
    assert parks(*most, about("衡阳新城"), NONE)[-1] == ZONE
    assert parks(*most, about("郴州高新区"), SHORT)[-1] == ()
    assert parks(*[about(*ZONE)] * 2, about("衡阳新城"), SHORT)[-1] == ()


def test_what_is_elsewhere_or_names_another_stays() -> None:
    """A mentioned zone or another city is a sign of its own."""
    mentions = Article("a-07", "a.txt", parks_mentioned=("青岛高新区",))
    elsewhere = Article("a-06", "a.txt", city="郴州", province="湖南")
    assert parks(*[about(*ZONE)] * 4, mentions, elsewhere)[-2:] == [(), ()]


def test_an_empty_page() -> None:
    """Has none."""
    assert with_neighbours(()) == ()

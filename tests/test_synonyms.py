"""A zone is written in many ways."""

from search.synonyms import MAX_WRITINGS, writings


def test_a_zone_in_its_other_forms() -> None:
    """The text itself is not among them."""
    found = writings("济南高新技术产业开发区招商")
    assert "济南高新区招商" in found
    assert "济南高新技术产业开发区招商" not in found
    assert len(found) <= MAX_WRITINGS


def test_a_short_name_that_is_all_that_is_asked() -> None:
    """In a longer text it is a place like any other."""
    assert "武汉东湖高新区" in writings("光谷")
    assert writings("光谷大道") == ()


def test_other_texts_have_none() -> None:
    """Words are not zones."""
    assert writings("招商引资") == ()

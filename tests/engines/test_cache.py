"""What was used last is kept, as far as there is room."""

import numpy as np

from search.engines.whoosh.cache import Cache


def test_made_once() -> None:
    """And handed out again, whatever it is."""
    cache, made = Cache(10_000), []

    def make() -> str:
        made.append(1)
        return "文章"

    assert [cache.get("a", make, len) for _ in range(3)] == ["文章"] * 3
    assert (len(made), len(cache), cache.bytes) == (1, 1, 2)


def test_what_was_used_longest_ago_goes() -> None:
    """When there is no room for more; what is too large is not kept at all."""
    cache = Cache(100)
    for key in ("a", "b", "c", "d"):
        cache.get(key, lambda: "", lambda _: 25)
    cache.get("a", lambda: "", lambda _: 25)
    cache.get("e", lambda: "", lambda _: 25)
    cache.get("f", lambda: "", lambda _: 26)
    again = {key: cache.get(key, lambda: "new", lambda _: 0) for key in "acdebf"}
    assert again == {"a": "", "c": "", "d": "", "e": "", "b": "new", "f": "new"}
    assert cache.bytes == 100


def test_arrays_count_with_their_elements() -> None:
    """Alone, or several in a tuple."""
    cache = Cache(100_000)
    cache.get("one", lambda: np.zeros(100, np.int64))
    alone = cache.bytes
    cache.get("two", lambda: (np.zeros(100, np.int64), np.zeros(50, np.uint8)))
    assert cache.bytes - alone == alone + 50

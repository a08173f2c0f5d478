"""Does a text go on about what the article has spoken of so far?"""

import re
from collections.abc import Iterable

from search.pages.zones import without_zones

_RUNS = re.compile(r"[一-鿿]{3,}")

# Fewer groups than this tell nothing.
_FEWEST = 30
_USUAL_KNOWN = 500
_MOST = 3_000
# The share of a caption's groups that an article on the same subject repeats.
_SPOKEN = 0.08


def threes(text: str) -> list[str]:
    """Every group of three Chinese characters side by side, names of zones apart.

    Two articles about one zone share its name and little else.

    >>> threes("新高地,新格局")
    ['新高地', '新格局']
    """
    runs = _RUNS.findall(without_zones(text))
    return [run[n : n + 3] for run in runs for n in range(len(run) - 2)]


class Cohesion:
    """Remembers the words of an article, as groups of three characters."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        # Read only when asked, for most headlines are known by other signs.
        self._unread: list[str] = []

    def add(self, text: str) -> None:
        """Take a text of the article in."""
        self._unread.append(text)

    def speak_of(self, text: str) -> bool:
        """Whether the article has spoken of what a short text tells."""
        groups = threes(text)
        self._read()
        return sum(group in self._known for group in groups) > len(groups) * _SPOKEN

    def _read(self) -> None:
        for text in self._unread:
            self._known.update(threes(text))
        self._unread.clear()

    def share(self, texts: Iterable[str]) -> float | None:
        """Which share of the texts repeats what the article said; None if too short.

        Measured on made-up pages: inside an article the median is 0.23 and nine in ten
        are over 0.06; across a border it is 0.007 and three in four are under 0.03.
        """
        self._read()
        groups: list[str] = []
        for text in texts:
            groups.extend(threes(text[:_MOST]))
            if len(groups) > _MOST:
                break
        if len(groups) < _FEWEST or not self._known:
            return None
        repeated = sum(group in self._known for group in groups)
        # An article that has hardly begun had less to be repeated.
        scale = max(1.0, _USUAL_KNOWN / len(self._known))
        return (repeated * scale + 0.5) / len(groups)

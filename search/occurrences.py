"""Where in the printed texts of an article does a sequence of units stand?

Nothing is cut into units: the folded texts are searched, all of them at once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from search.text import SEPARATOR, flattened, is_number, pattern_of

# Number of the text, and the offsets into it as printed.
Occurrence = tuple[int, int, int]


class Texts:
    """Printed texts, searchable for sequences of units; none runs from one text into
    the next."""

    def __init__(self, texts: Sequence[str]) -> None:
        joined = SEPARATOR.join(texts)
        if joined.count(SEPARATOR) >= len(texts):
            joined = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
        lengths = [len(text) + 1 for text in texts]
        self._flat = flattened(joined)
        self._starts = self._printed = [*accumulate(lengths, initial=0)]
        # Where not every character stays one, places lead back by a longer way.
        self._stretched = set()
        for _, length, place in self._flat.stretched:
            text = bisect_right(self._printed, place) - 1
            self._stretched.add(text)
            lengths[text] += length - 1
        if self._stretched:
            self._starts = [*accumulate(lengths, initial=0)]

    def find(self, sequence: tuple[str, ...], prefix: bool = False) -> list[Occurrence]:
        """Each occurrence of a sequence of units that overlaps none before it; with
        `prefix`, the last may be the beginning of one."""
        pattern = pattern_of(sequence, prefix)
        if pattern.groups:
            found = [*self._whole_numbers(pattern)]
        else:
            found = [match.span() for match in pattern.finditer(self._flat.text)]
        places: list[Occurrence] = []
        for first, last in found:
            text = bisect_right(self._starts, first) - 1
            start = self._starts[text]
            if text in self._stretched:
                first, last = self._flat.span(first, last)
                start = self._printed[text]
            places.append((text, first - start, last - start))
        return places

    def _whole_numbers(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """What a pattern finds whose groups are whole numbers."""
        plain = self._flat.text
        match = pattern.search(plain)
        while match:
            spans = map(match.span, range(1, pattern.groups + 1))
            if all(is_number(plain, *span) for span in spans):
                yield match.span()
                match = pattern.search(plain, match.end())
            else:
                match = pattern.search(plain, match.start() + 1)

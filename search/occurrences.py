"""Where in the printed texts of an article does a sequence of units stand?

Nothing is cut into units: the folded texts are searched, all of them at once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from search.text import SEPARATOR, flattened, folded, is_number, pattern_of

# Number of the text, and the offsets into it as printed.
Occurrence = tuple[int, int, int]


class Texts:
    """Printed texts, searchable for sequences of units; none runs from one text into
    the next."""

    def __init__(self, texts: Sequence[str]) -> None:
        printed = [text.replace(SEPARATOR, " ") for text in texts]
        lengths = (len(text) + 1 for text in printed)
        self._starts = list(accumulate(lengths, initial=0))
        self._folded = folded(SEPARATOR.join(printed))
        self._flat = flattened(self._folded.text)

    def find(
        self, sequence: tuple[str, ...], prefix: bool = False
    ) -> Iterator[Occurrence]:
        """Each occurrence of a sequence of units that overlaps none before it; with
        `prefix`, the last may be the beginning of one."""
        plain, pattern = self._flat, pattern_of(sequence, prefix)
        match = pattern.search(plain)
        while match:
            spans = map(match.span, range(1, pattern.groups + 1))
            if all(is_number(plain, *span) for span in spans):
                yield self._occurrence(*match.span())
                match = pattern.search(plain, match.end())
            else:
                match = pattern.search(plain, match.start() + 1)

    def _occurrence(self, start: int, end: int) -> Occurrence:
        first, last = self._folded.span(start, end)
        text = bisect_right(self._starts, first) - 1
        return text, first - self._starts[text], last - self._starts[text]

"""Where does an article answer a query, and which passage shows it best?

Nothing is segmented again: what matched is looked for as sequences of units in the
printed text, whole phrases first, a part's words only where none of its phrases is
printed. Spans are character offsets into the text as printed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from search.models import TEXT_FIELD_OF, Article, Snippet
from search.parts import Part
from search.text import NO_UNIT, Folded, Unit, fold, folded, units

# A passage is read at a glance: about three lines of a result list.
SHORT, LONG = 60, 120
MAX_PASSAGES = 2

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"']*|[^。！？!?；;]+$")
_CLAUSE = re.compile(r"[,，、:：。！？!?；;]")


@dataclass(frozen=True, slots=True)
class Span:
    """A highlighted span of a text, and the number of the part it answers."""

    start: int
    end: int
    part: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of an article with the spans that answer a query, in order."""

    field: str
    text: str
    spans: tuple[Span, ...]

    def cut(self, start: int, end: int) -> "Marked":
        """The passage from `start` to `end`, with the spans that lie in it."""
        inside = (s for s in self.spans if s.start >= start and s.end <= end)
        spans = tuple(Span(s.start - start, s.end - start, s.part) for s in inside)
        return Marked(self.field, self.text[start:end], spans)

    def snippet(self) -> Snippet:
        """The text with merged spans, ready to be shown."""
        return Snippet(self.field, self.text, _merged(self.spans))


def mark(article: Article, parts: Sequence[Part]) -> tuple[Marked, ...]:
    """Every text of an article, in the order of `Article.texts`, with its spans."""
    texts = [(field, text, _Units(text)) for field, text in article.texts()]
    spans: list[list[Span]] = [[] for _ in texts]
    for number, part in enumerate(parts):
        phrases = list(_spans_of(texts, part, part.forms))
        for at, start, end in phrases or _spans_of(texts, part, _telling(part)):
            spans[at].append(Span(start, end, number))
    return tuple(
        Marked(field, text, tuple(sorted(found, key=lambda s: (s.start, -s.end))))
        for (field, text, _), found in zip(texts, spans, strict=True)
    )


def headline(article: Article, marked: Iterable[Marked]) -> Snippet:
    """The highlighted title of an article; a photo item has its first words."""
    for each in marked:
        if each.field == "headline":
            return each.snippet()
    for each in marked:
        if each.field == "body":
            end = _SENTENCE.match(each.text)
            return each.cut(0, min(end.end() if end else SHORT, SHORT)).snippet()
    return Snippet("headline", article.headline or article.id)


def passages(marked: Sequence[Marked]) -> tuple[Snippet, ...]:
    """The passages that answer most of a query; the beginning when none does."""
    running = [m for m in marked if TEXT_FIELD_OF[m.field] != "headline"]
    candidates = [w for m in running if m.spans for w in _windows(m)]
    best: list[Marked] = []
    shown: set[int] = set()
    while candidates and len(best) < MAX_PASSAGES:
        first = max(candidates, key=lambda c: _worth(c, shown))
        if best and {s.part for s in first.spans} <= shown:
            break
        best.append(first)
        shown |= {s.part for s in first.spans}
        candidates.remove(first)
    if not best:
        best = [w for m in running if m.field == "body" for w in _windows(m)][:1]
    return tuple(each.snippet() for each in best)


class _Units:
    """The units of a text, searchable for sequences of them.

    Most texts of an article lack a unit of what is sought; they are not cut.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = fold(text)

    @cached_property
    def folded(self) -> Folded:
        return folded(self.text)

    @cached_property
    def units(self) -> list[Unit]:
        return units(self.text)

    @cached_property
    def joined(self) -> str:
        return "\x00" + "".join(f"{unit.text}\x00" for unit in self.units)

    @cached_property
    def starts(self) -> list[int]:
        """Where in `joined` the border before each unit stands."""
        lengths = (len(unit.text) + 1 for unit in self.units)
        return list(accumulate(lengths, initial=0))

    def find(self, sequence: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """The spans, in the printed text, of a sequence of units."""
        if not all(unit in self.plain for unit in sequence):
            return
        if pattern := _pattern(sequence):
            for match in pattern.finditer(self.plain):
                yield self.folded.span(*match.span())
            return
        wanted = "\x00" + "\x00".join(sequence) + "\x00"
        at = self.joined.find(wanted)
        while at >= 0:
            first = bisect_left(self.starts, at)
            last = first + len(sequence) - 1
            yield self.units[first].start, self.units[last].end
            at = self.joined.find(wanted, self.starts[last + 1])


@lru_cache(1024)
def _pattern(sequence: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds a sequence of Han characters in a folded text, whatever stands
    between them that is no unit; None for numbers and Latin runs, whose ends depend
    on what is beside them."""
    if any(unit.isascii() for unit in sequence):
        return None
    return re.compile(NO_UNIT.join(map(re.escape, sequence)))


def _spans_of(
    texts: list[tuple[str, str, _Units]],
    part: Part,
    sequences: Iterable[tuple[str, ...]],
) -> Iterator[tuple[int, int, int]]:
    """Number of the text, start and end of each occurrence of any sequence."""
    for sequence in sequences:
        for at, (field, _, searchable) in enumerate(texts):
            if TEXT_FIELD_OF[field] in part.fields:
                for start, end in searchable.find(sequence):
                    yield at, start, end


def _telling(part: Part) -> Iterator[tuple[str, ...]]:
    """The words of a part worth marking: a lone character marks too much."""
    for leaf in part.leaves:
        if len(leaf.text) > 1:
            yield from leaf.forms


def _merged(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Overlapping and touching spans as one.

    >>> _merged([Span(0, 2, 0), Span(1, 4, 1), Span(4, 5, 0), Span(7, 8, 0)])
    ((0, 5), (7, 8))
    """
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return tuple(merged)


def _worth(passage: Marked, shown: set[int]) -> tuple[int, int, bool]:
    """More parts of the query not shown yet, then more spans, running text first."""
    new = {span.part for span in passage.spans} - shown
    return len(new), len(_merged(passage.spans)), passage.field == "body"


def _windows(marked: Marked) -> Iterator[Marked]:
    """Passages of one or more sentences; a very long sentence is cut at clauses."""
    borders = [m.span() for m in _SENTENCE.finditer(marked.text)]
    for number, (start, end) in enumerate(borders):
        spans = [s for s in marked.spans if start <= s.start and s.end <= end]
        if marked.spans and not spans:
            continue
        for _, later in borders[number + 1 :]:
            if end - start >= SHORT or later - start > LONG:
                break
            end = later
        if end - start > LONG:
            start, end = _clauses(marked.text, start, end, spans)
        yield marked.cut(start, end)


def _clauses(text: str, start: int, end: int, spans: list[Span]) -> tuple[int, int]:
    """The clauses of a long sentence around its first span, about LONG characters."""
    first = spans[0] if spans else Span(start, start, 0)
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end)), end]
    begin = max(
        c for c in cuts if c <= max(start, first.start - LONG // 4) or c == start
    )
    near = [c for c in cuts if first.end <= c <= begin + LONG]
    stop = max(near, default=max(first.end, min(begin + LONG, end)))
    return begin, stop

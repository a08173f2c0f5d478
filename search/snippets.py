"""Where does an article answer a query, and which passage shows it best?

Nothing is segmented again: what matched is looked for as sequences of units in the
printed text, whole phrases first, a part's words only where none of its phrases is
printed. Spans are character offsets into the text as printed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from search.models import TEXT_FIELD_OF, Article, Snippet
from search.occurrences import Occurrence, Texts
from search.parts import Part

# A passage is read at a glance: about three lines of a result list.
SHORT, LONG = 60, 120
MAX_PASSAGES = 2

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"']*|[^。！？!?；;]+$")
_start = attrgetter("start")
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
        inside = _inside(self.spans, start, end)
        spans = tuple(Span(s.start - start, s.end - start, s.part) for s in inside)
        return Marked(self.field, self.text[start:end], spans)

    def snippet(self) -> Snippet:
        """The text with merged spans, ready to be shown."""
        return Snippet(self.field, self.text, _merged(self.spans))


def mark(article: Article, parts: Sequence[Part]) -> tuple[Marked, ...]:
    """Every text of an article, in the order of `Article.texts`, with its spans."""
    printed = list(article.texts())
    texts = Texts([text for _, text in printed])
    spans: list[list[Span]] = [[] for _ in printed]
    for number, part in enumerate(parts):
        wanted = [TEXT_FIELD_OF[field] in part.fields for field, _ in printed]
        found = _found(texts, wanted, part.forms, part.prefix)
        for at, start, end in found or _found(texts, wanted, _telling(part)):
            spans[at].append(Span(start, end, number))
    return tuple(
        Marked(field, text, tuple(sorted(found, key=_start)))
        for (field, text), found in zip(printed, spans, strict=True)
    )


def _found(
    texts: Texts,
    wanted: Sequence[bool],
    sequences: Iterable[tuple[str, ...]],
    prefix: bool = False,
) -> list[Occurrence]:
    """The occurrences of any sequence in the texts that are wanted."""
    found = (at for each in sequences for at in texts.find(each, prefix))
    return [at for at in found if wanted[at[0]]]


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
    best: list[_Window] = []
    shown: frozenset[int] = frozenset()
    while candidates and len(best) < MAX_PASSAGES:
        first = max(candidates, key=lambda window: window.worth(shown))
        if best and first.parts <= shown:
            break
        best.append(first)
        shown |= first.parts
        candidates.remove(first)
    if not best:
        best = [w for m in running if m.field == "body" for w in _windows(m)][:1]
    return tuple(window.marked.cut(*window.place).snippet() for window in best)


@dataclass(frozen=True, slots=True)
class _Window:
    """A passage of a text: its `place`, which parts of the query it answers, and how
    many spans are highlighted in it."""

    marked: Marked
    place: tuple[int, int]
    parts: frozenset[int]
    spans: int

    def worth(self, shown: frozenset[int]) -> tuple[int, int, bool]:
        """More parts of the query not shown yet, then more spans, running text
        first."""
        return len(self.parts - shown), self.spans, self.marked.field == "body"


def _telling(part: Part) -> Iterator[tuple[str, ...]]:
    """The words of a part worth marking: a lone character marks too much."""
    for leaf in part.leaves:
        if len(leaf.text) > 1:
            yield from leaf.forms


def _merged(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Overlapping and touching spans, in order of their starts, as one.

    >>> _merged([Span(0, 2, 0), Span(1, 4, 1), Span(4, 5, 0), Span(7, 8, 0)])
    ((0, 5), (7, 8))
    """
    merged: list[tuple[int, int]] = []
    for span in spans:
        if merged and span.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span.end))
        else:
            merged.append((span.start, span.end))
    return tuple(merged)


def _windows(marked: Marked) -> Iterator[_Window]:
    """Passages of one or more sentences; a very long sentence is cut at clauses."""
    borders = [m.span() for m in _SENTENCE.finditer(marked.text)]
    starts = [span.start for span in marked.spans]
    for number, (start, end) in enumerate(borders):
        first = bisect_left(starts, start)
        spans = _until(marked.spans, first, end)
        if starts and not spans:
            continue
        last, number = end, number + 1
        while number < len(borders) and end - start < SHORT:
            if borders[number][1] - start > LONG:
                break
            end, number = borders[number][1], number + 1
        if end - start > LONG:
            start, end = _clauses(marked.text, start, end, spans)
            spans = _inside(marked.spans, start, end)
        elif end > last:
            spans = _until(marked.spans, first, end)
        parts = frozenset([span.part for span in spans])
        yield _Window(marked, (start, end), parts, _apart(spans))


def _apart(spans: Sequence[Span]) -> int:
    """How many there are when those that overlap or touch are one."""
    count, end = 0, -1
    for span in spans:
        count += span.start > end
        end = max(end, span.end)
    return count


def _inside(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    return _until(spans, bisect_left(spans, start, key=_start), end)


def _until(spans: Sequence[Span], first: int, end: int) -> list[Span]:
    """Of the spans from the one numbered `first` on, those that lie before `end`."""
    last = first
    while last < len(spans) and spans[last].start < end:
        last += 1
    return [span for span in spans[first:last] if span.end <= end]


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

"""Where do articles answer a query, and which passage of each shows it best?

Nothing is segmented again: what matched is looked for as sequences of units in the
printed text, whole phrases first, a part's words only where none of its phrases is
printed. Spans are character offsets into the text as printed. All articles of a page
are looked through at once: for one by one, most of the time goes into beginning.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from search.models import TEXT_FIELD_OF, Article, Snippet
from search.occurrences import Occurrence, Texts
from search.parts import Part

# A passage is read at a glance: about three lines of a result list.
SHORT, LONG = 60, 120
MAX_PASSAGES = 2

_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"']*|[^。！？!?；;]+$")
_CLAUSE = re.compile(r"[,，、:：。！？!?；;]")


# A highlighted span of a text: where it starts and ends, and the number of the part it
# answers.
Span = tuple[int, int, int]


class Marked(NamedTuple):
    """A text of an article with the spans that answer a query, in order."""

    field: str
    text: str
    spans: Sequence[Span]

    def snippet(self, start: int = 0, end: int | None = None) -> Snippet:
        """The passage from `start` to `end`, or the whole text, ready to be shown:
        with the spans that lie in it, those that overlap or touch as one."""
        text = self.text[start:end]
        return Snippet(self.field, text, _merged(self.spans, start, start + len(text)))


def mark(
    articles: Iterable[Article], parts: Sequence[Part]
) -> tuple[tuple[Marked, ...], ...]:
    """Every text of each article, in the order of `Article.texts`, with its spans."""
    printed = [[*article.texts()] for article in articles]
    texts = [text for each in printed for text in each]
    owners = [number for number, each in enumerate(printed) for _ in each]
    fields = [TEXT_FIELD_OF[field] for field, _ in texts]
    spans: list[list[Span]] = [[] for _ in texts]
    held = Texts([text for _, text in texts])
    for number, part in enumerate(parts):
        inside = [field in part.fields for field in fields]
        answered = set()
        for text, start, end in _found(held, part.forms, part.prefix):
            if inside[text]:
                spans[text].append((start, end, number))
                answered.add(owners[text])
        if len(answered) == len(printed):
            continue
        for text, start, end in _found(held, _telling(part)):
            if inside[text] and owners[text] not in answered:
                spans[text].append((start, end, number))
    for each in spans:
        if len(each) > 1:
            each.sort(key=itemgetter(0))
    marked = (Marked(f, t, s) for (f, t), s in zip(texts, spans, strict=True))
    return tuple(tuple(islice(marked, len(each))) for each in printed)


def _found(
    texts: Texts, sequences: Iterable[tuple[str, ...]], prefix: bool = False
) -> list[Occurrence]:
    """The occurrences of any sequence."""
    return [found for each in sequences for found in texts.find(each, prefix)]


def headline(article: Article, marked: Iterable[Marked]) -> Snippet:
    """The highlighted title of an article; a photo item has its first words."""
    for each in marked:
        if each.field == "headline":
            return each.snippet()
    for each in marked:
        if each.field == "body":
            end = _SENTENCE.match(each.text)
            return each.snippet(0, min(end.end() if end else SHORT, SHORT))
    return Snippet("headline", article.headline or article.id)


def passages(marked: Iterable[Marked]) -> tuple[Snippet, ...]:
    """The passages that answer most of a query; the beginning when none does."""
    running = [m for m in marked if TEXT_FIELD_OF[m.field] != "headline"]
    answering = [m for m in running if m.spans]
    best: list[_Window] = []
    shown = 0
    while len(best) < MAX_PASSAGES and (window := _best(answering, shown)):
        best.append(window)
        shown |= window.parts
    if not best:
        best = [w for m in running if m.field == "body" for w in _windows(m)][:1]
    return tuple(window.marked.snippet(window.start, window.end) for window in best)


class _Window(NamedTuple):
    """A passage of a text from `start` to `end`: which parts of the query it answers, a
    bit each, and how many spans are highlighted in it."""

    marked: Marked
    start: int
    end: int
    parts: int
    spans: int


# How good a window is: how many parts of the query it answers that are not shown yet,
# then how many spans it has; running text first, and what comes first.
_Worth = tuple[int, int, bool, int]


def _best(texts: Iterable[Marked], shown: int) -> _Window | None:
    """The best window, if any answers a part that is not `shown` yet. A text that
    cannot have a better one than has been found is not cut into sentences."""
    hopes: list[tuple[_Worth, Marked]] = []
    for number, marked in enumerate(texts):
        parts = 0
        for _, _, part in marked.spans:
            parts |= 1 << part
        if new := (parts & ~shown).bit_count():
            body = marked.field == "body"
            hopes.append(((new, len(marked.spans), body, -number), marked))
    hopes.sort(key=itemgetter(0), reverse=True)
    best, most = None, (0, 0, False, 0)
    for hope, marked in hopes:
        if hope <= most:
            break
        for window in _windows(marked):
            new = (window.parts & ~shown).bit_count()
            worth = (new, window.spans, *hope[2:])
            if new and worth > most:
                best, most = window, worth
    return best


def _telling(part: Part) -> Iterator[tuple[str, ...]]:
    """The words of a part worth marking: a lone character marks too much."""
    for leaf in part.leaves:
        if len(leaf.text) > 1:
            yield from leaf.forms


def _merged(spans: Iterable[Span], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans that lie between two places, as offsets from the first; overlapping and
    touching ones, in order of their starts, as one.

    >>> spans = [(0, 2, 0), (1, 4, 1), (4, 5, 0), (7, 8, 0)]
    >>> _merged(spans, 0, 9), _merged(spans, 1, 8)
    (((0, 5), (7, 8)), ((0, 4), (6, 7)))
    """
    merged: list[tuple[int, int]] = []
    first, last = -1, -1
    for begin, stop, _ in spans:
        if begin >= end:
            break
        if begin < start or stop > end:
            continue
        if begin > last:
            if last > first:
                merged.append((first - start, last - start))
            first = begin
        last = max(last, stop)
    if last > first:
        merged.append((first - start, last - start))
    return tuple(merged)


def _windows(marked: Marked) -> Iterator[_Window]:
    """Passages of one or more sentences; a very long sentence is cut at clauses."""
    text, spans = marked.text, marked.spans
    borders = [match.span() for match in _SENTENCE.finditer(text)]
    first, wanted = 0, bool(spans)
    for number, (start, end) in enumerate(borders, start=1):
        while first < len(spans) and spans[first][0] < start:
            first += 1
        if wanted and (first == len(spans) or spans[first][0] >= end):
            continue
        while number < len(borders) and end - start < SHORT:
            if borders[number][1] - start > LONG:
                break
            end, number = borders[number][1], number + 1
        if end - start > LONG:
            start, end = _clauses(text, start, end, spans[first:])
        parts, count = _answered(spans, first, start, end)
        if count or not wanted:
            yield _Window(marked, start, end, parts, count)


def _answered(
    spans: Sequence[Span], first: int, start: int, end: int
) -> tuple[int, int]:
    """Of the spans from the one numbered `first` on, those that lie between two places:
    which parts they answer, a bit each, and how many they are when those that overlap
    or touch are one."""
    parts = count = 0
    edge = -1
    for at in range(first, len(spans)):
        begin, stop, part = spans[at]
        if begin >= end:
            break
        if start <= begin and stop <= end:
            parts |= 1 << part
            count += begin > edge
            edge = max(edge, stop)
    return parts, count


def _clauses(text: str, start: int, end: int, spans: Iterable[Span]) -> tuple[int, int]:
    """The clauses of a long sentence around its first span, about LONG characters."""
    inside = ((begin, stop) for begin, stop, _ in spans if stop <= end)
    first, last = next(inside, (start, start))
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end)), end]
    begin = max(c for c in cuts if c <= max(start, first - LONG // 4) or c == start)
    near = [c for c in cuts if last <= c <= begin + LONG]
    stop = max(near, default=max(last, min(begin + LONG, end)))
    return begin, stop

"""Where do articles answer a query, and which passage of each shows it best?

Nothing is segmented again: what matched is looked for as sequences of units in the
printed text, whole phrases first, a part's words only where none of its phrases is
printed. Spans are character offsets into the text as printed. All articles of a page
are looked through at once: for one by one, most of the time goes into beginning.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import itemgetter
from typing import NamedTuple

from search.models import TEXT_FIELD_OF, Article, Snippet
from search.occurrences import Occurrence, Texts
from search.parts import Part

# A passage is read at a glance: about three lines of a result list.
SHORT, LONG = 60, 120
MAX_PASSAGES = 2

# Every character of a text stands in one of these.
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’」』）)\"']*|[^。！？!?；;]+$")
_CLAUSE = re.compile(r"[,，、:：。！？!?；;]")


# A highlighted span of a text: where it starts and ends, and the number of the part it
# answers.
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Marked:
    """The texts of an article, each with its name, as `Article.texts` gives them, and
    the spans of each that answer a query, in order."""

    texts: Sequence[tuple[str, str]]
    spans: Sequence[Sequence[Span]]

    def snippets(self) -> tuple[Snippet, ...]:
        """Every text, whole and highlighted."""
        texts = zip(self.texts, self.spans, strict=True)
        return tuple(_snippet(name, text, spans) for (name, text), spans in texts)


def mark(articles: Iterable[Article], parts: Sequence[Part]) -> tuple[Marked, ...]:
    """What of each article answers these parts of a query."""
    printed = [[*article.texts()] for article in articles]
    owners = [number for number, each in enumerate(printed) for _ in each]
    fields = [TEXT_FIELD_OF[name] for each in printed for name, _ in each]
    held = Texts([text for each in printed for _, text in each])
    spans: list[list[Span]] = [[] for _ in owners]
    wanted = {each: [f in each for f in fields] for each in {p.fields for p in parts}}
    for number, part in enumerate(parts):
        inside = wanted[part.fields]
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
    left = iter(spans)
    return tuple(Marked(each, [*islice(left, len(each))]) for each in printed)


def _found(
    texts: Texts, sequences: Iterable[tuple[str, ...]], prefix: bool = False
) -> list[Occurrence]:
    """The occurrences of any sequence."""
    return [found for each in sequences for found in texts.find(each, prefix)]


def _telling(part: Part) -> Iterator[tuple[str, ...]]:
    """The words of a part worth marking, where it is not one itself: a lone character
    marks too much."""
    for leaf in part.leaves:
        if len(leaf.text) > 1:
            yield from (form for form in leaf.forms if form not in part.forms)


def headline(article: Article, marked: Marked) -> Snippet:
    """The highlighted title of an article; a photo item has its first words."""
    for (name, text), spans in zip(marked.texts, marked.spans, strict=True):
        if name == "headline":
            return _snippet(name, text, spans)
        if name == "body":
            end = _SENTENCE.match(text)
            return _snippet(name, text, spans, 0, min(end.end() if end else 0, SHORT))
    return Snippet("headline", article.headline or article.id)


def _snippet(
    name: str, text: str, spans: Iterable[Span], start: int = 0, end: int | None = None
) -> Snippet:
    """A passage of a text, or all of it, ready to be shown: with the spans that lie in
    it, those that overlap or touch as one."""
    passage = text[start:end]
    return Snippet(name, passage, _merged(spans, start, start + len(passage)))


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


# The name of a text, the text, the spans in it, and the parts they answer, a bit each.
_Answering = tuple[str, str, Sequence[Span], int]


class _Window(NamedTuple):
    """A passage from `start` to `end` of the text of a number: the parts that it
    answers, a bit each."""

    number: int
    start: int
    end: int
    parts: int


def passages(marked: Marked) -> tuple[Snippet, ...]:
    """The passages that answer most of a query; the beginning when none does."""
    answering: list[_Answering] = []
    for (name, text), spans in zip(marked.texts, marked.spans, strict=True):
        if spans and TEXT_FIELD_OF[name] != "headline":
            parts = 0
            for _, _, part in spans:
                parts |= 1 << part
            answering.append((name, text, spans, parts))
    best: list[_Window] = []
    shown = 0
    while len(best) < MAX_PASSAGES and (window := _best(answering, shown)):
        best.append(window)
        shown |= window.parts
    if not best:
        return _beginning(marked)
    return tuple(
        _snippet(*answering[number][:3], start, end) for number, start, end, _ in best
    )


def _beginning(marked: Marked) -> tuple[Snippet, ...]:
    """The first sentences of the body, where there is one."""
    for name, text in marked.texts:
        if name == "body" and text:
            start, end = _around(text, _ends(text), 0, ())
            return (Snippet(name, text[start:end]),)
    return ()


# How good a window is: how many parts of the query it answers that are not shown yet,
# then how many spans it has; running text first, and what comes first.
_Worth = tuple[int, int, bool, int]


def _best(texts: Sequence[_Answering], shown: int) -> _Window | None:
    """The best window, if any answers a part that is not `shown` yet. A text that
    cannot have a better one than has been found is not cut into sentences."""
    hopes: list[_Worth] = []
    for number, (name, _, spans, parts) in enumerate(texts):
        if new := (parts & ~shown).bit_count():
            hopes.append((new, len(spans), name == "body", -number))
    hopes.sort(reverse=True)
    best, most = None, (0, 0, False, 0)
    for hope in hopes:
        if hope <= most:
            break
        new, left, body, order = hope
        _, text, spans, _ = texts[-order]
        ends = _ends(text)
        sentence = 0
        for first, (begin, _, _) in enumerate(spans):
            # A passage begins with a sentence that has spans, and has none before it.
            if first and begin < ends[sentence]:
                continue
            if (new, left - first, body, order) <= most:
                break
            sentence = bisect_right(ends, begin, sentence)
            start, end = _around(text, ends, sentence, spans[first:])
            parts, count = _answered(spans, first, start, end)
            worth = ((parts & ~shown).bit_count(), count, body, order)
            if worth > most and worth[0]:
                best, most = _Window(-order, start, end, parts), worth
    return best


def _ends(text: str) -> list[int]:
    """Where the sentences of a text end."""
    return [*accumulate(map(len, _SENTENCE.findall(text)))]


def _around(
    text: str, ends: Sequence[int], sentence: int, spans: Sequence[Span]
) -> tuple[int, int]:
    """A passage that begins with a sentence: some more where it is short, clauses of it
    around the first of `spans` where it is very long."""
    start = ends[sentence - 1] if sentence else 0
    end = ends[sentence]
    for more in ends[sentence + 1 :]:
        if end - start >= SHORT or more - start > LONG:
            break
        end = more
    return _clauses(text, start, end, spans) if end - start > LONG else (start, end)


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

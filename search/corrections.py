"""What may somebody have meant whose query is printed nowhere, or nearly so?

A part of the query that was mistyped (招商引子) is like a name that the archive has
(招商引资): it sounds the same, or has two characters exchanged, one wrong, one missing
or one too many. It is offered, never used unasked, and only when it finds something.
A quotation is what its author wants it to be.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress, islice
from typing import TYPE_CHECKING

from search.analysis import words
from search.engines.base import EVERYTHING, EngineQuery, Node, Phrase, View
from search.models import Notice, SearchRequest
from search.parts import Part, make_part
from search.plan import Plan, make_plan
from search.query import parse
from search.text import unit_texts

if TYPE_CHECKING:
    from search.lexicon import Entries, Lexicon, Numbers
    from search.pinyin import Sounds

# Printed in at most so many articles, and one in so many, and in less than one for so
# many of the other, it is nearly nowhere: 高新取 stands in 高新取得 too.
_NEARLY, _ONE_IN, _TIMES = 20, 1_000, 20
# Longer parts are sentences, not names with a slip in them.
LONGEST = 16
# So long are the pieces of a part that are looked at, the usual length first, of so
# many words; so many are.
_PIECES, _USUAL, _MOST_WORDS, _MOST_PIECES = range(3, 9), 4, 4, 10
# Shorter names with one character wrong, or one more or less, are other names.
_SHORTEST_CHANGED = 4
# So many of a kind are looked up in the index.
_LOOKED_UP = 4
# What a slip costs: characters that sound alike are what input methods get wrong.
_SOUND, _MORE_SOUNDS, _SWAP, _CHANGE, _CUT = 1.0, 0.25, 1.5, 2.0, 2.5
# So much less where it makes the name of a zone: they are what is asked for here.
_ZONE = 0.75


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a text: from, and up to."""

    text: str
    start: int
    end: int


def doubtful(plan: Plan) -> tuple[Node, ...]:
    """What is counted to tell whether anything in a plan may be mistyped: everything,
    and its names as they are printed."""
    names = [part.literal for part in _names(plan)]
    return (EVERYTHING, *names) if names else ()


def corrected(
    view: View,
    request: SearchRequest,
    plan: Plan,
    asked: EngineQuery,
    counts: Sequence[int],
) -> Plan:
    """The plan of a request, with the offer to ask something else in its place where
    that finds something, and more than the query does read by the letter; `counts` are
    those of what is `doubtful`."""
    meant = request.text
    for part, printed in zip(_names(plan), counts[1:], strict=True):
        if printed > _nearly(counts[0]):
            continue
        # Most queries have no need of it.
        from search.lexicon import compared, lexicon_of, prepare

        # What is found is looked up: the lexicon of an earlier commit will do.
        lexicon = lexicon_of(view) or prepare(view)
        typed = compared(part.text)
        better = _better(view, lexicon, typed, printed) if lexicon else None
        if better and meant.count(part.text) == 1:
            meant = meant.replace(part.text, better)
    if meant == request.text:
        return plan
    other = make_plan(parse(meant), request.exact, request.synonyms, request.scope)
    found = _count(view, other.where(), asked)
    if found <= _count(view, plan.where(), asked):
        return plan
    notice = Notice("corrected", f"您是不是要找：{meant}（{found} 篇）", meant)
    return replace(plan, notices=(*plan.notices, notice))


def _names(plan: Plan) -> list[Part]:
    """The parts that can be names: they are short."""
    return [part for part in plan.soft if _is_short("".join(unit_texts(part.text)))]


def _is_short(typed: str) -> bool:
    return 2 <= len(typed) <= LONGEST and not typed.isascii()


def _better(view: View, lexicon: "Lexicon", typed: str, printed: int) -> str | None:
    """What may have been meant by a part of a query that so many articles have; None
    where nothing is likelier than what it is."""
    if lexicon.bylines.has(typed) or lexicon.parks.has(typed):
        return None
    whole = _Piece(typed, 0, len(typed))
    if better := _mended(view, lexicon, whole, printed):
        return better
    better = typed
    # From behind, so that the places of the others stay.
    for piece, meant in sorted(_fixes(view, lexicon, typed), key=lambda f: -f[0].start):
        better = better[: piece.start] + meant + better[piece.end :]
    return better if better != typed else None


def _fixes(view: View, lexicon: "Lexicon", typed: str) -> Iterator[tuple[_Piece, str]]:
    """Pieces of a text that are printed nearly nowhere, and what they may be instead;
    none of them overlaps another."""
    taken: list[_Piece] = []
    pieces = _pieces(typed)[:_MOST_PIECES]
    every, *counts = view.counts((EVERYTHING, *(_printed(p.text) for p in pieces)))
    for piece, printed in zip(pieces, counts, strict=True):
        if any(p.start < piece.end and piece.start < p.end for p in taken):
            continue
        if printed > _nearly(every):
            continue
        if meant := _mended(view, lexicon, piece, printed):
            taken.append(piece)
            yield piece, meant


def _pieces(typed: str) -> list[_Piece]:
    """The rows of words in a text that may be names, the likeliest first."""
    ends = [0, *accumulate(map(len, words(typed)))]
    if ends[-1] != len(typed):
        # A per cent sign is no word: this is a figure.
        return []
    rows = [
        _Piece(typed[start:end], start, end)
        for at, start in enumerate(ends)
        for end in ends[at + 1 : at + 1 + _MOST_WORDS]
        if end - start in _PIECES and end - start < len(typed)
    ]
    return sorted(rows, key=lambda row: abs(row.end - row.start - _USUAL))


def _mended(view: View, lexicon: "Lexicon", piece: _Piece, printed: int) -> str | None:
    """The likeliest name that a piece may be instead, and that is far more frequent."""
    zones = _near(lexicon.parks, lexicon.sounds, piece.text)
    found = heapq.merge(
        ((cost - _ZONE, number, name) for cost, number, name in zones),
        _near(lexicon.phrases, lexicon.sounds, piece.text),
        islice(_alike(lexicon.bylines, lexicon.sounds, piece.text), _LOOKED_UP),
    )
    parts = [make_part(name) for _, _, name in islice(found, _LOOKED_UP)]
    others = [part for part in parts if part]
    counts = view.counts(part.literal for part in others)
    likelier = (n > _TIMES * printed for n in counts)
    return next((part.text for part in compress(others, likelier)), None)


# What a slip costs, the rank of a name among its kind, and the name.
_Near = tuple[float, int, str]


def _near(entries: "Entries", sounds: "Sounds", typed: str) -> Iterator[_Near]:
    """The names that somebody may have meant who typed this, the likeliest first."""
    yield from _alike(entries, sounds, typed)
    yield from _ranked(_SWAP, entries, entries.swapped(typed))
    if len(typed) >= _SHORTEST_CHANGED:
        yield from _ranked(_CHANGE, entries, entries.replaced(typed))
        yield from _ranked(_CUT, entries, entries.one_more_or_less(typed))


def _alike(entries: "Entries", sounds: "Sounds", typed: str) -> Iterator[_Near]:
    """Those that sound the same, the fewer other characters the better."""
    found = [
        (_SOUND + _MORE_SOUNDS * sum(map(str.__ne__, name, typed)), number, name)
        for number in entries.alike(typed, sounds)[: 4 * _LOOKED_UP].tolist()
        if (name := entries.name(number)) != typed
    ]
    yield from sorted(found)[:_LOOKED_UP]


def _ranked(cost: float, entries: "Entries", numbers: "Numbers") -> Iterator[_Near]:
    for number in numbers[:_LOOKED_UP].tolist():
        yield cost, number, entries.name(number)


def _nearly(every: int) -> int:
    """In how many of all articles what is printed nearly nowhere may be."""
    return min(_NEARLY, every // _ONE_IN)


def _printed(text: str) -> Node:
    return Phrase(tuple(unit_texts(text)))


def _count(view: View, where: Node, asked: EngineQuery) -> int:
    query = replace(asked, where=where, limit=0, facets=())
    return view.find(query).total

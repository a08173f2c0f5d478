"""What has a segment to say of a term, however its field is laid out?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.layout import PAIRS, UNITS
from search.engines.whoosh.postings import Docs, changes
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.segment_file import Array
from search.engines.whoosh.unit_text import BORDER, BORDER_NUMBER


@dataclass(frozen=True, slots=True)
class TermPostings:
    """The documents with a term, ascending, and how often each has it, int64;
    `positions` are those in all documents, one after the other, where they are kept."""

    docs: Docs
    counts: NDArray[np.int64]
    positions: Array | None = None


def term_postings(data: SegmentData, field: str, term: bytes) -> TermPostings | None:
    """The postings of a term; None where no document has it."""
    if field == PAIRS:
        return _pair(data, term)
    if field in data.texts:
        return _unit(data, field, term)
    if field not in data.words and field not in data.keywords:
        return None
    held = data.field(field)
    number = held.terms.find(term)
    if number is None:
        return None
    span = held.postings.span(number)
    return TermPostings(held.postings.documents(*span), held.postings.counts(*span))


def term_counts(
    data: SegmentData, field: str, term: bytes
) -> tuple[Docs, NDArray[np.int64]] | None:
    """The documents with a term and how often each has it: as `term_postings`, faster
    for a text field, since no position is looked at."""
    if field not in data.texts and field != UNITS:
        found = term_postings(data, field, term)
        return None if found is None else (found.docs, found.counts)
    number = data.text.unit(term.decode("utf-8", "surrogatepass"))
    if number is None:
        return None
    return (
        data.text.counted(number)
        if field == UNITS
        else (data.units.counted(number, field))
    )


def field_terms(data: SegmentData, field: str) -> Sequence[bytes]:
    """The terms of a field in byte order. Those of a text field are the units of all
    of them; those of the pairs are sorted anew at each call."""
    if field == PAIRS:
        return sorted(_pair_terms(data))
    if field in data.texts:
        return [term for term in data.text.dictionary if term != BORDER.encode()]
    known = field in data.words or field in data.keywords
    return data.field(field).terms if known else ()


def _unit(data: SegmentData, field: str, term: bytes) -> TermPostings | None:
    """A unit of a text field, with its positions in the field."""
    text = data.text
    number = text.unit(term.decode("utf-8", "surrogatepass"))
    if number is None:
        return None
    found = text.occurrences(*text.pairs_from(number))
    inside = text.inside(found, (field,))
    docs, at = found.docs[inside], found.at[inside]
    if not docs.size:
        return None
    order = np.argsort(at)
    docs, at = docs[order], at[order]
    begin, _ = text.field(field, docs)
    first = np.flatnonzero(changes(docs))
    counts = np.diff(first, append=len(docs))
    return TermPostings(docs[first], counts, at - text.starts[docs] - begin)


def _pair(data: SegmentData, term: bytes) -> TermPostings | None:
    """A pair of neighbours, written "招 商"."""
    first, _, second = term.decode("utf-8", "surrogatepass").partition(" ")
    units = data.text.unit(first), data.text.unit(second)
    if units[0] is None or units[1] is None:
        return None
    number = data.text.pair(units[0], units[1])
    if number is None:
        return None
    span = data.text.pairs.span(number)
    pairs = data.text.pairs
    return TermPostings(pairs.documents(*span), pairs.counts(*span))


def _pair_terms(data: SegmentData) -> list[bytes]:
    text = data.text
    units = [b""] * len(text.dictionary)
    for number, unit in zip(text.numbers.tolist(), text.dictionary, strict=True):
        units[number] = unit
    starts = text.first.astype(np.int64)
    first = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    second = text.second.whole()
    inside = second != BORDER_NUMBER
    pairs = zip(first[inside].tolist(), second[inside].tolist(), strict=True)
    return [units[a] + b" " + units[b] for a, b in pairs]

"""Is a segment what it should be?

Every byte is compared with its checksum, and what is held twice with its other half:
postings with the values and lengths of documents, pairs with the unit text. Pieces of
a million postings are in memory at a time, nothing is sorted.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.layout import PAIRS
from search.engines.whoosh.merge import PIECE
from search.engines.whoosh.postings import Docs, Postings, changes
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.segment_file import Array
from search.engines.whoosh.unit_text import BORDER_NUMBER, UnitText


def disagreements(data: SegmentData) -> Iterator[str]:
    """A line for everything that is wrong with a segment.

    Raises whatever reading does where bytes are those that were written, and make no
    sense all the same.
    """
    bad = list(data.file.verify())
    yield from bad or (f"{data.file.path.name}: {what}" for what in _structure(data))


def _structure(data: SegmentData) -> Iterator[str]:
    for field in (*data.words, *data.keywords):
        held = data.field(field)
        terms = list(held.terms)
        if any(a >= b for a, b in pairwise(terms)) or len(terms) != len(held.postings):
            yield f"the terms of {field} are not in order"
        elif not _sorted_rows(held.postings, data.documents):
            yield f"the postings of {field} are not in order"
        elif field in data.keywords and not _same_values(data, field):
            yield f"{field} is not the same by term and by document"
        elif field in data.words and not _same_lengths(data, field):
            yield f"the lengths of {field} are not those of its postings"
    for name in data.numbers:
        if data.column(name).shape != (data.documents,):
            yield f"{name} has not one number a document"
    if not _whole_text(data.text, data.documents):
        yield "the unit text is not whole"
    elif not _whole_pairs(data):
        yield "the unit text and its pairs do not agree"


def _pieces(starts: Array) -> Iterator[tuple[int, int]]:
    """Rows `first` to `last` with some postings, one after the other; `starts` are
    the bounds of all rows."""
    cuts = np.searchsorted(starts, np.arange(0, int(starts[-1]), PIECE))
    return pairwise(np.unique(np.append(cuts, len(starts) - 1)).tolist())


def _bounds(starts: Array, size: int) -> bool:
    """Whether these are the bounds of rows in an array of a size."""
    rising = bool((starts[1:] >= starts[:-1]).all())
    return rising and int(starts[0]) == 0 and int(starts[-1]) == size


def _sorted_rows(postings: Postings, documents: int) -> bool:
    """Within a term, documents ascend and are documents of the segment."""
    starts = postings.starts.whole()
    if not _bounds(starts, len(postings.docs)) or not postings.are_complete():
        return False
    for first, last in _pieces(starts):
        start, stop = postings.span(first, last)
        docs = postings.documents(start, stop)
        falls = np.flatnonzero(np.diff(docs) <= 0) + 1 + start
        inside = docs.size == 0 or int(docs.max()) < documents
        if not inside or not np.isin(falls, starts[first:last]).all():
            return False
    return True


def _same_values(data: SegmentData, field: str) -> bool:
    """The values of the documents are the postings the other way round."""
    held = data.field(field)
    docs = held.postings.documents(0, len(held.postings.docs))
    terms = np.repeat(np.arange(len(held.terms)), np.diff(held.postings.starts.whole()))
    values, starts = data.values(field)
    if len(starts) != data.documents + 1 or not _bounds(starts, len(docs)):
        return False
    owners = np.repeat(np.arange(data.documents), np.diff(starts))
    there = np.lexsort((owners, values))
    return bool((values[there] == terms).all() and (owners[there] == docs).all())


def _same_lengths(data: SegmentData, field: str) -> bool:
    """A document is as long as all its postings together."""
    postings = data.field(field).postings
    lengths = np.zeros(data.documents, np.int64)
    for first, last in _pieces(postings.starts.whole()):
        span = postings.span(first, last)
        found = np.bincount(
            postings.documents(*span), postings.counts(*span), data.documents
        )
        lengths += found.astype(np.int64)
    return bool(np.array_equal(lengths, data.lengths(field)))


def _whole_text(text: UnitText, documents: int) -> bool:
    """Documents and fields follow each other without a gap; units are numbered."""
    starts, ends = text.starts, text.ends.astype(np.int64)
    units = np.sort(text.numbers)
    return bool(
        len(starts) == documents + 1
        and starts[0] == 1
        and (np.diff(starts) >= 0).all()
        and len(text.codes) == starts[-1]
        and ends.shape == (documents, len(text.fields))
        and (np.diff(ends, axis=1, prepend=0) >= 0).all()
        and (ends[:, -1] == np.diff(starts)).all()
        and np.array_equal(units, np.arange(len(text.dictionary)))
    )


def _whole_pairs(data: SegmentData) -> bool:
    """Every unit but a border begins one pair, and each pair is where it should be.

    Each place of a pair is compared with the text, none is given twice, and they are
    as many as there are units.
    """
    text = data.text
    starts = text.position_starts.whole().astype(np.int64)
    sound = (
        _bounds(text.first, len(text.second))
        and len(text.first) == len(text.dictionary) + 1
        and len(starts) == len(text.second) + 1 == len(text.pairs) + 1
        and _bounds(starts, len(text.positions))
        and _sorted_rows(text.pairs, data.documents)
        and _units(text) == len(text.positions)
    )
    if not sound:
        return False
    lengths = np.zeros(data.documents, np.int64)
    for first, last in _pieces(starts):
        docs = _standing(text, first, last, starts)
        if docs is None:
            return False
        lengths += np.bincount(docs, minlength=data.documents)
    return bool(np.array_equal(lengths, data.lengths(PAIRS)))


def _units(text: UnitText) -> int:
    """How many units there are, borders not counted."""
    end = int(text.starts[-1])
    return sum(
        int(np.count_nonzero(text.units(at, min(at + PIECE, end)) != BORDER_NUMBER))
        for at in range(0, end, PIECE)
    )


def _standing(
    text: UnitText, first: int, last: int, starts: NDArray[np.int64]
) -> Docs | None:
    """The documents of the places of pairs `first` to `last`, those with a border
    left out; None where a pair does not stand where it should."""
    counts = text.pairs.counts(*text.pairs.span(first, last))
    rows = text.pairs.starts.whole()[first : last + 1].astype(np.int64)
    totals = np.add.reduceat(counts, rows[:-1] - rows[0]) if counts.size else counts
    if not np.array_equal(totals, np.diff(starts[first : last + 1])):
        return None
    found = text.occurrences(first, last)
    pairs = np.repeat(np.arange(first, last), totals)
    twice = (np.diff(found.at) <= 0) & ~changes(pairs)[1:]
    units = text.first.searchsorted(pairs, "right") - 1
    seconds = text.second.take(pairs)
    stands = (
        (found.at < text.starts[found.docs + 1] - 1)
        & (text.units_at(found.at) == units)
        & (text.units_at(found.at + 1) == seconds)
    )
    if twice.any() or not stands.all():
        return None
    inside: Docs = found.docs[seconds != BORDER_NUMBER]
    return inside

"""Is a segment what it should be?

Every block of every array is compared with its checksum, and what is held twice with
its other half.
"""

import zlib
from collections.abc import Iterator

import numpy as np

from search.engines.whoosh.segment import SegmentData
from search.engines.whoosh.unit_text import BORDER_NUMBER
from search.errors import EngineError


def disagreements(data: SegmentData) -> Iterator[str]:
    """A line for everything that is wrong with a segment."""
    bad = list(data.file.verify())
    if bad:
        yield from bad
        return
    name = data.file.path.name
    try:
        for field in (*data.words, *data.keywords):
            if not _sorted_rows(data, field):
                yield f"{name}: the postings of {field} are not in order"
        for field in data.keywords:
            if not _same_values(data, field):
                yield f"{name}: {field} is not the same by term and by document"
        if not _whole_text(data):
            yield f"{name}: the unit text and its pairs do not agree"
        yield from _unreadable(data)
    except EngineError as error:
        yield str(error)


def _sorted_rows(data: SegmentData, field: str) -> bool:
    """Within a term, documents ascend and are documents of the segment."""
    held = data.field(field)
    docs = held.postings.documents(0, len(held.postings.docs))
    starts = held.postings.starts.whole()
    falls = np.flatnonzero(np.diff(docs) <= 0) + 1
    inside = docs.size == 0 or int(docs.max()) < data.documents
    same = len(held.terms) == len(held.postings) and int(starts[-1]) == docs.size
    return inside and same and bool(np.isin(falls, starts).all())


def _same_values(data: SegmentData, field: str) -> bool:
    """The values of the documents are the postings the other way round."""
    held = data.field(field)
    docs = held.postings.documents(0, len(held.postings.docs))
    terms = np.repeat(np.arange(len(held.terms)), np.diff(held.postings.starts.whole()))
    values, starts = data.values(field)
    owners = np.repeat(np.arange(data.documents), np.diff(starts))
    if len(owners) != len(docs):
        return False
    there = np.lexsort((owners, values))
    same = (values[there] == terms).all() and (owners[there] == docs).all()
    return bool(same)


def _whole_text(data: SegmentData) -> bool:
    """Every unit but a border begins a pair, and each pair is where it should be."""
    text = data.text
    end = int(text.starts[-1])
    if len(text.codes) != end or len(text.starts) != data.documents + 1:
        return False
    units = text.units(0, end)
    counts = np.bincount(units, minlength=len(text.dictionary))
    counts[BORDER_NUMBER] = 0
    return bool((counts == text.frequencies()).all())


def _unreadable(data: SegmentData) -> Iterator[str]:
    """Stored fields that do not come out."""
    for document in range(data.documents):
        try:
            _ = data.stored[document]
        except zlib.error:
            yield f"{data.file.path.name}: document {document} cannot be read"

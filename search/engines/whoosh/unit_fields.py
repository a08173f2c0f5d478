"""In which fields does a single unit stand, and how often?

The slice of a unit's pairs says it of the document as a whole. All fields but the
longest are inverted, unit by unit, when they are first asked for (20 ms for the
headlines of 65,000 articles); what is in none of them is in the longest.
"""

import threading
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs, Rows, expand, invert
from search.engines.whoosh.unit_text import UnitText

Counted = tuple[Docs, NDArray[np.int64]]


class UnitFields:
    """The units of each field of a unit text."""

    def __init__(self, text: UnitText) -> None:
        self.text = text
        self._rows: dict[str, Rows] = {}
        self._lock = threading.Lock()

    def counted(self, unit: int, field: str) -> Counted:
        """The documents with a unit in a field, ascending, and how often each
        has it there, int64."""
        if field != self._longest:
            return self._row(field, unit)
        text = self.text
        docs, counts = text.counted(unit)
        left = np.zeros(len(text.starts) - 1, np.int64)
        left[docs] = counts
        for other in text.fields:
            if other != field:
                having, elsewhere = self._row(other, unit)
                left[having] -= elsewhere
        there = np.flatnonzero(left)
        return there, left[there]

    @cached_property
    def _longest(self) -> str:
        ends = self.text.ends.sum(axis=0, dtype=np.int64)
        return self.text.fields[int(np.argmax(np.diff(ends, prepend=0)))]

    def _row(self, field: str, unit: int) -> Counted:
        with self._lock:
            if field not in self._rows:
                self._rows[field] = self._inverted(field)
        rows = self._rows[field]
        row = slice(rows.starts[unit], rows.starts[unit + 1])
        return rows.docs[row].astype(np.int64), rows.counts[row]

    def _inverted(self, field: str) -> Rows:
        text = self.text
        every = np.arange(len(text.starts) - 1)
        begin, end = text.field(field, every)
        at = expand(text.starts[:-1] + begin, end - begin)
        docs = np.repeat(every, end - begin)
        return invert(text.units_at(at), docs, len(text.dictionary))

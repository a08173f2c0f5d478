"""How many of the documents that were found have each value of a facet?

Whoever counts often has the values of every document beside each other. To put them
there takes as long as some twenty questions do without, and most commands ask one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs, expand
from search.engines.whoosh.segment_file import Array, narrow
from search.engines.whoosh.sets import inside
from search.engines.whoosh.snapshot import Part

# Values with how many documents have them, the highest first.
Counts = tuple[tuple[str, int], ...]

# So many values of a facet are kept beside each other for every document.
_MOST_VALUES = 4
# So many questions are answered without; of one about all documents each share of
# them is a question more.
_PATIENCE = 20
_SHARES = 64


@dataclass(frozen=True, slots=True)
class Table:
    """The values of all documents, as numbers of `labels`, which are in order.

    `values` [documents, most] are the first of each, `len(labels)` where there are
    fewer; `more` are all others, of the documents `owners`, ascending.
    """

    labels: tuple[str, ...]
    values: Array
    more: Array
    owners: Docs


class Facets:
    """The keyword fields of a snapshot of `size` documents; any number of threads may
    count."""

    def __init__(self, parts: Sequence[Part], size: int) -> None:
        self.parts, self.size = parts, size
        self._tables: dict[str, Table] = {}
        self._asked: Counter[str] = Counter()

    def counts(
        self,
        field: str,
        docs: Docs,
        most: int | None = None,
        chosen: Collection[str] = (),
    ) -> Counts:
        """How many of `docs` have each value of a field, the highest first; only the
        `most` frequent values, and those that are `chosen`, if there are more."""
        table = self._tables.get(field)
        if table is None:
            self._asked[field] += 1 + docs.size * _SHARES // max(self.size, 1)
            if self._asked[field] <= _PATIENCE:
                return _ordered(*self._counted(field, docs), most, chosen)
            table = self._tables[field] = _table(field, self.parts, self.size)
        return _ordered(table.labels, self._tally(table, docs), most, chosen)

    def _counted(
        self, field: str, docs: Docs
    ) -> tuple[Sequence[str], NDArray[np.int64]]:
        """The values that count, in order, and how much, from the segments."""
        found: Counter[str] = Counter()
        for part in self.parts:
            stop = part.base + part.data.documents
            first, last = docs.searchsorted((part.base, stop))
            counts = np.bincount(
                part.data.values_of(field, docs[first:last] - part.base)
            )
            terms = part.data.field(field).terms
            for number in counts.nonzero()[0].tolist():
                found[_label(terms[number])] += int(counts[number])
        labels = sorted(found)
        return labels, np.array([found[label] for label in labels], np.int64)

    def _tally(self, table: Table, docs: Docs) -> NDArray[np.int64]:
        size = len(table.labels) + 1
        every = docs.size == self.size
        values = table.values if every else table.values.take(docs, axis=0)
        counts = np.bincount(values.ravel(), minlength=size)
        if table.more.size:
            more = table.more[inside(table.owners, docs, self.size)]
            counts += np.bincount(more, minlength=size)
        return counts[:-1]


def _table(field: str, parts: Iterable[Part], size: int) -> Table:
    held = [(part.data, part.data.field(field).terms) for part in parts]
    known = sorted({term for _, terms in held for term in terms})
    number = {term: i for i, term in enumerate(known)}
    values, counts = [], []
    for data, terms in held:
        renumbered = np.array([number[term] for term in terms], narrow(len(known)))
        numbers, starts = data.values(field)
        values.append(renumbered[numbers])
        counts.append(np.diff(starts.astype(np.int64)))
    sizes = np.concatenate([np.empty(0, np.int64), *counts])
    joined = np.concatenate([np.empty(0, narrow(len(known))), *values])
    owners = np.repeat(np.arange(size), sizes)
    nth = expand(np.zeros(size, np.int64), sizes)
    most = min(int(sizes.max(initial=1)), _MOST_VALUES)
    table = np.full((size, most), len(known), narrow(len(known)))
    held_in = nth < most
    table[owners[held_in], nth[held_in]] = joined[held_in]
    labels = tuple(map(_label, known))
    return Table(labels, table, joined[~held_in], owners[~held_in])


def _places(labels: Sequence[str], chosen: Iterable[str]) -> Iterator[int]:
    """Where some labels stand, those that there are."""
    for each in chosen:
        place = bisect_left(labels, each)
        if place < len(labels) and labels[place] == each:
            yield place


def _label(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


def _ordered(
    labels: Sequence[str],
    counts: NDArray[np.int64],
    most: int | None,
    chosen: Collection[str],
) -> Counts:
    """The labels that count, with how much, the highest first."""
    there = counts.nonzero()[0]
    # The labels are in order already: among equals the sort keeps it.
    order = there[(-counts[there]).argsort(kind="stable")]
    if most is not None and order.size > most:
        wanted = np.zeros(len(labels), bool)
        wanted[[*_places(labels, chosen)]] = True
        rest = order[most:]
        order = np.concatenate([order[:most], rest[wanted[rest]]])
    highest = map(labels.__getitem__, order.tolist())
    return tuple(zip(highest, counts[order].tolist(), strict=True))

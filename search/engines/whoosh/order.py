"""In which order do documents come, as far as it is asked?

Documents are compared by keys, smaller first, and last by their ids. Only those that
can be on the wanted page are ever sorted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.postings import Docs

Positions = NDArray[np.int64]

# Of blocks of so many the smallest is looked at first.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Order:
    """An order of documents: keys, arrays as long as `docs`, and the ranks by id of
    any documents."""

    docs: Docs
    keys: Sequence[NDArray[Any]]
    by_id: Callable[[Docs], NDArray[Any]]

    def best(self, count: int, pool: Positions | None = None) -> Positions:
        """The first `count` of the positions in `pool` (None: of all), in order."""
        return self._sorted(self.first(count, pool))

    def first(self, count: int, pool: Positions | None = None) -> Positions:
        """The same, as they come."""
        if not count:
            return np.empty(0, np.int64)
        chosen, left = [], count
        for number in range(len(self.keys) + 1):
            if (self.docs.size if pool is None else pool.size) <= left:
                break
            values = self._values(number, pool)
            near, threshold = _smallest(values, left)
            better, equal = (
                near[values[near] < threshold],
                near[values[near] == threshold],
            )
            chosen.append(better if pool is None else pool[better])
            left -= better.size
            pool = equal if pool is None else pool[equal]
            if not left:
                break
        chosen.append(np.arange(self.docs.size) if pool is None else pool[:left])
        return np.concatenate(chosen) if len(chosen) > 1 else chosen[0]

    def after(self, at: int) -> Positions:
        """The positions of all that come after the one at `at`."""
        ties = np.arange(self.docs.size)
        later = []
        for number in range(len(self.keys) + 1):
            if ties.size < 2:
                break
            values = self._values(number, ties)
            # Ranks by id hold among the documents that were asked for together.
            mine = values[np.flatnonzero(ties == at)[0]]
            later.append(ties[values > mine])
            ties = ties[values == mine]
        return np.concatenate(later) if later else ties[:0]

    def _values(self, number: int, pool: Positions | None) -> NDArray[Any]:
        """What decides at last, or first, among a pool: a key, or the ids."""
        if number == len(self.keys):
            return self.by_id(self.docs if pool is None else self.docs[pool])
        return self.keys[number] if pool is None else self.keys[number].take(pool)

    def _sorted(self, positions: Positions) -> Positions:
        keys = [key[positions] for key in self.keys[::-1]]
        return positions[np.lexsort([self.by_id(self.docs[positions]), *keys])]


def _smallest(values: NDArray[Any], count: int) -> tuple[Positions, Any]:
    """The places of all that do not exceed the `count`-th smallest, and that one.

    The smallest of every block are few, and the `count`-th of them is no smaller than
    that of all: most values are only ever compared with it.
    """
    whole = values.size // _BLOCK * _BLOCK
    if whole < 4 * _BLOCK * count:
        threshold = np.partition(values, count - 1)[count - 1]
        return (values <= threshold).nonzero()[0], threshold
    blocks = values[:whole].reshape(_BLOCK, -1).min(axis=0)
    near = (values <= np.partition(blocks, count - 1)[count - 1]).nonzero()[0]
    threshold = np.partition(values[near], count - 1)[count - 1]
    return near, threshold

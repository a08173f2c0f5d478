"""In which order do documents come, as far as it is asked?

Documents are compared by keys, smaller first, and last by their ids. Only those that
can be on the wanted page are ever sorted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of n documents: arrays [n], and the ranks by id of any positions."""

    keys: Sequence[NDArray[Any]]
    by_id: Callable[[Positions], NDArray[Any]]

    def best(self, pool: Positions, count: int) -> Positions:
        """The first `count` of the positions in `pool`, in order."""
        chosen, left = [], count
        for key in self._keys():
            if pool.size <= left or not left:
                break
            values = key(pool)
            threshold = np.partition(values, left - 1)[left - 1]
            better = pool[values < threshold]
            chosen.append(better)
            left -= better.size
            pool = pool[values == threshold]
        chosen.append(pool[:left] if count else pool[:0])
        return self._sorted(np.concatenate(chosen))

    def after(self, at: int) -> Positions:
        """The positions of all that come after the one at `at`."""
        ties = np.arange(len(self.keys[0]))
        later = []
        for key in self._keys():
            if ties.size < 2:
                break
            values = key(ties)
            # Ranks by id hold among the positions that were asked for together.
            mine = values[np.flatnonzero(ties == at)[0]]
            later.append(ties[values > mine])
            ties = ties[values == mine]
        return np.concatenate(later) if later else ties[:0]

    def _keys(self) -> list[Callable[[Positions], NDArray[Any]]]:
        """Each key as a function of positions."""
        return [*(key.take for key in self.keys), self.by_id]

    def _sorted(self, positions: Positions) -> Positions:
        keys = [self.by_id(positions), *(k[positions] for k in self.keys[::-1])]
        return positions[np.lexsort(keys)]

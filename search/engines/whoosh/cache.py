"""What was worked out lately? A cache that any number of threads may use."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

# What an entry takes beside its arrays: key, tuple, array headers.
_OVERHEAD = 512


def _bytes_of(value: Any) -> int:
    parts = value if isinstance(value, tuple) else (value,)
    return _OVERHEAD + sum(p.nbytes for p in parts if isinstance(p, np.ndarray))


class Cache:
    """Keeps the values used last, up to `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._held: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(
        self,
        key: Hashable,
        make: Callable[[], T],
        size: Callable[[T], int] = _bytes_of,
    ) -> T:
        """What is held under `key`; made, by two threads at worst, when it is not.
        `size` tells how many bytes it takes."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
                value: T = found[0]
                return value
        made = make()
        self._keep(key, made, size(made))
        return made

    def _keep(self, key: Hashable, value: Any, size: int) -> None:
        if size > self.limit // 4:
            return
        with self._lock:
            if key not in self._held:
                self._held[key] = value, size
                self.bytes += size
            while self.bytes > self.limit:
                _, (_, dropped) = self._held.popitem(last=False)
                self.bytes -= dropped

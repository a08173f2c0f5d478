"""How are times taken, and what is made of them?

Engines take turns, question by question, so that whatever else the machine does falls
on all of them alike; and times are those of the processor, not of the wall, which a
machine with other work would lengthen by chance. All of them answer in the thread that
asks and wait for nothing once their files are in memory: on an idle machine both times
are the same.
"""

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from math import ceil, exp, log
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")

# An engine that has spent so many seconds on a question is not asked again.
PATIENCE = 0.4
# One that answers sooner is asked twice in its turn, and timed the second time.
_QUICK = 0.005

Times = dict[str, list[float]]


def alternate(asks: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """CPU seconds of each call, by side: the first time asked, then `rounds` more; the
    side that begins changes with every round.

    Before each of these a quick side is asked once more: what another has driven out
    of the processor's caches in its turn is not to be this one's cost.
    """
    names = list(asks)
    taken: Times = {name: [] for name in names}
    with quiet():
        for turn in range(rounds + 1):
            at = turn % len(names)
            for name in names[at:] + names[:at]:
                if turn > 1 and sum(taken[name]) > PATIENCE:
                    continue
                if turn and taken[name][-1] < _QUICK:
                    asks[name]()
                began = time.thread_time()
                asks[name]()
                taken[name].append(time.thread_time() - began)
    return taken


@contextmanager
def quiet() -> Iterator[None]:
    """Without Python's garbage collection, which would hit whoever is running."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def in_memory(folder: Path) -> None:
    """Have the system hold all files of a folder in its memory."""
    for each in folder.rglob("*"):
        if each.is_file():
            with each.open("rb") as stream:
                while stream.read(1 << 24):
                    pass


def geometric_mean(values: Iterable[float]) -> float:
    """The mean of ratios.

    >>> geometric_mean([0.5, 2.0])
    1.0
    """
    logs = [log(value) for value in values]
    return exp(sum(logs) / len(logs))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed.

    >>> percentile([4, 1, 3, 2], 0.5), percentile([1, 2, 3], 1.0)
    (2, 3)
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def ratios(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
    """What mine takes for each thing that theirs takes one, by class.

    >>> ratios({"a": 1.0, "b": 3.0}, {"a": 2.0})
    {'a': 0.5}
    """
    return {kind: mine[kind] / theirs[kind] for kind in mine if kind in theirs}


def medians(times: Mapping[str, Iterable[float]]) -> dict[str, float]:
    """The median of each class that has any."""
    held = {kind: list(each) for kind, each in times.items()}
    return {kind: median(each) for kind, each in held.items() if each}


class Reader(Iterable[T]):
    """Hands on what a side is fed with, and counts the CPU seconds of making it, which
    are not the engine's."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self.seconds = 0.0

    def __iter__(self) -> Iterator[T]:
        while True:
            began = time.thread_time()
            item = next(self._items, None)
            self.seconds += time.thread_time() - began
            if item is None:
                return
            yield item


def apart(work: Callable[..., T], *given: object) -> T:
    """What a function gives in a new process of its own."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as pool:
        return pool.submit(work, *given).result()

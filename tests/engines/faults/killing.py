"""What becomes of an index whose writer is killed?"""

import mmap
import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import whoosh.index

from search.engines import open_engine
from search.engines.whoosh import engine, loader, writer
from tests.engines.archive import generation_of
from tests.engines.children import fork
from tests.engines.faults.bench import Bench, Case

# So little memory makes several segments of one commit.
MEMORY = 40_000
PHASES = ("reading", "indexing", "committing", "merging", "naming", "cleaning")


def kill(bench: Bench, chance: random.Random, longest: float) -> Case:
    """End a writer that commits again and again, at any moment of `longest` seconds."""
    with closing(open_engine(bench.index)) as found:
        begun = generation_of(found)
    phase, (told, telling) = mmap.mmap(-1, 1), os.pipe()
    child = fork(lambda: _commit_for_ever(bench, begun, phase, telling))
    os.close(telling)
    time.sleep(chance.random() * longest)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(told, "rb") as acknowledged:
        done = max([begun, *map(int, acknowledged.read().split())])
    detail = f"{PHASES[phase[0]]} generation {done + 1}"
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        return Case("kill", detail, unclear="the writer had ended by itself")
    return bench.settle("kill", detail, done, done + 1)


def _commit_for_ever(bench: Bench, done: int, phase: mmap.mmap, telling: int) -> int:
    """Write down each commit as soon as it is made; never returns."""
    _mark_phases(phase)
    with closing(open_engine(bench.index)) as made:
        while True:
            done += 1
            phase[0] = PHASES.index("reading")
            bench.commit(made, done)
            os.write(telling, f"{done}\n".encode())


def _mark_phases(phase: mmap.mmap) -> None:
    """Let this process write down what it is about, as it goes."""

    def marked(call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def marking(*args: Any, **options: Any) -> Any:
            before, phase[0] = phase[0], PHASES.index(name)
            found = call(*args, **options)
            phase[0] = before
            return found

        return marking

    for place, call, name in (
        (loader.SegmentLoader, "add", "indexing"),
        (writer.BulkWriter, "commit", "committing"),
        (writer, "merge", "merging"),
        (writer.BulkWriter, "_commit_toc", "naming"),
        (whoosh.index, "clean_files", "cleaning"),
    ):
        setattr(place, call, marked(getattr(place, call), name))
    engine.BulkWriter = partial(writer.BulkWriter, memory=MEMORY)  # type: ignore

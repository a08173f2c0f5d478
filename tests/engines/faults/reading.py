"""What do readers see while another process commits?"""

import mmap
import os
import signal
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from search.engines import open_engine
from search.engines.base import Engine
from search.models import SearchRequest
from search.searcher import Searcher
from tests.engines.archive import generation_of, same, wrong_articles
from tests.engines.children import fork
from tests.engines.faults.bench import Bench, Case

# The last generation that is committed, and the one that is being committed.
_STATE = struct.Struct("qq")


@dataclass
class Reading:
    """What the readers saw: answers, the generations they were of, what was wrong."""

    answers: int = 0
    generations: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def read(bench: Bench, readers: int, seconds: float, pause: float = 0.0) -> Case:
    """Let so many threads, half of them sharing an engine, ask without rest while a
    process commits; each answer must be right for a generation that was the last
    while it was given."""
    bench.archive.work_out()
    seen = Reading()
    state = mmap.mmap(-1, _STATE.size)
    with _engines(bench, readers) as engines, _committing(bench, state, pause):
        done = threading.Event()
        threads = [
            threading.Thread(target=_ask, args=(bench, each, state, seen, done))
            for each in engines
        ]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        done.set()
        for thread in threads:
            thread.join()
    detail = f"{seen.answers} answers, {len(seen.generations)} generations"
    unclear = "" if len(seen.generations) > 2 else "nothing was committed"
    return Case(
        "readers",
        detail,
        wrong=tuple(seen.wrong),
        unclear="; ".join([*seen.errors[:3], *filter(None, [unclear])]),
    )


@contextmanager
def _engines(bench: Bench, readers: int) -> Iterator[list[Engine]]:
    """An engine for each reader: one for all, or one of its own."""
    shared = open_engine(bench.index)
    own = [open_engine(bench.index) for _ in range(readers // 2)]
    try:
        yield [shared] * (readers - len(own)) + own
    finally:
        for each in (shared, *own):
            each.close()


@contextmanager
def _committing(bench: Bench, state: mmap.mmap, pause: float) -> Iterator[None]:
    """A process that commits one generation after the other."""
    with closing(open_engine(bench.index)) as found:
        begun = generation_of(found)
    state[:] = _STATE.pack(begun, begun)
    child = fork(lambda: _commit_for_ever(bench, begun, state, pause))
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _commit_for_ever(bench: Bench, done: int, state: mmap.mmap, pause: float) -> int:
    with closing(open_engine(bench.index)) as made:
        while True:
            state[8:] = struct.pack("q", done + 1)
            bench.commit(made, done + 1)
            done += 1
            state[:8] = struct.pack("q", done)
            time.sleep(pause)


def _ask(
    bench: Bench,
    engine: Engine,
    state: mmap.mmap,
    seen: Reading,
    done: threading.Event,
) -> None:
    number = 0
    try:
        while not done.is_set():
            number = (number + 1) % len(bench.archive.questions)
            seen.wrong += _wrong_answer(bench, engine, state, number)
            seen.wrong += _wrong_view(bench, engine, seen)
            seen.wrong += _wrong_page(engine)
            seen.answers += 3
    except Exception as error:
        # Whatever it is: a reader that has ended would find nothing wrong.
        seen.errors.append(repr(error))


def _wrong_answer(
    bench: Bench, engine: Engine, state: mmap.mmap, number: int
) -> Iterator[str]:
    """An answer of no generation that was the last one while it was given: of an
    earlier one, or of two at once."""
    least, _ = _STATE.unpack(state[:])
    found = engine.find(bench.archive.questions[number])
    _, most = _STATE.unpack(state[:])
    possible = range(least, most + 1)
    if not any(same(found, bench.archive.answer(g, number)) for g in possible):
        yield f"question {number} at {least} to {most}"


def _wrong_view(bench: Bench, engine: Engine, seen: Reading) -> Iterator[str]:
    """A view that has not all of one generation."""
    view, archive = engine.view(), bench.archive
    generation = generation_of(view)
    seen.generations.add(generation)
    if not same(view.find(archive.questions[0]), archive.answer(generation, 0)):
        yield f"a view of {generation}"
    if wrong_articles(view, archive.documents(generation)):
        yield f"the articles of {generation}"


def _wrong_page(engine: Engine) -> Iterator[str]:
    """A page that does not show what it says was found."""
    page = Searcher(engine).search(SearchRequest("招商", limit=100))
    if page.total != len(page.hits):
        yield f"a page of {len(page.hits)} of {page.total}"

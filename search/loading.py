"""How do articles get into an engine, on all cores?

    articles → facets → terms → Loader → Engine.take

What there is in one batch is done here; more of it, a batch at a time, by worker
processes. They get articles and give back what a loader makes of them, which both are
small; terms, many times as large, never leave the process that they are used in.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from multiprocessing.synchronize import Event
from typing import Any

from search.documents import make_document
from search.engines.base import Engine, IndexedDocument, Loader, Source
from search.errors import EngineError
from search.facets.annotating import annotated
from search.models import Article

# So many characters are a batch: some 150 MB of memory, and a few seconds.
_BATCH = 2_000_000
# More workers than this are not kept busy by one process that reads.
_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Portion:
    """Some articles of a source; `page` says that they are all those of a page."""

    source: Source
    articles: tuple[Article, ...]
    page: bool

    @property
    def size(self) -> int:
        """How many characters they have."""
        return sum(len(text) for each in self.articles for _, text in each.texts())

    def documents(self) -> Iterator[tuple[Source, IndexedDocument]]:
        """The articles with their facets and terms."""
        for article in annotated(self.articles, self.page):
            yield self.source, make_document(article)


Batch = list[Portion]


def load(engine: Engine, portions: Iterable[Portion], workers: int = 0) -> None:
    """Add articles to an engine; with so many `workers`, 0 for one a core.

    Raises EngineError, ConfigError, and what `portions` does.
    """
    batches = _batches(portions)
    first = list(islice(batches, 2))
    every = chain(first, batches)
    count = workers or min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    if len(first) > 1 and count > 1:
        _load_apart(engine.loader(), every, count, engine.take)
        return
    for batch in every:
        engine.take(engine.loader().load(_documents(batch)))


def _batches(portions: Iterable[Portion]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for portion in portions:
        batch.append(portion)
        size += portion.size
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _documents(batch: Batch) -> Iterator[tuple[Source, IndexedDocument]]:
    return chain.from_iterable(portion.documents() for portion in batch)


def _load_apart(
    loader: Loader, batches: Iterable[Batch], workers: int, take: Callable[[Any], None]
) -> None:
    """Let worker processes load batches; what is loaded is taken in their order."""
    spawn = multiprocessing.get_context("spawn")
    stopped = spawn.Event()
    pool = ProcessPoolExecutor(workers, spawn, _begin, (loader, stopped))
    waiting: deque[Future[Any]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(_work, batch))
            # One batch more than there are workers is read ahead.
            if len(waiting) > workers:
                take(waiting.popleft().result())
        while waiting:
            take(waiting.popleft().result())
    except BrokenProcessPool as error:
        raise EngineError(
            "a worker process was ended from outside; nothing has changed",
            "run the same command again, with --workers 1 where memory is short",
        ) from error
    finally:
        # Where all is well, nobody is at work any more.
        stopped.set()
        pool.shutdown(cancel_futures=True)


# ---------------------------------------------------------------- in a worker

_loader: Loader
_stopped: Event


def _begin(loader: Loader, stopped: Event) -> None:
    """Make this process a worker; it ends with the one that it works for."""
    global _loader, _stopped
    _loader, _stopped = loader, stopped
    # An interrupt from the keyboard goes to all; the one that reads answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch) -> Any:
    return _loader.load(_until_stopped(_documents(batch)))


def _until_stopped(
    documents: Iterator[tuple[Source, IndexedDocument]],
) -> Iterator[tuple[Source, IndexedDocument]]:
    """Documents as long as anybody waits for them."""
    return takewhile(lambda _: not _stopped.is_set(), documents)

"""How does an archive move to another engine, or another place?

    each source not there yet → its articles as stored → load → commit, now and then

Articles are carried over as they are, their words cut with the dictionary of today.
What has been committed stays: a move that was interrupted goes on where it was, source
by source. In the end both are counted.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Protocol

from search.analysis import dictionary_fingerprint
from search.documents import make_document
from search.engines.base import Engine, IndexedDocument, Source, View
from search.errors import EngineError, InputError
from search.loading import Portion, load

# Hears how many of how many articles are there.
Progress = Callable[[int, int], None]

# So many articles are committed at a time, or more where a source has more.
COMMITTED_AT_ONCE = 20_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Move:
    """What became of it: articles and sources there in all, those that were there
    before, and how long the rest took."""

    articles: int
    sources: int
    already: int
    seconds: float

    @property
    def line(self) -> str:
        """The report in a line."""
        before = f" ({self.already} sources were there)" if self.already else ""
        return (
            f"{self.articles} articles of {self.sources} sources, "
            f"{self.seconds:.1f} s{before}"
        )

    def to_json(self) -> dict[str, object]:
        """The report as `search migrate --json` prints it."""
        return asdict(self)


class _Stored(Portion):
    """Articles as they are stored, facets and all."""

    __slots__ = ()

    def documents(self) -> Iterator[tuple[Source, IndexedDocument]]:
        """The articles with their terms."""
        for article in self.articles:
            yield self.source, make_document(article)


def migrate(
    origin: View,
    target: Engine,
    progress: Progress = lambda done, total: None,
    workers: int = 0,
    at_once: int = COMMITTED_AT_ONCE,
) -> Move:
    """Carry all articles of one archive over to another. Raises EngineError, and
    InputError where the other holds what this one does not."""
    began = time.perf_counter()
    origin = origin.view()
    held = origin.describe()
    dictionary = dictionary_fingerprint()
    wanted = [replace(source, dictionary=dictionary) for source in held.sources]
    there = set(target.describe().sources)
    _check_others(wanted, there)
    missing = [source for source in wanted if source not in there]
    done = target.describe().documents
    run = _Run(origin, target, lambda more: progress(done + more, held.documents))
    progress(done, held.documents)
    while missing:
        missing = run.some(missing, at_once, workers)
        target.commit()
    _check_counts(held.documents, set(wanted), target)
    already = len(there & set(wanted))
    seconds = time.perf_counter() - began
    return Move(held.documents, len(wanted), already, seconds)


class Remakable(Engine, Protocol):
    """An engine that can make its index anew while it is asked."""

    def begin_anew(self) -> None:
        """What comes up to the next `commit` is to be all there is."""


def remake(
    engine: Remakable,
    progress: Progress = lambda done, total: None,
    workers: int = 0,
) -> Move:
    """Make the index of an archive anew of the articles that are stored in it, in its
    own place: readers see the old one up to the commit. Raises EngineError."""
    began = time.perf_counter()
    origin = engine.view()
    held = origin.describe()
    dictionary = dictionary_fingerprint()
    wanted = [replace(source, dictionary=dictionary) for source in held.sources]
    engine.begin_anew()
    run = _Run(origin, engine, lambda done: progress(done, held.documents))
    run.some(wanted, held.documents + 1, workers)
    engine.commit()
    _check_counts(held.documents, set(wanted), engine)
    return Move(held.documents, len(wanted), 0, time.perf_counter() - began)


class _Run:
    """One move: what has been read so far."""

    def __init__(
        self, origin: View, target: Engine, progress: Callable[[int], None]
    ) -> None:
        self.origin, self.target, self.progress = origin, target, progress
        self.done = 0

    def some(self, sources: list[Source], at_once: int, workers: int) -> list[Source]:
        """Load sources until there are so many articles; those that are left."""
        waiting, until = list(reversed(sources)), self.done + at_once

        def portions() -> Iterator[Portion]:
            while waiting and self.done < until:
                yield from self._portions(waiting.pop())

        load(self.target, portions(), workers)
        return waiting[::-1]

    def _portions(self, source: Source) -> Iterator[Portion]:
        self.target.replace(source, ())
        articles = self.origin.articles(source)
        while chunk := tuple(islice(articles, _CHUNK)):
            yield _Stored(source, chunk, page=False)
            self.done += len(chunk)
            self.progress(self.done)


def _check_others(wanted: list[Source], there: set[Source]) -> None:
    mine = {(source.root, source.name) for source in wanted}
    others = [s for s in there if (s.root, s.name) not in mine]
    if others:
        raise InputError(
            f"the other archive holds {others[0].name}, which this one does not",
            "name another, which may be empty: --to-index NAME",
        )


def _check_counts(documents: int, sources: set[Source], target: Engine) -> None:
    found = target.describe()
    if found.documents != documents or set(found.sources) != sources:
        raise EngineError(
            f"{found.documents} of {documents} articles, {len(found.sources)} of "
            f"{len(sources)} sources are there",
            "run the same command again",
        )

"""What is measured at one size?"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.engines.building import Build, built
from benchmarks.engines.commands import measure_commands
from benchmarks.engines.corpus import Store
from benchmarks.engines.measure import apart
from benchmarks.engines.pages import measure_cold, measure_pages, memory_after
from benchmarks.engines.questions import (
    Question,
    Vocabulary,
    make_questions,
    vocabulary_of,
)
from benchmarks.engines.strings import make_strings, measure_strings, scan

# Of these there is an index of several segments.
_IN_PARTS = ("ours", "tantivy")
_COLD_ROUNDS, _QUERIES = 5, 15


@dataclass(frozen=True, slots=True)
class Effort:
    """How many questions of each class, how often each, and how many strings."""

    questions: int = 20
    rounds: int = 5
    strings: int = 500


@dataclass(frozen=True, slots=True)
class Bench:
    """The indexes of one size, and what they are asked."""

    store: Store
    size: int
    work: Path
    effort: Effort
    folders: dict[str, Path]
    builds: dict[str, Build]
    words: Vocabulary
    questions: list[Question]

    def measure(self, stage: str) -> Any:
        """What a stage gives, as written to the results."""
        return STAGES[stage](self)


def make_bench(
    store: Store, size: int, work: Path, sides: list[str], effort: Effort
) -> Bench:
    """Build what is not there yet, and make the questions."""
    made = {side: built(side, store, size, work) for side in sides}
    # Repeated articles have no new words.
    words = apart(vocabulary_of, store, min(size, store.count))
    return Bench(
        store,
        size,
        work,
        effort,
        {side: folder for side, (folder, _) in made.items()},
        {side: build for side, (_, build) in made.items()},
        words,
        make_questions(words, effort.questions),
    )


def _pages(bench: Bench) -> Any:
    return asdict(measure_pages(bench.folders, bench.questions, bench.effort.rounds))


def _cold(bench: Bench) -> Any:
    return measure_cold(bench.folders, bench.questions, _COLD_ROUNDS)


def _parts(bench: Bench) -> Any:
    made = {
        side: built(side, bench.store, bench.size, bench.work, parts=True)
        for side in bench.folders
        if side in _IN_PARTS
    }
    several = {side: folder for side, (folder, _) in made.items()}
    pages = measure_pages(several, bench.questions, bench.effort.rounds, snippets=False)
    segments = {side: build.segments for side, (_, build) in made.items()}
    return asdict(pages) | {"segments": segments}


def _strings(bench: Bench) -> Any:
    strings = make_strings(bench.words, bench.effort.strings)
    expected = scan(bench.store.documents(bench.size), strings)
    return asdict(measure_strings(bench.folders["ours"], strings, expected))


def _commands(bench: Bench) -> Any:
    middling = bench.words.middling
    sought = middling[:: max(1, len(middling) // _QUERIES)][:_QUERIES]
    ours = bench.folders["ours"]
    return asdict(measure_commands(ours, bench.store, bench.size, bench.work, sought))


def _memory(bench: Bench) -> Any:
    return memory_after(bench.folders["ours"], bench.questions)


STAGES: dict[str, Callable[[Bench], Any]] = {
    "pages": _pages,
    "cold": _cold,
    "parts": _parts,
    "strings": _strings,
    "commands": _commands,
    "memory": _memory,
}

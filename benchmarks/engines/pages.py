"""What does a page of results cost, warm, asked for the first time, and cold?"""

import os
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.engines.measure import alternate, apart, in_memory, medians, quiet
from benchmarks.engines.questions import Question, kinds
from benchmarks.engines.sides import Answer, Side, make_side

# Classes whose words are in the texts that tantivy and stock Whoosh have stored.
WORD_KINDS = ("frequent", "middling", "rare", "and 2", "and 3", "or 2", "or 8")
WITH_SNIPPETS = ("ours", "stock", "tantivy")
# Stock Whoosh takes half a second and more: so many questions of a class will do.
_SHOWN = 8

ByKind = dict[str, float]
_Taken = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Pages:
    """Median CPU seconds by side and class: `warm`, of questions asked again; `first`,
    of questions asked for the first time in a process that has the files in memory.

    `unequal` are the questions to which a side counts others than ours, by side and
    class; `snippets` are pages together with what is shown of their ten hits,
    `snippets_alone` without the page.
    """

    warm: dict[str, ByKind]
    first: dict[str, ByKind]
    snippets: dict[str, ByKind] = field(default_factory=dict)
    snippets_alone: dict[str, ByKind] = field(default_factory=dict)
    unequal: dict[str, dict[str, int]] = field(default_factory=dict)


def measure_pages(
    folders: Mapping[str, Path],
    questions: Sequence[Question],
    rounds: int,
    snippets: bool = True,
) -> Pages:
    """Ask every side every question, in turn."""
    sides = {name: _opened(name, folder) for name, folder in folders.items()}
    warm, first = _empty(sides, kinds()), _empty(sides, kinds())
    shown, alone = _empty(sides, WORD_KINDS), _empty(sides, WORD_KINDS)
    unequal: dict[str, dict[str, int]] = {name: {} for name in sides}
    mixed = random.Random(3).sample(questions, len(questions))
    for question in mixed:
        kind = question.kind
        native = {name: side.ready(question.node) for name, side in sides.items()}
        asks = {n: partial(side.page, native[n]) for n, side in sides.items()}
        for name, taken in alternate(asks, rounds).items():
            first[name][kind].append(taken[0])
            warm[name][kind].append(median(taken[1:]))
        answers = {n: s.answer(s.page(native[n])) for n, s in sides.items()}
        for name in _others(answers):
            unequal[name][kind] = unequal[name].get(kind, 0) + 1
        if snippets and kind in WORD_KINDS and len(alone["ours"][kind]) < _SHOWN:
            able = {n: s for n, s in sides.items() if n in WITH_SNIPPETS}
            _time_snippets(able, native, rounds, kind, shown, alone)
    for side in sides.values():
        side.close()
    return Pages(
        warm={name: medians(warm[name]) for name in sides},
        first={name: medians(first[name]) for name in sides},
        snippets={name: m for name in sides if (m := medians(shown[name]))},
        snippets_alone={name: m for name in sides if (m := medians(alone[name]))},
        unequal=unequal,
    )


def measure_cold(
    folders: Mapping[str, Path], questions: Sequence[Question], rounds: int
) -> dict[str, ByKind]:
    """Median wall seconds, by side and class, in a new process each round, with none of
    the index in the system's memory; a question of each class, in mixed order."""
    taken = _empty(folders, kinds())
    by_kind = {k: [q for q in questions if q.kind == k] for k in kinds()}
    for turn in range(rounds):
        asked = [held[turn % len(held)] for held in by_kind.values() if held]
        random.Random(turn).shuffle(asked)
        for name, folder in folders.items():
            found = apart(_cold, name, folder, asked)
            for question, seconds in zip(asked, found, strict=True):
                taken[name][question.kind].append(seconds)
    return {name: medians(taken[name]) for name in folders}


def memory_after(folder: Path, questions: Sequence[Question]) -> dict[str, int]:
    """Bytes of memory of our engine, without what is only a copy of the files: before
    it opens an index, and after all questions."""
    return apart(_memory_after, folder, list(questions))


def _empty(sides: Iterable[str], classes: Iterable[str]) -> _Taken:
    names = tuple(classes)
    return {side: {name: [] for name in names} for side in sides}


def _opened(name: str, folder: Path) -> Side:
    """A side that is ready to answer, its files in the system's memory."""
    in_memory(folder)
    side = make_side(name, folder)
    side.open()
    return side


def _time_snippets(
    sides: Mapping[str, Side],
    native: Mapping[str, object],
    rounds: int,
    kind: str,
    shown: _Taken,
    alone: _Taken,
) -> None:
    whole = {n: partial(_shown_page, s, native[n]) for n, s in sides.items()}
    part = {
        n: partial(s.snippets, native[n], s.page(native[n])) for n, s in sides.items()
    }
    for into, asks in ((shown, whole), (alone, part)):
        for name, taken in alternate(asks, rounds).items():
            into[name][kind].append(median(taken[1:]))


def _shown_page(side: Side, question: object) -> list[str]:
    return side.snippets(question, side.page(question))


def _others(answers: Mapping[str, Answer]) -> list[str]:
    """The sides whose total or counts are not those of ours."""
    ours = answers["ours"]
    return [
        name
        for name, answer in answers.items()
        if (answer.total, answer.facets) != (ours.total, ours.facets)
    ]


def _cold(name: str, folder: Path, questions: Sequence[Question]) -> list[float]:
    for each in folder.rglob("*"):
        if each.is_file():
            with each.open("rb") as stream:
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    side = make_side(name, folder)
    side.open()
    taken = []
    with quiet():
        for question in questions:
            native = side.ready(question.node)
            began = time.perf_counter()
            side.page(native)
            taken.append(time.perf_counter() - began)
    side.close()
    return taken


def _memory_after(folder: Path, questions: list[Question]) -> dict[str, int]:
    side = make_side("ours", folder)
    before = anonymous()
    side.open()
    for question in questions:
        side.page(side.ready(question.node))
    after = anonymous()
    side.close()
    return {"before": before, "after": after}


def anonymous() -> int:
    """The bytes of this process that are no page of a file."""
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Anonymous:"):
            return int(line.split()[1]) * 1024
    return 0

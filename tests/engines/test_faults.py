"""An index under fault injection, in short; `benchmarks.faults` does it at length."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.archive import Archive
from tests.engines.faults.bench import Bench, Case
from tests.engines.faults.damage import Damage, blank, cut, damaged, flip, remove
from tests.engines.faults.filling import fill_up, small_disk, starve
from tests.engines.faults.killing import kill
from tests.engines.faults.reading import read

GENERATION = 7


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An index of generated files, some commits old."""
    bench = Bench(tmp_path, Archive(4, files=4, articles=8))
    bench.begin(GENERATION)
    return bench


def _amiss(cases: Iterator[Case]) -> list[Case]:
    return [case for case in cases if not case.well]


def test_killed_at_random_moments(bench: Bench) -> None:
    """What was acknowledged is there, nothing else is, and the next writer can work."""
    chance = random.Random(1)
    assert _amiss(kill(bench, chance, 0.5) for _ in range(5)) == []


@pytest.mark.parametrize("room", [0, 700, 6_000, 14_000, 1_000_000])
def test_files_that_cannot_grow(bench: Bench, room: int) -> None:
    """One clear line, nothing lost; or, with room enough, no line."""
    assert fill_up(bench, room) == Case("full disk", f"{room} bytes a file")


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """A real one, after any number of bytes."""
    bench = Bench(tmp_path, Archive(5, files=4, articles=8))
    with small_disk(bench.index) as real:
        if not real:
            pytest.skip("a file system cannot be mounted here")
        bench.begin(2)
        chance = random.Random(2)
        cases = (starve(bench, chance.randrange(60_000)) for _ in range(4))
        assert _amiss(cases) == []


@pytest.mark.parametrize("gone", [False, True], ids=["files there", "files gone"])
@pytest.mark.parametrize("how", [flip, cut, blank, remove])
def test_damage(bench: Bench, how: Damage, gone: bool) -> None:
    """No answer is wrong, the check names the file, and a repair gives back all that
    any file still holds."""
    chance = random.Random(f"{how.__name__} {gone}")
    cases = (damaged(bench, chance, how, GENERATION, gone) for _ in range(3))
    assert _amiss(cases) == []


def test_readers_under_a_writer(bench: Bench) -> None:
    """No error, and no answer but those of the commit that was the last."""
    case = read(bench, readers=4, seconds=1.5)
    assert case.well, case

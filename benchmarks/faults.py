"""What becomes of an index that is killed, starved, damaged, or read while it changes?

    python -m benchmarks.faults [--kills 300] [--full-disk 50] [--byte-flips 200]
                                [--other-damage 100] [--readers 8] [--minutes 5]

does each of these to an index of generated articles, prints a table of what was amiss
(all should be 0), and keeps every case in `benchmarks/results/`. Half of the full disks
are real ones where the system allows that, a file system in memory; the others are a
limit on the size of files. Damage is repaired with the files there and with the files
gone in turn.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines.archive import Archive
from tests.engines.faults.bench import Bench, Case
from tests.engines.faults.damage import blank, cut, damaged, flip, remove
from tests.engines.faults.filling import fill_up, small_disk, starve
from tests.engines.faults.killing import kill
from tests.engines.faults.reading import read

ROOT = Path(__file__).parents[1]
# A case is amiss in any of these; "wrong" are answers given that are not right.
COLUMNS = ("lost", "wrong", "stuck", "debris", "silent", "unrepaired", "unclear")
# Seconds within which a writer is killed: it commits some five times a second.
LONGEST = 0.8
# A commit writes about so many bytes at the most, and its largest file so many.
COMMIT, FILE = 200_000, 60_000

Run = Iterator[Case]


def kills(place: Path, chance: random.Random, count: int) -> Run:
    """A writer killed at random moments."""
    bench = Bench(place, Archive(chance.randrange(1_000)))
    bench.begin()
    for _ in range(count):
        yield kill(bench, chance, LONGEST)


def full_disks(place: Path, chance: random.Random, count: int) -> Run:
    """A disk that is full after a random number of bytes."""
    bench = Bench(place, Archive(chance.randrange(1_000)))
    with ExitStack() as stack:
        real = stack.enter_context(small_disk(bench.index))
        bench.begin(3)
        for number in range(count):
            if real and number % 2:
                yield starve(bench, chance.randrange(COMMIT))
            else:
                yield fill_up(bench, chance.randrange(FILE))


def flips(place: Path, chance: random.Random, count: int) -> Run:
    """A bit turned round anywhere."""
    return _damaged(place, chance, count, (flip,))


def other_damage(place: Path, chance: random.Random, count: int) -> Run:
    """Files cut short, taken away, or blank in one place."""
    return _damaged(place, chance, count, (cut, blank, remove))


def _damaged(
    place: Path,
    chance: random.Random,
    count: int,
    ways: tuple[Callable[[random.Random, Path], str], ...],
) -> Run:
    """An index anew for every tenth case, each of another age."""
    for number in range(count):
        if number % 10 == 0:
            generation = chance.randrange(2, 20)
            bench = Bench(place / f"{number}", Archive(chance.randrange(1_000)))
            bench.begin(generation)
        how = ways[number // 2 % len(ways)]
        yield damaged(bench, chance, how, generation, gone=bool(number % 2))


def readers(place: Path, chance: random.Random, count: int, minutes: float) -> Run:
    """Threads that read for so long while another process commits."""
    if count:
        bench = Bench(place, Archive(chance.randrange(1_000)))
        bench.begin(3)
        yield read(bench, count, minutes * 60)


def counted(cases: list[Case]) -> list[int]:
    """How many cases there were, and how many amiss in each of `COLUMNS`."""
    return [
        len(cases),
        *(sum(bool(getattr(case, name)) for case in cases) for name in COLUMNS),
    ]


def row(name: str, figures: list[int] | tuple[str, ...]) -> str:
    """A line of the table."""
    return f"{name:14}" + "".join(f"{figure:>12}" for figure in figures)


def keep(cases: dict[str, list[Case]], options: dict[str, object]) -> Path:
    """Write every case beside the results of other measurements."""
    about = {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "commit": _commit(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "options": options,
    }
    rows = [
        json.dumps({"run": name} | asdict(case), ensure_ascii=False)
        for name, found in cases.items()
        for case in found
    ]
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    path = folder / f"{about['date'][:10]}-{about['commit']}-faults.jsonl"
    path.write_text("\n".join([json.dumps(about), *rows]) + "\n", "utf-8")
    return path


def _commit() -> str:
    words = ["git", "rev-parse", "--short=8", "HEAD"]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() or "none"


def main() -> int:
    """Print the table; exit status 1 when anything was amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--full-disk", type=int, default=50)
    parser.add_argument("--byte-flips", type=int, default=200)
    parser.add_argument("--other-damage", type=int, default=100)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    cases: dict[str, list[Case]] = {}
    print(row("", ("cases", *COLUMNS)), flush=True)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        runs: dict[str, Run] = {
            "kills": kills(place / "k", chance, options.kills),
            "full disk": full_disks(place / "f", chance, options.full_disk),
            "byte flips": flips(place / "b", chance, options.byte_flips),
            "other damage": other_damage(place / "o", chance, options.other_damage),
            "readers": readers(place / "r", chance, options.readers, options.minutes),
        }
        for name, run in runs.items():
            cases[name] = list(run)
            print(row(name, counted(cases[name])), flush=True)
            for case in cases[name]:
                if not case.well:
                    print(f"  {case}", flush=True)
    phases = Counter(case.detail.split()[0] for case in cases["kills"])
    print("killed while", ", ".join(f"{n} {k}" for n, k in phases.most_common()))
    print(*(case.detail for case in cases["readers"]))
    print("kept in", keep(cases, vars(options)).relative_to(ROOT))
    return int(any(not case.well for found in cases.values() for case in found))


if __name__ == "__main__":
    sys.exit(main())

"""Measure our engine beside stock Whoosh, tantivy and SQLite FTS5.

    python -m benchmarks.engines CORPUS --work DIR [--sizes 20000 60000]

reads articles from CORPUS, one JSON object a line, plain or .gz or .xz; builds what is
not yet in the work folder, measures, prints tables, and writes the results and a
drawing for all sizes to benchmarks/results/.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus import Store, open_store
from benchmarks.engines.machine import facts
from benchmarks.engines.redraw import drawings
from benchmarks.engines.report import report
from benchmarks.engines.sides import NAMES, TITLES
from benchmarks.engines.stages import STAGES, Effort, make_bench

ROOT = Path(__file__).parents[2]
# Stock Whoosh takes hours to index more.
MOST_STOCK = 60_000


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    told = facts(ROOT)
    say(f"reading {options.corpus.name}")
    store = open_store(options.corpus, options.work)
    results: dict[str, Any] = {"machine": told, "corpus": _about(store), "sizes": []}
    name = f"{told['date']}-{told['commit']}-{options.name}"
    out = options.out / name
    options.out.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        for result in measure(store, size, options):
            done = [each for each in results["sizes"] if each["documents"] != size]
            results["sizes"] = [*done, result]
            text = json.dumps(results, ensure_ascii=False, indent=1)
            out.with_suffix(".json").write_text(text + "\n", "utf-8")
        print(report(result), flush=True)
    for what, drawing in drawings(results["sizes"]).items():
        path = options.out / f"{name}-{what}.svg"
        path.write_text(drawing, "utf-8")
    say(f"results: {out.name}.json")


def measure(
    store: Store, size: int, options: argparse.Namespace
) -> Iterator[dict[str, Any]]:
    """What is measured at one size, once more after each stage."""
    sides = [n for n in options.sides if n != "stock" or size <= MOST_STOCK]
    effort = Effort(options.questions, options.rounds, options.strings)
    say(f"{size:,}: indexes of {', '.join(TITLES[side] for side in sides)}")
    bench = make_bench(store, size, options.work, sides, effort)
    result: dict[str, Any] = {
        "documents": size,
        "text_bytes": store.bytes_of(size),
        "builds": {side: asdict(build) for side, build in bench.builds.items()},
    }
    yield result
    for stage in options.stages:
        say(f"{size:,}: {stage}")
        result[stage] = bench.measure(stage)
        yield result


def say(text: str) -> None:
    """Tell how far it has come."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _about(store: Store) -> dict[str, object]:
    return {"articles": store.count, "text_bytes": store.text_bytes, "key": store.key}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000])
    parser.add_argument("--sides", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--stages", nargs="*", choices=[*STAGES], default=[*STAGES])
    parser.add_argument("--questions", type=int, default=20, help="of each class")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--strings", type=int, default=500, help="random ones")
    parser.add_argument("--name", default="engines", help="of the results")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks/results")
    return parser.parse_args()


if __name__ == "__main__":
    main()

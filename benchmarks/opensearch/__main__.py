"""An archive on OpenSearch beside one of Whoosh, and beside OpenSearch alone.

    python -m benchmarks.opensearch overlap --sets DIR…
    python -m benchmarks.opensearch bulk --corpus FILE --size 170000
    python -m benchmarks.opensearch pages --corpus FILE --size 170000
    python -m benchmarks.opensearch failover --clients 8 --seconds 120

starts nodes of the OpenSearch of the tests on loopback, prints a table, and adds a line
to `benchmarks/results/`. `--keep DIR` keeps the data of the node, and `pages` after
`bulk` asks what is there.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.opensearch import bulk, failover, overlap, pages
from tests.cluster import Nodes, fetched

ROOT = Path(__file__).parents[2]
# What a server has that is not one of many on a small machine.
HEAP = "2g"

Stage = Callable[[argparse.Namespace, Nodes], dict[str, Any]]
STAGES: dict[str, Stage] = {
    "overlap": overlap.measured,
    "bulk": bulk.measured,
    "pages": pages.measured,
    "failover": failover.measured,
}


def main() -> None:
    """Measure, print, keep."""
    options = _options()
    apart = options.stage == "failover"
    with _work(options.keep) as work:
        nodes = Nodes(
            fetched(),
            work,
            count=3 if apart else 1,
            apart=apart,
            heap="768m" if apart else HEAP,
            quick=False,
        )
        try:
            figures = STAGES[options.stage](options, nodes)
        finally:
            nodes.close()
    line = {"stage": options.stage, **_machine(), "figures": figures}
    name = f"{line['date'][:10]}-{line['commit']}-opensearch.jsonl"
    with (ROOT / "benchmarks" / "results" / name).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opensearch")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--sets", type=Path, nargs="*", default=[])
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--size", type=int, default=170_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


@contextmanager
def _work(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with TemporaryDirectory() as made:
        yield Path(made)


def _machine() -> dict[str, Any]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "opensearch": "2.5.0",
    }


if __name__ == "__main__":
    sys.exit(main())

"""How do costs grow, by the results of several runs?

python -m benchmarks.engines.redraw RESULT.json… --name NAME
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.engines.measure import geometric_mean
from benchmarks.engines.plot import draw
from benchmarks.engines.sides import TITLES

RESULTS = Path(__file__).parents[1] / "results"


def drawings(sizes: Sequence[dict[str, Any]]) -> dict[str, str]:
    """A drawing of each cost that there is at two sizes or more."""
    warm: dict[str, list[tuple[float, float]]] = {}
    made: dict[str, list[tuple[float, float]]] = {}
    held: dict[str, list[tuple[float, float]]] = {}
    for result in sizes:
        for side, build in result["builds"].items():
            point = build["cpu_s"] / build["documents"] * 1e3
            made.setdefault(TITLES[side], []).append((result["documents"], point))
            point = build["bytes"] / result["text_bytes"]
            held.setdefault(TITLES[side], []).append((result["documents"], point))
        for side, kinds in (result.get("pages") or {"warm": {}})["warm"].items():
            point = geometric_mean(kinds.values()) * 1e3
            warm.setdefault(TITLES[side], []).append((result["documents"], point))
    wanted = {
        "pages": ("A page, geometric mean of all classes", "ms", warm),
        "indexing": ("Indexing an article", "CPU ms", made),
        "size": ("Size of the index", "times the text", held),
    }
    enough = {k: v for k, v in wanted.items() if len(sizes) > 1 and v[2]}
    return {what: draw(*given) for what, given in enough.items()}


def main() -> None:
    """Draw the sizes of all files, a later file's in the place of an earlier's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", nargs="+", type=Path)
    parser.add_argument("--name", required=True, help="What the drawings are called.")
    options = parser.parse_args()
    sizes = {}
    for path in options.results:
        for size in json.loads(path.read_text("utf-8"))["sizes"]:
            sizes[size["documents"]] = size
    ordered = [sizes[documents] for documents in sorted(sizes)]
    for what, drawing in drawings(ordered).items():
        (RESULTS / f"{options.name}-{what}.svg").write_text(drawing, "utf-8")


if __name__ == "__main__":
    main()

"""Are the ten best of one engine those of the other?"""

import argparse
from contextlib import closing
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from search import Searcher, SearchRequest
from search.evaluation.judged import index_judged, read_judged
from search.place import Cluster
from tests.cluster import Nodes

LIMIT = 10


def measured(options: argparse.Namespace, nodes: Nodes) -> dict[str, Any]:
    """Of each judged set the mean share of the ten best that both have."""
    figures = {}
    print(f"{'set':28}{'queries':>9}{'overlap':>9}{'same first':>12}{'same ten':>10}")
    for number, folder in enumerate(options.sets):
        cluster = Cluster(nodes.urls, f"set-{number}", timeout_s=120)
        found = _of_set(folder, options.corpus, cluster, options.queries)
        figures[folder.name] = found
        print(
            f"{folder.name:28}{found['queries']:9}{found['overlap']:9.3f}"
            f"{found['same_first']:12.3f}{found['same_ten']:10.3f}",
            flush=True,
        )
    return figures


def _of_set(
    folder: Path, corpus: Path | None, cluster: Cluster, most: int
) -> dict[str, float]:
    holds = (folder / "corpus.jsonl").is_file()
    judged = read_judged(folder, None if holds else corpus)
    asked = [each.text for each in judged.queries][:most]
    with (
        TemporaryDirectory() as made,
        closing(index_judged(judged, Path(made, "index"), print)) as here,
        closing(index_judged(judged, cluster, print)) as there,
    ):
        pairs = [(_best(Searcher(here), q), _best(Searcher(there), q)) for q in asked]
    shared = [len({*a} & {*b}) / max(len(a), len(b), 1) for a, b in pairs if a or b]
    return {
        "queries": len(asked),
        "overlap": mean(shared),
        "same_first": mean(a[:1] == b[:1] for a, b in pairs),
        "same_ten": mean(a == b for a, b in pairs),
    }


def _best(searcher: Searcher, text: str) -> tuple[str, ...]:
    return searcher.listed(SearchRequest(text, limit=LIMIT))[:LIMIT]

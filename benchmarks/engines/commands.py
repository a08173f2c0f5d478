"""What do the commands cost: `search query` from a standing start, `search index`?"""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.engines.corpus import Store, write_articles
from benchmarks.engines.measure import apart
from search.analysis import analyse_all, rjieba_cutter
from search.text import fold

_IMPORTS = "import numpy, whoosh.index, whoosh.fields"
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Commands:
    """Median wall seconds of `search query` and of the imports that it cannot do
    without; CPU and wall seconds of `search index`; CPU seconds of cutting the same
    texts into words, and of all of their analysis (folding, units, words); and the
    most memory of all processes of `search index`, in bytes, pages of files left out.
    """

    query_s: float
    imports_s: float
    index_cpu_s: float
    index_wall_s: float
    segmenting_cpu_s: float
    analysis_cpu_s: float
    index_peak_bytes: int


def measure_commands(
    index: Path, store: Store, count: int, work: Path, words: Sequence[str]
) -> Commands:
    """Run the commands; each of `words` is looked for once."""
    query, imports = [], []
    for word in ("", *words):
        query.append(_wall("-m", "search", "query", word or "园区", "--index", index))
        imports.append(_wall("-c", _IMPORTS))
    cpu, wall, peak = _index(store, count, work)
    cutting, analysis = apart(_analysing, store, count)
    return Commands(
        query_s=median(query[1:]),
        imports_s=median(imports[1:]),
        index_cpu_s=cpu,
        index_wall_s=wall,
        segmenting_cpu_s=cutting,
        analysis_cpu_s=analysis,
        index_peak_bytes=peak,
    )


def _wall(*arguments: object) -> float:
    began = time.perf_counter()
    # As where it is installed: what Python has compiled is at hand.
    rest = (pair for pair in os.environ.items() if pair[0] != _UNCOMPILED)
    subprocess.run(_python(*arguments), check=True, capture_output=True, env=dict(rest))
    return time.perf_counter() - began


def _python(*arguments: object) -> list[str]:
    return [sys.executable, *map(str, arguments)]


def _index(store: Store, count: int, work: Path) -> tuple[float, float, int]:
    """CPU and wall seconds of indexing a file of articles, and the most memory."""
    articles = write_articles(store, count, work / f"articles-{os.getpid()}.jsonl")
    folder = work / f"command-{os.getpid()}"
    command = _python("-m", "search", "index", articles, "--index", folder)
    try:
        return apart(_run, command)
    finally:
        articles.unlink()
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> tuple[float, float, int]:
    """Run a command in a process that has no other children."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watch = _Watch(child.pid)
    watch.start()
    failed = child.wait()
    wall = time.perf_counter() - began
    watch.ended.set()
    if failed:
        raise RuntimeError(f"{' '.join(command[1:4])} has failed")
    used = os.times()
    return used.children_user + used.children_system, wall, watch.peak


class _Watch(threading.Thread):
    """Looks, ten times a second, how much memory a process and its children have."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(_PAUSE):
            self.peak = max(self.peak, sum(map(_own_bytes, _family(self.pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in _read(children).split():
        yield from _family(int(child))


def _own_bytes(pid: int) -> int:
    """The memory of a process that is no page of a file."""
    for line in _read(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> str:
    """What a file says; nothing when its process is gone."""
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""


def _analysing(store: Store, count: int) -> tuple[float, float]:
    """CPU seconds of cutting the texts of so many articles into words, and of all that
    is done to texts before they are indexed."""
    cut: Callable[[str], list[str]] = rjieba_cutter()
    cut("园区")
    analyse_all(["园区"])
    cutting = analysis = 0.0
    for document in store.documents(count):
        texts = [text for _, text in document.article.texts()]
        plain = fold("\n".join(texts))
        began = time.process_time()
        cut(plain)
        done = time.process_time()
        analyse_all(texts)
        cutting += done - began
        analysis += time.process_time() - done
    return cutting, analysis

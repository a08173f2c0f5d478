"""How many readers at once does the server bear, and how long does each wait?

    python -m benchmarks.load --index DIR [--seconds 60] [--seed 1] [--name NAME]

starts `search serve` on the index, on this machine only, and lets `wrk` (of Debian's
package of that name) ask for pages: one reader after the other, then sixteen at once;
beside it the same server's /healthz. What is asked for is made of the archive's own
words: words of it, two together, pieces of headlines quoted, headlines pasted, with and
without filters, other pages and orders, articles, parks, the front page. Each is
fetched once beforehand, and sixteen ask for as long again, which warms the server.
Tables are printed, beside what is wanted; raw figures go to benchmarks/results/. Exit
status 1 says that something falls short.
"""

import argparse
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks.engines.machine import facts
from search import Searcher, SearchRequest, open_engine
from search.engines.base import View

ROOT = Path(__file__).parent.parent
# What is wanted of pages: milliseconds, pages a second, p99 by median, growth.
MEDIAN_MS, PAGES, SPREAD, GROWTH = 10.0, 120.0, 4.0, 0.05
_START_SECONDS = 60
_COLUMNS = (
    "what", "connections", "a second", "p50 ms", "p90", "p99", "max", "CPU ms",
    "errors", "MB",
)  # fmt: skip

# wrk calls these; what it prints last is a line of JSON.
_SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local threads = 0
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init() at = number * 997 end
function request() at = at + 1; return wrk.format("GET", paths[at %% #paths + 1]) end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\n{"requests": %%d, "microseconds": %%d, "errors": %%d, ' ..
    '"p50": %%d, "p90": %%d, "p99": %%d, "max": %%d}\\n',
    summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(90), latency:percentile(99),
    latency.max))
end
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of wrk found; times in milliseconds, memory in MB. `processor` is
    what the server takes of a core for an answer, whatever else the machine does."""

    name: str
    connections: int
    requests: int
    errors: int
    per_second: float
    p50: float
    p90: float
    p99: float
    longest: float
    processor: float
    memory_before: float
    memory_after: float

    @property
    def row(self) -> str:
        """A line of the table."""
        grown = f"{self.memory_before:.0f} → {self.memory_after:.0f}"
        return (
            f"| {self.name} | {self.connections} | {self.per_second:.0f} |"
            f" {self.p50:.1f} | {self.p90:.1f} | {self.p99:.1f} | {self.longest:.0f} |"
            f" {self.processor:.1f} | {self.errors} | {grown} |"
        )


def paths_of(view: View, count: int, chance: random.Random) -> list[str]:
    """Addresses as readers would ask for them, of the archive's own words."""
    known = {word: number for word, number in view.vocabulary(20) if len(word) > 1}
    words = [*known]
    # As often as articles have them, but less so.
    weights = [number**0.5 for number in known.values()]
    searcher = Searcher(view)
    stories = list(_stories(searcher, chance))
    values = {name: [v.value for v in got] for name, got in _facets(searcher).items()}

    def word() -> str:
        return chance.choices(words, weights)[0]

    def piece() -> str:
        headline = chance.choice(stories)[1]
        begin = chance.randrange(max(1, len(headline) - 6))
        return f"“{headline[begin : begin + 6]}”"

    def narrowed() -> str:
        name = chance.choice(sorted(values))
        return f"{_results(word())}&{name}={quote(chance.choice(values[name]))}"

    def article() -> str:
        return f"/article/{quote(chance.choice(stories)[0])}?q={quote(word())}"

    kinds: list[tuple[int, Callable[[], str]]] = [
        (30, lambda: _results(word())),
        (18, lambda: _results(f"{word()} {word()}")),
        (10, lambda: _results(piece())),
        (6, lambda: _results(chance.choice(stories)[1])),
        (10, narrowed),
        (4, lambda: _results(word()) + "&sort=newest"),
        (4, lambda: _results(word()) + "&page=2"),
        (12, article),
        (4, lambda: f"/park/{quote(chance.choice(values['park']))}"),
        (2, lambda: "/"),
    ]
    made = chance.choices([make for _, make in kinds], [n for n, _ in kinds], k=count)
    return [make() for make in made]


def _results(text: str) -> str:
    return f"/search?q={quote(text)}"


def _stories(searcher: Searcher, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The ids and headlines of some articles, of any time."""
    pages = searcher.search(SearchRequest("", limit=100)).pages
    for page in chance.sample(range(1, pages + 1), min(pages, 10)):
        for hit in searcher.search(SearchRequest("", page=page, limit=100)).hits:
            if hit.article.headline:
                yield hit.article.id, hit.article.headline


def _facets(searcher: Searcher) -> dict[str, tuple[object, ...]]:
    held = searcher.info().facets
    names = ("park", "topic", "province", "year", "publication", "byline")
    return {name: held[name][:200] for name in names if held[name]}


@contextmanager
def served(index: Path, log: Path) -> Iterator[tuple[str, int]]:
    """The address of `search serve` on an index, and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "search", "serve", "--port", port]
    with log.open("wb") as told:
        server = subprocess.Popen(
            [*command, "--index", str(index)], cwd=ROOT, stderr=told, stdout=told
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz", server)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait()


@contextmanager
def served_seeds(work: Path) -> Iterator[str]:
    """The address of `search serve` on an index of seeds/, made in a folder, where
    `log` has what the server says."""
    index = work / "index"
    indexing = [sys.executable, "-m", "search", "index", ROOT / "seeds"]
    subprocess.run([*indexing, "--index", index], check=True, cwd=ROOT)
    with served(index, work / "log") as (address, _):
        yield address


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not answer")


def memory_of(process: int) -> float:
    """MB of a process and its children that are no pages of files; what they share
    counts once."""
    total = 0
    for each in (process, *_children(process)):
        lines = Path(f"/proc/{each}/smaps_rollup").read_text("utf-8").splitlines()
        (held,) = (line.split()[1] for line in lines if line.startswith("Pss_Anon"))
        total += int(held)
    return total / 1024


def processor_of(process: int) -> float:
    """Milliseconds of the processor that a process and its children have used."""
    ticks = 0
    for each in (process, *_children(process)):
        told = Path(f"/proc/{each}/stat").read_text("utf-8").rpartition(")")[2]
        ticks += sum(map(int, told.split()[11:13]))
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8")
    return [int(each) for each in listed.split()]


class Load:
    """Runs of wrk against a server."""

    def __init__(self, address: str, process: int, seconds: int, work: Path) -> None:
        self.address, self.process = address, process
        self.seconds, self.work = seconds, work
        self.memory: list[float] = []

    def run(self, name: str, paths: list[str], connections: int) -> Run:
        """Ask for these pages, round and round, over so many connections."""
        listed, script = self.work / "paths", self.work / "ask.lua"
        listed.write_text("\n".join(paths) + "\n", "utf-8")
        script.write_text(_SCRIPT % listed, "utf-8")
        before, used = memory_of(self.process), processor_of(self.process)
        done = subprocess.run(
            ["wrk", f"-t{min(2, connections)}", f"-c{connections}",
             f"-d{self.seconds}s", "--timeout", "10s", "-s", script, self.address],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(done.stdout.splitlines()[-1])
        return Run(
            name,
            connections,
            found["requests"],
            found["errors"],
            round(found["requests"] * 1e6 / found["microseconds"], 1),
            *(found[key] / 1000 for key in ("p50", "p90", "p99", "max")),
            round((processor_of(self.process) - used) / found["requests"], 2),
            round(before, 1),
            round(memory_of(self.process), 1),
        )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note the memory of the server each second."""
        over = Event()

        def note() -> None:
            while not over.wait(1):
                self.memory.append(round(memory_of(self.process), 1))

        thread = Thread(target=note)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def fetched(address: str, paths: list[str]) -> list[int]:
    """The bytes of each page, fetched once."""
    sizes = []
    for path in paths:
        with urlopen(address + path, timeout=30) as answer:
            sizes.append(len(answer.read()))
    return sizes


def verdicts(one: Run, many: Run) -> Iterator[tuple[str, str, bool]]:
    """What is wanted, what was found, and whether that is enough."""
    grown = many.memory_after / many.memory_before - 1
    spread = many.p99 / many.p50
    errors = one.errors + many.errors
    yield f"median of one ≤ {MEDIAN_MS:.0f} ms", f"{one.p50:.1f}", one.p50 <= MEDIAN_MS
    found = f"{many.per_second:.0f}"
    yield f"pages a second of 16 ≥ {PAGES:.0f}", found, many.per_second >= PAGES
    yield "errors 0", str(errors), errors == 0
    yield f"p99 of 16 ≤ {SPREAD:.0f} medians", f"{spread:.1f}", spread <= SPREAD
    yield f"memory grows ≤ {GROWTH:.0%}", f"{grown:.1%}", grown <= GROWTH


def main() -> None:
    """Print the tables and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--paths", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", help="of the results")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        parser.error("wrk is not there: apt-get install wrk")
    view = open_engine(options.index).view()
    paths = paths_of(view, options.paths, random.Random(options.seed))
    told = facts(ROOT) | {"articles": view.describe().documents}
    with (
        tempfile.TemporaryDirectory() as work,
        served(options.index, Path(work, "log")) as (address, process),
    ):
        sizes = fetched(address, paths)
        load = Load(address, process, options.seconds, Path(work))
        load.run("pages", paths, 16)
        with load.watched():
            one, many, *beside = (
                load.run("pages", paths, 1),
                load.run("pages", paths, 16),
                load.run("/healthz", ["/healthz"], 1),
                load.run("/healthz", ["/healthz"], 16),
            )
    print(f"{told['articles']:,} articles, {len(paths):,} addresses;", end=" ")
    print(f"bytes of a page {statistics.median(sizes):.0f}, at most {max(sizes)};")
    print(
        f"load of the machine {told['load']} before, {os.getloadavg()[0]:.1f} after\n"
    )
    print(f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}")
    for run in (one, many, *beside):
        print(run.row)
    checked = list(verdicts(one, many))
    print("\n| wanted | found | |\n|---|---|---|")
    for wanted, found, enough in checked:
        print(f"| {wanted} | {found} | {'' if enough else '**falls short**'} |")
    if options.name:
        path = ROOT / "benchmarks" / "results" / f"{options.name}.json"
        runs = [asdict(run) for run in (one, many, *beside)]
        raw = told | {"seconds": options.seconds, "seed": options.seed}
        raw |= {"bytes": {"median": statistics.median(sizes), "most": max(sizes)}}
        raw |= {"runs": runs, "memory_each_second": load.memory}
        path.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(not all(enough for *_, enough in checked))


if __name__ == "__main__":
    main()

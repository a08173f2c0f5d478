"""What does it cost to index the tokens, and how large is the index?

Each index is built in a process of its own and kept in the work folder. It is built
again when the corpus, the size or the code that makes it is another.
"""

import json
import resource
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.engines.corpus import SOURCE, Store, tree_fingerprint
from benchmarks.engines.measure import Reader, apart
from benchmarks.engines.sides import make_side

_SIDES = Path(__file__).parent / "sides"
_TOLD = "build.json"


@dataclass(frozen=True, slots=True)
class Build:
    """What it took to build an index: CPU seconds without those of reading the tokens,
    those of making one segment afterwards, bytes then and before (`own_bytes`),
    segments, and the most memory that the process had, pages of files included."""

    side: str
    documents: int
    cpu_s: float
    wall_s: float
    merge_cpu_s: float
    bytes: int
    segments: int
    peak_bytes: int
    own_bytes: int = 0


def built(
    name: str, store: Store, count: int, work: Path, parts: bool = False
) -> tuple[Path, Build]:
    """The folder of a side's index of so many articles, and what it took.

    With `parts` it is left in several segments.
    """
    kind = "parts" if parts else "one"
    key = f"{store.key}-{_version(name)}"
    folder = work / f"{name}-{count}-{kind}-{key}"
    told = folder.with_suffix(".json")
    if not told.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        build = apart(_build, name, store, count, folder, parts)
        told.write_text(json.dumps(asdict(build)), "utf-8")
    return folder, Build(**json.loads(told.read_text("utf-8")))


def size_of(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def _version(name: str) -> str:
    """Changes with the code that makes the index of a side."""
    code = [_SIDES / "base.py", _SIDES / f"{name}.py"]
    if name == "ours":
        code += [SOURCE / "engines"]
    return tree_fingerprint(code)


def _build(name: str, store: Store, count: int, folder: Path, parts: bool) -> Build:
    side = make_side(name, folder)
    reader = Reader(map(side.native, store.documents(count)))
    fill = side.build_parts if parts else side.build
    began, wall = time.process_time(), time.perf_counter()
    fill(reader, count)
    filled, took = time.process_time(), time.perf_counter() - wall
    own_bytes = size_of(folder)
    if not parts:
        side.merge()
    merged = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    side.open()
    segments = side.segments()
    side.close()
    return Build(
        side=name,
        documents=count,
        cpu_s=filled - began - reader.seconds,
        wall_s=took - reader.seconds,
        merge_cpu_s=merged - filled,
        bytes=size_of(folder),
        segments=segments,
        peak_bytes=peak,
        own_bytes=own_bytes,
    )

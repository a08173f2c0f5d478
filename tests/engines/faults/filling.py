"""What becomes of an index when there is no room to write?"""

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from search.engines import open_engine
from search.errors import EngineError
from tests.engines.archive import generation_of
from tests.engines.children import in_child
from tests.engines.faults.bench import Bench, Case


def fill_up(bench: Bench, room: int) -> Case:
    """Commit where no file may be larger than `room` bytes."""
    with closing(open_engine(bench.index)) as found:
        begun = generation_of(found)
    telling = bench.place / "told"
    status = in_child(lambda: _commit_in_room(bench, begun + 1, room, telling))
    said = telling.read_text("utf-8")
    case = bench.settle(
        "full disk", f"{room} bytes a file", begun, begun + (not status)
    )
    return _with_message(case, status, said, "File too large")


def _commit_in_room(bench: Bench, generation: int, room: int, telling: Path) -> int:
    """0 where there was room, 1 where not; what was said is written down."""
    bench.archive.write(bench.files, generation)
    telling.write_text("", "utf-8")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        with closing(open_engine(bench.index)) as made:
            bench.commit(made, generation)
    except EngineError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        telling.write_text(str(error), "utf-8")
        return 1
    return 0


def starve(bench: Bench, room: int) -> Case:
    """Commit on a disk that has `room` bytes left; `bench` lies on a disk of its own,
    made by `small_disk`, its files elsewhere."""
    with closing(open_engine(bench.index)) as found:
        begun = generation_of(found)
        disk = os.statvfs(bench.index)
        _resize(bench.index, (disk.f_blocks - disk.f_bfree) * disk.f_frsize + room)
        said, status = "", 0
        try:
            bench.commit(found, begun + 1)
        except EngineError as error:
            said, status = str(error), 1
    _resize(bench.index, 1 << 26)
    case = bench.settle("full disk", f"{room} bytes left", begun, begun + (status == 0))
    return _with_message(case, status, said, "No space left on device")


def _with_message(case: Case, status: int, said: str, wanted: str) -> Case:
    clear = not said or (wanted in said and " — make room, then " in said)
    if status not in (0, 1) or not clear:
        return Case(case.kind, case.detail, unclear=said or f"exit status {status}")
    return case


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Make the folder a disk of its own, in memory; False where that is not allowed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mounted = os.geteuid() == 0 and not _mount("-t", "tmpfs", "tmpfs", str(folder))
    try:
        yield mounted
    finally:
        if mounted:
            # Lazily: what was read of it may still be mapped.
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _resize(folder: Path, size: int) -> None:
    if _mount("-o", f"remount,size={size}", str(folder)):
        raise OSError(f"cannot resize {folder}")


def _mount(*words: str) -> int:
    return subprocess.run(
        ["mount", *words], capture_output=True, check=False
    ).returncode

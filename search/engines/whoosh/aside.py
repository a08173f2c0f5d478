"""What is kept beside an index, that was worked out of it and may be lost?

A file a thing, sealed with its checksum, put in place by a rename: a reader sees all of
it or nothing. What is damaged is taken for missing; `search check` does not look at it.
"""

import mmap
import os
import struct
import threading
import zlib
from contextlib import suppress
from pathlib import Path
from weakref import WeakValueDictionary

from search.engines.base import Kept

_SEAL = struct.Struct("<I8s")
_MARK = b"PARKASD\n"

_opened: WeakValueDictionary[tuple[str, int, int], Kept] = WeakValueDictionary()
_opening = threading.Lock()


def read_aside(path: Path) -> Kept | None:
    """What is kept in a file, mapped once a process; None where it is missing, or is
    not what was written."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            key = str(path), found.st_ino, found.st_mtime_ns
            with _opening:
                kept = _opened.get(key)
                if kept is None and (content := _sound(file.fileno(), found.st_size)):
                    kept = _opened[key] = Kept(content)
                return kept
    except OSError:
        return None


def write_aside(path: Path, content: bytes) -> None:
    """Keep something in a file, in place of what was kept there. Raises OSError."""
    unnamed = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with unnamed.open("xb") as file:
            file.write(content)
            file.write(_SEAL.pack(zlib.crc32(content), _MARK))
            file.flush()
            os.fsync(file.fileno())
        unnamed.replace(path)
    except BaseException:
        with suppress(OSError):
            unnamed.unlink()
        raise


def _sound(file: int, size: int) -> memoryview | None:
    """The content of a file without its seal; None where they do not agree."""
    if size < _SEAL.size:
        return None
    whole = memoryview(mmap.mmap(file, size, access=mmap.ACCESS_READ))
    content = whole[: -_SEAL.size]
    seal = _SEAL.pack(zlib.crc32(content), _MARK)
    return content if whole[-_SEAL.size :] == seal else None

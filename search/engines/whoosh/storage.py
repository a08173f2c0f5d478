"""Is there an index at this place, is it ours, and may it be opened?

The table of contents of a Whoosh index is pickled, so whoever can write to the folder
can run code in whatever opens it: the folder is made 0700, tightened when it is ours,
and refused when it is somebody else's.
"""

import json
import os
import pickle
import re
import stat
import struct
import time
import zlib
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError

from search.engines.whoosh.schema import make_schema
from search.engines.whoosh.segment_file import damaged
from search.errors import (
    EngineError,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnsafe,
)

# The version of the schema is part of the index's name: another version is another
# index, found only to be told apart from none.
INDEX_NAME = "news2"
_TOC = re.compile(r"_(\w+)_\d+\.toc")
_TOC_SUFFIX = ".toc"
# Behind a table of contents stands its crc32; Whoosh reads only what is before it.
_SEAL = struct.Struct("<I8s")
_SEAL_MARK = b"PARKTOC\n"


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder in which a table of contents is there whole or not at all."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its final name; for good once this returns."""
        path = Path(self.folder, oldname)
        with path.open("r+b") as file:
            if newname.endswith(_TOC_SUFFIX):
                crc = zlib.crc32(file.read())
                file.write(_SEAL.pack(crc, _SEAL_MARK))
                file.flush()
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe)
        sync_folder(Path(self.folder))

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file; a damaged table of contents is never unpickled."""
        if name.endswith(_TOC_SUFFIX):
            path = Path(self.folder, name)
            with path.open("rb") as file:
                content = file.read()
            sealed, seal = content[: -_SEAL.size], content[-_SEAL.size :]
            if seal != _SEAL.pack(zlib.crc32(sealed), _SEAL_MARK):
                raise damaged(path, "table of contents")
        return super().open_file(name, **options)


def open_index(folder: Path) -> index.FileIndex:
    """The index in a folder.

    Raises IndexMissing, IndexOutdated (of another version), IndexUnsafe, EngineError.
    """
    names = _names(folder)
    if INDEX_NAME in names:
        secure(folder)
        with translate_errors(folder):
            return index.FileIndex(DurableStorage(str(folder)), indexname=INDEX_NAME)
    if names:
        raise IndexOutdated(
            f"the index at {folder} was made by another version",
            "run 'search index --index NEW PATH…' to build one in a new folder NEW",
        )
    raise IndexMissing(
        f"no index at {folder}", f"run 'search index --index {folder} PATH…' first"
    )


def create_index(folder: Path) -> index.FileIndex:
    """The index in a folder, made when there is none. Raises as `open_index`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(f"cannot make {folder}: {error.strerror}") from error
    try:
        return open_index(folder)
    except IndexMissing:
        secure(folder)
        with translate_errors(folder):
            storage = DurableStorage(str(folder))
            return index.FileIndex.create(storage, make_schema(), INDEX_NAME)


def secure(folder: Path) -> None:
    """Make the folder ours alone; raises IndexUnsafe when it is somebody else's."""
    found = folder.stat()
    if not hasattr(os, "getuid"):
        return
    if found.st_uid != os.getuid():
        raise IndexUnsafe(
            f"the folder {folder} belongs to another user, who could make us run code",
            "use an index folder of your own: --index DIR",
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)


def _names(folder: Path) -> set[str]:
    """The names of the indexes in a folder."""
    try:
        entries = os.listdir(folder)
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise EngineError(f"cannot read {folder}: {error.strerror}") from error
    return {found[1] for name in entries if (found := _TOC.fullmatch(name))}


def size_in_bytes(folder: Path) -> int:
    """The bytes of all files of an index."""
    with os.scandir(folder) as entries:
        return sum(e.stat().st_size for e in entries if INDEX_NAME in e.name)


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def clean_debris(folder: Path, name: str, segments: Container[str]) -> None:
    """Remove what a writer that was killed has left: segments other than these, and
    tables of contents that never got their name. To be called by the writer only."""
    segment = re.compile(rf"{name}_([0-9a-z]+)\.\w+")
    unnamed = re.compile(rf"_{name}_\d+\.toc\.[\d.]+")
    for path in folder.iterdir():
        found = segment.fullmatch(path.name)
        if (found and found[1] not in segments) or unnamed.fullmatch(path.name):
            path.unlink(missing_ok=True)


def _note(folder: Path) -> Path:
    return folder / f"{INDEX_NAME}_writer.json"


def note_writer(folder: Path) -> None:
    """Write down, for others to read, who holds the lock."""
    note = {"process": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
    with open(_note(folder), "w", encoding="utf-8") as file:
        json.dump(note, file)


def forget_writer(folder: Path) -> None:
    """The lock is about to be released."""
    _note(folder).unlink(missing_ok=True)


def _writer(folder: Path) -> str:
    """Who holds the lock, as far as they have written it down."""
    try:
        note = json.loads(_note(folder).read_text("utf-8"))
        return f": process {note['process']}, since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


# What unpickling raises where a class is not what it was, or bytes are missing.
_UNREADABLE = (
    index.IndexError, pickle.UnpicklingError, zlib.error, EOFError, ValueError,
    TypeError, KeyError, LookupError, AttributeError, ImportError, AssertionError,
)  # fmt: skip


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Turn what Whoosh and the file system raise into our own errors."""
    try:
        yield
    except LockError as error:
        raise IndexLocked(
            f"another process is writing to the index at {folder}{_writer(folder)}",
            "wait until it has finished, then try again",
        ) from error
    except index.EmptyIndexError as error:
        raise IndexMissing(f"no index at {folder}") from error
    except OSError as error:
        raise EngineError(
            f"cannot use the index at {folder}: {error.strerror or error}"
        ) from error
    except _UNREADABLE as error:
        raise EngineError(
            f"the index at {folder} is damaged ({type(error).__name__})",
            "build it again: remove the folder's files and run 'search index'",
        ) from error

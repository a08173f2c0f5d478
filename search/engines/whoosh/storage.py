"""Is there an index at this place, is it ours, and may it be opened?

The table of contents of a Whoosh index is pickled, so whoever can write to the folder
can run code in whatever opens it: the folder is made 0700, tightened when it is ours,
and refused when it is somebody else's.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import index
from whoosh.index import LockError

from search.engines.whoosh.schema import make_schema
from search.errors import (
    EngineError,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnsafe,
)

# The version of the schema is part of the index's name: another version is another
# index, found only to be told apart from none.
INDEX_NAME = "news1"
_TOC = re.compile(r"_(\w+)_\d+\.toc")


def open_index(folder: Path) -> index.FileIndex:
    """The index in a folder.

    Raises IndexMissing, IndexOutdated (of another version), IndexUnsafe, EngineError.
    """
    names = _names(folder)
    if INDEX_NAME in names:
        secure(folder)
        with translate_errors(folder):
            return index.open_dir(str(folder), indexname=INDEX_NAME)
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
            return index.create_in(str(folder), make_schema(), indexname=INDEX_NAME)


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
    return sum(f.stat().st_size for f in folder.glob(f"*{INDEX_NAME}*") if f.is_file())


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Turn what Whoosh and the file system raise into our own errors."""
    try:
        yield
    except LockError as error:
        raise IndexLocked(
            f"another process is writing to the index at {folder}",
            "wait until it has finished, then try again",
        ) from error
    except index.EmptyIndexError as error:
        raise IndexMissing(f"no index at {folder}") from error
    except OSError as error:
        raise EngineError(
            f"cannot use the index at {folder}: {error.strerror or error}"
        ) from error
    except (index.IndexError, EOFError, ValueError, TypeError, KeyError) as error:
        raise EngineError(
            f"the index at {folder} is damaged ({type(error).__name__})",
            "build it again: remove the folder's files and run 'search index'",
        ) from error

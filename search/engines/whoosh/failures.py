"""What does a user hear when the index cannot be used?

One line: the thing, the place, and the next command.
"""

import errno
import pickle
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search.engines.whoosh.lock import writer_of
from search.errors import EngineError, IndexLocked, IndexMissing

# What reading raises where a class is not what it was, or bytes are missing.
SENSELESS = (
    pickle.UnpicklingError, zlib.error, EOFError, ValueError, TypeError, LookupError,
    AttributeError, ImportError, AssertionError,
)  # fmt: skip

_NO_ROOM = "make room, then run the same command again; what was indexed is all there"
_NOT_OURS = "use an index folder that can be written to: --index DIR"
_HINTS = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _NO_ROOM,
    errno.EROFS: _NOT_OURS,
    errno.EACCES: _NOT_OURS,
    errno.EPERM: _NOT_OURS,
}


def damaged(path: Path, what: str) -> EngineError:
    """The error for a file of an index that is damaged."""
    return EngineError(
        f"the index file {path} is damaged ({what})",
        f"run 'search check --repair --index {path.parent}'",
    )


def refused(doing: str, folder: Path, error: OSError) -> EngineError:
    """The error for what the system would not do with the folder of an index."""
    hint = _HINTS.get(error.errno or 0, "")
    return EngineError(f"cannot {doing} {folder}: {error.strerror or error}", hint)


def missing(folder: Path) -> IndexMissing:
    """The error for a folder without an index."""
    return IndexMissing(
        f"no index at {folder}", f"run 'search index --index {folder} PATH…' first"
    )


def locked(folder: Path) -> IndexLocked:
    """The error for an index that somebody else is writing to."""
    holder = writer_of(folder)
    return IndexLocked(
        f"another process is writing to the index at {folder}"
        f"{holder and ': ' + holder}",
        "wait until it has finished, then try again",
    )


@contextmanager
def translate_errors(folder: Path) -> Iterator[None]:
    """Turn what the file system raises, and what reading what makes no sense does, into
    our own errors."""
    try:
        yield
    except OSError as error:
        if not folder.exists():
            raise missing(folder) from error
        raise refused("use the index at", folder, error) from error
    except SENSELESS as error:
        raise EngineError(
            f"the index at {folder} is damaged ({type(error).__name__})",
            f"run 'search check --repair --index {folder}'",
        ) from error

"""Is there an index at this place, is it ours, and may it be opened?

The table of contents of a Whoosh index is pickled, so whoever can write to the folder
can run code in a program that writes to it: the folder is made 0700, tightened when it
is ours, and refused when it is somebody else's.
"""

import os
import re
import stat
from pathlib import Path

from search.engines.whoosh.failures import damaged, missing, refused
from search.errors import EngineError, IndexOutdated, IndexUnsafe

ASIDE = ".aside"
# The version of the schema is part of the index's name: another version is another
# index, found only to be told apart from none.
INDEX_NAME = "news5"
_TOC = re.compile(r"_(\w+)_\d+\.toc")
_SEGMENT = re.compile(r"(\w+)_[0-9a-z]+\.seg")


def look(folder: Path) -> None:
    """Make sure that there is an index in a folder, and that it may be opened.

    Raises IndexMissing, IndexOutdated (of another version), IndexUnsafe, EngineError.
    """
    if INDEX_NAME not in _names(folder, _TOC) | _names(folder, _SEGMENT):
        raise absent(folder)
    secure(folder)


def absent(folder: Path) -> EngineError:
    """The error for a folder without a table of contents of ours."""
    if INDEX_NAME in _names(folder, _SEGMENT):
        return damaged(folder / f"_{INDEX_NAME}_….toc", "missing")
    if _names(folder, _TOC):
        return IndexOutdated(
            f"the index at {folder} was made by another version",
            "run 'search index --index NEW PATH…' to build one in a new folder NEW",
        )
    return missing(folder)


def secure(folder: Path) -> None:
    """Make the folder ours alone. Raises IndexUnsafe when it is somebody else's, or
    others can write to it and that cannot be changed."""
    found = folder.stat()
    if not hasattr(os, "getuid"):
        return
    if found.st_uid != os.getuid():
        raise IndexUnsafe(
            f"the folder {folder} belongs to another user, who could make us run code",
            "use an index folder of your own: --index DIR",
        )
    mode = stat.S_IMODE(found.st_mode)
    if not mode & 0o077:
        return
    try:
        folder.chmod(mode & 0o700)
    except OSError as error:
        if mode & 0o022:
            raise IndexUnsafe(
                f"others can write to the folder {folder}, who could make us run code",
                f"run 'chmod 700 {folder}'",
            ) from error


def _names(folder: Path, pattern: re.Pattern[str]) -> set[str]:
    """The names of the indexes in a folder that have files of such a name."""
    try:
        entries = os.listdir(folder)
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise refused("read", folder, error) from error
    return {found[1] for name in entries if (found := pattern.fullmatch(name))}


def size_in_bytes(folder: Path) -> int:
    """The bytes of all files of an index."""
    with os.scandir(folder) as entries:
        return sum(e.stat().st_size for e in entries if INDEX_NAME in e.name)


def aside_path(folder: Path, name: str) -> Path:
    """The file of something that is kept beside the index."""
    return folder / f"_{INDEX_NAME}_{name}{ASIDE}"

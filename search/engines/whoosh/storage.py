"""Is there an index at this place, is it ours, and may it be opened?

The table of contents of a Whoosh index is pickled, so whoever can write to the folder
can run code in whatever opens it: the folder is made 0700, tightened when it is ours,
and refused when it is somebody else's.
"""

import os
import re
import stat
from collections.abc import Container
from pathlib import Path

from whoosh import index

from search.engines.whoosh.durable import CONTENTS, COPY, DurableStorage, copy_of
from search.engines.whoosh.failures import damaged, missing, refused, translate_errors
from search.engines.whoosh.schema import make_schema
from search.errors import EngineError, IndexMissing, IndexOutdated, IndexUnsafe

ASIDE = ".aside"
# The version of the schema is part of the index's name: another version is another
# index, found only to be told apart from none.
INDEX_NAME = "news5"
_TOC = re.compile(r"_(\w+)_\d+\.toc")
_SEGMENT = re.compile(r"(\w+)_[0-9a-z]+\.seg")
# So often a folder is listed before there is no table of contents in it.
_TRIES = 3


class Index(index.FileIndex):  # type: ignore[misc]
    """An index whose table of contents is read, and may turn out to be damaged, when
    it is asked for."""

    def __init__(self, storage: DurableStorage) -> None:
        self.storage: DurableStorage = storage
        self.indexname = INDEX_NAME
        self._schema = None

    @property
    def spared(self) -> frozenset[str]:
        """Segments that it does not name, which a writer leaves until it commits."""
        return frozenset()

    def latest_generation(self) -> int:
        """The number of the last commit. Raises EngineError when there is none."""
        # A folder that is read while a commit renames one table of contents and
        # removes the other may show neither.
        for _ in range(_TRIES):
            found: int = super().latest_generation()
            if found >= 0:
                return found
        raise absent(Path(self.storage.folder))

    def _read_toc(self) -> index.TOC:
        return index.TOC.read(self.storage, self.indexname, self.latest_generation())


def open_index(folder: Path) -> Index:
    """The index in a folder.

    Raises IndexMissing, IndexOutdated (of another version), IndexUnsafe, EngineError.
    """
    if INDEX_NAME not in _names(folder, _TOC) | _names(folder, _SEGMENT):
        raise absent(folder)
    secure(folder)
    return Index(DurableStorage(folder))


def create_index(folder: Path) -> Index:
    """The index in a folder, made when there is none. Raises as `open_index`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused("make", folder, error) from error
    try:
        return open_index(folder)
    except IndexMissing:
        secure(folder)
        with translate_errors(folder):
            storage = DurableStorage(folder)
            index.TOC.create(storage, make_schema(), INDEX_NAME)
            return Index(storage)


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


def clean_debris(folder: Path, name: str, segments: Container[str]) -> None:
    """Remove what a writer that was killed has left: segments other than these, tables
    of contents and files aside that never got their name, and copies of none. To be
    called by the writer only."""
    segment = re.compile(rf"{name}_([0-9a-z]+)\.\w+")
    unnamed = re.compile(
        rf"_{name}_\d+\.toc\.[\d.]+|_{name}_\w+{re.escape(ASIDE)}\.[\d.]+"
    )
    copy = re.compile(rf"_{name}_\d+{re.escape(COPY)}")
    names = os.listdir(folder)
    # Where no table of contents is left, a copy is all there is of it.
    copied = {copy_of(each) for each in names if each.endswith(CONTENTS)} or set(names)
    for each in names:
        found = segment.fullmatch(each)
        stray = copy.fullmatch(each) and each not in copied
        if (found and found[1] not in segments) or unnamed.fullmatch(each) or stray:
            Path(folder, each).unlink(missing_ok=True)

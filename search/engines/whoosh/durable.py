"""How does a commit become durable, and what is left of one that did not?

A table of contents is written under another name, sealed with its checksum, synced,
and only then given its own; whatever it names was synced before. A copy lies beside
it, for it alone knows which documents are deleted.
"""

import os
import re
from collections.abc import Container
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.contents import (
    CONTENTS,
    COPY,
    copy_of,
    read_contents,
    sealed,
)
from search.engines.whoosh.storage import ASIDE


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder in which a table of contents is there whole or not at all.

    With `copies`, the copies of tables of contents are read in their place.
    """

    def __init__(self, folder: Path, copies: bool = False) -> None:
        super().__init__(str(folder))
        self.copies = copies

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its final name; for good once this returns."""
        path = Path(self.folder, oldname)
        if newname.endswith(CONTENTS):
            content = sealed(path.read_bytes())
            _write(path, content)
            _write(Path(self.folder, copy_of(newname)), content)
        super().rename_file(oldname, newname, safe)
        sync_folder(Path(self.folder))

    def open_file(self, name: str, **options: Any) -> Any:
        """Open a file. A table of contents that is damaged, or lists anything but
        segments, is never unpickled: EngineError."""
        if self.copies:
            name = copy_of(name)
        if name.endswith((CONTENTS, COPY)):
            read_contents(Path(self.folder, name))
        return super().open_file(name, **options)


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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


def _write(path: Path, content: bytes) -> None:
    """Write a file, and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

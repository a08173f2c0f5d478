"""What does Whoosh know of an index, and how does one begin?"""

import os
import re
from collections.abc import Container
from pathlib import Path

from whoosh import index

from search.engines.whoosh.contents import (
    CONTENTS,
    COPY,
    copy_of,
    latest_generation,
    read_contents,
)
from search.engines.whoosh.durable import DurableStorage
from search.engines.whoosh.failures import refused, translate_errors
from search.engines.whoosh.schema import make_schema
from search.engines.whoosh.storage import ASIDE, INDEX_NAME, look, secure
from search.errors import IndexMissing


class Index(index.FileIndex):  # type: ignore[misc]
    """An index whose table of contents is read, and may turn out to be damaged, when
    it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.storage = DurableStorage(folder)
        self.indexname = INDEX_NAME
        self._schema = None

    @property
    def spared(self) -> frozenset[str]:
        """Segments that it does not name, which a writer leaves until it commits."""
        return frozenset()

    def latest_generation(self) -> int:
        """The number of the last commit. Raises EngineError when there is none."""
        return latest_generation(Path(self.storage.folder))

    def _read_toc(self) -> index.TOC:
        # Whoosh leaves a file open that it cannot make sense of.
        generation = self.latest_generation()
        read_contents(Path(self.storage.folder), generation)
        return index.TOC.read(self.storage, self.indexname, generation)


def open_index(folder: Path) -> Index:
    """The index in a folder. Raises as `look`."""
    look(folder)
    return Index(folder)


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
            index.TOC.create(DurableStorage(folder), make_schema(), INDEX_NAME)
            return Index(folder)


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

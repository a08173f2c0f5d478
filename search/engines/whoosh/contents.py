"""Which segments does a commit consist of, and which of their documents are deleted?

A table of contents, which Whoosh has pickled, is read without Whoosh, which takes
longer to load than a query to answer. Nothing in it is unpickled but segments, so no
code is run that it names.
"""

import io
import os
import pickle
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from search.engines.whoosh.failures import SENSELESS, damaged
from search.engines.whoosh.segment_data import EXTENSION, Mask
from search.engines.whoosh.storage import INDEX_NAME, absent

CONTENTS = ".toc"
COPY = ".copy"

# So often a folder is listed before there is no table of contents in it.
_TRIES = 3
# Behind a table of contents stands its crc32; Whoosh reads only what is before it.
_SEAL = struct.Struct("<I8s")
_MARK = b"PARKTOC\n"
# What Whoosh begins with: the sizes of three types, the order of bytes, its format,
# and its version, three numbers of one byte each.
_HEAD = struct.Struct(">3Bii3B")
_KNOWN = (4, 8, 4, -12345, -111)
# Behind the schema: the number of the commit, and one that is not used.
_BEHIND = struct.Struct(">ii")


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment that a commit consists of: the name of its file, and which of its
    documents are not deleted, bool [documents]; None: all."""

    name: str
    alive: Mask | None


def latest_generation(folder: Path) -> int:
    """The number of the last commit. Raises EngineError when there is none."""
    # A folder that is read while a commit renames one table of contents and removes
    # the other may show neither.
    for _ in range(_TRIES):
        if found := generations(folder):
            return found[0]
    raise absent(folder)


def generations(folder: Path, suffix: str = CONTENTS) -> list[int]:
    """The numbers of the tables of contents, or of their copies, the newest first."""
    name = re.compile(rf"_{INDEX_NAME}_(\d+){re.escape(suffix)}")
    found = map(name.fullmatch, os.listdir(folder))
    return sorted((int(match[1]) for match in found if match), reverse=True)


def contents_path(folder: Path, generation: int) -> Path:
    """The table of contents of the commit of a number."""
    return folder / f"_{INDEX_NAME}_{generation}{CONTENTS}"


def read_contents(path: Path) -> tuple[Listed, ...]:
    """The segments that a table of contents, or the copy of one, lists. Raises
    EngineError when it is damaged, FileNotFoundError when it is missing."""
    content = _unsealed(path)
    try:
        return _segments(content, int(path.stem.rpartition("_")[2]))
    except (struct.error, OverflowError, MemoryError, *SENSELESS) as error:
        raise damaged(path, "table of contents") from error


def sealed(content: bytes) -> bytes:
    """A table of contents with what tells whether it is whole."""
    return content + _SEAL.pack(zlib.crc32(content), _MARK)


def copy_of(name: str) -> str:
    """The name of the copy of a table of contents.

    >>> copy_of("_news_7.toc")
    '_news_7.copy'
    """
    return name.removesuffix(CONTENTS) + COPY


def packed(deleted: Mask) -> bytes:
    """Which documents of a segment are deleted, as a table of contents has it."""
    return zlib.compress(np.packbits(deleted).tobytes())


def unpacked(deleted: bytes, documents: int) -> Mask:
    """The same, bool [documents]."""
    bits = np.frombuffer(zlib.decompress(deleted), np.uint8)
    return np.unpackbits(bits, count=documents).astype(bool)


def _unsealed(path: Path) -> bytes:
    content = path.read_bytes()
    plain = content[: -_SEAL.size]
    if content != sealed(plain):
        raise damaged(path, "table of contents")
    return plain


def _segments(content: bytes, generation: int) -> tuple[Listed, ...]:
    *head, _, _, _ = _HEAD.unpack_from(content)
    schema, at = _varint(content, _HEAD.size)
    at += schema
    found, _ = _BEHIND.unpack_from(content, at)
    if (*head, found) != (*_KNOWN, generation):
        raise ValueError("of another format")
    listed = _Unpickler(io.BytesIO(content[at + _BEHIND.size :])).load()
    return tuple(_listed(vars(each)) for each in listed)


def _listed(state: dict[str, Any]) -> Listed:
    deleted = state["_deleted"]
    alive = None if deleted is None else ~unpacked(deleted, state["documents"])
    return Listed(f"{state['indexname']}_{state['segid']}{EXTENSION}", alive)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of Whoosh's, seven bits a byte, the lowest first; and where it ends."""
    value = shift = 0
    while content[at] & 0x80:
        value |= (content[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return value | content[at] << shift, at + 1


class _State:
    """What stands in a table of contents of a segment."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type[_State]:
        if (module, name) != ("search.engines.whoosh.segment", "Segment"):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return _State

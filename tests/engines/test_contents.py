"""A table of contents is read without Whoosh, and runs no code."""

import os
import pickle
import random
import re
import struct
from pathlib import Path

import numpy as np
import pytest

from search.engines.base import EngineQuery, Source
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.contents import (
    contents_path,
    latest_generation,
    packed,
    read_contents,
    sealed,
    unpacked,
)
from search.engines.whoosh.index import Index, create_index, open_index
from search.engines.whoosh.schema import fields_of
from search.engines.whoosh.writer import BulkWriter
from search.errors import EngineError
from tests.engines.oracle import Chance

DAMAGED = re.escape("is damaged (table of contents)")
SOURCE = Source("a.txt", "root")
# Where the number that tells the format stands, and how it is written.
_FORMAT_AT, _INT = 7, struct.Struct(">i")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of three segments, of one of which documents are deleted."""
    folder, documents = tmp_path / "index", Chance(1).documents(40)
    create_index(folder)
    for part in (documents[:20], documents[20:33], documents[33:]):
        writer = BulkWriter(Index(folder))
        for document in part:
            writer.add_document(**fields_of(SOURCE, document))
        writer.commit(merge=False)
    writer = BulkWriter(Index(folder))
    for document in documents[3:17:7]:
        writer.delete_by_term("id", document.article.id)
    writer.commit(merge=False)
    return folder


def _path(folder: Path) -> Path:
    return contents_path(folder, latest_generation(folder))


def _unsealed(path: Path) -> bytes:
    return path.read_bytes()[: -len(sealed(b""))]


def test_the_same_as_whoosh_reads(folder: Path) -> None:
    """Names of files, and what is deleted."""
    index = open_index(folder)
    generation = latest_generation(folder)
    found = read_contents(_path(folder))
    named = index._read_toc().segments
    assert generation == index.latest_generation()
    assert [each.name for each in found] == [s.make_filename(".seg") for s in named]
    assert [None if e.alive is None else e.alive.tolist() for e in found] == [
        None if s.alive is None else s.alive.tolist() for s in named
    ]
    assert [e.alive is not None for e in found] == [True, False, False]


def test_an_index_without_a_segment(tmp_path: Path) -> None:
    """Has a table of contents all the same."""
    engine = WhooshEngine(tmp_path / "index", create=True)
    assert read_contents(_path(engine.folder)) == ()


class _Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


def test_nothing_else_is_unpickled(folder: Path, tmp_path: Path) -> None:
    """What is written in the place of the segments, or of the schema, is not run."""
    path, trap = _path(folder), tmp_path / "trap"
    whole = _unsealed(path)
    # The segments are the last that is pickled.
    at = whole.rindex(pickle.PROTO)
    path.write_bytes(sealed(whole[:at] + pickle.dumps([_Trap(trap)])))
    engine = WhooshEngine(folder)
    with pytest.raises(EngineError, match=DAMAGED):
        engine.find(EngineQuery())
    assert [*engine.check()] == [f"{path.name}: the table of contents is damaged"]
    with pytest.raises(EngineError, match=DAMAGED):
        engine.replace(SOURCE, ())
    assert not trap.exists()


def test_no_stored_field_runs_code(folder: Path, tmp_path: Path) -> None:
    """An article that is no text is not made."""
    trap = tmp_path / "trap"
    writer = BulkWriter(Index(folder))
    writer.add_document(id="trap", article=_Trap(trap))
    writer.commit(merge=False)
    with pytest.raises(EngineError, match=r"is damaged \(UnpicklingError\)"):
        WhooshEngine(folder).fetch(["trap"])
    assert not trap.exists()


@pytest.mark.parametrize(
    ("at", "value"),
    [
        pytest.param(_FORMAT_AT, -110, id="of another format"),
        pytest.param(_FORMAT_AT - 4, 12345, id="of another order of bytes"),
        pytest.param(0, 0, id="of other sizes of types"),
    ],
)
def test_of_another_kind(folder: Path, at: int, value: int) -> None:
    """It is no table of contents of ours, whoever reads it."""
    path = _path(folder)
    content = bytearray(_unsealed(path))
    _INT.pack_into(content, at, value)
    path.write_bytes(sealed(bytes(content)))
    with pytest.raises(EngineError, match=DAMAGED):
        read_contents(path)
    with pytest.raises(EngineError, match=DAMAGED):
        Index(folder)._read_toc()


def test_of_another_commit(folder: Path) -> None:
    """A table of contents under a wrong name."""
    path, generation = _path(folder), latest_generation(folder)
    other = path.rename(contents_path(folder, generation + 1))
    with pytest.raises(EngineError, match=DAMAGED):
        read_contents(other)


@pytest.mark.parametrize("seed", range(20))
def test_cut_anywhere_and_sealed_again(folder: Path, seed: int) -> None:
    """Is damaged, and says so in one line, whoever reads it; its copy is not."""
    path = _path(folder)
    content = _unsealed(path)
    path.write_bytes(sealed(content[: random.Random(seed).randrange(len(content))]))
    with pytest.raises(EngineError, match=DAMAGED):
        read_contents(path)
    engine = WhooshEngine(folder)
    assert [*engine.check()] == [f"{path.name}: the table of contents is damaged"]
    assert engine.salvage().remains == ()
    engine.commit()
    assert engine.describe().documents == 38


def test_deletions_are_packed() -> None:
    """And read again, of any number of documents."""
    for documents in (1, 7, 8, 1001):
        deleted = np.arange(documents) % 3 == 0
        assert unpacked(packed(deleted), documents).tolist() == deleted.tolist()

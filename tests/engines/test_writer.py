"""Adding, replacing and deleting, through Whoosh's own interface and the engine's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh.index import FileIndex

from search.engines.base import EngineQuery, Source, Word
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.index import create_index
from search.engines.whoosh.schema import fields_of
from search.engines.whoosh.writer import BulkWriter
from tests.engines.oracle import Chance, Oracle
from tests.engines.test_executor import assert_same

SOURCE = Source("a.txt", "root")


@pytest.fixture
def made(tmp_path: Path) -> FileIndex:
    """An index without documents."""
    return create_index(tmp_path / "index")


@pytest.fixture
def engine(made: FileIndex, tmp_path: Path) -> Iterator[WhooshEngine]:
    """The engine on it."""
    engine = WhooshEngine(tmp_path / "index")
    yield engine
    engine.close()


def test_little_memory_means_many_segments(
    made: FileIndex, engine: WhooshEngine
) -> None:
    """And the same answers."""
    chance = Chance(21)
    documents = chance.documents(50)
    writer = BulkWriter(made, memory=6_000)
    for document in documents:
        writer.add_document(**fields_of(SOURCE, document))
    writer.commit(merge=False)
    assert len(engine._executor().snapshot.parts) > 3
    oracle = Oracle(documents)
    for _ in range(30):
        query = chance.query(documents)
        assert_same(engine.find(query), oracle.find(query))
    BulkWriter(made).commit(optimize=True)
    assert len(engine._executor().snapshot.parts) == 1
    for _ in range(30):
        query = chance.query(documents)
        assert_same(engine.find(query), oracle.find(query))


def test_commits_keep_few_segments(engine: WhooshEngine) -> None:
    """However many there are; each document stays once."""
    documents = Chance(22).documents(40)
    for number, document in enumerate(documents):
        engine.replace(Source(f"{number}.txt", "root"), [document])
        engine.commit()
    assert len(engine._executor().snapshot.parts) <= 8
    assert engine.find(EngineQuery()).total == 40
    assert len(engine.describe().sources) == 40
    assert list(engine.check()) == []


def test_the_last_replacement_of_a_source_counts(engine: WhooshEngine) -> None:
    """Also when both are in one commit, in memory or already in a file."""
    first, second, third = Chance(23).documents(3)
    other = Source("b.txt", "root")
    engine.replace(SOURCE, [first, second])
    engine.replace(other, [third])
    engine.replace(SOURCE, [second])
    engine.commit()
    assert engine.find(EngineQuery()).total == 2
    engine.replace(SOURCE, [first])
    engine.replace(SOURCE, ())
    engine.commit()
    assert [m.id for m in engine.find(EngineQuery()).matches] == [third.article.id]


def test_update_document_by_id(made: FileIndex, engine: WhooshEngine) -> None:
    """Twice in one commit leaves one."""
    first, second = Chance(24).documents(2)
    writer = BulkWriter(made)
    for document in (first, second, first, first):
        writer.update_document(**fields_of(SOURCE, document))
    writer.commit()
    assert engine.find(EngineQuery()).total == 2


def test_texts_are_analysed_by_their_fields(
    made: FileIndex, engine: WhooshEngine
) -> None:
    """As Whoosh's own writer takes them."""
    writer = BulkWriter(made)
    writer.add_document(id="a-1", words="招商 引资", key="k", text_body="招 商")
    writer.commit()
    assert engine.find(EngineQuery(Word("引资"))).total == 1


def test_cancelled_is_as_if_never_begun(made: FileIndex, engine: WhooshEngine) -> None:
    """No document, no file, no lock."""
    before = sorted(path.name for path in engine.folder.iterdir())
    writer = BulkWriter(made, memory=2_000)
    for document in Chance(25).documents(20):
        writer.add_document(**fields_of(SOURCE, document))
    writer.cancel()
    assert engine.find(EngineQuery()).total == 0
    left = {path.name for path in engine.folder.iterdir()} - set(before)
    assert {name for name in left if not name.endswith("WRITELOCK")} == set()
    BulkWriter(made).cancel()


def test_what_is_mostly_deleted_is_written_anew(engine: WhooshEngine) -> None:
    """So that it takes no room for ever."""
    documents = Chance(26).documents(60)
    engine.replace(SOURCE, documents[:40])
    engine.replace(Source("b.txt", "root"), documents[40:])
    engine.commit()
    engine.replace(SOURCE, ())
    engine.commit()
    (part,) = engine._executor().snapshot.parts
    assert (part.data.documents, part.alive) == (20, None)


def test_articles_share_a_dictionary(engine: WhooshEngine) -> None:
    """Made of the first batch that is large enough, and used from then on."""
    chance = Chance(27)
    for number, count in enumerate((80, 10)):
        engine.replace(Source(f"{number}.txt", "root"), chance.documents(count))
        assert engine._writer is not None
        engine._writer.commit(merge=False)
        engine._writer = None
    large, small = (
        p.data.stored.dictionaries for p in engine._executor().snapshot.parts
    )
    assert large == small
    assert len(large) == 1

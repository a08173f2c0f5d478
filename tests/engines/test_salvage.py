"""What is damaged is left out, and what is left of it is told source by source."""

import os
import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search.documents import make_document
from search.engines.base import EngineQuery, Salvage, Source
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.contents import latest_generation
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.storage import INDEX_NAME
from search.errors import IndexLocked
from search.models import Article
from tests.engines.children import in_child
from tests.engines.faults.bench import debris
from tests.engines.test_safety import _die_at

A, B, C = (Source(f"{name}.txt", "root", "1", "words") for name in "abc")
BEGUN = f"_{INDEX_NAME}_1.toc"


def _articles(source: Source, version: int, count: int) -> list[Article]:
    """So many articles of a source, which say which version of it they are of."""
    return [
        Article(f"{source.name[0]}-{n}", source.name, headline=f"招商{version}")
        for n in range(count)
    ]


def _commit(
    engine: WhooshEngine, source: Source, version: int = 1, count: int = 3
) -> None:
    """Put a version of a source into a segment of its own; a count of 0 removes it."""
    articles = _articles(source, version, count)
    changed = Source(source.name, source.root, str(version), "words")
    engine.replace(changed, map(make_document, articles))
    assert engine._writer is not None
    engine._writer.commit(merge=False)
    engine._writer = None


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """Three sources in three segments, all articles of two; 3, 4 and 5 of them."""
    engine = WhooshEngine(tmp_path / "index", create=True)
    for count, source in enumerate((A, B, C), 3):
        _commit(engine, source, count=count)
    yield engine
    engine.close()


def _segments(engine: WhooshEngine) -> list[Path]:
    """The files of its segments, the oldest first."""
    parts = engine.view()._executor.snapshot.parts
    return [part.data.file.path for part in parts]


def _flip(path: Path, name: str) -> None:
    """Damage an array of a segment, at its first byte."""
    from search.engines.whoosh.segment_file import SegmentFile

    at = SegmentFile(path)._entries[name]["offset"]
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def _spoil(paths: Iterable[Path]) -> None:
    for path in paths:
        path.write_bytes(b"half writ")


def _left(salvage: Salvage) -> dict[str, tuple[int, list[str]]]:
    """Of each source, how many articles there were, and the ids of those left."""
    return {
        each.source.name: (each.documents, sorted(a.id for a in each.articles()))
        for each in salvage.remains
    }


def _mend(engine: WhooshEngine, salvage: Salvage) -> list[str]:
    """Put what is left in its place; what a new reader then finds."""
    for each in salvage.remains:
        engine.replace(each.source, map(make_document, each.articles()))
    engine.commit()
    assert debris(engine.folder) == ()
    with closing(WhooshEngine(engine.folder)) as reader:
        assert list(reader.check(make_document)) == []
        return _held(reader)


def _held(engine: WhooshEngine) -> list[str]:
    matches = engine.find(EngineQuery(limit=100)).matches
    articles = engine.fetch(match.id for match in matches)
    return sorted(f"{each.id} {each.headline}" for each in articles)


def _all(*held: tuple[Source, int, int]) -> list[str]:
    """What should be held: source, version, count."""
    return [f"{a.id} {a.headline}" for each in held for a in _articles(*each)]


EVERYTHING = _all((A, 1, 3), (B, 1, 4), (C, 1, 5))


@pytest.mark.parametrize(
    "name", ["words.docs", "text.codes", "pairs.positions", "facet_kind.values"]
)
def test_a_damaged_block(engine: WhooshEngine, name: str) -> None:
    """Its articles are all there, and are told; others stay as they are."""
    before = _segments(engine)
    _flip(before[1], name)
    salvage = engine.salvage()
    assert salvage.wrong == (f"{before[1].name}: {name}, block 0 is damaged",)
    assert salvage.lost == ()
    assert _left(salvage) == {"b.txt": (4, ["b-0", "b-1", "b-2", "b-3"])}
    assert {s.name for s in engine.describe().sources} == {"a.txt", "c.txt"}
    assert all(path.exists() for path in before)
    assert _mend(engine, salvage) == EVERYTHING
    assert not before[1].exists()


def test_a_segment_that_is_gone(engine: WhooshEngine) -> None:
    """What it held is known from the table of contents."""
    path = _segments(engine)[2]
    path.unlink()
    salvage = engine.salvage()
    assert salvage.wrong == (f"{path.name}: missing",)
    assert _left(salvage) == {"c.txt": (5, [])}
    assert _mend(engine, salvage) == _all((A, 1, 3), (B, 1, 4))


def test_a_damaged_footer(engine: WhooshEngine) -> None:
    """There is another."""
    path = _segments(engine)[0]
    content = path.read_bytes()
    path.write_bytes(content[:-50] + bytes(50))
    salvage = engine.salvage()
    assert len(salvage.wrong) == 1
    assert _left(salvage) == {"a.txt": (3, ["a-0", "a-1", "a-2"])}
    assert _mend(engine, salvage) == EVERYTHING


def test_what_is_deleted_stays_so(engine: WhooshEngine) -> None:
    """A source of which the damaged segment held another version, or no more."""
    damaged = _segments(engine)[0]
    engine.replace(A, map(make_document, _articles(A, 2, 2)))
    engine.replace(B, ())
    assert engine._writer is not None
    engine._writer.commit(merge=False)
    engine._writer = None
    assert damaged not in _segments(engine)
    _flip(_segments(engine)[-1], "words.docs")
    salvage = engine.salvage()
    assert _left(salvage) == {"a.txt": (2, ["a-0", "a-1"])}
    assert _mend(engine, salvage) == _all((A, 2, 2), (C, 1, 5))


def test_a_source_in_several_segments(tmp_path: Path) -> None:
    """Is given back whole: what is in sound segments too."""
    with closing(WhooshEngine(tmp_path / "index", create=True)) as engine:
        engine.replace(A, map(make_document, _articles(A, 1, 2)))
        assert engine._writer is not None
        engine._writer.flush()
        for article in _articles(A, 1, 5)[2:]:
            from search.engines.whoosh.schema import fields_of

            engine._writer.add_document(**fields_of(A, make_document(article)))
        engine._writer.commit(merge=False)
        engine._writer = None
        for number, left in ((0, 3), (1, 2)):
            copy = tmp_path / f"copy{number}"
            shutil.copytree(engine.folder, copy)
            with closing(WhooshEngine(copy)) as damaged:
                _flip(_segments(damaged)[number], "stored.starts")
                salvage = damaged.salvage()
                ((documents, ids),) = _left(salvage).values()
                assert (documents, len(ids)) == (5, left)
                assert len(_mend(damaged, salvage)) == left


@pytest.mark.parametrize("suffix", ["toc", "copy"])
@pytest.mark.parametrize("how", ["gone", "spoilt"])
def test_one_table_of_contents_is_enough(
    engine: WhooshEngine, suffix: str, how: str
) -> None:
    """It or its copy; nothing has to be made again."""
    _commit(engine, B, count=0)
    (path,) = engine.folder.glob(f"*.{suffix}")
    path.unlink() if how == "gone" else _spoil([path])
    salvage = engine.salvage()
    assert [path.suffix in line for line in salvage.wrong] == [True]
    assert (salvage.remains, salvage.lost) == ((), ())
    assert _mend(engine, salvage) == _all((A, 1, 3), (C, 1, 5))


@pytest.mark.parametrize("how", ["gone", "spoilt"])
def test_no_table_of_contents(engine: WhooshEngine, how: str) -> None:
    """All that segments hold is told, of each source its newest version."""
    _commit(engine, B, version=2, count=2)
    for number, path in enumerate(_segments(engine)):
        os.utime(path, (number, number))
    paths = [*engine.folder.glob("*.toc"), *engine.folder.glob("*.copy")]
    for path in paths:
        path.unlink() if how == "gone" else _spoil([path])
    salvage = engine.salvage()
    assert len(salvage.wrong) == (3 if how == "spoilt" else 1)
    assert "deleted" in salvage.wrong[-1]
    assert {name: count for name, (count, _) in _left(salvage).items()} == {
        "a.txt": 3,
        "b.txt": 2,
        "c.txt": 5,
    }
    assert _mend(engine, salvage) == _all((A, 1, 3), (B, 2, 2), (C, 1, 5))


def _unfinished(engine: WhooshEngine, version: int) -> None:
    """Commit a version of B, as if the writer had been killed before it had removed
    what is no longer wanted."""
    kept = engine.folder.with_name("kept")
    shutil.copytree(engine.folder, kept)
    _commit(engine, B, version, count=2)
    for path in kept.iterdir():
        if not (engine.folder / path.name).exists():
            shutil.copy(path, engine.folder / path.name)


def test_an_older_table_of_contents(engine: WhooshEngine) -> None:
    """With what stands in the segments that it does not name."""
    _unfinished(engine, version=2)
    _spoil(engine.folder.glob(f"_{INDEX_NAME}_4.*"))
    salvage = engine.salvage()
    assert len(salvage.wrong) == 3
    assert _left(salvage) == {"b.txt": (2, ["b-0", "b-1"])}
    assert _mend(engine, salvage) == _all((A, 1, 3), (B, 2, 2), (C, 1, 5))


def test_a_table_of_contents_half_written(engine: WhooshEngine) -> None:
    """And nothing else of that commit: the one before it is all there is."""
    _spoil([engine.folder / f"_{INDEX_NAME}_4.toc"])
    salvage = engine.salvage()
    assert salvage.remains == ()
    assert _mend(engine, salvage) == EVERYTHING
    assert latest_generation(engine.folder) == 5


def test_a_segment_of_which_nothing_is_known(engine: WhooshEngine) -> None:
    """Neither from it nor from a table of contents: that it was there is told."""
    path = _segments(engine)[1]
    _spoil([path, *engine.folder.glob("*.toc"), *engine.folder.glob("*.copy")])
    salvage = engine.salvage()
    assert salvage.lost == (f"{path.name}: all articles, of which nothing is known",)
    assert _mend(engine, salvage) == _all((A, 1, 3), (C, 1, 5))


def test_sources_that_only_articles_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither the table of contents nor the segment does, as of an index made
    before there was such a list."""
    monkeypatch.setattr(Segment, "take_down", _take_down_little)
    with closing(WhooshEngine(tmp_path / "index", create=True)) as engine:
        _commit(engine, A)
        _flip(_segments(engine)[0], "key.text")
        salvage = engine.salvage()
        (remains,) = salvage.remains
        assert remains.source == Source("a.txt", "")
        assert _mend(engine, salvage) == _all((A, 1, 3))
        _flip(_segments(engine)[0], "key.text")
        _flip(_segments(engine)[0], "stored.starts")
        (path,) = _segments(engine)
        salvage = engine.salvage()
        assert salvage.lost == (f"{path.name}: 3 articles, of which nothing is known",)


def _take_down_little(segment: Segment, data: object) -> None:
    segment.documents = data.documents  # type: ignore[attr-defined]


def test_nobody_else_writes_meanwhile(engine: WhooshEngine) -> None:
    """And until the commit nothing has changed, for anybody else."""
    _flip(_segments(engine)[0], "words.docs")
    before = _content(engine.folder)
    salvage = engine.salvage()
    with closing(WhooshEngine(engine.folder)) as other:
        with pytest.raises(IndexLocked):
            other.replace(B, ())
        assert other.find(EngineQuery()).total == 12
    engine.replace(salvage.remains[0].source, ())
    engine.close()
    assert _content(engine.folder) == before
    assert engine.find(EngineQuery()).total == 12


def _content(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if "LOCK" not in p.name}


@pytest.mark.parametrize("step", range(11))
@pytest.mark.parametrize("harm", ["segment", "contents"])
def test_killed_while_it_is_mended(engine: WhooshEngine, step: int, harm: str) -> None:
    """At any call that touches the disk: it can be mended again, nothing is lost."""
    if harm == "segment":
        _flip(_segments(engine)[1], "words.docs")
    else:
        _spoil(engine.folder.glob(f"_{INDEX_NAME}_*"))
    engine.close()

    def mend() -> int:
        _die_at(step)
        with closing(WhooshEngine(engine.folder)) as doomed:
            _mend(doomed, doomed.salvage())
        return 0

    in_child(mend)
    with closing(WhooshEngine(engine.folder)) as again:
        salvage = again.salvage()
        assert _mend(again, salvage) == EVERYTHING


def test_the_segments_of_a_shuffled_salvage(engine: WhooshEngine) -> None:
    """Any of them damaged, in any array: all articles are there or told to be lost."""
    chance = random.Random(3)
    for number in range(20):
        copy = engine.folder.with_name(f"copy{number}")
        shutil.copytree(engine.folder, copy)
        with closing(WhooshEngine(copy)) as damaged:
            path = chance.choice(_segments(damaged))
            part = damaged.view()._executor.snapshot.parts[0].data
            names = [n for n in part.file._entries if len(part.file.array(n))]
            _flip(path, chance.choice(names))
            salvage = damaged.salvage()
            lost = sum(count - len(ids) for count, ids in _left(salvage).values())
            assert salvage.lost == ()
            assert len(_mend(damaged, salvage)) == 12 - lost

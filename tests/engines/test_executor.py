"""What is found, in what order, with which counts: as worked out one by one."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from search.documents import make_document
from search.engines.base import (
    EVERYTHING,
    AnyOf,
    Boost,
    Engine,
    EngineQuery,
    IndexedDocument,
    Matches,
    Phrase,
    Ranking,
    RankTerm,
    Source,
    Word,
)
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.snapshot import Snapshot
from search.models import Article, PartialDate
from tests.engines.oracle import UNITS, Chance, Oracle


def assert_same(found: Matches, expected: Matches) -> None:
    """The same answer, scores within 1e-9."""
    assert found.total == expected.total
    assert found.facets == expected.facets
    assert [m.id for m in found.matches] == [m.id for m in expected.matches]
    scores = [match.score for match in expected.matches]
    assert [m.score for m in found.matches] == pytest.approx(scores, abs=1e-9)


def _engine(folder: Path, batches: Sequence[Sequence[IndexedDocument]]) -> WhooshEngine:
    """An engine with a segment for each batch."""
    engine = WhooshEngine(folder, create=True)
    for number, batch in enumerate(batches):
        engine.replace(Source(f"{number}.txt", "root"), batch)
        assert engine._writer is not None
        engine._writer.commit(merge=False)
        engine._writer = None
    return engine


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("segments", [1, 4])
def test_random_queries(tmp_path: Path, seed: int, segments: int) -> None:
    """On random documents, in one segment and in several."""
    chance = Chance(seed)
    documents = chance.documents(40)
    batches = [documents[number::segments] for number in range(segments)]
    engine, oracle = _engine(tmp_path / "index", batches), Oracle(documents)
    for _ in range(40):
        query = chance.query(documents)
        assert_same(engine.find(query), oracle.find(query))
    engine.close()


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_after_deletions(tmp_path: Path, seed: int) -> None:
    """What is deleted counts in nothing, the mean lengths included."""
    chance = Chance(100 + seed)
    documents = chance.documents(40)
    engine = _engine(tmp_path / "index", [documents[n::4] for n in range(4)])
    for number in (1, 2):
        engine.replace(Source(f"{number}.txt", "root"), documents[number::8])
    assert engine._writer is not None
    engine._writer.commit(merge=False)
    engine._writer = None
    left = [d for n, d in enumerate(documents) if n % 4 in (0, 3) or n % 8 in (1, 2)]
    oracle = Oracle(left)
    for _ in range(60):
        query = chance.query(documents)
        assert_same(engine.find(query), oracle.find(query))
    engine.close()


def test_the_five_pages(seeds_engine: Engine) -> None:
    """Words and strings of real articles, ranked as the searcher does."""
    ids = [m.id for m in seeds_engine.find(EngineQuery(limit=1000)).matches]
    documents = [make_document(article) for article in seeds_engine.fetch(ids)]
    oracle, dice = Oracle(documents), random.Random(1)
    texts = [t for d in documents for each in d.texts.values() for t in each]
    texts = [text for text in texts if len(text.units) > 12]
    for _ in range(40):
        text = dice.choice(texts)
        at = dice.randrange(len(text.units) - 8)
        phrase = Phrase(text.units[at : at + dice.randrange(1, 8)])
        words = dice.sample(text.words, 3)
        terms = [RankTerm("words", word) for word in words]
        terms += [RankTerm("bigrams", pair, 0.5) for pair in text.bigrams[at : at + 3]]
        ranking = Ranking(tuple(terms), (Boost(phrase, 1.2),))
        for where in (phrase, AnyOf((*map(Word, words), phrase), dice.choice((1, 2)))):
            query = EngineQuery(
                where, ranking=ranking, facets=("topic", "year", "park")
            )
            assert_same(seeds_engine.find(query), oracle.find(query))


def test_answers_do_not_depend_on_the_cache(tmp_path: Path) -> None:
    """One that holds nothing, or little, gives the same."""
    chance = Chance(7)
    documents = chance.documents(30)
    engine = _engine(tmp_path / "index", [documents])
    snapshot = engine._executor().snapshot
    parts = [(part.data, part.alive) for part in snapshot.parts]
    small = Executor(Snapshot(parts, cache_bytes=3_000))
    for _ in range(60):
        query = chance.query(documents)
        assert_same(small.find(query), engine.find(query))
    assert small.snapshot.cache.bytes <= 3_000
    engine.close()


def test_a_stream_of_pages_is_the_whole(tmp_path: Path) -> None:
    """`after` the last match of each page, with many days and scores alike."""
    years = [PartialDate(f"202{n % 2}", "year", "given") for n in range(50)]
    articles = [Article(f"a-{n:03}", "a.txt", published=y) for n, y in enumerate(years)]
    documents = list(map(make_document, articles))
    engine = _engine(tmp_path / "index", [documents[:30], documents[30:]])
    for sort in ("relevance", "newest", "oldest"):
        query = EngineQuery(sort=sort, limit=7)  # type: ignore[arg-type]
        whole = [m.id for m in engine.find(replace(query, limit=100)).matches]
        streamed: list[str] = []
        while page := engine.find(query).matches:
            streamed += [match.id for match in page]
            query = replace(query, after=page[-1].id)
        assert streamed == whole
    engine.close()


@pytest.mark.parametrize("segments", [1, 3])
def test_the_best_are_scored_again(tmp_path: Path, segments: int) -> None:
    """The first hundred, with terms that nobody else is given; scores still fall."""
    documents = Chance(3).documents(150)
    batches = [documents[number::segments] for number in range(segments)]
    engine, oracle = _engine(tmp_path / "index", batches), Oracle(documents)
    first = (RankTerm("words", "招商"), RankTerm("words", "项目", 0.3, 2.0))
    again = tuple(
        RankTerm(field, unit, 1.0, 1.0)
        for field in ("chars", "lead")
        for unit in ("招", "50", "一")
    )
    plain, rescored = (
        EngineQuery(EVERYTHING, ranking=ranking, limit=150)
        for ranking in (Ranking(first), Ranking(first, (), again))
    )
    found = engine.find(rescored)
    assert_same(found, oracle.find(rescored))
    before, after = (
        [m.id for m in each.matches] for each in (engine.find(plain), found)
    )
    assert before[:100] != after[:100]
    assert (set(before[:100]), before[100:]) == (set(after[:100]), after[100:])
    assert sorted((m.score for m in found.matches), reverse=True) == [
        match.score for match in found.matches
    ]
    engine.close()


def test_rare_units_are_counted_too(tmp_path: Path) -> None:
    """Those whose numbers take more than the two bytes of the unit text."""
    documents = Chance(5).documents(60)
    engine = _engine(tmp_path / "index", [documents])
    snapshot = engine._executor().snapshot
    docs = snapshot.everything[::7]
    expected = snapshot.unit_counts(docs, UNITS).anywhere
    text = snapshot.parts[0].data.text
    at = (text.codes.whole() >= 3).nonzero()[0]
    text.listed_at, text.listed, text.uncoded = at, text.codes.take(at), 3
    assert expected.any(axis=0).all()
    found = snapshot.unit_counts(docs, UNITS).anywhere
    assert found.tolist() == expected.tolist()
    engine.close()

"""The OpenSearch engine, beside what every engine must do (test_contract.py): answers
as worked out one by one, of one shard and of several."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from search.documents import make_document
from search.engines.base import (
    EVERYTHING,
    TEXT_FIELDS,
    AnyOf,
    Boost,
    EngineQuery,
    IndexedDocument,
    Matches,
    Not,
    Phrase,
    Ranking,
    RankTerm,
    Source,
    Word,
)
from search.engines.opensearch import OpenSearchEngine, at_once, facets, order, view
from search.models import Article, PartialDate, Sort
from search.place import Cluster
from tests.conftest import remove_archive
from tests.engines.oracle import PARKS, TOPICS, Chance, Oracle, terms_of

MakeCluster = Callable[..., Cluster]

# Lengths are kept in a byte, which either engine rounds in its own way.
TOLERANCE = 0.06


def _filled(
    cluster: Cluster, documents: list[IndexedDocument], sources: int = 3
) -> OpenSearchEngine:
    engine = OpenSearchEngine(cluster, create=True)
    for number in range(sources):
        engine.replace(Source(f"{number}.txt", "root"), documents[number::sources])
    engine.commit()
    return engine


def assert_alike(found: Matches, expected: Matches, scored: bool) -> None:
    """The same documents and counts, scores about the same; where there are none the
    same order."""
    assert found.total == expected.total
    assert found.facets == expected.facets
    if not scored:
        assert [m.id for m in found.matches] == [m.id for m in expected.matches]
        return
    assert len(found.matches) == len(expected.matches)
    scores = [match.score for match in expected.matches]
    assert [m.score for m in found.matches] == pytest.approx(
        scores, rel=TOLERANCE, abs=1e-3
    )


def _pooled(ranking: Ranking) -> Ranking:
    """Without the terms of one text field: their weight is that of a term in as many
    documents as have the field."""
    kept = tuple(term for term in ranking.terms if term.field not in TEXT_FIELDS)
    return replace(ranking, terms=kept)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shards", [1, 3])
def test_random_queries(make_cluster: MakeCluster, seed: int, shards: int) -> None:
    """Of every kind, on random documents; each without a ranking as well."""
    chance = Chance(seed)
    documents = chance.documents(40)
    cluster = make_cluster(shards=shards)
    engine, oracle = _filled(cluster, documents), Oracle(documents)
    for _ in range(60):
        query = chance.query(documents)
        plain = replace(query, ranking=Ranking())
        assert_alike(engine.find(plain), oracle.find(plain), scored=False)
        ranking = _pooled(query.ranking)
        whole = replace(query, ranking=ranking, after=None, offset=0, limit=100)
        if whole.sort == "relevance":
            assert_alike(engine.find(whole), oracle.find(whole), scored=True)
    engine.close()
    remove_archive(cluster)


@pytest.mark.parametrize("seed", range(3))
def test_a_page_at_once_is_that_of_two_stages(
    make_cluster: MakeCluster, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """To the last digit; also where many are equal at the edge of the best or of the
    page, and where more is found than can be the best."""
    chance = Chance(20 + seed)
    documents = chance.documents(150)
    # As many again that are equal to one of them.
    copies = [
        replace(d, article=replace(d.article, id=f"copy {n} of {d.article.id}"))
        for n, d in enumerate(documents[:10] * 8)
    ]
    cluster = make_cluster()
    engine = _filled(cluster, documents + copies)
    queries = [chance.query(documents) for _ in range(40)]
    asked = [
        replace(query, offset=0, after=None, limit=limit, articles=True)
        for query in queries
        for limit in (1, 10, 100)
        for query in (query, replace(query, where=EVERYTHING, dated=None))
    ]
    found = [engine.find(query) for query in asked]
    told = sum(
        at_once.comes_at_once(query, 1) and order.is_rescored(query) for query in asked
    )
    assert told > 50
    monkeypatch.setattr(view, "comes_at_once", lambda *_: False)
    assert found == [engine.find(query) for query in asked]
    engine.close()
    remove_archive(cluster)


def test_equals_are_in_order_across_pages(make_cluster: MakeCluster) -> None:
    """Newer ones first, then by id, on whichever page they are."""
    articles = [
        Article(f"e-{n:03}", "a.txt", body=("招商引资",), published=_day(n % 3))
        for n in range(130)
    ]
    cluster = make_cluster()
    engine = _filled(cluster, [*map(make_document, articles)])
    terms = (RankTerm("words", "招商引资"), RankTerm("chars", "资"))
    query = EngineQuery(ranking=Ranking(terms[:1], (), terms[1:]))
    articles.sort(key=lambda each: (-each.days()[0], each.id))
    found = [
        match.id
        for offset in range(0, 130, 10)
        for match in engine.find(replace(query, offset=offset)).matches
    ]
    assert found == [each.id for each in articles]
    engine.close()
    remove_archive(cluster)


def _day(number: int) -> PartialDate:
    return PartialDate(f"2023-07-0{1 + number}", "day", "given")


def test_phrases_of_any_length_and_number(make_cluster: MakeCluster) -> None:
    """A server takes 1,024 terms in a question; what is longer is looked up before."""
    chance = Chance(5)
    documents = [_long(chance, number) for number in range(12)]
    cluster = make_cluster()
    engine, oracle = _filled(cluster, documents), Oracle(documents)
    texts = [d.texts["body"][0].units for d in documents]
    cut = [text[at : at + 600] for text in texts for at in (0, 7, 200)]
    torn = [(*text[:300], *text[301:600]) for text in texts]
    many = AnyOf(
        tuple(Phrase(text[n : n + 9]) for text in texts for n in (0, 9, 30)), 3
    )
    for where in (*map(Phrase, cut + torn), many, Not(Phrase(cut[0]))):
        boosts = (Boost(where, 1.5), Boost(Phrase(cut[1], ("body",)), 2.0))
        terms = (RankTerm("words", "招商"),)
        query = EngineQuery(where, ranking=Ranking(terms, boosts), limit=50)
        assert_alike(engine.find(query), oracle.find(query), scored=True)
        plain = EngineQuery(where, limit=50)
        assert_alike(engine.find(plain), oracle.find(plain), scored=False)
    engine.close()
    remove_archive(cluster)


def _long(chance: Chance, number: int) -> IndexedDocument:
    """A document of a long text, which is that of its article."""
    dice = random.Random(f"{chance.seed} {number}")
    text = "".join(dice.choices("招商引资项目签约高新区产业园", k=900))
    return make_document(Article(f"l-{number:02}", "a.txt", body=(text,)))


def test_more_terms_than_a_server_takes_rank_as_far_as_they_go(
    make_cluster: MakeCluster,
) -> None:
    """The first count; no question is refused for its ranking."""
    documents = Chance(6).documents(20)
    cluster = make_cluster()
    engine = _filled(cluster, documents)
    terms = tuple(RankTerm("words", f"招{n}", 1.0, 1.0) for n in range(2000))
    first = RankTerm("words", "招商")
    again = tuple(RankTerm("lead", f"招{n}", 1.0, 1.0) for n in range(2000))
    query = EngineQuery(Word("招商"), ranking=Ranking((first, *terms), (), again))
    plain = EngineQuery(Word("招商"), ranking=Ranking((first,)))
    assert engine.find(query) == engine.find(plain)
    engine.close()
    remove_archive(cluster)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_a_whole_result_in_pieces(make_cluster: MakeCluster, sort: Sort) -> None:
    """Piece after piece, or by number, it is the same as at once, best hundred and
    all; also past what a server gives by number."""
    documents = Chance(7).documents(150)
    cluster = make_cluster()
    engine = _filled(cluster, documents)
    terms = (RankTerm("words", "招商"), RankTerm("words", "项目"))
    again = (RankTerm("chars", "招"), RankTerm("lead", "资", 1.0, 1.0))
    asked = EngineQuery(ranking=Ranking(terms, (), again), sort=sort, limit=150)
    whole = [match.id for match in engine.find(asked).matches]
    assert len(set(whole)) == 150
    for size in (7, 100, 149):
        pieces: list[str] = []
        query = replace(asked, limit=size)
        while matches := engine.find(query).matches:
            pieces += [match.id for match in matches]
            query = replace(query, after=pieces[-1])
        assert pieces == whole
        by_number = [
            match.id
            for offset in range(0, 150, size)
            for match in engine.find(replace(asked, offset=offset, limit=size)).matches
        ]
        assert by_number == whole
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "WINDOW", 110)
        far = engine.find(replace(asked, offset=120, limit=25)).matches
        assert [match.id for match in far] == whole[120:145]
    engine.close()
    remove_archive(cluster)


def test_facets_of_more_values_than_are_counted_at_a_time(
    make_cluster: MakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values and words are counted page by page."""
    monkeypatch.setattr(facets, "_VALUES", 2)
    monkeypatch.setattr(facets, "_WORDS", 2)
    documents = Chance(8).documents(30)
    cluster = make_cluster(shards=2)
    engine, oracle = _filled(cluster, documents), Oracle(documents)
    asked = EngineQuery(
        filters={"park": PARKS[:1], "topic": TOPICS[:2]},
        facets=("park", "topic", "year", "source"),
    )
    assert engine.find(asked).facets == oracle.find(asked).facets
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(set(terms_of(document, "words")))
    for least in (1, 5):
        held = {word: count for word, count in counts.items() if count >= least}
        assert dict(engine.vocabulary(least)) == held
    assert len(engine.describe().sources) == 3
    engine.close()
    remove_archive(cluster)

"""The OpenSearch engine, beside what every engine must do (test_contract.py): answers
as worked out one by one, of one shard and of several."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from search.config import Cluster
from search.engines.base import (
    TEXT_FIELDS,
    IndexedDocument,
    Matches,
    Ranking,
    Source,
)
from search.engines.opensearch import OpenSearchEngine
from tests.conftest import remove_archive
from tests.engines.oracle import Chance, Oracle

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

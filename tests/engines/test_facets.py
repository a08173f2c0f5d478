"""Values are counted the same with all of them side by side and without."""

from pathlib import Path

import pytest

from search.engines.base import EVERYTHING, EngineQuery, Source
from search.engines.whoosh import WhooshEngine, facets
from search.models import FACETS, MONTH
from tests.engines.oracle import Chance, Oracle

FIELDS = (*FACETS, MONTH, "source")


@pytest.mark.parametrize("patience", [0, 3, 10**9])
@pytest.mark.parametrize("most", [1, 4])
def test_counts(
    patience: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of documents with several values, in several segments, some of them deleted."""
    monkeypatch.setattr(facets, "_PATIENCE", patience)
    monkeypatch.setattr(facets, "_MOST_VALUES", most)
    chance = Chance(11)
    documents = chance.documents(60)
    engine = WhooshEngine(tmp_path / "index", create=True)
    for number in range(3):
        engine.replace(Source(f"{number}.txt", "root"), documents[number::3])
        engine.commit()
    engine.replace(Source("1.txt", "root"), documents[1::6])
    engine.commit()
    oracle = Oracle([d for n, d in enumerate(documents) if n % 3 != 1 or n % 6 == 1])
    queries = [EngineQuery(EVERYTHING, limit=0, facets=FIELDS)]
    for number in range(12):
        asked = chance.query(documents)
        most = dict.fromkeys(FIELDS[number % 3 :: 3], number % 4)
        queries.append(
            EngineQuery(
                asked.where, filters=asked.filters, limit=0, facets=FIELDS, most=most
            )
        )
    for query in queries:
        assert engine.find(query).facets == oracle.find(query).facets
    engine.close()

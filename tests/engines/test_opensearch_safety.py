"""What becomes of an archive on OpenSearch when something goes wrong with a writer: no
answer is of half a commit, nothing is lost, nothing doubled."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from search.documents import make_document
from search.engines.base import EngineQuery, Source, Word
from search.engines.opensearch import OpenSearchEngine, bulk, lock, state
from search.engines.opensearch.bulk import OpenSearchLoader
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.state import Heard, State
from search.engines.opensearch.writer import Writer
from search.errors import EngineError, IndexLocked, IndexOutdated
from search.migration import remake
from search.models import Article
from search.place import Cluster
from tests.conftest import remove_archive
from tests.engines.children import in_child

PAGE = Source("a.txt", "root", "1")
OTHER = Source("b.txt", "root", "1")


@pytest.fixture
def cluster(make_cluster: Callable[..., Cluster]) -> Iterator[Cluster]:
    """An archive that is not there yet."""
    made = make_cluster(timeout_s=10)
    yield made
    remove_archive(made)


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[OpenSearchEngine]:
    """An engine that holds two articles of a page."""
    opened = OpenSearchEngine(cluster, create=True)
    opened.replace(PAGE, map(make_document, [_article(1), _article(2)]))
    opened.commit()
    yield opened
    with suppress(EngineError):
        opened.close()


def _article(number: int, text: str = "招商引资", **more: Any) -> Article:
    return Article(f"a-{number:02}", "a.txt", headline=text, **more)


def _ids(engine: OpenSearchEngine) -> list[str]:
    return sorted(match.id for match in engine.find(EngineQuery(limit=100)).matches)


def _raw(cluster: Cluster, query: str = "*") -> int:
    """How many documents the index of articles has, seen or not."""
    connection = Connection(cluster)
    index = f"{cluster.name}-v1"
    connection.ask("POST", f"/{index}/_refresh")
    return int(connection.ask("GET", f"/{index}/_count", q=query)["count"])


def test_one_writes_at_a_time(engine: OpenSearchEngine, cluster: Cluster) -> None:
    """The other hears who does, and since when; and writes when that has ended."""
    other = OpenSearchEngine(cluster)
    engine.replace(OTHER, [make_document(_article(3))])
    with pytest.raises(IndexLocked) as raised:
        other.replace(OTHER, ())
    assert re.search(
        rf": process {os.getpid()} on \S+, since \d{{4}}-.* UTC — wait",
        str(raised.value),
    )
    engine.commit()
    other.replace(OTHER, ())
    other.commit()
    assert _ids(engine) == ["a-01", "a-02"]


def test_a_writer_that_dies_leaves_nothing(
    engine: OpenSearchEngine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its documents are never seen, and go when the next one writes."""

    def work() -> int:
        dying = OpenSearchEngine(cluster)
        dying.replace(PAGE, map(make_document, [_article(7), _article(8)]))
        return 7

    assert in_child(work) == 7
    assert (_ids(engine), _raw(cluster)) == (["a-01", "a-02"], 4)
    assert _ids(OpenSearchEngine(cluster)) == ["a-01", "a-02"]
    with pytest.raises(IndexLocked):
        engine.replace(OTHER, ())
    monkeypatch.setattr(lock, "LEASE_S", 0.0)
    monkeypatch.setattr(lock.Lock, "check", lambda self: None)
    engine.replace(OTHER, [make_document(_article(3))])
    engine.commit()
    assert (_ids(engine), _raw(cluster)) == (["a-01", "a-02", "a-03"], 3)
    assert list(engine.check()) == []


def test_a_commit_of_another_process_is_seen_soon(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """Within a second."""

    def work() -> int:
        other = OpenSearchEngine(cluster)
        other.replace(OTHER, [make_document(_article(3))])
        other.commit()
        return 7

    assert _ids(engine) == ["a-01", "a-02"]
    assert in_child(work) == 7
    time.sleep(state.FRESH_S)
    assert _ids(engine) == ["a-01", "a-02", "a-03"]


def test_the_later_of_two_states_counts() -> None:
    """Whichever is heard last; but an archive may have been made anew."""
    first = Heard(State("v1", "a", version=(7, 1)), 1.0)
    again, later = replace(first, when=1.1), State("v1", "b", version=(3, 2))
    assert again.replaces(first)
    assert not first.replaces(again)
    assert Heard(later, 0.9).replaces(again)
    assert not again.replaces(Heard(later, 0.9))
    assert replace(first, when=1.5).replaces(Heard(later, 0.9))


def test_a_commit_counts_though_nobody_tidied_up(
    engine: OpenSearchEngine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it replaced is not seen any more; the next writer removes it."""
    engine.replace(PAGE, [make_document(_article(2, "产业园"))])
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "_tidied", _failing)
        engine.commit()
    reader = OpenSearchEngine(cluster)
    assert (_ids(reader), _raw(cluster)) == (["a-02"], 3)
    assert reader.find(EngineQuery(Word("招商引资"))).total == 0
    assert list(reader.check(make_document)) == []
    engine.replace(OTHER, [make_document(_article(3))])
    engine.commit()
    assert (_ids(reader), _raw(cluster)) == (["a-02", "a-03"], 2)


def _failing(*_: object) -> None:
    raise EngineError("the power has failed")


def test_a_commit_that_does_not_come_about_changes_nothing(
    engine: OpenSearchEngine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where what was written is not all there."""
    before = engine.commit_id()
    engine.replace(PAGE, [make_document(_article(3))])
    monkeypatch.setattr(Writer, "_count", lambda self, conditions: 0)
    with pytest.raises(EngineError, match=r"1 documents were written to .*, 0 are"):
        engine.commit()
    assert (engine.commit_id(), _ids(engine), _raw(cluster)) == (
        before,
        ["a-01", "a-02"],
        2,
    )
    monkeypatch.undo()
    engine.replace(PAGE, ())
    engine.commit()
    assert _ids(engine) == []


def test_a_source_replaced_twice_is_there_once(engine: OpenSearchEngine) -> None:
    """Before one commit."""
    for number in (3, 4):
        engine.replace(PAGE, map(make_document, [_article(number), _article(5)]))
    engine.commit()
    assert _ids(engine) == ["a-04", "a-05"]


def test_a_refused_document_is_named(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """And nothing of its batch is there."""
    wrong = _article(4, publication="报" * 20_000)
    with pytest.raises(EngineError) as raised:
        engine.replace(PAGE, map(make_document, [_article(3), wrong]))
    assert "refuses the article a-04: " in str(raised.value)
    assert "nothing has changed" in raised.value.hint
    engine.close()
    assert (_ids(engine), _raw(cluster)) == (["a-01", "a-02"], 2)


def test_another_mapping_is_told(engine: OpenSearchEngine, cluster: Cluster) -> None:
    """Somebody has made the index anew, of another kind; or has removed it."""
    index = f"{cluster.name}-v1"
    connection = Connection(cluster)
    connection.ask("DELETE", f"/{index}")
    with pytest.raises(EngineError, match="no archive"):
        engine.replace(PAGE, [make_document(_article(3))])
    mapping = {"properties": {"words": {"type": "long"}}}
    connection.ask("PUT", f"/{index}", {"mappings": mapping})
    with pytest.raises(EngineError, match="refuses the article a-03: mapper_parsing"):
        engine.replace(PAGE, [make_document(_article(3))])


def test_an_archive_of_another_version_is_told(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """With what to do."""
    connection = Connection(cluster)
    path = f"/{cluster.name}-state/_doc/state"
    held = connection.ask("GET", path)["_source"]["state"]
    connection.ask("PUT", path, {"state": held | {"schema": 0}})
    with pytest.raises(IndexOutdated, match="run 'search index --engine opensearch"):
        OpenSearchEngine(cluster)


def test_what_is_refused_as_too_much_is_sent_again(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only that; and what the cluster stays too busy for is an error."""
    pauses: list[float] = []
    monkeypatch.setattr(bulk.time, "sleep", pauses.append)
    sent: list[int] = []
    answers = OpenSearchLoader._answers
    busy = {"status": 429}

    def first_half(self: OpenSearchLoader, actions: Any) -> list[Any]:
        given = list(actions)
        sent.append(len(given))
        cut = len(given) // 2
        return [busy] * cut + (answers(self, given[cut:]) if given[cut:] else [])

    monkeypatch.setattr(OpenSearchLoader, "_answers", first_half)
    articles = [_article(number) for number in range(10, 18)]
    engine.replace(PAGE, map(make_document, articles))
    engine.commit()
    assert (sent, pauses) == ([8, 4, 2, 1], [0.25, 0.5, 1.0])
    assert _ids(engine) == [article.id for article in articles]
    monkeypatch.setattr(
        OpenSearchLoader, "_answers", lambda self, actions: [busy for _ in actions]
    )
    with pytest.raises(EngineError, match="1 articles were refused 12 times"):
        engine.replace(OTHER, [make_document(_article(3))])


def test_damage_is_told_and_can_be_salvaged(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """A document that was changed behind our back, and one that was removed."""
    connection = Connection(cluster)
    index = f"{cluster.name}-v1"
    found = connection.ask("GET", f"/{index}/_search", q="id:a-02")["hits"]["hits"][0]
    held = found["_source"] | {
        "article": found["_source"]["article"].replace("商", "贤")
    }
    connection.ask("PUT", f"/{index}/_doc/{found['_id']}", held, refresh="true")
    reader = OpenSearchEngine(cluster)
    assert list(reader.check(make_document)) == [
        "a-02: it was indexed with other texts than its article has"
    ]
    connection.ask("DELETE", f"/{index}/_doc/{found['_id']}", refresh="true")
    reader = OpenSearchEngine(cluster)
    assert list(reader.check()) == ["1 documents are there, 2 were committed"]
    salvage = reader.salvage()
    assert (salvage.remains, len(salvage.lost)) == ((), 1)
    reader.replace(OTHER, ())
    reader.commit()
    assert list(reader.check()) == []


def test_a_view_whose_time_is_over_is_taken_anew(engine: OpenSearchEngine) -> None:
    """As long as there is no newer commit; else it is an error, and a view is new."""
    view = engine.view()
    connection = Connection(engine.cluster)
    connection.ask("DELETE", "/_search/point_in_time/_all")
    assert view.find(EngineQuery()).total == 2
    engine.replace(PAGE, [make_document(_article(3))])
    engine.commit()
    connection.ask("DELETE", "/_search/point_in_time/_all")
    with pytest.raises(EngineError, match="ask again"):
        view.find(EngineQuery())
    assert engine.find(EngineQuery()).total == 1


def test_points_in_time_are_given_back(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """A cluster keeps 300: each commit takes one of each reader, and gives back one."""
    connection = Connection(cluster)
    before = _points(connection)
    reader = OpenSearchEngine(cluster)
    for number in range(3, 6):
        engine.replace(PAGE, [make_document(_article(number))])
        engine.commit()
        assert reader.find(EngineQuery()).total == 1
    assert _points(connection) <= before + 1
    reader.close()
    del reader
    assert _points(connection) <= before


def _points(connection: Connection) -> int:
    held = connection.ask("GET", "/_nodes/stats/indices/search")["nodes"].values()
    return sum(n["indices"]["search"]["point_in_time_current"] for n in held)


def test_long_ids_and_odd_texts(engine: OpenSearchEngine) -> None:
    """An id longer than the server takes, half a character, a number of 400 digits."""
    long = replace(_article(3), id="编号" * 400)
    half = replace(_article(4), url="https://example.org/\ud800")
    number = replace(_article(5), body=("总数" + "7" * 400 + "元。",))
    for each in (long, half, number):
        engine.replace(PAGE, [make_document(each)])
        engine.commit()
        assert engine.fetch([each.id]) == (each,)
    assert list(engine.check(make_document)) == []


def test_an_index_is_made_anew_while_it_is_searched(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """Readers see the old one up to the commit, and views beyond; then it goes."""
    reader = OpenSearchEngine(cluster)
    before, held = reader.view(), engine.describe().sources
    writer = OpenSearchEngine(replace(cluster, shards=2))

    def heard(done: int, total: int) -> None:
        assert _ids(reader) == ["a-01", "a-02"]
        assert _indexes(cluster) == {f"{cluster.name}-v1", f"{cluster.name}-v2"}

    moved = remake(writer, heard)
    assert (moved.articles, moved.sources) == (2, 1)
    assert _ids(reader) == ["a-01", "a-02"]
    assert before.find(EngineQuery()).total == 2
    assert reader.commit_id() != before.commit_id()
    assert {s.name for s in reader.describe().sources} == {s.name for s in held}
    alias = Connection(cluster).ask("GET", f"/_alias/{cluster.name}")
    assert list(alias) == [f"{cluster.name}-v2"]
    engine.replace(OTHER, [make_document(_article(3))])
    engine.commit()
    assert _ids(reader) == ["a-01", "a-02", "a-03"]
    assert _indexes(cluster) == {f"{cluster.name}-v2"}
    assert list(reader.check(make_document)) == []


def test_an_index_that_is_not_made_to_its_end_goes(
    engine: OpenSearchEngine, cluster: Cluster
) -> None:
    """And the old one stays."""
    engine.begin_anew()
    engine.replace(PAGE, [make_document(_article(3))])
    assert _indexes(cluster) == {f"{cluster.name}-v1", f"{cluster.name}-v2"}
    engine.close()
    assert _indexes(cluster) == {f"{cluster.name}-v1"}
    assert _ids(engine) == ["a-01", "a-02"]


def _indexes(cluster: Cluster) -> set[str]:
    return set(Connection(cluster).ask("GET", f"/{cluster.name}-v*"))

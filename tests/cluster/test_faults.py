"""What becomes of searches and of a batch when nodes of a cluster fail: nothing is
lost, nothing doubled, and no answer is wrong."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from search import Searcher
from search.documents import make_document
from search.engines.base import EngineQuery, IndexedDocument, Source, Word
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.connection import Connection
from search.errors import EngineError
from search.models import Article
from search.place import Cluster
from tests import cannot
from tests.cluster import Nodes, fetched
from web import create_app

PAGE = Source("a.txt", "root", "1")
ARTICLES = 200


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """Three nodes, each a process of its own."""
    try:
        import opensearchpy  # noqa: F401
    except ImportError:
        cannot("opensearch-py is not installed")
    started = Nodes(fetched(), tmp_path_factory.mktemp("nodes"), count=3, apart=True)
    yield started
    started.close()


@pytest.fixture
def three(nodes: Nodes) -> Iterator[Nodes]:
    """The same, all of them there again after a test."""
    yield nodes
    for number, process in enumerate(nodes.processes):
        if process.poll() is not None:
            nodes.again(number)


@pytest.fixture
def engine(three: Nodes, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    """An engine on them, with three shards, each of them twice; it holds articles."""
    name = request.node.name.replace("_", "-")
    cluster = Cluster(three.urls, name, timeout_s=5, shards=3)
    opened = OpenSearchEngine(cluster, create=True)
    opened.replace(PAGE, _documents(ARTICLES))
    opened.commit()
    _wait_for(Connection(cluster), "green")
    yield opened
    with suppress(EngineError):
        opened.close()


def _documents(count: int, first: int = 0) -> Iterator[IndexedDocument]:
    for number in range(first, first + count):
        text = f"第{number}号项目招商引资签约。"
        yield make_document(Article(f"a-{number:05}", "a.txt", body=(text,)))


def _wait_for(connection: Connection, colour: str) -> None:
    until = time.monotonic() + 90
    while connection.ask("GET", "/_cluster/health")["status"] != colour:
        assert time.monotonic() < until
        time.sleep(0.2)


def test_a_manager_ends_during_searches(three: Nodes, engine: OpenSearchEngine) -> None:
    """Every search is answered, and right; then it is written again, and green."""
    wrong: list[object] = []
    done = threading.Event()
    counts = [0] * 4

    def ask(number: int) -> None:
        query = EngineQuery(Word("招商引资"), limit=3, facets=("kind",))
        while not done.is_set():
            try:
                found = engine.find(query)
                right = found.total == ARTICLES and len(found.matches) == 3
                counts[number] += right
                wrong.extend([] if right else [found])
            except EngineError as error:
                wrong.append(error)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    gone = three.manager()
    three.kill(gone)
    time.sleep(8)
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert min(counts) > 10
    engine.replace(replace(PAGE, name="b.txt"), _documents(10, ARTICLES))
    engine.commit()
    assert engine.find(EngineQuery()).total == ARTICLES + 10
    assert list(engine.check(make_document)) == []
    three.again(gone)
    _wait_for(Connection(engine.cluster), "green")
    assert engine.find(EngineQuery()).total == ARTICLES + 10


def test_a_node_ends_during_a_batch(three: Nodes, engine: OpenSearchEngine) -> None:
    """All of it is there, once."""

    def documents() -> Iterator[IndexedDocument]:
        yield from _documents(3000)
        three.kill(three.manager())
        yield from _documents(3000, 3000)

    engine.replace(PAGE, documents())
    engine.commit()
    assert engine.find(EngineQuery()).total == 6000
    ids = [m.id for m in engine.find(EngineQuery(limit=6000)).matches]
    assert len(set(ids)) == 6000
    assert list(engine.check()) == []


def test_a_node_that_stands_still(three: Nodes, engine: OpenSearchEngine) -> None:
    """It is not waited for without end; when it goes on, all is as it was."""
    still = next(n for n in range(3) if n != three.manager())
    three.stop(still)
    began = time.monotonic()
    with suppress(EngineError):
        assert engine.find(EngineQuery()).total == ARTICLES
    assert time.monotonic() - began < 60
    three.resume(still)
    _wait_for(Connection(engine.cluster), "green")
    assert engine.find(EngineQuery()).total == ARTICLES


def test_a_cluster_that_is_gone(
    tmp_path: Path, make_nodes: Callable[..., Nodes]
) -> None:
    """The pages say so with status 503, and answer again by themselves."""
    nodes = make_nodes(tmp_path / "nodes", apart=True)
    cluster = Cluster(nodes.urls, "gone", timeout_s=5)
    engine = OpenSearchEngine(cluster, create=True)
    engine.replace(PAGE, _documents(5))
    engine.commit()
    client = create_app(Searcher(engine)).test_client()
    address = "/search?q=招商引资"
    assert client.get(address).status_code == 200
    nodes.kill(0)
    page, answer = client.get(address), client.get("/api/search?q=招商引资")
    assert (page.status_code, answer.status_code) == (503, 503)
    assert "暂时不能检索" in page.text
    assert answer.get_json()["error"]["status"] == 503
    assert "127.0.0.1" not in page.text + answer.text
    nodes.again(0)
    _wait_for(Connection(cluster), "green")
    found = client.get("/api/search?q=招商引资")
    assert (found.status_code, found.get_json()["total"]) == (200, 5)


@pytest.fixture
def make_nodes() -> Iterator[Callable[..., Nodes]]:
    """Starts nodes, which are ended with the test."""
    started: list[Nodes] = []

    def make(work: Path, **more: object) -> Nodes:
        started.append(Nodes(fetched(), work, **more))  # type: ignore[arg-type]
        return started[-1]

    yield make
    for nodes in started:
        nodes.close()

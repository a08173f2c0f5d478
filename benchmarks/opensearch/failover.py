"""What do readers see when the elected manager of three nodes is killed?"""

import argparse
import threading
import time
from collections import Counter
from typing import Any

from search.documents import make_document
from search.engines.base import EngineQuery, Source, Word
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.connection import Connection
from search.errors import EngineError
from search.models import Article
from search.place import Cluster
from tests.cluster import Nodes

ARTICLES = 5_000
SOURCE = Source("a.txt", "root", "1")


def measured(options: argparse.Namespace, nodes: Nodes) -> dict[str, Any]:
    """Searches, failed and wrong ones, the longest, and when it was green again."""
    cluster = Cluster(nodes.urls, "failover", timeout_s=30, shards=3)
    engine = OpenSearchEngine(cluster, create=True)
    engine.replace(SOURCE, map(make_document, map(_article, range(ARTICLES))))
    engine.commit()
    connection = Connection(cluster)
    _until_green(connection)
    counts: Counter[str] = Counter()
    times: list[float] = []
    done = threading.Event()
    threads = [
        threading.Thread(target=_ask, args=(engine, done, counts, times))
        for _ in range(options.clients)
    ]
    for thread in threads:
        thread.start()
    time.sleep(options.seconds / 4)
    gone = nodes.manager()
    nodes.kill(gone)
    time.sleep(options.seconds / 2)
    nodes.again(gone)
    began = time.perf_counter()
    _until_green(connection)
    green_s = time.perf_counter() - began
    time.sleep(max(options.seconds / 4 - green_s, 0))
    done.set()
    for thread in threads:
        thread.join()
    figures = {
        "searches": sum(counts.values()),
        "failed": counts["failed"],
        "wrong": counts["wrong"],
        "longest_s": max(times),
        "median_ms": sorted(times)[len(times) // 2] * 1000,
        "green_after_s": green_s,
        "documents_lost": ARTICLES - engine.find(EngineQuery()).total,
        "amiss": len(list(engine.check(make_document))),
    }
    engine.close()
    for name, value in figures.items():
        print(f"{name:16}{value}")
    return figures


def _article(number: int) -> Article:
    text = f"第{number}号项目招商引资签约。"
    return Article(f"a-{number:06}", "a.txt", headline=f"项目{number}", body=(text,))


def _ask(
    engine: OpenSearchEngine,
    done: threading.Event,
    counts: "Counter[str]",
    times: list[float],
) -> None:
    query = EngineQuery(Word("招商引资"), facets=("kind",))
    while not done.is_set():
        began = time.perf_counter()
        try:
            right = engine.find(query).total == ARTICLES
            counts["right" if right else "wrong"] += 1
        except EngineError:
            counts["failed"] += 1
        times.append(time.perf_counter() - began)


def _until_green(connection: Connection) -> None:
    while connection.ask("GET", "/_cluster/health")["status"] != "green":
        time.sleep(0.2)

"""How long does it take to bring articles in, beside OpenSearch's own bulk of the same
bytes?"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from benchmarks.records import read_records
from search import index_paths
from search.documents import make_document
from search.engines.base import Source
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.bulk import REQUEST_BYTES
from search.engines.opensearch.documents import lines_of
from search.engines.opensearch.mapping import index_body
from search.files import PageFile
from search.indexing import read_articles
from search.place import Cluster
from tests.cluster import Nodes

NAME = "articles"
# So often, and after so long, the bare side sends again what there was no room for.
_TRIES, _PAUSE_S = 300, 0.25


def measured(options: argparse.Namespace, nodes: Nodes) -> dict[str, Any]:
    """Wall and CPU seconds of both, and how large it gets.

    Ours reads the file, finds parks and topics, cuts words and writes JSON meanwhile,
    on the same cores.
    """
    work = (options.keep or Path(gettempdir())) / "bulk"
    work.mkdir(parents=True, exist_ok=True)
    corpus = write_corpus(options.corpus, work / f"{options.size}.jsonl", options.size)
    cluster = Cluster(nodes.urls, NAME, timeout_s=300)
    text = corpus.stat().st_size
    # A server that has just begun takes half as long again.
    warm = write_corpus(options.corpus, work / "warm.jsonl", min(options.size, 3_000))
    _indexed(Cluster(nodes.urls, "warm", timeout_s=300), warm)
    ours = _timed(lambda: _indexed(cluster, corpus), nodes)
    store = _store(nodes, f"{NAME}-v1")
    payload = work / "payload.ndjson"
    size, count = _written(corpus, payload)
    bare = _timed(lambda: _sent(nodes, cluster, payload), nodes)
    payload.unlink()
    _ask("DELETE", f"{nodes.urls[0]}/bare", b"")
    figures = {
        "articles": count,
        "text_bytes_each": text / count,
        "sent_bytes_each": size / count,
        "store_bytes_each": store / count,
        "ours": ours,
        "bare": bare,
        "wall_ratio": ours["wall_s"] / bare["wall_s"],
    }
    for name, value in figures.items():
        print(f"{name:18}{value}")
    return figures


def write_corpus(corpus: Path, path: Path, size: int) -> Path:
    """So many articles of a corpus as a file; repeated under other ids beyond it."""
    if path.exists():
        return path
    with path.open("w", encoding="utf-8") as file:
        for number, record in enumerate(islice(_again(corpus), size)):
            record["id"] = f"n-{number:08}"
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _again(corpus: Path) -> Iterator[dict[str, Any]]:
    while True:
        yield from read_records(corpus)


def _indexed(cluster: Cluster, corpus: Path) -> None:
    with closing(OpenSearchEngine(cluster, create=True)) as engine:
        report = index_paths(engine, [corpus])
    assert not report.failures


def _written(corpus: Path, path: Path) -> tuple[int, int]:
    """The same bytes that the engine sends; how many, and of how many articles."""
    source, count = Source(corpus.name, str(corpus.parent)), 0
    with path.open("wb") as file:
        for article in read_articles(PageFile(corpus, corpus.parent)):
            file.write(lines_of(1, source, make_document(article)))
            count += 1
    return path.stat().st_size, count


def _sent(nodes: Nodes, cluster: Cluster, payload: Path) -> None:
    """As a program would that has nothing to do but to send, two requests at a time."""
    url = f"{nodes.urls[0]}/bare"
    _ask("PUT", url, json.dumps(index_body(cluster)).encode())
    with ThreadPoolExecutor(2) as pool, payload.open("rb") as file:
        waiting = []
        for body in _requests(file):
            waiting.append(pool.submit(_ask, "POST", f"{url}/_bulk", body))
            if len(waiting) > 2:
                waiting.pop(0).result()
        for each in waiting:
            each.result()
    _ask("POST", f"{url}/_refresh", b"")


def _requests(file: Any) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for line in file:
        lines.append(line)
        size += len(line)
        if size >= REQUEST_BYTES and len(lines) % 2 == 0:
            yield b"".join(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines)


def _ask(method: str, url: str, body: bytes) -> Any:
    head = {"content-type": "application/json"}
    asked = Request(url, data=body or None, headers=head, method=method)
    for _ in range(_TRIES):
        try:
            with urlopen(asked, timeout=600) as answer:
                found = json.load(answer)
        except HTTPError as error:
            if error.code != HTTPStatus.TOO_MANY_REQUESTS:
                raise
            # What the server has no room for is sent again, as ours is.
            time.sleep(_PAUSE_S)
            continue
        assert not found.get("errors"), found
        return found
    raise RuntimeError(f"{url} has had no room {_TRIES} times")


def _store(nodes: Nodes, index: str) -> int:
    found = _ask("GET", f"{nodes.urls[0]}/{index}/_stats/store", b"")
    return int(found["_all"]["total"]["store"]["size_in_bytes"])


def _timed(work: Any, nodes: Nodes) -> dict[str, float]:
    before, began = _cpu_s(nodes), time.perf_counter()
    mine = sum(os.times()[:4])
    work()
    return {
        "wall_s": time.perf_counter() - began,
        "client_cpu_s": sum(os.times()[:4]) - mine,
        "server_cpu_s": _cpu_s(nodes) - before,
    }


def _cpu_s(nodes: Nodes) -> float:
    """CPU seconds that the nodes have used."""
    found = 0.0
    for process in nodes.processes:
        stat = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2]
        found += sum(map(int, stat.split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return found

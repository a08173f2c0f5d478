"""What does a page cost beyond the query of OpenSearch that is behind it?

*Bare* is what the shortest program would ask: one query with the same condition,
ranking and facets, ten articles with it, sent as it stands. *Seam* is the engine's
answer to the same question, in all its requests: the state, the query with the second
stage of the ranking and the articles, and what it takes besides where articles are
equal at the edge of either. *Page* is that of a reader: query read, passages marked,
and what goes on below the line.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import gettempdir
from typing import Any

from opensearchpy import OpenSearch

from benchmarks.opensearch.bulk import NAME, write_corpus
from search import Searcher, SearchRequest, index_paths
from search.analysis import query_words
from search.engines.base import EngineQuery
from search.engines.opensearch import OpenSearchEngine, facets, order
from search.models import FACETS, MONTH
from search.place import Cluster
from search.plan import make_plan
from search.query import parse
from tests.cluster import Nodes

SEED = 7
QUESTIONS = 200
ROUNDS = 3


def measured(options: argparse.Namespace, nodes: Nodes) -> dict[str, Any]:
    """Milliseconds of all three, of questions made of headlines."""
    work = (options.keep or Path(gettempdir())) / "bulk"
    work.mkdir(parents=True, exist_ok=True)
    corpus = write_corpus(options.corpus, work / f"{options.size}.jsonl", options.size)
    cluster = Cluster(nodes.urls, NAME, timeout_s=300)
    with closing(OpenSearchEngine(cluster, create=True)) as engine:
        index_paths(engine, [corpus])
        texts = _questions(corpus)
        figures = {"articles": engine.describe().documents, "questions": len(texts)}
        figures |= _of_all(engine, texts, OpenSearch(list(nodes.urls), timeout=300))
    for name, value in figures.items():
        print(f"{name:12}{value}")
    return figures


def _questions(corpus: Path) -> list[str]:
    """One to three words of a headline, in its order."""
    chance = random.Random(SEED)
    with corpus.open(encoding="utf-8") as lines:
        titles = [json.loads(line).get("title") or "" for line in islice(lines, 20_000)]
    chance.shuffle(titles)
    found = []
    for title in titles:
        words = [word for word in query_words(title) if len(word) > 1]
        if len(words) > 2 and len(found) < QUESTIONS:
            at = chance.randrange(len(words) - 2)
            found.append(" ".join(words[at : at + chance.randrange(1, 4)]))
    return found


def _of_all(
    engine: OpenSearchEngine, texts: list[str], client: OpenSearch
) -> dict[str, Any]:
    times: dict[str, list[float]] = {"bare": [], "seam": [], "page": []}
    searcher = Searcher(engine)
    for text in texts:
        plan = make_plan(parse(text))
        query = EngineQuery(
            plan.where(), ranking=plan.ranking, facets=(*FACETS, MONTH), limit=10
        )
        view = engine.view()
        body = view._asked(query, 10)
        body |= {"track_total_hits": True, "aggs": facets.counting(query)}
        body |= {"_source": ["article"], "sort": order.sort_of(query)}
        del body["stored_fields"]
        index = view.state.index
        asked: dict[str, Callable[[], Any]] = {
            "bare": lambda body=body, index=index: client.search(body, index),
            "seam": lambda query=query: _answered(engine, query),
            "page": lambda text=text: searcher.search(SearchRequest(text)),
        }
        for name, ask in asked.items():
            times[name].append(_best_of(ask))
    figures: dict[str, Any] = {
        f"{name}_ms": {"p50": median(held), "p95": quantiles(held, n=20)[-1]}
        for name, held in times.items()
    }
    bare = median(times["bare"])
    figures["seam_ratio"] = median(times["seam"]) / bare
    figures["page_ratio"] = median(times["page"]) / bare
    return figures


def _answered(engine: OpenSearchEngine, query: EngineQuery) -> None:
    engine.view().find(replace(query, articles=True))


def _best_of(ask: Callable[[], Any]) -> float:
    """The median of some rounds, in milliseconds, after one that warms up."""
    ask()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)

"""Is what is printed found, and does a quotation find nothing else?

    python -m benchmarks.guarantee --corpus FILE [--articles 20000] [--strings 5000]

Strings of 1 to 12 units are cut at random from every field of the articles. Unquoted,
each has to find its article; quoted, exactly the articles in which a scan of the texts
finds it. The same is asked through the JSON API, page by page.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from benchmarks.records import read_records
from search import Searcher, SearchRequest, open_engine
from search.engines.base import EVERYTHING, EngineQuery, View
from search.indexing import index_paths
from search.models import Article
from search.plan import make_plan
from search.query import parse
from search.text import unit_texts, units
from web import create_app

_GAP, _END = "\x00", "\x01"


class Scan:
    """All texts, unit by unit, one behind the other: the plain way to look for a
    string."""

    def __init__(self, articles: Sequence[Article]) -> None:
        pieces: list[str] = []
        self._owners: list[tuple[int, str]] = []
        at = 0
        for article in articles:
            joined = _END.join(_joined(unit_texts(text)) for _, text in article.texts())
            self._owners.append((at, article.id))
            pieces.append(joined + _END)
            at += len(joined) + 1
        self._text = "".join(pieces)

    def __call__(self, sequence: Sequence[str]) -> set[str]:
        """The ids of the articles with a sequence of units in one of their texts."""
        wanted, found = _joined(sequence), set[str]()
        at = self._text.find(wanted)
        ends = [start for start, _ in self._owners[1:]] + [len(self._text)]
        for (start, article_id), end in zip(self._owners, ends, strict=True):
            if 0 <= at < start:
                at = self._text.find(wanted, start)
            if 0 <= at < end:
                found.add(article_id)
        return found


def _joined(sequence: Sequence[str]) -> str:
    return _GAP + "".join(unit + _GAP for unit in sequence)


def strings(
    articles: Sequence[Article], count: int, seed: int
) -> Iterator[tuple[str, Article]]:
    """Strings as they are printed, each with the article it is cut from."""
    chance = random.Random(seed)
    by_field: dict[str, list[tuple[Article, str]]] = {}
    for article in articles:
        for name, text in article.texts():
            by_field.setdefault(name, []).append((article, text))
    while count:
        article, text = chance.choice(by_field[chance.choice(sorted(by_field))])
        found = units(text)
        if found:
            first = chance.randrange(len(found))
            last = min(first + chance.randint(1, 12), len(found)) - 1
            yield text[found[first].start : found[last].end], article
            count -= 1


@dataclass
class Tally:
    """What came out: counts, and the strings that failed; in `operators` something
    was read as one that was not meant."""

    asked: int = 0
    operators: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)
    not_equal: list[str] = field(default_factory=list)

    def missed(self, text: str) -> None:
        """The article that a string is cut from was not found by it."""
        (self.operators if parse(text).operators else self.not_found).append(text)


def _ids(view: View, text: str, exact: bool) -> set[str]:
    where = make_plan(parse(text), exact).where()
    return {m.id for m in view.find(EngineQuery(where, limit=sys.maxsize)).matches}


def _quoted(text: str) -> str:
    return f"「{text}」" if "」" not in text else f"『{text}』"


def ask_engine(view: View, scan: Scan, asked: Sequence[tuple[str, Article]]) -> Tally:
    """Each string unquoted and quoted, of the engine; where its words alone do not
    find the article, of the searcher, which reads more loosely."""
    tally, searcher = Tally(), Searcher(view)
    for text, article in asked:
        tally.asked += 1
        if article.id not in _ids(view, text, False):
            response = searcher.search(SearchRequest(text, limit=100))
            if article.id not in {hit.article.id for hit in response.hits}:
                tally.missed(text)
        if _ids(view, _quoted(text), False) != scan(unit_texts(text)):
            tally.not_equal.append(text)
    return tally


def ask_api(view: View, scan: Scan, asked: Sequence[tuple[str, Article]]) -> Tally:
    """The same of the JSON API, all pages of each answer."""
    tally, client = Tally(), create_app(Searcher(view)).test_client()
    for text, article in asked:
        tally.asked += 1
        for query in (text, _quoted(text)):
            found: set[str] = set()
            pages = page = 1
            while page <= pages:
                answer = client.get(
                    "/api/search",
                    query_string={"q": query, "page": page, "limit": 100},
                ).get_json()
                found |= {hit["id"] for hit in answer["hits"]}
                pages, page = answer["pages"], page + 1
            if query == text:
                if article.id not in found:
                    tally.missed(text)
            elif found != scan(unit_texts(text)):
                tally.not_equal.append(text)
    return tally


def main() -> None:
    """Print what was found, and every string that was not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--strings", type=int, default=5_000)
    parser.add_argument("--api", type=int, default=200, help="of them, so many there")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "corpus.jsonl")
        records = islice(read_records(options.corpus), options.articles)
        file.write_text("".join(f"{json.dumps(each)}\n" for each in records), "utf-8")
        engine = open_engine(Path(folder, "index"), create=True)
        index_paths(engine, [file])
        view = engine.view()
        matches = view.find(EngineQuery(EVERYTHING, limit=sys.maxsize)).matches
        held = view.fetch(match.id for match in matches)
        scan, asked = Scan(held), list(strings(held, options.strings, options.seed))
        for name, tally in (
            ("engine", ask_engine(view, scan, asked)),
            ("JSON API", ask_api(view, scan, asked[: options.api])),
        ):
            print(
                f"{name}: {tally.asked} strings of {len(held)} articles; "
                f"{len(tally.not_found)} not found unquoted "
                f"(and {len(tally.operators)} read as operators), "
                f"{len(tally.not_equal)} unlike the scan quoted"
            )
            for text in (*tally.not_found, *tally.operators, *tally.not_equal):
                print(json.dumps(text, ensure_ascii=False))
        engine.close()


if __name__ == "__main__":
    main()

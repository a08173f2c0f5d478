"""SQLite's FTS5, from Python's standard library."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.engines.sides.base import (
    BORDER,
    FACETS,
    PAGE,
    Answer,
    Row,
    pairs_of,
    row_of,
)
from search.engines.base import AllOf, AnyOf, Dated, Node, Not, Phrase, Word

_BATCH = 1_000
_SCHEMA = f"""
pragma journal_mode = off;
create virtual table tokens using fts5(
    words, bigrams, content = '', tokenize = "ascii tokenchars '%.,_{BORDER}'"
);
create table texts (doc integer primary key, id text, words text);
create table facts (doc integer primary key, day integer, year text, publication text);
create table topics (doc integer, topic text, primary key (doc, topic)) without rowid;
"""
_FOUND = "insert into hits select rowid, rank from tokens where tokens match ?"
_ALL = "insert into hits select doc, 0 from facts"
_BEST = f"select doc, score from hits order by score, doc limit {PAGE}"
_COUNTS = {
    "year": "select year, count(*) from hits join facts using (doc) group by 1",
    "publication": (
        "select publication, count(*) from hits join facts using (doc) group by 1"
    ),
    "topic": "select topic, count(*) from hits join topics using (doc) group by 1",
}

# A match for FTS5 ("" for everything), and the days it is narrowed to.
Question = tuple[str, Dated | None]


class Sqlite:
    """One database; what is found is kept in a table in memory for the counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / "index.db"

    native = staticmethod(row_of)

    def build(self, documents: Iterable[Row], count: int) -> None:
        with closing(sqlite3.connect(self._path)) as made:
            made.executescript(_SCHEMA)
            numbered = enumerate(documents, 1)
            while batch := list(islice(numbered, _BATCH)):
                _add(made, batch)
            made.commit()

    def merge(self) -> None:
        with closing(sqlite3.connect(self._path)) as made:
            made.execute("insert into tokens(tokens) values ('optimize')")
            made.commit()

    def build_parts(self, documents: Iterable[Row], count: int) -> None:
        raise NotImplementedError("FTS5 is measured merged only")

    def open(self) -> None:
        self._db = sqlite3.connect(self._path)
        self._db.execute("pragma temp_store = memory")
        self._db.execute("pragma mmap_size = 8589934592")
        self._db.execute("create temp table hits (doc integer primary key, score real)")

    def segments(self) -> int:
        return 1

    def ready(self, node: Node) -> Question:
        if isinstance(node, AllOf):
            days = [part for part in node.parts if isinstance(part, Dated)]
            rest = tuple(part for part in node.parts if not isinstance(part, Dated))
            return _match(AllOf(rest)), days[0] if days else None
        return _match(node), None

    def page(self, question: Question) -> Any:
        match, dated = question
        run = self._db.execute
        run("delete from hits")
        if match:
            run(_FOUND, (match,))
        else:
            run(_ALL)
        if dated:
            run(
                "delete from hits where doc not in "
                "(select doc from facts where day between ? and ?)",
                (max(dated.since, 1), dated.until),
            )
        total = run("select count(*) from hits").fetchone()[0]
        best = run(_BEST).fetchall()
        return total, best, {n: run(_COUNTS[n]).fetchall() for n in FACETS}

    def answer(self, raw: Any) -> Answer:
        total, best, counts = raw
        facets = {
            name: {value: n for value, n in counts[name] if value} for name in FACETS
        }
        return Answer(total, [doc for doc, _ in best], facets)

    def snippets(self, question: Question, raw: Any) -> list[str]:
        raise NotImplementedError("an index of FTS5 without content has no snippets")

    def close(self) -> None:
        self._db.close()


def _add(made: sqlite3.Connection, batch: list[tuple[int, Row]]) -> None:
    def rows() -> Iterator[tuple[int, str, str]]:
        return ((number, row.words, row.bigrams) for number, row in batch)

    made.executemany("insert into tokens(rowid, words, bigrams) values (?,?,?)", rows())
    made.executemany(
        "insert into texts values (?,?,?)", ((n, r.id, r.words) for n, r in batch)
    )
    made.executemany(
        "insert into facts values (?,?,?,?)",
        ((n, r.day, r.year, r.publication) for n, r in batch),
    )
    made.executemany(
        "insert or ignore into topics values (?,?)",
        ((n, topic) for n, r in batch for topic in r.topics),
    )


def _match(node: Node) -> str:
    """A question in FTS5's own language; "" for everything."""
    match node:
        case Word(text):
            return f'words : "{text}"'
        case Phrase((start,), prefix=True):
            return f'words : "{start}"*'
        case Phrase(units):
            return f'bigrams : "{" ".join(pairs_of(units))}"'
        case AllOf(parts):
            wanted = [_match(part) for part in parts if not isinstance(part, Not)]
            found = "(" + " AND ".join(wanted) + ")" if wanted else ""
            for part in parts:
                if isinstance(part, Not):
                    found = f"({found} NOT {_match(part.part)})"
            return found
        case AnyOf(parts):
            return "(" + " OR ".join(_match(part) for part in parts) + ")"
    raise ValueError(f"no question of FTS5: {node}")


def make(folder: Path) -> Any:
    """FTS5 with its database in a folder."""
    return Sqlite(folder)

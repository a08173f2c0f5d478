"""What is found by each of many queries?

A file of queries, one a line, as a spreadsheet saves it: the column headed 查询, 检索词
or query, else the first. A line that cannot be answered says why; the rest goes on.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from search.errors import SearchError
from search.models import Article, SearchRequest
from search.searcher import Searcher

HEADERS = ("查询", "检索词", "query", "q")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the query on a line: how many articles, and the best of them; or
    what is wrong with it."""

    line: int
    query: str
    total: int = 0
    best: tuple[Article, ...] = ()
    problem: str = ""


def read_queries(text: str) -> Iterator[tuple[int, str]]:
    """The queries of a file with the numbers of their lines; empty ones left out.

    >>> list(read_queries("名称,查询\\n甲,招商\\n乙,\\n"))
    [(2, '招商')]
    """
    rows = csv.reader(io.StringIO(text, newline=""))
    column = 0
    for number, row in enumerate(_read(rows)):
        names = [cell.strip().lower() for cell in row]
        named = [i for i, name in enumerate(names) if name in HEADERS]
        if number == 0 and named:
            column = named[0]
        elif len(row) > column and row[column].strip():
            yield rows.line_num, row[column].strip()


def _read(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows that are rows; what is none, a field without end, is left out."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            continue


def answers(
    searcher: Searcher, text: str, limit: int = 3, exact: bool = False
) -> Iterator[Answer]:
    """The answer to each query of a file, read by the letter of it."""
    for line, query in read_queries(text):
        request = SearchRequest(query, limit=limit, exact=exact)
        try:
            response = searcher.search(request, strict=True)
        except SearchError as error:
            yield Answer(line, query, problem=str(error))
            continue
        best = tuple(hit.article for hit in response.hits)
        yield Answer(line, query, response.total, best)

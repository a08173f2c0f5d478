"""How is a whole result taken away: as a table, as records, as citations, as a feed?

Text comes out as it is made, however long the result is.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from search.citation import bibtex, gbt7714, title_of
from search.models import KIND_LABELS, Article, span_of_days

# Excel takes a file for UTF-8 when it begins with this.
BOM = "\ufeff"
COLUMNS = (
    "编号", "题名", "引题", "副题", "报纸", "日期", "日期依据", "版次", "作者", "园区",
    "提到的园区", "省份", "城市", "主题", "体裁", "来源文件", "行", "网址", "正文",
    "图说", "引用",
)  # fmt: skip
_GROUNDS = {"printed": "印明", "given": "给定", "inferred": "推定"}
# A spreadsheet would run what begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(articles: Iterable[Article]) -> Iterator[str]:
    """A table for Excel, a row an article; a cell that a spreadsheet would take for a
    formula begins with an apostrophe."""
    yield BOM + _row(COLUMNS)
    for article in articles:
        yield _row(_cells(article))


def as_jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """A JSON object a line, as `search split --jsonl` prints; it can be indexed."""
    yield from as_lines(article.to_json() for article in articles)


def as_json(articles: Iterable[Article]) -> Iterator[str]:
    """One JSON array of all."""
    yield from as_array(article.to_json() for article in articles)


def as_bibtex(articles: Iterable[Article]) -> Iterator[str]:
    """A BibTeX file."""
    for article in articles:
        yield bibtex(article) + "\n\n"


def as_gbt7714(articles: Iterable[Article]) -> Iterator[str]:
    """A numbered list of citations in GB/T 7714."""
    for number, article in enumerate(articles, 1):
        yield f"[{number}] {gbt7714(article)}\n"


# name -> what makes it, its media type, how its file name ends
FORMATS: dict[str, tuple[Callable[[Iterable[Article]], Iterator[str]], str, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8", "csv"),
    "json": (as_json, "application/json", "json"),
    "jsonl": (as_jsonl, "application/x-ndjson", "jsonl"),
    "bibtex": (as_bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "gbt7714": (as_gbt7714, "text/plain; charset=utf-8", "txt"),
}


def as_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def as_array(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON array, an object a line.

    >>> "".join(as_array([{"a": 1}, {"a": 2}])), "".join(as_array([]))
    ('[\\n{"a": 1},\\n{"a": 2}\\n]\\n', '[]\\n')
    """
    before = "["
    for row in rows:
        yield f"{before}\n{json.dumps(row, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def as_table(
    rows: Iterable[dict[str, Any]], headings: Iterable[str] = ()
) -> Iterator[str]:
    """A table headed by the names of the first row; what is a list stands in one cell.

    >>> "".join(as_table([{"park": "甲", "topics": ["招商", "科技"], "city": None}]))
    'park,topics,city\\r\\n甲,招商；科技,\\r\\n'
    """
    head = tuple(headings)
    if head:
        yield _row(head)
    for row in rows:
        if not head:
            head = tuple(row)
            yield _row(head)
        yield _row(_cell(row.get(name)) for name in head)


# How any list is printed, not of articles alone.
ROWS: dict[str, Callable[[Iterable[dict[str, Any]]], Iterator[str]]] = {
    "json": as_array,
    "jsonl": as_lines,
    "csv": as_table,
}


def atom(
    articles: Iterable[Article],
    title: str,
    address: str,
    address_of: Callable[[Article], str],
) -> Iterator[str]:
    """An Atom feed (RFC 4287); `address` is its own, `address_of` an article's."""
    held = tuple(articles)
    newest = max((_moment(article) for article in held), default=_EPOCH)
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"  <title>{_clean(title)}</title>\n"
        f"  <id>{_clean(address)}</id>\n"
        f'  <link rel="self" href={_attribute(address)}/>\n'
        f"  <updated>{newest.isoformat()}</updated>\n"
    )
    for article in held:
        names = "".join(
            f"<author><name>{_clean(name)}</name></author>"
            for name in article.byline or (article.publication or "本报",)
        )
        tags = "".join(
            f"<category term={_attribute(term)}/>"
            for term in (*article.parks, *article.topics)
        )
        summary = next((text for f, text in article.texts() if f == "body"), "")
        yield (
            "  <entry>\n"
            f"    <title>{_clean(title_of(article))}</title>\n"
            f"    <id>urn:park-news:{_clean(article.id)}</id>\n"
            f"    <link href={_attribute(address_of(article))}/>\n"
            f"    <updated>{_moment(article).isoformat()}</updated>\n"
            f"    {names}{tags}\n"
            f"    <summary>{_clean(summary[:200])}</summary>\n"
            "  </entry>\n"
        )
    yield "</feed>\n"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(article: Article) -> datetime:
    """The first moment that an article can be of."""
    if article.published is None:
        return _EPOCH
    first = span_of_days(article.published.value)[0]
    return datetime.strptime(str(first), "%Y%m%d").replace(tzinfo=UTC)


def _clean(text: str) -> str:
    """Text for XML, which has no control characters."""
    return escape(_printable(text))


def _attribute(text: str) -> str:
    return quoteattr(_printable(text))


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


def _cells(article: Article) -> Iterator[str]:
    dated = article.published
    yield from (article.id, title_of(article), article.kicker, article.deck)
    yield article.publication or ""
    yield from (dated.value, _GROUNDS[dated.ground]) if dated else ("", "")
    yield article.page_number or ""
    for names in (article.byline, article.parks, article.parks_mentioned):
        yield "；".join(names)
    yield from (article.province or "", article.city or "", "；".join(article.topics))
    yield from (KIND_LABELS[article.kind], article.source)
    yield "；".join(f"{first}-{last}" for first, last in article.lines)
    yield from (article.url or "", "\n".join(article.body))
    yield from ("\n".join(article.captions), gbt7714(article))


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "；".join(map(_cell, value))
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return "" if value is None else str(value)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    safe = (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    csv.writer(line).writerow(safe)
    return line.getvalue()

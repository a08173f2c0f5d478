"""How are articles taken away: cited, exported, asked for by the list, watched?"""

import csv
import io
from pathlib import Path
from typing import Any

import click

from search.cli.common import (
    TextCommand,
    index_option,
    json_option,
    open_searcher,
    print_json,
    request_of,
    request_options,
    say,
)
from search.models import Article


@click.command()
@click.argument("article_ids", metavar="ID", nargs=-1, required=True)
@click.option(
    "--style",
    type=click.Choice(["gbt7714", "bibtex", "line"]),
    default="gbt7714",
    show_default=True,
    help="GB/T 7714, an entry of BibTeX, or one line for a report.",
)
@json_option
@index_option
def cite(
    article_ids: tuple[str, ...], style: str, as_json: bool, index_folder: str
) -> int:
    """Print the citation of articles: search cite 2023-07-12.01-03."""
    from search.citation import bibtex, gbt7714, one_line

    styles = {"gbt7714": gbt7714, "bibtex": bibtex, "line": one_line}
    searcher = open_searcher(index_folder)
    articles = [searcher.article(each) for each in article_ids]
    if as_json:
        print_json(
            [
                {"id": each.id} | {name: made(each) for name, made in styles.items()}
                for each in articles
            ]
        )
        return 0
    for article in articles:
        click.echo(styles[style](article))
    return 0


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1)
@request_options
@click.option(
    "--format",
    "style",
    type=click.Choice(["csv", "jsonl", "bibtex", "gbt7714"]),
    default="csv",
    show_default=True,
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Not stdout.")
@index_option
def export(style: str, output: Path | None, index_folder: str, **asked: Any) -> int:
    """Print all articles that answer a query: search export 招商引资 -o 招商.csv.

    By the letter of the query, however many they are; no text: every article.
    """
    from search.exporting import FORMATS

    found = 0

    def counted() -> Any:
        nonlocal found
        for article in articles:
            found += 1
            yield article

    articles = open_searcher(index_folder).every(request_of(**asked))
    pieces = FORMATS[style][0](counted())
    if output is None:
        for piece in pieces:
            click.echo(piece.encode("utf-8"), nl=False)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    say(f"{found} articles")
    return 0 if found else 1


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--best", default=3, show_default=True, help="Hits a query (0-100).")
@click.option("--exact", is_flag=True, help="Take every part literally (精确).")
@click.option("--encoding", help="Of the file, where it is not UTF-8 or GB18030.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="Print JSON, one a line.")
@index_option
def batch(
    file: Any,
    best: int,
    exact: bool,
    encoding: str | None,
    as_jsonl: bool,
    index_folder: str,
) -> int:
    """Ask many queries, a line each: search batch 查询.csv > 结果.csv.

    The column headed 查询 or query counts, else the first. Prints a table: line, query,
    how many articles, and the best of them.
    """
    import json

    from search.batch import answers
    from search.pages.encodings import decoded

    text = decoded(file.read(), file.name, encoding)
    searcher, found, wrong = open_searcher(index_folder), 0, 0
    if not as_jsonl:
        _print_row("行", "查询", "篇数", "问题", "编号", "题名", "报纸", "日期")
    for answer in answers(searcher, text, max(1, min(best, 100)), exact):
        found += bool(answer.total)
        hits = answer.best[:best]
        if answer.problem:
            wrong += 1
            say(f"{file.name}:{answer.line}: {answer.problem}")
        if as_jsonl:
            row = {
                "line": answer.line,
                "query": answer.query,
                "total": answer.total,
                "problem": answer.problem or None,
                "hits": [_brief(article) for article in hits],
            }
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        counted = (answer.line, answer.query, answer.total, answer.problem)
        for article in hits or (None,):
            _print_row(*counted, *(_brief(article).values() if article else ()))
    say(
        f"{found} queries found something"
        + f", {wrong} could not be asked" * bool(wrong)
    )
    return 0 if found else 1


def _brief(article: Article) -> dict[str, str | None]:
    from search.citation import title_of

    return {
        "id": article.id,
        "headline": title_of(article),
        "publication": article.publication,
        "published": article.published.value if article.published else None,
    }


def _print_row(*cells: object) -> None:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    click.echo(line.getvalue().encode("utf-8"), nl=False)


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1, required=True)
@request_options
@click.option("--state", type=click.Path(path_type=Path), help="What was seen.")
@click.option(
    "--atom", "feed", type=click.Path(path_type=Path), help="A feed to write."
)
@json_option
@index_option
def watch(
    state: Path | None,
    feed: Path | None,
    as_json: bool,
    index_folder: str,
    **asked: Any,
) -> int:
    """Print what is new for a query since the last time: search watch 招商引资.

    For cron: exit status 0 when something is new, 1 when nothing is. --atom FILE writes
    the newest 50 as a feed.
    """
    from dataclasses import replace
    from itertools import islice

    from search import render
    from search.exporting import atom
    from search.watching import Watch, usual_state

    request, searcher = request_of(**asked), open_searcher(index_folder)
    watched = Watch(
        searcher, request, state or usual_state(request, Path(index_folder))
    )
    new = list(watched.new())
    if as_json:
        print_json([article.to_json() for article in new])
    for article in () if as_json else new:
        click.echo(" · ".join((article.headline, *render.facts_of(article))))
    if feed is not None:
        newest = islice(searcher.every(replace(request, sort="newest")), 50)
        pieces = atom(newest, request.text, f"urn:park-news:query:{request.text}", _urn)
        feed.write_text("".join(pieces), "utf-8")
    watched.remember()
    say(f"{len(new)} new")
    return 0 if new else 1


def _urn(article: Article) -> str:
    return article.url or f"urn:park-news:{article.id}"

"""How are articles taken away: cited, exported, asked for by the list, watched?"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search.cli.common import (
    TextCommand,
    index_option,
    listing_options,
    open_searcher,
    print_articles,
    print_pieces,
    print_rows,
    request_of,
    request_options,
    say,
)
from search.models import Article
from search.place import Place

if TYPE_CHECKING:
    from search.batch import Answer


@click.command()
@click.argument("article_ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--style",
    "citation_style",
    type=click.Choice(["gbt7714", "bibtex", "line"]),
    default="gbt7714",
    show_default=True,
    help="GB/T 7714, an entry of BibTeX, or one line for a report.",
)
@listing_options
@index_option
def cite(
    article_ids: tuple[str, ...],
    citation_style: str,
    style: str | None,
    place: Place,
) -> int:
    """Print the citation of articles.

    In the style named; --json, --jsonl and --csv print all three styles of each.

    Example: search cite 004_492a7f313f3f391d-03 --style bibtex
    """
    from search.citation import bibtex, gbt7714, one_line

    styles = {"gbt7714": gbt7714, "bibtex": bibtex, "line": one_line}
    searcher = open_searcher(place)
    articles = [searcher.article(each) for each in article_ids]
    if style:
        print_rows(
            style,
            [
                {"id": each.id} | {name: made(each) for name, made in styles.items()}
                for each in articles
            ],
        )
    for article in () if style else articles:
        click.echo(styles[citation_style](article))
    return 0


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1)
@request_options
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "json", "jsonl", "bibtex", "gbt7714"]),
    help="What to make, else what --output ends in, else csv.",
)
@listing_options
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Not stdout.")
@index_option
def export(
    file_format: str | None,
    style: str | None,
    output: Path | None,
    place: Place,
    **asked: Any,
) -> int:
    """Print all articles that answer a query.

    By the letter of the query, however many they are; no text: every article.

    Example: search export 招商引资 -o 招商.csv
    """
    from search.exporting import FORMATS

    found = 0

    def counted() -> Iterator[Article]:
        nonlocal found
        for article in articles:
            found += 1
            yield article

    articles = open_searcher(place).every(request_of(**asked))
    ending = output.suffix.removeprefix(".").lower() if output else ""
    usual = {suffix: name for name, (_, _, suffix) in FORMATS.items()}
    wanted = style or file_format or usual.get(ending, "csv")
    pieces = FORMATS[wanted][0](counted())
    if output is None:
        print_pieces(pieces)
    else:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    say(f"{found} articles")
    return 0 if found else 1


_HEADINGS = ("行", "查询", "篇数", "问题", "编号", "题名", "报纸", "日期")


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--best", default=3, show_default=True, help="Hits a query (0-100).")
@click.option("--exact", is_flag=True, help="Take every part literally (精确).")
@click.option("--encoding", help="Of the file, where it is not UTF-8 or GB18030.")
@listing_options
@index_option
def batch(
    file: Any,
    best: int,
    exact: bool,
    encoding: str | None,
    style: str | None,
    place: Place,
) -> int:
    """Ask many queries, a line each.

    The column of FILE headed 查询, 检索词 or query counts, else the first; - is
    standard input. Prints a table, unless told otherwise: line, query, how many
    articles, what is wrong with the query, and the best articles, one a line.

    Example: search batch 查询.csv > 结果.csv
    """
    from search.batch import answers
    from search.pages.encodings import check_encoding, decoded

    check_encoding(encoding)
    text = decoded(file.read(), file.name, encoding)
    searcher, found, wrong = open_searcher(place), 0, 0

    def told() -> Iterator["Answer"]:
        nonlocal found, wrong
        for answer in answers(searcher, text, max(1, min(best, 100)), exact):
            found += bool(answer.total)
            if answer.problem:
                wrong += 1
                say(f"{file.name}:{answer.line}: {answer.problem}")
            yield answer

    if style in (None, "csv"):
        print_rows("csv", _answer_cells(told(), best), headings=_HEADINGS)
    else:
        print_rows(style, (_answer_json(each, best) for each in told()))
    could_not = f", {wrong} could not be asked" * bool(wrong)
    say(f"{found} queries found something{could_not}")
    return 0 if found else 1


def _answer_json(answer: "Answer", best: int) -> dict[str, Any]:
    return {
        "line": answer.line,
        "query": answer.query,
        "total": answer.total,
        "problem": answer.problem or None,
        "hits": [_brief(article) for article in answer.best[:best]],
    }


def _answer_cells(answers: Iterable["Answer"], best: int) -> Iterator[dict[str, Any]]:
    """A row for each of the best articles of each answer, at least one."""
    for answer in answers:
        counted = (answer.line, answer.query, answer.total, answer.problem)
        for article in answer.best[:best] or (None,):
            hit = _brief(article).values() if article else ()
            yield dict(zip(_HEADINGS, (*counted, *hit), strict=False))


def _brief(article: Article) -> dict[str, str | None]:
    from search.citation import title_of

    return {
        "id": article.id,
        "headline": title_of(article),
        "publication": article.publication,
        "published": article.published.value if article.published else None,
    }


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1, required=True)
@request_options
@click.option("--state", type=click.Path(path_type=Path), help="What was seen.")
@click.option(
    "--atom", "feed", type=click.Path(path_type=Path), help="A feed to write."
)
@listing_options
@index_option
def watch(
    state: Path | None,
    feed: Path | None,
    style: str | None,
    place: Place,
    **asked: Any,
) -> int:
    """Print what is new for a query since the last time.

    For cron: exit status 0 when something is new, 1 when nothing is. --atom FILE writes
    the newest 50 as a feed.

    Example: search watch 招商引资 --atom 招商.xml
    """
    from dataclasses import replace
    from itertools import islice

    from search import render
    from search.exporting import atom
    from search.watching import Watch, usual_state

    request, searcher = request_of(**asked), open_searcher(place)
    watched = Watch(searcher, request, state or usual_state(request, place))
    new = list(watched.new())
    if style:
        print_articles(style, new)
    for article in () if style else new:
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

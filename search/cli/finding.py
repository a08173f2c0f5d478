"""How are articles found, shown and explained?"""

from dataclasses import asdict
from typing import Any

import click

from search.cli.common import (
    TextCommand,
    index_option,
    json_option,
    listing_options,
    open_searcher,
    print_json,
    print_long,
    print_rows,
    request_of,
    request_options,
    say,
    text_of,
)
from search.models import SearchRequest
from search.place import Place


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1, required=True)
@request_options
@click.option("--limit", default=10, show_default=True, help="Results a page (1-100).")
@click.option("--page", default=1, show_default=True, help="Which page of results.")
@listing_options
@index_option
def query(style: str | None, place: Place, **asked: Any) -> int:
    """Find articles.

    Parts separated by spaces must all match; "…" is found exactly as quoted; AND OR
    NOT - ( ), 近:5, 同句:( ), 同段:( ), app* and fields such as 园区: 主题: 标题: 年份:
    are understood. --jsonl and --csv print the hits alone.

    Example: search query 招商引资 -益阳 --park 衡阳高新区
    """
    from search import render

    response = open_searcher(place).search(request_of(**asked))
    if style:
        page = render.page_json(response)
        print_rows(style, page["hits"], whole=page)
    else:
        for line in render.result_lines(response):
            click.echo(line, color=render.colour_wanted())
        readings = (reading.text for reading in response.reading)
        read = " · ".join((*readings, f"命中 {response.total} 篇"))
        say(f"{read} · {response.took_ms:.0f} 毫秒")
    for notice in response.notices:
        say(f"note: {notice.text}")
    return 0 if response.total else 1


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 20),
    default=8,
    show_default=True,
    help="How many.",
)
@listing_options
@index_option
def suggest(text: tuple[str, ...], limit: int, style: str | None, place: Place) -> int:
    """Say what a beginning may mean.

    Zones, phrases, authors and headlines that begin so, in characters, in pinyin or by
    initials, and how many articles each finds.

    Example: search suggest zsyz
    """
    from search import render
    from search.lexicon import refresh

    searcher = open_searcher(place)
    refresh(searcher.engine)
    found = searcher.suggest(text_of(text), limit)
    if style:
        whole = render.suggestions_json(text_of(text), found)
        print_rows(style, whole["suggestions"], whole)
    for line in () if style else render.suggestion_lines(found):
        click.echo(line, color=render.colour_wanted())
    return 0 if found else 1


@click.command()
@click.argument("article_id", metavar="ID")
@json_option
@index_option
def show(article_id: str, as_json: bool, place: Place) -> int:
    """Print a whole article.

    ID is the one that results show. On a terminal a long article opens in $PAGER.

    Example: search show 004_492a7f313f3f391d-03
    """
    from search import render

    searcher = open_searcher(place)
    article = searcher.article(article_id)
    if as_json:
        print_json(article.to_json())
        return 0
    marked = searcher.mark(article, SearchRequest(""))
    print_long(render.article_lines(article, marked))
    return 0


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1)
@click.option("--article", "article_id", metavar="ID", help="Explain its topics.")
@click.option("--exact", is_flag=True, help="Take every part literally (精确).")
@click.option(
    "--synonyms/--no-synonyms",
    default=True,
    show_default=True,
    help="Other writings too: of zones, of numbers, of synonyms.txt.",
)
@json_option
@index_option
def explain(
    text: tuple[str, ...],
    article_id: str | None,
    exact: bool,
    synonyms: bool,
    as_json: bool,
    place: Place,
) -> int:
    """Say how a query is read, or why an article has its topics.

    Of each part of a query its units, its words, its other writings and how many
    articles it finds; of an article (--article) the words that speak for each topic.

    Example: search explain 项目建设 -益阳
    """
    from search import reports
    from search.explain import explain_article, explain_query

    if bool(text) == bool(article_id):
        raise click.UsageError("name either a query or --article ID")
    searcher = open_searcher(place)
    if article_id:
        article = searcher.article(article_id)
        evidence = explain_article(article)
        if as_json:
            print_json([asdict(each) for each in evidence])
        for line in () if as_json else reports.evidence_lines(article, evidence):
            click.echo(line)
        return 0
    explained = explain_query(searcher.engine, text_of(text), exact, synonyms)
    if as_json:
        print_json(asdict(explained))
    for line in () if as_json else reports.explained_lines(explained):
        click.echo(line)
    return 0 if explained.found else 1

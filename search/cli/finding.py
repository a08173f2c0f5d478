"""How are articles found, shown and explained?"""

from dataclasses import asdict
from typing import Any

import click

from search.cli.common import (
    TextCommand,
    index_option,
    json_option,
    open_searcher,
    print_json,
    say,
    text_of,
)
from search.models import SearchRequest

synonyms_option = click.option(
    "--synonyms/--no-synonyms",
    default=True,
    show_default=True,
    help="Look for other writings too: of zones, of numbers, of synonyms.txt.",
)


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1, required=True)
@click.option("--park", multiple=True, help="A zone, in any written form.")
@click.option("--topic", multiple=True, help="A topic, e.g. 招商引资.")
@click.option("--province", multiple=True, help="A province, e.g. 山东.")
@click.option("--city", multiple=True, help="A city, e.g. 青岛.")
@click.option("--year", multiple=True, help="A year, e.g. 2023.")
@click.option("--publication", multiple=True, help="A newspaper.")
@click.option("--kind", multiple=True, help="article (报道) or photo (图片新闻).")
@click.option("--since", metavar="DATE", help="From 2023, 2023-07 or 2023-07-26 on.")
@click.option("--until", metavar="DATE", help="Up to and with that year, month, day.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
)
@click.option("--limit", default=10, show_default=True, help="Results a page (1-100).")
@click.option("--page", default=1, show_default=True, help="Which page of results.")
@click.option("--exact", is_flag=True, help="Take every part literally (精确).")
@synonyms_option
@json_option
@index_option
def query(
    text: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Any,
    limit: int,
    page: int,
    exact: bool,
    synonyms: bool,
    as_json: bool,
    index_folder: str,
    **filters: tuple[str, ...],
) -> int:
    """Find articles: search query 招商引资.

    Parts separated by spaces must all match; "…" is found exactly as quoted; AND OR
    NOT - ( ), 近:5, 同句:( ), 同段:( ), app* and fields such as 园区: 主题: 标题: 年份:
    are understood.
    """
    from search import render

    request = SearchRequest(
        text=text_of(text),
        filters={name: values for name, values in filters.items() if values},
        since=since,
        until=until,
        sort=sort,
        page=page,
        limit=limit,
        exact=exact,
        synonyms=synonyms,
    )
    searcher = open_searcher(index_folder)
    response = searcher.search(request)
    if as_json:
        print_json(render.page_json(response))
    else:
        for line in render.result_lines(response):
            click.echo(line, color=render.colour_wanted())
        read = " · ".join((*response.reading, f"命中 {response.total} 篇"))
        say(f"{read} · {response.took_ms:.0f} 毫秒")
    for notice in response.notices:
        say(f"note: {notice.text}")
    return 0 if response.total else 1


@click.command()
@click.argument("article_id", metavar="ID")
@json_option
@index_option
def show(article_id: str, as_json: bool, index_folder: str) -> int:
    """Print a whole article."""
    from search import render

    searcher = open_searcher(index_folder)
    article = searcher.article(article_id)
    if as_json:
        print_json(article.to_json())
        return 0
    for line in render.article_lines(article, searcher.mark(article, "")):
        click.echo(line, color=render.colour_wanted())
    return 0


@click.command(cls=TextCommand)
@click.argument("text", nargs=-1)
@click.option("--article", "article_id", metavar="ID", help="Explain its topics.")
@click.option("--exact", is_flag=True, help="Take every part literally (精确).")
@synonyms_option
@json_option
@index_option
def explain(
    text: tuple[str, ...],
    article_id: str | None,
    exact: bool,
    synonyms: bool,
    as_json: bool,
    index_folder: str,
) -> int:
    """Say how a query is read, or (--article) why an article has its topics."""
    from search import render
    from search.explain import explain_article, explain_query

    if bool(text) == bool(article_id):
        raise click.UsageError("name either a query or --article ID")
    searcher = open_searcher(index_folder)
    if article_id:
        article = searcher.article(article_id)
        evidence = explain_article(article)
        if as_json:
            print_json([asdict(each) for each in evidence])
        for line in () if as_json else render.evidence_lines(article, evidence):
            click.echo(line)
        return 0
    explained = explain_query(searcher.engine, text_of(text), exact, synonyms)
    if as_json:
        print_json(asdict(explained))
    for line in () if as_json else render.explained_lines(explained):
        click.echo(line)
    return 0 if explained.found else 1

"""What does the archive hold, and how is it served?"""

from contextlib import closing

import click

from search.cli.common import (
    index_option,
    json_option,
    open_searcher,
    print_json,
    say,
)


@click.command()
@json_option
@index_option
def facets(as_json: bool, index_folder: str) -> int:
    """List the values of every facet, with counts."""
    from search import render

    info = open_searcher(index_folder).info()
    if as_json:
        print_json(render.facets_json(info))
        return 0
    for line in render.facet_lines(info):
        click.echo(line, color=render.colour_wanted())
    return 0


@click.command()
@json_option
@index_option
def stats(as_json: bool, index_folder: str) -> int:
    """Say what the archive holds."""
    from search import render

    info = open_searcher(index_folder).info()
    if as_json:
        print_json(render.info_json(info))
        return 0
    for line in render.info_lines(info):
        click.echo(line)
    return 0


@click.command()
@json_option
@index_option
def check(as_json: bool, index_folder: str) -> int:
    """Verify every checksum of the index, and that its parts agree."""
    from search.engines import open_engine

    with closing(open_engine(index_folder)) as engine:
        wrong = tuple(engine.check())
        documents = engine.describe().documents if not wrong else 0
    if as_json:
        print_json({"sound": not wrong, "wrong": wrong})
    elif not wrong:
        click.echo(f"sound: {documents} articles")
    for line in () if as_json else wrong:
        click.echo(line)
    if wrong:
        say("search: build the index again from its pages: 'search index --index NEW'")
    return 2 if wrong else 0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@index_option
def serve(host: str, port: int, index_folder: str) -> int:
    """Serve the web pages and the API."""
    from web import serve as serve_web

    searcher = open_searcher(index_folder)
    say(f"http://{host}:{port}/ — Ctrl-C ends it")
    serve_web(searcher, host, port)
    return 0

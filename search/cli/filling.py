"""How does the index get filled, and how are pages split?"""

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from search.cli.common import index_option, json_option, print_json, say
from search.config import DEFAULT_PAGES
from search.errors import SearchError


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@index_option
@json_option
def index(paths: tuple[Path, ...], index_folder: str, as_json: bool) -> int:
    """Index newspaper pages (.txt, .md): files and folders, default seeds/.

    Unchanged files are skipped, changed ones replaced; what has gone from a folder is
    removed from the index.
    """
    from search.engines import open_engine
    from search.indexing import index_paths

    named = paths or (Path(DEFAULT_PAGES),)
    with closing(open_engine(index_folder, create=True)) as engine:
        shown = not as_json and sys.stderr.isatty()
        with click.progressbar(length=1, file=sys.stderr, hidden=not shown) as bar:

            def progress(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            report = index_paths(engine, named, progress)
    for failure in report.failures:
        say(f"search: {failure.name}: {failure.reason}")
    if as_json:
        print_json(report.to_json())
    else:
        click.echo(report.line)
    if report.stale:
        say(
            f"note: {report.stale} pages were cut with another dictionary; they are "
            "found all the same, remove the index and run again to rank by the new one"
        )
    return 2 if report.failures else 0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One article a line, as JSON.")
def split(paths: tuple[Path, ...], jsonl: bool) -> int:
    """Show how pages are split into articles, without indexing them."""
    from search import render
    from search.files import find_pages
    from search.indexing import read_articles

    files, missing = find_pages(paths)
    for failure in missing:
        say(f"search: {failure.name}: {failure.reason}")
    failed = bool(missing)
    for file in files:
        try:
            articles = tuple(read_articles(file))
        except SearchError as error:
            say(f"search: {error}")
            failed = True
            continue
        if jsonl:
            for article in articles:
                click.echo(json.dumps(article.to_json(), ensure_ascii=False))
        else:
            for line in render.split_lines(articles):
                click.echo(line, color=render.colour_wanted())
    return 2 if failed else 0

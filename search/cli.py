"""What can be done from the command line?

Results go to stdout, talk to stderr; exit status 0 found, 1 nothing found, 2 error.
"""

import json
import re
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from search.config import DEFAULT_INDEX, DEFAULT_PAGES
from search.errors import SearchError
from search.models import SearchRequest

if TYPE_CHECKING:
    from search.searcher import Searcher

F = TypeVar("F", bound=Callable[..., Any])

# What begins with a hyphen and a Han character, a quotation mark … is part of a query
# (-益阳), not an option; it is carried past click's parser behind this.
_SHIELD = "\ue000"
_MINUS_TEXT = re.compile(r"-[^\x00-\x7f]|-\"")


class TextCommand(click.Command):
    """A command whose arguments may be text that begins with a hyphen."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        shielded = [_SHIELD + a if _MINUS_TEXT.match(a) else a for a in args]
        return super().parse_args(ctx, shielded)


def _text(words: tuple[str, ...]) -> str:
    return " ".join(word.removeprefix(_SHIELD) for word in words)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _index_option(command: F) -> F:
    return click.option(
        "--index",
        "index_folder",
        default=DEFAULT_INDEX,
        envvar="PARK_NEWS_INDEX",
        show_default=True,
        metavar="DIR",
        help="The folder of the index.",
    )(command)


def _json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def _searcher(index_folder: str) -> "Searcher":
    from search.engines import open_engine
    from search.searcher import Searcher

    return Searcher(open_engine(index_folder))


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="park-news-search", prog_name="search")
def cli() -> None:
    """Full-text search for Chinese news about development zones (园区新闻检索)."""


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_index_option
@_json_option
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
        _say(f"search: {failure.name}: {failure.reason}")
    if as_json:
        _print_json(report.to_json())
    else:
        click.echo(report.line)
    if report.stale:
        _say(
            f"note: {report.stale} pages were cut with another dictionary; they are "
            "found all the same, remove the index and run again to rank by the new one"
        )
    return 2 if report.failures else 0


@cli.command(cls=TextCommand)
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
@_json_option
@_index_option
def query(
    text: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Any,
    limit: int,
    page: int,
    exact: bool,
    as_json: bool,
    index_folder: str,
    **filters: tuple[str, ...],
) -> int:
    """Find articles: search query 招商引资.

    Parts separated by spaces must all match; "…" is found exactly as quoted; AND OR
    NOT - ( ) and fields such as 园区: 主题: 标题: 年份: are understood.
    """
    from search import render

    request = SearchRequest(
        text=_text(text),
        filters={name: values for name, values in filters.items() if values},
        since=since,
        until=until,
        sort=sort,
        page=page,
        limit=limit,
        exact=exact,
    )
    searcher = _searcher(index_folder)
    response = searcher.search(request)
    if as_json:
        _print_json(render.page_json(response))
    else:
        for line in render.result_lines(response):
            click.echo(line, color=render.colour_wanted())
        read = " · ".join((*response.reading, f"命中 {response.total} 篇"))
        _say(f"{read} · {response.took_ms:.0f} 毫秒")
    for notice in response.notices:
        _say(f"note: {notice.text}")
    return 0 if response.total else 1


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One article a line, as JSON.")
def split(paths: tuple[Path, ...], jsonl: bool) -> int:
    """Show how pages are split into articles, without indexing them."""
    from search import render
    from search.files import find_pages
    from search.indexing import read_articles

    files, missing = find_pages(paths)
    for failure in missing:
        _say(f"search: {failure.name}: {failure.reason}")
    failed = bool(missing)
    for file in files:
        try:
            articles = read_articles(file)
        except SearchError as error:
            _say(f"search: {error}")
            failed = True
            continue
        if jsonl:
            for article in articles:
                click.echo(json.dumps(article.to_json(), ensure_ascii=False))
        else:
            for line in render.split_lines(articles):
                click.echo(line, color=render.colour_wanted())
    return 2 if failed else 0


@cli.command()
@click.argument("article_id", metavar="ID")
@_json_option
@_index_option
def show(article_id: str, as_json: bool, index_folder: str) -> int:
    """Print a whole article."""
    from search import render

    searcher = _searcher(index_folder)
    article = searcher.article(article_id)
    if as_json:
        _print_json(article.to_json())
        return 0
    for line in render.article_lines(article, searcher.mark(article, "")):
        click.echo(line, color=render.colour_wanted())
    return 0


@cli.command()
@_json_option
@_index_option
def facets(as_json: bool, index_folder: str) -> int:
    """List the values of every facet, with counts."""
    from search import render

    info = _searcher(index_folder).info()
    if as_json:
        _print_json(render.facets_json(info))
        return 0
    for line in render.facet_lines(info):
        click.echo(line, color=render.colour_wanted())
    return 0


@cli.command()
@_json_option
@_index_option
def stats(as_json: bool, index_folder: str) -> int:
    """Say what the archive holds."""
    from search import render

    info = _searcher(index_folder).info()
    if as_json:
        _print_json(render.info_json(info))
        return 0
    for line in render.info_lines(info):
        click.echo(line)
    return 0


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@_index_option
def serve(host: str, port: int, index_folder: str) -> int:
    """Serve the web pages and the API."""
    from web import serve as serve_web

    searcher = _searcher(index_folder)
    _say(f"http://{host}:{port}/ — Ctrl-C ends it")
    serve_web(searcher, host, port)
    return 0


def main() -> None:
    """The entry point: one handler for every error that was foreseen."""
    try:
        status = cli.main(standalone_mode=False)
    except SearchError as error:
        _say(f"search: {error}")
        status = error.exit_code
    except click.exceptions.Exit as left:
        status = left.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        # The reader has had enough; what is still buffered has nowhere to go.
        sys.stdout = None
        status = 0
    sys.exit(status)

"""What do the commands share?"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from search.models import Article, SearchRequest
from search.place import (
    DEFAULT_INDEX,
    ENGINE_VARIABLE,
    ENGINES,
    URL_VARIABLE,
    Place,
    place_of,
)

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

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


def text_of(words: tuple[str, ...]) -> str:
    """The arguments of a command as the text that they are."""
    return " ".join(word.removeprefix(_SHIELD) for word in words)


def say(message: str) -> None:
    """Talk: to stderr, so that stdout is results alone."""
    click.echo(message, err=True)


def index_option(command: F) -> F:
    """--index, --engine and --url: the `place` of the archive."""

    @wraps(command)
    def placed(
        *given: Any,
        index: str | None,
        engine: str | None,
        url: tuple[str, ...],
        **more: Any,
    ) -> Any:
        return command(*given, place=place_of(engine, url, index), **more)

    for option in reversed(
        (
            click.option(
                "--index",
                envvar="PARK_NEWS_INDEX",
                metavar="DIR",
                help="The folder of the index, or its name on a cluster.  "
                f"[default: {DEFAULT_INDEX}]",
            ),
            click.option(
                "--engine",
                type=click.Choice(ENGINES),
                envvar=ENGINE_VARIABLE,
                help="What holds the index.  [default: whoosh, a folder]",
            ),
            click.option(
                "--url",
                multiple=True,
                envvar=URL_VARIABLE,
                metavar="URL",
                help="A node of the OpenSearch cluster; more where it may go.",
            ),
        )
    ):
        placed = option(placed)
    return cast(F, placed)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def listing_options(command: F) -> F:
    """--json, --jsonl and --csv: the `style` of a list; None is for people."""
    for style, told in (
        ("csv", "Print a table with a line of headings."),
        ("jsonl", "Print JSON, one a line."),
        ("json", "Print JSON."),
    ):
        option = click.option(f"--{style}", "style", flag_value=style, help=told)
        command = option(command)
    return command


def request_options(command: F) -> F:
    """What narrows and orders a result; `request_of` makes a request of it."""
    options = (
        click.option("--park", multiple=True, help="A zone that it is about."),
        click.option("--mentioned", multiple=True, help="A zone it is about or names."),
        click.option("--topic", multiple=True, help="A topic, e.g. 招商引资."),
        click.option("--province", multiple=True, help="A province, e.g. 山东."),
        click.option("--city", multiple=True, help="A city, e.g. 青岛."),
        click.option("--year", multiple=True, help="A year, e.g. 2023."),
        click.option("--publication", multiple=True, help="A newspaper."),
        click.option("--byline", multiple=True, help="An author, by the whole name."),
        click.option("--kind", multiple=True, help="article or photo (图片新闻)."),
        click.option("--since", metavar="DATE", help="From 2023, 2023-07 … on."),
        click.option("--until", metavar="DATE", help="Up to and with it."),
        click.option(
            "--sort",
            type=click.Choice(["relevance", "newest", "oldest"]),
            default="relevance",
            show_default=True,
            help="In which order.",
        ),
        click.option(
            "--scope",
            type=click.Choice(["headline", "body", "caption", "byline"]),
            help="Look in one text field only.",
        ),
        click.option("--exact", is_flag=True, help="Take every part literally (精确)."),
        click.option(
            "--synonyms/--no-synonyms",
            default=True,
            show_default=True,
            help="Other writings too: of zones, of numbers, of synonyms.txt.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def request_of(
    text: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Any,
    exact: bool,
    synonyms: bool,
    scope: str | None = None,
    page: int = 1,
    limit: int = 10,
    **filters: tuple[str, ...],
) -> SearchRequest:
    """The request that the options of a command make."""
    return SearchRequest(
        text=text_of(text),
        filters={name: values for name, values in filters.items() if values},
        since=since,
        until=until,
        sort=sort,
        page=page,
        limit=limit,
        exact=exact,
        synonyms=synonyms,
        scope=scope,
    )


def open_searcher(place: Place) -> "Searcher":
    """A searcher on the index at a place. Raises EngineError."""
    from search.engines import open_engine
    from search.searcher import Searcher

    return Searcher(open_engine(place))


def bar_of(hidden: bool) -> "ProgressBar[int]":
    """A progress bar, on a terminal."""
    shown = not hidden and sys.stderr.isatty()
    return click.progressbar(length=1, file=sys.stderr, hidden=not shown)


def print_json(value: object) -> None:
    """A result as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_rows(
    style: str,
    rows: Iterable[dict[str, Any]],
    whole: object = None,
    headings: tuple[str, ...] = (),
) -> None:
    """A list in the style that was asked for; as JSON it is `whole`, where there is
    more to say than its rows."""
    from search.exporting import ROWS, as_table

    if style == "json" and whole is not None:
        print_json(whole)
        return
    print_pieces(as_table(rows, headings) if style == "csv" else ROWS[style](rows))


def print_articles(style: str, articles: Iterable[Article]) -> None:
    """Articles in the style that was asked for, any of `exporting.FORMATS`."""
    from search.exporting import FORMATS

    print_pieces(FORMATS[style][0](articles))


def print_pieces(pieces: Iterable[str]) -> None:
    """A text as it is made, its line endings as they are."""
    for piece in pieces:
        click.echo(piece.encode("utf-8"), nl=False)


def print_long(lines: Iterable[str]) -> None:
    """Lines to read: on a terminal that they do not fit on, in a pager."""
    from search.render import colour_wanted, rows_of

    held = list(lines)
    columns, rows = shutil.get_terminal_size()
    seen = sys.stdin.isatty() and sys.stdout.isatty()
    if seen and sum(rows_of(line, columns) for line in held) >= rows:
        click.echo_via_pager("\n".join(held) + "\n", color=colour_wanted())
        return
    for line in held:
        click.echo(line, color=colour_wanted())

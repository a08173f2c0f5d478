"""What does the archive hold, and how is it served?"""

import logging
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, cast

import click

from search.cli.common import (
    bar_of,
    index_option,
    json_option,
    listing_options,
    open_searcher,
    print_json,
    print_rows,
    say,
)
from search.place import ENGINES, Cluster, Place, options_of, place_of

if TYPE_CHECKING:
    from search.repair import Repair


@click.command()
@listing_options
@index_option
def facets(style: str | None, place: Place) -> int:
    """List the values of every facet, with counts.

    Provinces with their cities and parks, then the zones that articles name, topics,
    years, newspapers, authors and kinds. --jsonl and --csv print one value a line.

    Example: search facets --csv
    """
    from search import render

    info = open_searcher(place).info()
    if style:
        print_rows(style, render.facet_rows(info), whole=render.facets_json(info))
        return 0
    for line in render.facet_lines(info):
        click.echo(line, color=render.colour_wanted())
    return 0


@click.command()
@json_option
@index_option
def stats(as_json: bool, place: Place) -> int:
    """Say what the archive holds.

    Articles, photo items, files, parks, years, and how large the index is.

    Example: search stats
    """
    from search import render

    info = open_searcher(place).info()
    if as_json:
        print_json(render.info_json(info))
        return 0
    for line in render.info_lines(info):
        click.echo(line)
    return 0


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Make a damaged index sound.")
@click.option("--yes", is_flag=True, help="Drop what is lost without asking.")
@json_option
@index_option
def check(mend: bool, yes: bool, as_json: bool, place: Place) -> int:
    """Verify the index, and repair it.

    Every checksum, that its parts agree, and that what is searched is what the stored
    articles say. --repair reads what is damaged from its files once more, or where they
    have gone from the articles stored. What neither gives is dropped, after asking;
    exit status 1 says that something was. All else stays as it is.

    Example: search check
    """
    from search import repair
    from search.engines import open_engine

    def agree(found: repair.Repair) -> bool:
        for line in found.dropped:
            say(f"lost: {line}")
        asked = sys.stdin.isatty() and sys.stderr.isatty()
        return yes or (asked and click.confirm("Drop it from the index?", err=True))

    with closing(open_engine(place)) as engine:
        found = repair.repair(engine, agree) if mend else repair.checked(engine)
        documents = engine.describe().documents if found.sound else 0
    if as_json:
        print_json(found.to_json() | {"articles": documents})
    for line in () if as_json else _told(found, documents):
        click.echo(line)
    if not found.sound:
        say(f"search: {_advice(mend, place)}")
    return int(bool(found.dropped)) if found.sound else 2


def _told(found: "Repair", documents: int) -> Iterator[str]:
    """What was found and done, line by line."""
    yield from found.wrong
    if found.sound:
        yield from (f"repaired: {line}" for line in found.kept)
        yield from (f"dropped: {line}" for line in found.dropped)
        yield f"sound: {documents} articles"


def _advice(mend: bool, place: Place) -> str:
    if mend:
        return "nothing was changed — put the files back, or run again with --yes"
    return f"the index is damaged — run 'search check --repair {options_of(place)}'"


@click.command()
@click.option(
    "--to",
    "to_engine",
    type=click.Choice(ENGINES),
    required=True,
    help="The engine that is to hold it.",
)
@click.option("--to-index", metavar="DIR", help="As --index, of the other.")
@click.option("--to-url", multiple=True, metavar="URL", help="As --url, of the other.")
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    help="Processes that cut words.  [default: one a core]",
)
@json_option
@index_option
def migrate(
    to_engine: str,
    to_index: str | None,
    to_url: tuple[str, ...],
    workers: int,
    as_json: bool,
    place: Place,
) -> int:
    """Carry the archive over to another engine or place.

    --index, --engine and --url say where it is, --to, --to-index and --to-url where it
    goes to. Run again after an interruption, it goes on where it was; in the end both
    are counted. This one stays as it is. To where it is on OpenSearch already: its
    index is made anew, with the mapping and the shards of today, while it is searched.

    Example: search migrate --to whoosh --to-index copy
    """
    from search.engines import open_engine
    from search.lexicon import refresh
    from search.migration import Remakable, remake
    from search.migration import migrate as move

    other = place_of(to_engine, to_url, to_index)
    anew = other == place
    if anew and not isinstance(place, Cluster):
        raise click.UsageError(f"the archive is there already: {options_of(place)}")
    with (
        closing(open_engine(place)) as origin,
        closing(open_engine(other, create=True)) as target,
        bar_of(as_json) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.label = f"{done:,} articles"
            bar.update(done - bar.pos)

        if anew:
            moved = remake(cast(Remakable, target), progress, workers)
        else:
            moved = move(origin, target, progress, workers)
        refresh(target)
    if as_json:
        print_json(moved.to_json())
    else:
        click.echo(moved.line)
    return 0


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to answer at."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8000,
    show_default=True,
    help="Its port.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    help="Processes that answer; 1 spares memory.  [default: one a core, 4 at most]",
)
@click.option("--open", "exposed", is_flag=True, help="Let other machines in, too.")
@index_option
def serve(host: str, port: int, workers: int, exposed: bool, place: Place) -> int:
    """Serve the web pages and the API.

    Only this machine is answered. An address that others can reach needs --open;
    the README shows a proxy with TLS and a password in front.

    Example: search serve --port 8080
    """
    from ipaddress import ip_address

    from web import serve as serve_web

    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local and not exposed:
        raise click.UsageError(
            f"{host} can be reached from other machines, and there is no password: "
            "add --open if you mean it"
        )
    if not local:
        say("warning: whoever reaches this address can search, without a password")
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    searcher = open_searcher(place)
    say(f"http://{host}:{port}/ — Ctrl-C ends it")
    serve_web(searcher, host, port, workers)
    return 0

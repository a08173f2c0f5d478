"""How does the index get filled, and how are pages split?"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import click

from search.cli.common import (
    bar_of,
    index_option,
    json_option,
    listing_options,
    print_articles,
    print_json,
    say,
)
from search.config import DEFAULT_PAGES
from search.errors import SearchError
from search.files import Failure, find_pages
from search.models import Article
from search.place import Place

F = TypeVar("F", bound=Callable[..., Any])


def _encoding_option(command: F) -> F:
    return click.option(
        "--encoding",
        metavar="NAME",
        help="How files are written that are neither UTF-8 nor GB18030, e.g. big5.",
    )(command)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_encoding_option
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    help="Processes for many articles; 1 spares memory.  [default: one a core]",
)
@index_option
@json_option
def index(
    paths: tuple[Path, ...],
    encoding: str | None,
    workers: int,
    place: Place,
    as_json: bool,
) -> int:
    """Bring the index up to date with files and folders.

    Newspaper pages (.txt, .md, .pdf), articles (.jsonl, also .gz and .xz), news pages
    of the web (.html); default seeds/, and - is a page on standard input. Unchanged
    files are skipped, changed ones replaced; what has gone from a folder is removed
    from the index.

    Example: search index seeds
    """
    from search.dictionary import make_dictionary
    from search.engines import open_engine
    from search.indexing import index_paths
    from search.lexicon import refresh

    named = paths or (Path(DEFAULT_PAGES),)
    with closing(open_engine(place, create=True)) as engine:
        with bar_of(as_json) as bar:

            def progress(done: int, total: int, articles: int) -> None:
                bar.length = total
                bar.label = f"{articles:,} articles"
                bar.update(done - bar.pos)

            report = index_paths(engine, named, progress, encoding, workers)
        refresh(engine)
    make_dictionary()
    for failure in report.failures:
        _complain(failure)
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
@click.option("--check", is_flag=True, help="What looks doubtful, a line each.")
@_encoding_option
@listing_options
def split(
    paths: tuple[Path, ...], check: bool, encoding: str | None, style: str | None
) -> int:
    """Show how pages are split into articles.

    Nothing is indexed. With --check, exit status 1 says that something looks doubtful.

    Example: search split seeds --jsonl
    """
    from search.render import colour_wanted

    if style and check:
        raise click.UsageError(f"--{style} and --check exclude each other")
    reading = _Reading(encoding)
    if style:
        print_articles(style, reading.of_all(paths, lambda _, articles: articles))
        return 2 * reading.failed
    shown = False
    for line in reading.of_all(paths, _doubtful if check else _for_people):
        click.echo(line, color=colour_wanted())
        shown = True
    return 2 if reading.failed else int(check and shown)


T = TypeVar("T")


class _Reading:
    """Files being split one by one; what is amiss is told, and the rest goes on."""

    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.failed = False

    def of_all(
        self,
        paths: Iterable[Path],
        shown: Callable[[str, Iterable[Article]], Iterable[T]],
    ) -> Iterator[T]:
        """What is `shown` of the articles of each file, of all the files."""
        from search.indexing import read_articles
        from search.pages.encodings import check_encoding

        check_encoding(self.encoding)
        files, missing = find_pages(paths)
        for failure in missing:
            self._tell(failure)
        for file in files:
            if _is_output(file.path):
                continue

            def report(line: int, why: str, path: Path = file.path) -> None:
                self._tell(Failure(path, why, line))

            try:
                articles = read_articles(file, self.encoding, report)
                yield from shown(file.name, articles)
            except SearchError as error:
                say(f"search: {error}")
                self.failed = True

    def _tell(self, failure: Failure) -> None:
        _complain(failure)
        self.failed = True


def _is_output(path: Path) -> bool:
    """Whether what is printed goes to this file, which would then read itself."""
    try:
        return os.path.samestat(os.fstat(sys.stdout.fileno()), path.stat())
    except (OSError, ValueError):
        return False


def _complain(failure: Failure) -> None:
    say(f"search: {failure.name}: {failure.reason}")


def _for_people(_: str, articles: Iterable[Article]) -> Iterator[str]:
    from search.render import split_lines

    yield from split_lines(articles)


def _doubtful(name: str, articles: Iterable[Article]) -> Iterator[str]:
    from search.pages.doubts import doubts

    for doubt in sorted(doubts(tuple(articles)), key=lambda each: each.line):
        yield f"{name}:{doubt.line}: {doubt.text}"

"""What can be done from the command line?

Results go to stdout, talk to stderr; exit status 0 found, 1 nothing found, 2 error.
"""

import sys

import click

from search.cli.common import say
from search.cli.filling import index, split
from search.cli.finding import explain, query, show, suggest
from search.cli.holdings import check, facets, migrate, serve, stats
from search.cli.measuring import evaluate
from search.cli.taking import batch, cite, export, watch
from search.errors import SearchError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="park-news-search", prog_name="search")
def cli() -> None:
    """Full-text search for Chinese news about development zones (园区新闻检索).

    Results go to stdout, talk to stderr; exit status 0 found, 1 nothing found, 2 error.
    The index lies in index/; --index DIR or $PARK_NEWS_INDEX name another folder,
    --engine opensearch --url URL an archive on a cluster.

    Example: search query 招商引资
    """


for _command in (
    index, query, suggest, split, show, cite, explain, export, batch, watch, facets,
    stats, check, migrate, evaluate, serve,
):  # fmt: skip
    cli.add_command(_command)


def main() -> None:
    """The entry point: one handler for every error that was foreseen."""
    try:
        status = cli.main(prog_name="search", standalone_mode=False)
    except SearchError as error:
        say(f"search: {error}")
        status = error.exit_code
    except click.exceptions.Exit as left:
        status = left.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except BrokenPipeError:
        # The reader has had enough; what is still buffered has nowhere to go.
        sys.stdout = None
        status = 0
    except OSError as error:
        reason = (error.strerror or "cannot be used").lower()
        say(f"search: {error.filename or 'the system'}: {reason}")
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = 130
    sys.exit(status)

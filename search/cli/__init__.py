"""What can be done from the command line?

Results go to stdout, talk to stderr; exit status 0 found, 1 nothing found, 2 error.
"""

import gc
import os
import sys
from importlib import import_module

import click

from search.errors import SearchError

# The module of each command; the function has its name.
_COMMANDS = {
    "index": "filling", "query": "finding", "suggest": "finding", "split": "filling",
    "show": "finding", "cite": "taking", "explain": "finding", "export": "taking",
    "batch": "taking", "watch": "taking", "facets": "holdings", "stats": "holdings",
    "check": "holdings", "migrate": "holdings", "eval": "measuring",
    "serve": "holdings",
}  # fmt: skip


class Commands(click.Group):
    """The commands, each loaded when it is asked for: a query is answered in less time
    than all of them take."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which they are explained."""
        return [*_COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name."""
        if name not in _COMMANDS:
            return None
        module = import_module(f"search.cli.{_COMMANDS[name]}")
        command: click.Command = getattr(module, name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="park-news-search", prog_name="search")
def cli() -> None:
    """Full-text search for Chinese news about development zones (园区新闻检索).

    Results go to stdout, talk to stderr; exit status 0 found, 1 nothing found, 2 error.
    The index lies in index/; --index DIR or $PARK_NEWS_INDEX name another folder,
    --engine opensearch --url URL an archive on a cluster.

    Example: search query 招商引资
    """


def main() -> None:
    """The entry point."""
    # Most of what a command makes stays until it ends. To look through all of it for
    # cycles as often as Python does, and at the end, takes a fifth of a query.
    gc.set_threshold(100_000, 20, 100)
    # numpy starts a thread a core for matrices; there are none here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    status = _run()
    gc.freeze()
    sys.exit(status)


def _run() -> int | None:
    """The exit status of what was asked for; every error that was foreseen is told."""
    try:
        status: int | None = cli.main(prog_name="search", standalone_mode=False)
        return status
    except SearchError as error:
        click.echo(f"search: {error}", err=True)
        return error.exit_code
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except BrokenPipeError:
        # The reader has had enough; what is still buffered has nowhere to go.
        sys.stdout = None
        return 0
    except OSError as error:
        reason = (error.strerror or "cannot be used").lower()
        click.echo(f"search: {error.filename or 'the system'}: {reason}", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130

"""Which commands are there, as a table for the README?

`python -m search.cli.reference README.md` writes it between the two marks, made of
what `--help` says.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from search.cli import cli

BEGIN, END = "<!-- search --help: make reference -->\n", "<!-- end -->\n"
# Said once, above the table.
_EVERYWHERE = {"--help", "--index"}


def commands(
    group: click.Group = cli, name: str = "search"
) -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, those of groups in place of the groups."""
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def paragraphs(command: click.Command) -> list[str]:
    """What the help of a command says: a line, more, an example."""
    text = inspect.cleandoc(command.help or "")
    return [" ".join(each.split()) for each in text.split("\n\n")]


def reference() -> Iterator[str]:
    """The table, line by line."""
    yield "| command | what it does | options |"
    yield "|---|---|---|"
    for name, command in commands():
        context = click.Context(command, info_name=name)
        pieces = command.collect_usage_pieces(context)
        usage = " ".join((name, *(each for each in pieces if each != "[OPTIONS]")))
        told = " ".join(paragraphs(command)[:-1])
        options = " ".join(_options(command))
        yield f"| `{usage.replace('...', '…')}` | {told} | {options} |"


def _options(command: click.Command) -> Iterator[str]:
    for option in command.params:
        # Of a switch that is on, what turns it off.
        names = option.secondary_opts or option.opts
        if isinstance(option, click.Option) and not _EVERYWHERE & set(names):
            yield f"`{max(names, key=len)}`"


def renewed(text: str) -> str:
    """A document with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n".join(reference()) + "\n" + END + after


def main() -> None:
    """Renew the files that are named."""
    for path in map(Path, sys.argv[1:]):
        path.write_text(renewed(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

"""Which commands are there, for the README and on a page of their own?

`python -m search.cli.reference README.md docs/commands.md` writes a table between the
two marks of the first, and all that `--help` says into the second.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from search.cli import cli

BEGIN, END = "<!-- search --help: make reference -->\n", "<!-- end -->\n"
# Said once, above the table.
_EVERYWHERE = {"--help", "--index", "--engine", "--url"}
_WIDTH = 88
_OPENING = """# Commands

What `--help` says of each. `make reference` renews this page, and a test holds it to
the program.
"""


def commands(
    group: click.Group = cli, name: str = "search"
) -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, those of groups in place of the groups."""
    for word, command in members(group):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def members(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group, in the order in which it lists them."""
    context = click.Context(group)
    for word in group.list_commands(context):
        if command := group.get_command(context, word):
            yield word, command


def paragraphs(command: click.Command) -> list[str]:
    """What the help of a command says: a line, more, an example."""
    text = inspect.cleandoc(command.help or "")
    return [" ".join(each.split()) for each in text.split("\n\n")]


def reference() -> Iterator[str]:
    """The table, line by line."""
    yield "| command | what it does | options |"
    yield "|---|---|---|"
    for name, command in commands():
        context = _context(command, name)
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


def _context(command: click.Command, name: str) -> click.Context:
    return click.Context(
        command, info_name=name, terminal_width=_WIDTH, **cli.context_settings
    )


def renewed(text: str) -> str:
    """A document with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n".join(reference()) + "\n" + END + after


def manual() -> str:
    """The page with the whole help of every command."""
    groups = (("search", cli), *((f"search {n}", c) for n, c in members(cli)))
    shown = [(name, each) for name, each in groups if isinstance(each, click.Group)]
    pieces = [_OPENING]
    for name, command in (*shown, *commands()):
        context = _context(command, name)
        pieces.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(pieces)


def main() -> None:
    """Renew the table in a file, and the page in another."""
    readme, page = map(Path, sys.argv[1:])
    readme.write_text(renewed(readme.read_text("utf-8")), "utf-8")
    page.write_text(manual(), "utf-8")


if __name__ == "__main__":
    main()

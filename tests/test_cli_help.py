"""What the command line says of itself: help, examples, completion."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from search import cli
from search.cli.reference import commands, manual, members, paragraphs, renewed
from tests import ROOT
from tests.conftest import Run

EVERY = [
    ("search", cli.cli),
    ("search eval", dict(members(cli.cli))["eval"]),
    *commands(),
]


def example(command: click.Command) -> list[str]:
    """The words of the example in the help of a command."""
    return shlex.split(paragraphs(command)[-1].removeprefix("Example: "))


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_help_is_a_line_a_paragraph_and_an_example(
    run: Run, name: str, command: click.Command
) -> None:
    """And every option says what it is for."""
    summary, *more, last = paragraphs(command)
    assert len(summary) < 75
    assert summary.endswith(".")
    assert len(" ".join(more)) > 30
    assert f"{last} ".startswith(f"Example: {name} ")
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help
    status, out, _ = run(*name.split()[1:], "--help")
    assert status == 0
    assert f"\n  {last}\n" in out


def test_help_names_every_command_with_its_line(run: Run) -> None:
    """None is cut short."""
    out = run("--help")[1]
    for name, command in members(cli.cli):
        assert f"\n  {name:<9}{paragraphs(command)[0]}\n" in out


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_the_example_works(
    run: Run,
    name: str,
    command: click.Command,
    seeds_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On the index of seeds/, in a folder with nothing of this project but the pages
    and the annotations; what serves is parsed only."""
    shutil.copytree(seeds_index, tmp_path / "index")
    for folder in ("seeds", "tests"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "查询.csv").write_text("查询\n招商引资\n火星基地\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARK_NEWS_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    _, *words = example(command)
    if ">" in words:
        words = words[: words.index(">")]
    if name == "search serve":
        parent = click.Context(cli.cli, **cli.cli.context_settings)
        context = command.make_context(name, words[1:], parent)
        assert context.params["port"] == 8080
        return
    status, out, err = run(*words)
    assert status == 0, err
    assert out or Path(words[-1]).stat().st_size


def test_a_table_is_renewed_between_its_marks() -> None:
    """What stands before and after stays."""
    readme = (ROOT / "README.md").read_text("utf-8")
    begin, end = readme.index("| command |"), readme.index("<!-- end -->")
    stale = readme[:begin] + "| old |\n" + readme[end:]
    assert renewed(stale) == readme


def test_the_page_of_commands_is_what_help_prints(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal as wide as the page."""
    monkeypatch.setenv("COLUMNS", "90")
    for name, _ in EVERY:
        printed = run(*name.split()[1:], "--help")[1]
        assert f"## {name}\n\n```text\n" in manual()
        assert re.sub(r"\s+", " ", printed).strip() in re.sub(r"\s+", " ", manual())


def complete(monkeypatch: pytest.MonkeyPatch, run: Run, shell: str, *words: str) -> str:
    """What a shell is told when Tab is pressed after these words."""
    last = {"bash": str(len(words) - 1), "zsh": str(len(words) - 1), "fish": words[-1]}
    with monkeypatch.context() as patch:
        patch.setenv("_SEARCH_COMPLETE", f"{shell}_complete")
        patch.setenv("COMP_WORDS", shlex.join(words))
        patch.setenv("COMP_CWORD", last[shell])
        status, out, _ = run()
    assert status == 0
    return out


def test_commands_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each of the shells, with their lines where the shell shows them."""
    assert complete(monkeypatch, run, "bash", "search", "s").split() == [
        "plain,suggest", "plain,split", "plain,show", "plain,stats", "plain,serve",
    ]  # fmt: skip
    zsh = complete(monkeypatch, run, "zsh", "search", "qu")
    assert zsh.splitlines() == ["plain", "query", "Find articles."]
    fish = complete(monkeypatch, run, "fish", "search", "qu")
    assert "query" in fish
    assert "Find articles." in fish


def test_options_and_values_are_completed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--js: --json and --jsonl; --sort: the three orders."""
    out = complete(monkeypatch, run, "bash", "search", "facets", "--js")
    assert out.split() == ["plain,--json", "plain,--jsonl"]
    out = complete(monkeypatch, run, "bash", "search", "query", "--sort", "")
    assert out.split() == ["plain,relevance", "plain,newest", "plain,oldest"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_of_the_readme_tell_the_shell(shell: str) -> None:
    """They print what the shell runs, which asks for completions the same way."""
    line = f"_SEARCH_COMPLETE={shell}_source search"
    assert line in (ROOT / "README.md").read_text("utf-8")
    script = subprocess.run(
        [sys.executable, "-m", "search"],
        env=os.environ | {"_SEARCH_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"_SEARCH_COMPLETE={shell}_complete" in script


def test_bash_completes_with_it(tmp_path: Path) -> None:
    """In a real shell: the script is read, then asked as Tab would ask it."""
    program = tmp_path / "search"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m search "$@"\n', "utf-8")
    program.chmod(0o755)
    asked = """
    eval "$(_SEARCH_COMPLETE=bash_source search)"
    COMP_WORDS=(search que) COMP_CWORD=1
    _search_completion search
    echo "${COMPREPLY[@]}"
    """
    shell = subprocess.run(
        ["bash", "-c", asked],
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shell.stdout == "query\n"

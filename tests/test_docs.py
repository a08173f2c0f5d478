"""What the documents say is so."""

import re
import shlex
import sys
from pathlib import Path

import pytest

import web
from search import cli
from search.cli.reference import manual, members, renewed
from search.query import MAX_LENGTH
from tests import ROOT
from web import limits, params

README = (ROOT / "README.md").read_text("utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text("utf-8")
COMMANDS = dict(members(cli.cli))
SESSIONS = re.findall(r"```console\n\$ (.*?)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), SESSIONS, ids=[s[0] for s in SESSIONS])
def test_examples_print_what_is_shown(
    command: str,
    shown: str,
    seeds_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """To the letter, but for the time it took and where notes are printed."""
    monkeypatch.setenv("PARK_NEWS_INDEX", str(seeds_index))
    monkeypatch.setattr(sys, "argv", shlex.split(command))
    with pytest.raises(SystemExit) as left:
        cli.main()
    out, err = capsys.readouterr()
    assert left.value.code == 0
    assert _untimed(out + err) == _untimed(shown)


def _untimed(text: str) -> str:
    return re.sub(r"\d+ 毫秒", "… 毫秒", text)


def test_there_are_three_examples() -> None:
    """Real queries with their real output."""
    assert len(SESSIONS) == 3


def test_the_table_of_commands_is_that_of_the_help() -> None:
    """`make reference` renews it, and the page with the whole help."""
    assert renewed(README) == README
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == manual()
    named = set(re.findall(r"^\| `search (\w+)", README, re.MULTILINE))
    assert named == set(COMMANDS)


def test_commands_in_the_chinese_readme_exist() -> None:
    """All of them, with the options they are shown with."""
    shown = re.findall(r"^search (\w+)(.*)", CHINESE, re.MULTILINE)
    assert {name for name, _ in shown} == set(COMMANDS)
    for name, rest in shown:
        options = {
            o for p in COMMANDS[name].params for o in (*p.opts, *p.secondary_opts)
        }
        assert set(re.findall(r"--\w+", rest)) <= options


def test_limits_are_those_of_the_server() -> None:
    """Each with its number."""
    told = README.split("**Limits.**")[1].split("\n\n")[0].replace("\n", " ")
    for limit in (
        f"{limits.AT_ONCE} requests are answered at a time",
        f"waits up to {limits.WAIT_SECONDS:.0f} seconds",
        f"Retry-After: {limits.RETRY_SECONDS}",
        f"Of a query {MAX_LENGTH:,} characters",
        f"{params.MAX_VALUES} values",
        f"at most {params.MAX_LIMIT} results",
        f"{web.MAX_BODY // 1024} KB of body and {web.MAX_HEADER // 1024} KB of headers",
        f"nothing for {web.TIMEOUT_SECONDS} seconds",
    ):
        assert limit in told


@pytest.mark.parametrize("text", [README, CHINESE], ids=["README", "中文"])
def test_files_that_are_linked_are_there(text: str) -> None:
    """Pictures too."""
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).is_file(), target


def test_files_that_the_map_names_are_there() -> None:
    """Each folder and module of the architecture."""
    rows = README.split("| place | the question it answers |")[1].split("\n\n")[0]
    for row in rows.splitlines()[2:]:
        for name in re.findall(r"`([\w./]+)`", row.split("|")[1]):
            path = ROOT / name if "/" in name else ROOT / "search" / name
            assert path.exists(), name

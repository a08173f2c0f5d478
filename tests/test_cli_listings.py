"""Every list can be had as JSON, as JSON Lines and as a table, in the same way."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from search import FORMATS
from search.cli.reference import commands
from search.place import Place
from tests import ROOT, SEEDS
from tests.conftest import Run, variables_of
from tests.described import validate

STYLES = {"--json", "--jsonl", "--csv"}
ONE = "004_492a7f313f3f391d-03"
ANOTHER = "001_01366610fb89b663-01"
# What each command lists, as JSON: where the rows are in it.
LISTS: dict[str, tuple[list[str], str | None]] = {
    "query": (["query", "招商引资", "--limit", "3"], "hits"),
    "suggest": (["suggest", "g", "--limit", "5"], "suggestions"),
    "cite": (["cite", ONE, ANOTHER], None),
    "export": (["export", "招商引资"], None),
    "split": (["split", str(SEEDS)], None),
}


def options(command: click.Command) -> set[str]:
    """The long names of the options of a command."""
    return {name for each in command.params for name in each.opts}


def table(text: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_command_with_a_result_prints_json() -> None:
    """And every list in all three styles; what is one thing alone only so."""
    one = {"index", "show", "explain", "stats", "check", "migrate"}
    one |= {"eval split", "eval rank"}
    for name, command in commands():
        styles = STYLES & options(command)
        name = name.removeprefix("search ")
        if name != "serve":
            assert styles == ({"--json"} if name in one else STYLES), name


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_in_every_style(run: Run, name: str) -> None:
    """As many rows, in the same order; as JSON with what else there is to say."""
    words, at = LISTS[name]
    status, out, _ = run(*words, "--json")
    assert status == 0
    whole = json.loads(out)
    rows: list[dict[str, Any]] = whole[at] if at else whole
    lines = [json.loads(line) for line in run(*words, "--jsonl")[1].splitlines()]
    assert lines == rows
    cells = table(run(*words, "--csv")[1])
    assert len(cells) == len(rows) > 1
    if "编号" not in cells[0]:
        assert list(cells[0]) == list(rows[0])
        for row, cut in zip(rows, cells, strict=True):
            plain = {k: v for k, v in row.items() if isinstance(v, str | int)}
            # What a spreadsheet would run, such as @misc, has an apostrophe before it.
            said = {name: cell.removeprefix("'") for name, cell in cut.items()}
            assert {k: str(v) for k, v in plain.items()}.items() <= said.items()
    else:
        assert [cut["编号"] for cut in cells] == [row["id"] for row in rows]


def test_what_is_a_list_in_a_row_is_one_cell(run: Run) -> None:
    """Names, and the texts of passages."""
    (row,) = table(run("query", "“四证齐发”", "--csv")[1])
    assert row["topics"] == "营商环境；项目建设"
    assert row["publication"] == ""
    assert row["snippets"].startswith("合肥高新区 “四证齐发”")
    assert run("query", "“四证齐发”", "--csv")[1].count("\r\n") == 2


def test_facets_have_a_row_a_value(run: Run) -> None:
    lines = [json.loads(line) for line in run("facets", "--jsonl")[1].splitlines()]
    assert {"facet": "year", "value": "2020", "count": 6} in lines
    cells = table(run("facets", "--csv")[1])
    assert [{**row, "count": str(row["count"])} for row in lines] == cells
    whole = json.loads(run("facets", "--json")[1])
    del whole["places"]
    assert sum(map(len, whole.values())) == len(lines)


def test_nothing_found_is_a_list_without_rows(run: Run) -> None:
    """And exit status 1."""
    assert run("suggest", "huoxing", "--jsonl") == (1, "", "")
    assert run("suggest", "huoxing", "--csv") == (1, "", "")
    status, out, _ = run("export", "“火星基地”", "--json")
    assert (status, json.loads(out)) == (1, [])


def test_export_takes_a_style_as_a_format(run: Run, tmp_path: Path) -> None:
    """Every format can be named; three have an option of their own."""
    named = {each.name: each.type for each in dict(commands())["search export"].params}
    assert isinstance(named["file_format"], click.Choice)
    assert list(named["file_format"].choices) == list(FORMATS)
    for style in ("csv", "json", "jsonl"):
        named = run("export", "招商引资", "--format", style)
        assert run("export", "招商引资", f"--{style}") == named
    file = tmp_path / "a.json"
    assert run("export", "招商引资", "--json", "-o", str(file))[1] == ""
    for article in json.loads(file.read_text("utf-8")):
        validate(article, "Article")
    assert "招商" in run("export", "招商引资", "--format", "gbt7714")[1]


def test_cite_in_a_style_of_citations(run: Run) -> None:
    assert run("cite", ONE)[1].count("\n") == 1
    assert run("cite", ONE, "--style", "bibtex")[1].startswith("@")
    (row,) = json.loads(run("cite", ONE, "--json")[1])
    assert list(row) == ["id", "gbt7714", "bibtex", "line"]
    assert row["gbt7714"] + "\n" == run("cite", ONE)[1]


QUERIES = "名称,查询\n甲,招商引资\n乙,“火星基地”\n丙,=火星基地\n"


@pytest.fixture
def queries(tmp_path: Path) -> str:
    """A file of three queries."""
    path = tmp_path / "查询.csv"
    path.write_text(QUERIES, "utf-8")
    return str(path)


def test_batch_prints_a_table_or_json(run: Run, queries: str) -> None:
    """A row a hit in the table, a hit in a list in the JSON."""
    status, out, err = run("batch", queries, "--best", "2")
    assert (status, err) == (0, "1 queries found something\n")
    cells = table(out)
    assert run("batch", queries, "--best", "2", "--csv")[1] == out
    assert [(row["行"], row["查询"], row["篇数"]) for row in cells] == [
        ("2", "招商引资", "8"),
        ("2", "招商引资", "8"),
        ("3", "“火星基地”", "0"),
        # A spreadsheet would run what begins so.
        ("4", "'=火星基地", "0"),
    ]
    answers = json.loads(run("batch", queries, "--best", "2", "--json")[1])
    assert [len(each["hits"]) for each in answers] == [2, 0, 0]
    assert answers[0]["hits"][0]["headline"] == cells[0]["题名"]
    lines = run("batch", queries, "--best", "2", "--jsonl")[1].splitlines()
    assert list(map(json.loads, lines)) == answers


def test_batch_without_queries_still_has_headings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("查询\n", "utf-8")
    status, out, _ = run("batch", str(tmp_path / "none.csv"))
    assert (status, out) == (1, "行,查询,篇数,问题,编号,题名,报纸,日期\r\n")


def test_watch_lists_what_is_new(run: Run, tmp_path: Path) -> None:
    """Then nothing is; each state remembers for itself."""
    counts = set()
    for style in ("json", "jsonl", "csv"):
        words = ["watch", "招商引资", f"--{style}", "--state", str(tmp_path / style)]
        status, out, err = run(*words)
        assert (status, err) == (0, "8 new\n")
        if style == "csv":
            counts.add(len(table(out)))
        else:
            lines = out.splitlines()
            counts.add(len(json.loads(out) if style == "json" else lines))
        assert run(*words)[::2] == (1, "0 new\n")
    assert counts == {8}


def test_the_last_style_counts(run: Run) -> None:
    """As with any option that is given twice."""
    asked = ["facets", "--json", "--csv"]
    assert run(*asked)[1] == run("facets", "--csv")[1]


def test_split_checks_or_lists(run: Run) -> None:
    for style in STYLES:
        status, _, err = run("split", "--check", style, str(SEEDS))
        assert (status, f"{style} and --check" in err) == (2, True)


PAGER = "#!/bin/sh\necho PAGED\ncat\n"


def on_terminal(tmp_path: Path, seeds_place: Place, rows: int, *words: str) -> str:
    """What a terminal of so many rows shows of a command."""
    pager = tmp_path / "pager"
    pager.write_text(PAGER, "utf-8")
    pager.chmod(0o755)
    settings = {"PAGER": str(pager), "LINES": str(rows), "COLUMNS": "80"}
    near, far = pty.openpty()
    env = os.environ | settings | variables_of(seeds_place) | {"TERM": "xterm"}
    command = [sys.executable, "-m", "search", *words]
    process = subprocess.Popen(command, stdin=far, stdout=far, env=env, cwd=ROOT)
    os.close(far)
    shown = b""
    while True:
        try:
            piece = os.read(near, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(near)
    assert process.wait() == 0
    return shown.decode("utf-8")


def test_a_long_article_opens_in_a_pager(
    run: Run, tmp_path: Path, seeds_place: Place
) -> None:
    """On a terminal that it does not fit on; never in a pipe, never as JSON."""
    assert on_terminal(tmp_path, seeds_place, 10, "show", ONE).startswith("PAGED\r\n")
    for rows, words in ((500, [ONE]), (10, [ONE, "--json"])):
        assert "PAGED" not in on_terminal(tmp_path, seeds_place, rows, "show", *words)
    assert "PAGED" not in run("show", ONE)[1]

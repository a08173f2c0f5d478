"""Who may import whom, and what a start may load."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ROOT

# A module may import those of its own layer and of the layers before it.
LAYERS = (
    {"errors", "models"},
    {"config", "text", "citation"},
    {"place"},
    {"dictionary"},
    {"exporting", "figures"},
    {
        "files",
        "pages",
        "facets",
        "analysis",
        "query",
        "numerals",
        "occurrences",
        "pinyin",
    },
    {"synonyms"},
    {"hierarchy", "inputs"},
    {"engines"},
    {"parts"},
    {"ranking"},
    {"lexicon"},
    {"plan"},
    {"snippets", "suggestions", "corrections"},
    {"documents"},
    {"loading", "original", "similar", "requests"},
    {"indexing", "searcher", "explain"},
    {"repair", "batch", "watching", "evaluation", "migration"},
    {"render"},
    {"reports"},
    {"cli", "__main__"},
)
# Third-party packages, and the one place that knows them.
ONE_PLACE = {
    "jieba": "search/analysis.py",
    "rjieba": "search/analysis.py",
    "pypinyin": "search/pinyin.py",
    "whoosh": "search/engines/whoosh/",
    "opensearchpy": "search/engines/opensearch/",
    "trafilatura": "search/inputs/html.py",
    "pypdf": "search/inputs/pdf.py",
    "flask": "web/",
    "waitress": "web/",
    "click": ("search/cli/", "search/render.py"),
}
MODULES = sorted(
    path.relative_to(ROOT)
    for top in ("search", "web")
    for path in (ROOT / top).rglob("*.py")
)


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """The modules that a file imports, and whether it does so as it is loaded."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    top = set(tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module, node in top
            if module == "search":
                yield from (
                    (f"search.{alias.name}", node in top) for alias in node.names
                )


def layer(name: str) -> int | None:
    """The number of the layer of search/`name`."""
    return next((i for i, names in enumerate(LAYERS) if name in names), None)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_go_one_way(path: Path) -> None:
    """From the command line down to the values, never up."""
    if path.parts[0] != "search" or path == Path("search/__init__.py"):
        return
    mine = layer(path.parts[1].removesuffix(".py"))
    assert mine is not None, f"{path} has no layer"
    for name, _ in imports(path):
        if name.startswith("search."):
            theirs = layer(name.split(".")[1])
            assert theirs is None or theirs <= mine, f"{path} imports {name}"
        if name.split(".")[0] == "web":
            assert path.parts[:2] == ("search", "cli")


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_each_library_is_known_in_one_place(path: Path) -> None:
    """An engine or a tokeniser can be changed by changing one file or folder."""
    for name, _ in imports(path):
        places = ONE_PLACE.get(name.split(".")[0])
        assert places is None or str(path).startswith(places), f"{path} imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parts[0] == "web"], ids=str
)
def test_the_web_uses_what_search_exports(path: Path) -> None:
    """And nothing inside it."""
    inside = {f"search.{each.stem}" for each in (ROOT / "search").iterdir()}
    assert not inside & {name for name, _ in imports(path)}


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("import search", id="import"),
        pytest.param(
            "import sys; sys.argv = ['search', '--help']; import search.cli; "
            "exec('try: search.cli.main()\\nexcept SystemExit: pass')",
            id="help",
        ),
    ],
)
def test_a_start_loads_nothing_heavy(start: str) -> None:
    """Neither segmenter nor engine nor numbers nor web."""
    heavy = "{'jieba', 'rjieba', 'whoosh', 'opensearchpy', 'numpy', 'flask', "
    heavy += "'trafilatura', 'pypdf', 'pypinyin'}"
    code = f"{start}; import sys; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout.splitlines()[-1] == "[]"

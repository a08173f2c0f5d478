"""An installed wheel, outside the checkout, does all that the checkout does."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests import ROOT, SEEDS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

TRY_OUT = """
import pathlib, sys
import search, web
from search import Searcher, index_paths, open_engine
here = pathlib.Path(sys.argv[1])
assert pathlib.Path(search.__file__).is_relative_to(here), search.__file__
engine = open_engine(here / "index", create=True)
print(index_paths(engine, [pathlib.Path(sys.argv[2])]).articles)
client = web.create_app(Searcher(engine)).test_client()
for url in (
    "/", "/search?q=招商引资", "/help", "/static/style.css", "/healthz",
    "/openapi.json",
):
    print(url, client.get(url).status_code)
engine.close()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *build, str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", target, wheel], check=True
    )
    return target


def test_the_wheel_serves_pages(installed: Path) -> None:
    """Templates, static files and data files travel with it."""
    run = subprocess.run(
        [sys.executable, "-c", TRY_OUT, str(installed), str(SEEDS)],
        capture_output=True,
        text=True,
        cwd=installed,
        env=os.environ | {"PYTHONPATH": str(installed)},
    )
    assert run.stdout.splitlines() == [
        "31",
        "/ 200",
        "/search?q=招商引资 200",
        "/help 200",
        "/static/style.css 200",
        "/healthz 200",
        "/openapi.json 200",
    ], run.stderr


def test_the_wheel_holds_nothing_else(installed: Path) -> None:
    """The two packages; no tests, no pages, no index."""
    (wheel,) = installed.parent.glob("*.whl")
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    version = PROJECT["project"]["version"]
    assert tops == {"search", "web", f"park_news_search-{version}.dist-info"}


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=str)
def test_locks_name_versions_and_hashes_only(lock: Path) -> None:
    """Each requirement exact and with hashes; no index, no address."""
    lines = lock.read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("-")]
    for number, line in enumerate(lines):
        if line and not line.startswith((" ", "#")):
            assert "==" in line
            assert lines[number + 1].lstrip().startswith("--hash=sha256:")


def test_every_dependency_is_locked() -> None:
    """By its name, whatever its case."""
    lock = (ROOT / "requirements/runtime.txt").read_text("utf-8").lower()
    for requirement in PROJECT["project"]["dependencies"]:
        name = requirement.split("=")[0].split(">")[0].lower()
        assert f"\n{name}==" in f"\n{lock}"


def test_the_pages_are_the_ones_received() -> None:
    """Byte for byte; nothing that tidies files may touch them."""
    sums = (ROOT / "tests/data/seeds.sha256").read_text("utf-8").split()
    names = [path.name for path in sorted(SEEDS.glob("*.txt"))]
    assert sums[1::2] == names
    run = subprocess.run(
        ["sha256sum", *names], cwd=SEEDS, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == sums

"""What the tests share: the pages, an index of them, documents made by hand."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from search import EngineError, Searcher, cli, index_paths, open_engine
from search.engines.base import Engine
from search.place import ENGINE_VARIABLE, Cluster, Place
from search.place import URL_VARIABLE as NODES_VARIABLE
from tests import SEEDS, cannot
from tests.cluster import URL_VARIABLE, Nodes, fetched

Run = Callable[..., tuple[int, str, str]]

# How fast an example runs is no business of a test's.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _no_files_of_the_user(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """What lies in the home folder of whoever runs the tests changes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARK_NEWS_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("PARK_NEWS_INDEX", raising=False)
        yield


@pytest.fixture(scope="session")
def cluster_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The addresses of an OpenSearch that runs."""
    try:
        import opensearchpy  # noqa: F401
    except ImportError:
        cannot("opensearch-py is not installed")
    if named := os.environ.get(URL_VARIABLE):
        yield tuple(named.split())
        return
    nodes = Nodes(fetched(), tmp_path_factory.mktemp("opensearch"))
    yield nodes.urls
    nodes.close()


_numbers = count()


@pytest.fixture(scope="session")
def make_cluster(cluster_urls: tuple[str, ...]) -> Iterator[Callable[..., Cluster]]:
    """Names an archive that is not there yet; it is gone when the tests are over."""
    made: list[Cluster] = []

    def make(**more: Any) -> Cluster:
        name = f"test-{os.getpid()}-{next(_numbers)}"
        made.append(Cluster(cluster_urls, name, **more))
        return made[-1]

    yield make
    for each in made:
        remove_archive(each)


def remove_archive(cluster: Cluster) -> None:
    """Remove all indexes of an archive."""
    from search.engines.opensearch.connection import Connection

    with suppress(EngineError):
        Connection(cluster).ask("DELETE", f"/{cluster.name}-*", ignore=404)


@pytest.fixture(params=["whoosh", "opensearch"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where an engine may have its index, each of the engines in turn."""
    if request.param == "whoosh":
        yield tmp_path / "index"
        return
    cluster = request.getfixturevalue("make_cluster")()
    yield cluster
    remove_archive(cluster)


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the five pages."""
    folder = tmp_path_factory.mktemp("seeds") / "index"
    engine = open_engine(folder, create=True)
    report = index_paths(engine, [SEEDS])
    engine.close()
    assert not report.failures
    return folder


# The tests that are run on both engines; the others ask what no engine changes.
ON_BOTH = {
    "tests.test_cli",
    "tests.test_cli_listings",
    "tests.test_explain",
    "tests.test_exporting",
    "tests.test_searcher",
    "tests.web.test_api",
    "tests.web.test_freshness",
    "tests.web.test_views",
}
KINDS = ("whoosh", "opensearch")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`engine_kind`, the engine that holds the five pages: each in turn, where tests
    are run on both."""
    if "engine_kind" in metafunc.fixturenames:
        kinds = KINDS if metafunc.module.__name__ in ON_BOTH else KINDS[:1]
        metafunc.parametrize("engine_kind", kinds, scope="session")


@pytest.fixture(scope="session")
def seeds_place(request: pytest.FixtureRequest, engine_kind: str) -> Place:
    """Where an index of the five pages is."""
    if engine_kind == "whoosh":
        folder: Path = request.getfixturevalue("seeds_index")
        return folder
    cluster: Cluster = request.getfixturevalue("make_cluster")()
    with closing(open_engine(cluster, create=True)) as engine:
        assert not index_paths(engine, [SEEDS]).failures
    return cluster


@pytest.fixture(scope="session")
def seeds_engine(seeds_place: Place) -> Iterator[Engine]:
    """The engine on an index of the five pages."""
    engine = open_engine(seeds_place)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def searcher(seeds_engine: Engine) -> Searcher:
    """A searcher on an index of the five pages."""
    return Searcher(seeds_engine)


@pytest.fixture
def new_index(
    request: pytest.FixtureRequest, engine_kind: str, tmp_path: Path
) -> tuple[str, str]:
    """The words that name an index that is not there yet, of the engine of `run`."""
    if engine_kind == "whoosh":
        return "--index", str(tmp_path / "index")
    return "--index", request.getfixturevalue("make_cluster")().name


def variables_of(place: Place) -> dict[str, str]:
    """What names a place in the environment of a command."""
    if not isinstance(place, Cluster):
        return {"PARK_NEWS_INDEX": str(place)}
    return {
        "PARK_NEWS_INDEX": place.name,
        ENGINE_VARIABLE: "opensearch",
        NODES_VARIABLE: " ".join(place.urls),
    }


@pytest.fixture
def run(
    seeds_place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command on the index of the five pages: status, stdout, stderr."""
    for name, value in variables_of(seeds_place).items():
        monkeypatch.setenv(name, value)

    def command(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["search", *words])
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return command

"""A cluster behind TLS and a password, as the outside world sees it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines import open_engine
from search.errors import EngineError
from search.indexing import index_paths
from search.models import SearchRequest
from search.place import Cluster, place_of
from search.searcher import Searcher
from tests import SEEDS
from tests.cluster.front import Certificate, front, make_certificate

# reader:geheim
BASIC = "Basic cmVhZGVyOmdlaGVpbQ=="
MakeCluster = Callable[..., Cluster]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Of the address at which it is asked; nobody's authority has signed it."""
    return make_certificate(tmp_path_factory.mktemp("tls"), "IP:127.0.0.1")


@pytest.fixture(scope="module")
def secured(
    make_cluster: MakeCluster, certificate: Certificate
) -> Iterator[tuple[str, str]]:
    """The address of what stands before the cluster, and the name of an archive."""
    cluster = make_cluster()
    with front(cluster.urls[0], certificate, BASIC) as url:
        yield url, cluster.name


def test_all_is_done_through_a_trusted_certificate(
    secured: tuple[str, str],
    certificate: Certificate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Indexed, searched and checked, as config.toml and the environment say."""
    url, name = secured
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    monkeypatch.setenv("PARK_NEWS_PASSWORD", "geheim")
    Path(tmp_path, "config.toml").write_text(
        f'engine = "opensearch"\nurl = "{url}"\nindex = "{name}"\n'
        f'user = "reader"\nca = "{certificate.path}"\n'
    )
    engine = open_engine(place_of(), create=True)
    assert index_paths(engine, [SEEDS]).failures == ()
    found = Searcher(engine).search(SearchRequest("“四证齐发”"))
    assert found.total == 1
    assert list(engine.check()) == []
    engine.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secured: tuple[str, str],
) -> None:
    """With the way out; not to look at it has to be asked for."""
    url, name = secured
    asked = Cluster((url,), name, "reader", "geheim")
    with pytest.raises(EngineError, match="is not trusted — name the file of"):
        open_engine(asked)
    unseen = Cluster((url,), name, "reader", "geheim", verify=False)
    open_engine(unseen, create=True).close()


def test_a_certificate_of_somebody_else_is_refused(
    make_cluster: MakeCluster, tmp_path: Path
) -> None:
    """Though its authority is trusted."""
    cluster = make_cluster()
    other = make_certificate(tmp_path, "DNS:news.example.org")
    with front(cluster.urls[0], other, BASIC) as url:
        asked = Cluster((url,), cluster.name, "reader", "geheim", ca=str(other.path))
        with pytest.raises(EngineError, match="certificate is not trusted"):
            open_engine(asked, create=True)


def test_who_does_not_know_the_password_is_told_so(
    secured: tuple[str, str], certificate: Certificate
) -> None:
    url, name = secured
    asked = Cluster((url,), name, "reader", "falsch", ca=str(certificate.path))
    with pytest.raises(EngineError, match="does not know who asks — set PARK"):
        open_engine(asked)

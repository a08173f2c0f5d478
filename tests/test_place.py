"""Where an archive is: options, the environment, config.toml."""

from pathlib import Path

import pytest

from search.errors import ConfigError, InputError
from search.place import Cluster, options_of, place_of

URL = "https://news.example.org:9200"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own files."""
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"PARK_NEWS_{name}", raising=False)
        monkeypatch.delenv(f"PARK_NEWS_{name}_FILE", raising=False)
    return tmp_path


def test_a_folder_unless_told_otherwise(home: Path) -> None:
    """`index`, or the one that is named."""
    assert place_of() == "index"
    assert place_of(index="other") == "other"
    assert options_of("other") == "--index other"
    (home / "config.toml").write_text('index = "/srv/news"\n')
    assert place_of() == "/srv/news"
    assert place_of(index="other") == "other"


def test_a_cluster_by_its_addresses(home: Path) -> None:
    """An address is enough; a name is one that indexes may have."""
    both = place_of(urls=(f"{URL}/", "https://b.example.org:9200"))
    assert both == Cluster((URL, "https://b.example.org:9200"), "park-news")
    assert options_of(place_of("opensearch", (URL,), "papers")) == (
        f"--engine opensearch --url {URL} --index papers"
    )


def test_config_toml_says_the_rest(home: Path) -> None:
    """What is given as an option counts before it."""
    (home / "config.toml").write_text(
        f'engine = "opensearch"\nurl = ["{URL}"]\nindex = "papers"\nuser = "reader"\n'
        'password_file = "~/none"\nca = "/etc/ca.pem"\nshards = 3\n'
    )
    with pytest.raises(ConfigError, match="cannot read the password in ~/none"):
        place_of()
    (home / "secret").write_text("geheim\n")
    config = (home / "config.toml").read_text().replace("~/none", str(home / "secret"))
    (home / "config.toml").write_text(config)
    assert place_of() == Cluster(
        (URL,), "papers", "reader", "geheim", ca="/etc/ca.pem", shards=3
    )
    other = place_of(urls=("https://b.example.org",), index="x")
    assert isinstance(other, Cluster)
    assert (other.urls, other.name) == (("https://b.example.org",), "x")
    assert place_of("whoosh") == "index"


def test_secrets_come_from_the_environment_or_a_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And are shown nowhere."""
    (home / "token").write_text("t0ken\n")
    monkeypatch.setenv("PARK_NEWS_TOKEN_FILE", str(home / "token"))
    monkeypatch.setenv("PARK_NEWS_USER", "reader")
    monkeypatch.setenv("PARK_NEWS_PASSWORD", "geheim")
    place = place_of("opensearch", (URL,))
    assert isinstance(place, Cluster)
    assert (place.user, place.password, place.token) == ("reader", "geheim", "t0ken")
    for shown in (repr(place), str(place), place.options):
        assert "geheim" not in shown
        assert "t0ken" not in shown
    with pytest.raises(ConfigError, match="for everybody to read — write https://"):
        place_of("opensearch", ("http://news.example.org:9200",))
    assert place_of("opensearch", ("http://127.0.0.1:9200",))


@pytest.mark.parametrize(
    ("engine", "urls", "index", "told"),
    [
        pytest.param("opensearch", (), None, "the address of a node", id="no address"),
        pytest.param(None, ("news:9200",), None, "is no address", id="no scheme"),
        pytest.param(
            None, ("https://a:b@news",), None, "does not belong into", id="password"
        ),
        pytest.param(None, (URL,), "Großes", "cannot be the name", id="name"),
        pytest.param(None, (URL,), "../x", "cannot be the name", id="path"),
    ],
)
def test_what_cannot_be_meant(
    home: Path, engine: str | None, urls: tuple[str, ...], index: str | None, told: str
) -> None:
    """Says so, and what to write."""
    with pytest.raises(InputError, match=told) as raised:
        place_of(engine, urls, index)
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("engine = ", "is no TOML", id="no TOML"),
        pytest.param('password = "x"', "unknown setting password", id="password"),
        pytest.param('shards = "x"', "shards cannot be 'x'", id="type"),
        pytest.param('engine = "solr"', "there is no engine solr", id="engine"),
    ],
)
def test_a_config_that_makes_no_sense(home: Path, text: str, told: str) -> None:
    """Is named, with what is wrong in it."""
    (home / "config.toml").write_text(text)
    with pytest.raises(ConfigError, match=told):
        place_of()

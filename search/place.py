"""Where is the archive?

In a folder of this machine, or on an OpenSearch cluster. What the options leave open,
`config.toml` among the user's files says: `index`, and for OpenSearch `engine`, `url`,
and what else `Cluster` has a field for. A password or a token stands in a file that is
named, or in the environment, never in an option.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from search.config import user_file, user_home
from search.errors import ConfigError, InputError

DEFAULT_INDEX = "index"
ENGINES = ("whoosh", "opensearch")
CONFIG = "config.toml"
DEFAULT_NAME = "park-news"
ENGINE_VARIABLE = "PARK_NEWS_ENGINE"
URL_VARIABLE = "PARK_NEWS_URL"


@dataclass(frozen=True, slots=True)
class Cluster:
    """An archive called `name` on an OpenSearch cluster.

    `urls` are the nodes that are asked, one after the other where one does not answer,
    each for `timeout_s` at most. `ca` is a file of certificates to trust; only without
    `verify` is a certificate not looked at. `shards` and `replicas` are those of an
    index that is made.
    """

    urls: tuple[str, ...]
    name: str = DEFAULT_NAME
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    ca: str | None = None
    verify: bool = True
    timeout_s: float = 30.0
    shards: int = 1
    replicas: int = 1

    def __str__(self) -> str:
        return f"{self.name} at {', '.join(self.urls)}"

    @property
    def options(self) -> str:
        """The options that name it on a command line."""
        urls = " ".join(f"--url {url}" for url in self.urls)
        return f"--engine opensearch {urls} --index {self.name}"


# Where an archive is: a folder of this machine, or a cluster.
Place = str | Path | Cluster


def options_of(place: Place) -> str:
    """The options that name a place on a command line.

    >>> options_of("index")
    '--index index'
    """
    return place.options if isinstance(place, Cluster) else f"--index {place}"


def place_of(
    engine: str | None = None, urls: tuple[str, ...] = (), index: str | None = None
) -> Place:
    """The place that options name; what they leave open, `config.toml` says.

    Raises ConfigError where that file makes no sense, and InputError.
    """
    held = _configured()
    engine = engine or ("opensearch" if urls else held.get("engine", ENGINES[0]))
    if engine not in ENGINES:
        raise ConfigError(
            f"there is no engine {engine}", f"take {' or '.join(ENGINES)}"
        )
    if engine == "whoosh":
        mine = held.get("engine", engine) == engine
        return index or str(held.get("index", DEFAULT_INDEX) if mine else DEFAULT_INDEX)
    mine = held.get("engine") == engine
    named = {k: v for k, v in held.items() if mine and k in _FIELDS}
    name = index or str(held.get("index", DEFAULT_NAME) if mine else DEFAULT_NAME)
    given = urls or _listed(held.get("url", ()))
    if not given:
        raise InputError(
            "OpenSearch needs the address of a node",
            f"add --url https://HOST:9200, or `url` to {user_home() / CONFIG}",
        )
    secrets = {each: _secret(each, held) for each in ("user", "password", "token")}
    cluster = Cluster(tuple(map(_checked, given)), _archive(name), **(named | secrets))
    _check_secrecy(cluster)
    return cluster


# What config.toml may say of a cluster as it is, and of which type.
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "ca": str, "verify": bool, "timeout_s": (int, float), "shards": int,
    "replicas": int,
}  # fmt: skip
_OTHERS = {
    "engine", "index", "url", "user", "user_file", "password_file", "token_file",
}  # fmt: skip


def _configured() -> dict[str, Any]:
    path = user_file(CONFIG)
    if path is None:
        return {}
    # Most have no such file, and need not wait for what reads it.
    import tomllib

    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ConfigError(f"{path} is no TOML: {error}") from error
    for name, value in held.items():
        if name not in _OTHERS and name not in _FIELDS:
            hint = "name a file with it: password_file, token_file"
            secret = name in ("password", "token")
            raise ConfigError(f"{path}: unknown setting {name}", hint * secret)
        wanted = _FIELDS.get(name)
        if wanted and not isinstance(value, wanted):
            raise ConfigError(f"{path}: {name} cannot be {value!r}")
    return held


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _checked(url: str) -> str:
    """An address of a node. Raises InputError."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url} is no address of a node", "write https://HOST:9200")
    if parts.username or parts.password:
        raise InputError(
            "a password does not belong into an address",
            "set PARK_NEWS_USER and PARK_NEWS_PASSWORD, or name a password_file",
        )
    return url.rstrip("/")


def _archive(name: str) -> str:
    """The name of an archive, as the names of indexes may be. Raises InputError."""
    plain = name.replace("-", "").replace("_", "").replace(".", "")
    if plain.isalnum() and name[0].isalnum() and name.isascii() and name.islower():
        return name
    raise InputError(
        f"{name} cannot be the name of an archive on OpenSearch",
        "write small letters, digits and hyphens: --index park-news",
    )


def _secret(name: str, held: dict[str, Any]) -> str:
    """Of the environment, else of a file named there, else of one in config.toml."""
    variable = f"PARK_NEWS_{name.upper()}"
    if value := os.environ.get(variable):
        return value
    path = os.environ.get(f"{variable}_FILE") or held.get(f"{name}_file")
    if not path:
        return str(held.get(name, ""))
    try:
        return Path(path).expanduser().read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read the {name} in {path}") from error


def _check_secrecy(cluster: Cluster) -> None:
    """Raises ConfigError where a password would travel for everybody to read."""
    if not cluster.password and not cluster.token:
        return
    from urllib.parse import urlsplit

    for url in cluster.urls:
        parts = urlsplit(url)
        if parts.scheme == "http" and not _is_here(parts.hostname or ""):
            raise ConfigError(
                f"the password would be sent to {url} for everybody to read",
                "write https://",
            )


def _is_here(host: str) -> bool:
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

"""Where do settings and data files come from?

A user's own files lie in `$PARK_NEWS_HOME`, else in `~/.config/park-news-search`:
a file there is read in place of, or after, the one of the same name that comes with
the program (each reader says which).
"""

import os
from pathlib import Path
from typing import NamedTuple

DEFAULT_PAGES = "seeds"
HOME_VARIABLE = "PARK_NEWS_HOME"


def user_home() -> Path:
    """The folder with the user's own data files; it need not exist."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else Path.home() / ".config" / "park-news-search"


def user_file(name: str) -> Path | None:
    """The user's own file `name`, if there is one.

    >>> user_file("no such file") is None
    True
    """
    path = user_home() / name
    return path if path.is_file() else None


class Edition(NamedTuple):
    """A user's own file as of when it was edited (ns): what was read of it is good for
    as long as it is the same."""

    path: Path
    edited: int


def edition(name: str) -> Edition | None:
    """The user's own file `name` as it is now, if there is one; one look at it, for
    whom it is asked with each question."""
    path = user_home() / name
    try:
        return Edition(path, path.stat().st_mtime_ns)
    except OSError:
        return None


def private_cache() -> Path:
    """A folder for caches that nobody else can write to; made when missing."""
    base = os.environ.get("XDG_CACHE_HOME")
    path = (Path(base) if base else Path.home() / ".cache") / "park-news-search"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path

"""What is new among the articles that answer a query, since it was asked last?

What was found then is kept in a file, the ids of all of it.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from search.errors import ConfigError
from search.models import Article, SearchRequest
from search.place import Cluster, Place
from search.searcher import Searcher


def usual_state(request: SearchRequest, place: Place) -> Path:
    """Where what was found is kept when no file is named: by query and index."""
    base = os.environ.get("XDG_STATE_HOME")
    folder = Path(base) if base else Path.home() / ".local" / "state"
    here = str(place) if isinstance(place, Cluster) else str(Path(place).resolve())
    asked = json.dumps([here, asdict(request)], sort_keys=True)
    name = hashlib.sha256(asked.encode()).hexdigest()[:16]
    return folder / "park-news-search" / "watch" / f"{name}.json"


class Watch:
    """A query that is asked again and again; `state` is the file that remembers."""

    def __init__(self, searcher: Searcher, request: SearchRequest, state: Path) -> None:
        self.searcher, self.request, self.state = searcher, request, state

    def new(self) -> Iterator[Article]:
        """The articles that were not there the last time, in the order asked for.

        Raises ConfigError when the file cannot be read, else as `Searcher.every`.
        """
        seen = self._seen()
        found = self.searcher.every(self.request)
        return (article for article in found if article.id not in seen)

    def remember(self) -> None:
        """Keep what is there now. Raises ConfigError when it cannot be written."""
        ids = sorted(article.id for article in self.searcher.every(self.request))
        text = json.dumps({"query": self.request.text, "seen": ids}, ensure_ascii=False)
        scratch = self.state.with_name(f"{self.state.name}.{os.getpid()}.new")
        try:
            self.state.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(text, "utf-8")
            scratch.replace(self.state)
        except OSError as error:
            raise ConfigError(
                f"cannot write {self.state}: {error.strerror}",
                "name another file: --state FILE",
            ) from error

    def _seen(self) -> frozenset[str]:
        try:
            held = json.loads(self.state.read_text("utf-8"))
            return frozenset(map(str, held["seen"]))
        except FileNotFoundError:
            return frozenset()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"{self.state} does not hold what was seen",
                "remove it to begin anew, or name another: --state FILE",
            ) from error

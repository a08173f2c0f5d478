"""How is what was worked out of an archive kept with it?

In documents of the state's index, in pieces; what names them is written last.
"""

import base64
import hashlib

from search.engines.base import Kept
from search.engines.opensearch.connection import WRITING_S
from search.engines.opensearch.state import Ledger

_PIECE = 8 << 20


# The last content of each name of each archive, and its digest: it is asked for far
# more often than it changes, and the same content is the same value.
_known: dict[tuple[str, str], tuple[str, Kept]] = {}


class Keeping:
    """What is kept with an archive."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.connection = ledger, ledger.connection

    def read(self, name: str) -> Kept | None:
        """What was last kept under a name; None where it is not there, or not whole."""
        found = self.connection.attempt("GET", self._path(f"kept-{name}"))
        if found is None:
            return None
        held = found["_source"]["kept"]
        key = str(self.ledger.cluster), name
        known = _known.get(key)
        if known and known[0] == held["digest"]:
            return known[1]
        content = self._content(name, held["digest"], held["pieces"])
        if content is None:
            return None
        _known[key] = held["digest"], Kept(content)
        return _known[key][1]

    def write(self, name: str, content: bytes) -> None:
        """Keep a content. Raises EngineError."""
        before = self.connection.attempt("GET", self._path(f"kept-{name}"))
        digest = hashlib.sha256(content).hexdigest()[:32]
        pieces = range(0, max(len(content), 1), _PIECE)
        for number, at in enumerate(pieces):
            piece = base64.b64encode(content[at : at + _PIECE]).decode()
            self._put(f"piece-{name}-{digest}-{number}", {"content": piece})
        self._put(f"kept-{name}", {"kept": {"digest": digest, "pieces": len(pieces)}})
        if before and before["_source"]["kept"]["digest"] != digest:
            held = before["_source"]["kept"]
            for number in range(held["pieces"]):
                gone = f"piece-{name}-{held['digest']}-{number}"
                self.connection.attempt("DELETE", self._path(gone))

    def _content(self, name: str, digest: str, pieces: int) -> bytes | None:
        content = b""
        for number in range(pieces):
            path = self._path(f"piece-{name}-{digest}-{number}")
            found = self.connection.attempt("GET", path)
            if found is None:
                return None
            content += base64.b64decode(found["_source"]["content"])
        whole = hashlib.sha256(content).hexdigest().startswith(digest)
        return content if whole else None

    def _path(self, name: str) -> str:
        return f"/{self.ledger.index}/_doc/{name}"

    def _put(self, name: str, body: object) -> None:
        self.connection.ask("PUT", self._path(name), body, patience_s=WRITING_S)

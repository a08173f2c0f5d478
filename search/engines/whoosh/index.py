"""What does Whoosh know of an index, and how does one begin?"""

from pathlib import Path

from whoosh import index

from search.engines.whoosh.contents import latest_generation
from search.engines.whoosh.durable import DurableStorage
from search.engines.whoosh.failures import refused, translate_errors
from search.engines.whoosh.schema import make_schema
from search.engines.whoosh.storage import INDEX_NAME, look, secure
from search.errors import IndexMissing


class Index(index.FileIndex):  # type: ignore[misc]
    """An index whose table of contents is read, and may turn out to be damaged, when
    it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.storage = DurableStorage(folder)
        self.indexname = INDEX_NAME
        self._schema = None

    @property
    def spared(self) -> frozenset[str]:
        """Segments that it does not name, which a writer leaves until it commits."""
        return frozenset()

    def latest_generation(self) -> int:
        """The number of the last commit. Raises EngineError when there is none."""
        return latest_generation(Path(self.storage.folder))

    def _read_toc(self) -> index.TOC:
        return index.TOC.read(self.storage, self.indexname, self.latest_generation())


def open_index(folder: Path) -> Index:
    """The index in a folder. Raises as `look`."""
    look(folder)
    return Index(folder)


def create_index(folder: Path) -> Index:
    """The index in a folder, made when there is none. Raises as `open_index`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused("make", folder, error) from error
    try:
        return open_index(folder)
    except IndexMissing:
        secure(folder)
        with translate_errors(folder):
            index.TOC.create(DurableStorage(folder), make_schema(), INDEX_NAME)
            return Index(folder)

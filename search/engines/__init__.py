"""Which engine holds the index?"""

from pathlib import Path

from search.engines.base import Engine
from search.place import DEFAULT_INDEX, Cluster, Place


def open_engine(index: Place = DEFAULT_INDEX, create: bool = False) -> Engine:
    """The engine on the index in a folder, or on a cluster; with `create`, made when
    there is none.

    Raises EngineError: IndexMissing, IndexOutdated, IndexUnsafe …
    """
    if isinstance(index, Cluster):
        from search.engines.opensearch import OpenSearchEngine

        return OpenSearchEngine(index, create)
    from search.engines.whoosh import WhooshEngine

    return WhooshEngine(Path(index), create)

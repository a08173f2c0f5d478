"""Which engine holds the index?"""

from pathlib import Path

from search.config import DEFAULT_INDEX
from search.engines.base import Engine


def open_engine(index: str | Path = DEFAULT_INDEX, create: bool = False) -> Engine:
    """The engine on the index in a folder; with `create`, made when there is none.

    Raises EngineError: IndexMissing, IndexOutdated, IndexUnsafe …
    """
    from search.engines.whoosh import WhooshEngine

    return WhooshEngine(Path(index), create)

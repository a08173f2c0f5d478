"""Which engines are compared? Each module here makes one a `Side`.

They are loaded when they are wanted: tantivy is there for benchmarks only.
"""

from importlib import import_module
from pathlib import Path

from benchmarks.engines.sides.base import Answer, Side

NAMES = ("ours", "stock", "tantivy", "sqlite")
TITLES = {
    "ours": "ours",
    "stock": "stock Whoosh",
    "tantivy": "tantivy",
    "sqlite": "SQLite FTS5",
}

__all__ = ["NAMES", "TITLES", "Answer", "Side", "make_side"]


def make_side(name: str, folder: Path) -> Side:
    """The side of this name, with its index in a folder."""
    side: Side = import_module(f"{__name__}.{name}").make(folder)
    return side

"""Who is writing to the index, and since when?

The lock itself is Whoosh's: the system lets go of it when its holder ends, however
that happens. Beside it lies a note, which says nothing once the lock is free.
"""

import json
import os
import time
from pathlib import Path


def note_writer(folder: Path) -> None:
    """Write down, for others to read, who holds the lock."""
    note = {"process": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
    _note(folder).write_text(json.dumps(note), "utf-8")


def forget_writer(folder: Path) -> None:
    """The lock is about to be released."""
    _note(folder).unlink(missing_ok=True)


def writer_of(folder: Path) -> str:
    """Who holds the lock, as far as they have written it down, else ""."""
    try:
        note = json.loads(_note(folder).read_text("utf-8"))
        return f"process {note['process']}, since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _note(folder: Path) -> Path:
    return folder / "writer.json"

"""How is a corpus read: articles as JSON, one a line?"""

import gzip
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# By how a name ends; anything else is plain text.
_OPENERS = {".xz": lzma.open, ".gz": gzip.open}


def read_records(corpus: Path) -> Iterator[dict[str, Any]]:
    """The records of a corpus.

    A name that says nothing of lines of JSON changes nothing: a corpus holds articles,
    never a newspaper page.
    """
    opened = _OPENERS.get(corpus.suffix, open)
    with opened(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)

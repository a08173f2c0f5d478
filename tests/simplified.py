"""Which simplified character is written for a traditional one, by OpenCC?

    python -m tests.simplified

renews `search/simplified.txt`; `tests/test_text.py` holds it to OpenCC.
"""

import sys

from opencc import OpenCC

from tests import ROOT

PATH = ROOT / "search" / "simplified.txt"
_FIRST_LINE = "# Of OpenCC (Apache License 2.0), t2s: traditional, then simplified"


def simplified() -> str:
    """The file: a pair a line, of all characters from the radicals on that OpenCC
    changes, each by itself, into one."""
    characters = [*map(chr, range(0x2E80, 0xD800)), *map(chr, range(0xE000, 0x40000))]
    others = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, others, strict=True)
    changed = [old + new for old, new in pairs if old != new and len(new) == 1]
    return "\n".join((_FIRST_LINE, *changed)) + "\n"


if __name__ == "__main__":
    PATH.write_text(simplified(), "utf-8")
    sys.exit()

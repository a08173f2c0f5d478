"""A corpus whose articles are signed: made-up names, some of them often.

    python -m benchmarks.signed --corpus FILE --out FILE.jsonl.gz [--names 20000]

Where a corpus names no authors, this gives one to three to three articles in four, so
that the facet of authors is as long as that of a large archive.
"""

import argparse
import gzip
import json
import random
from itertools import accumulate
from pathlib import Path

from benchmarks.people import invent
from benchmarks.records import read_records

_SIGNED = 0.75
# How many sign an article.
_TOGETHER = (1, 1, 1, 2, 2, 3)


class Desk:
    """The people who write: few of them much, as in any newsroom."""

    def __init__(self, names: int, chance: random.Random) -> None:
        self._chance = chance
        self._people = list(dict.fromkeys(invent(chance) for _ in range(names)))
        # The nth writes as much as the others have it by Zipf's law, flattened.
        shares = (1 / (rank + 50) for rank in range(len(self._people)))
        self._weights = list(accumulate(shares))

    def byline(self) -> list[str]:
        """Who signs the next article."""
        if self._chance.random() > _SIGNED:
            return []
        count = self._chance.choice(_TOGETHER)
        drawn = self._chance.choices(self._people, cum_weights=self._weights, k=count)
        return list(dict.fromkeys(drawn))


def main() -> None:
    """Write the signed corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", type=int, default=20_000)
    options = parser.parse_args()
    desk = Desk(options.names, random.Random(1))
    with gzip.open(options.out, "wt", encoding="utf-8", compresslevel=1) as out:
        for record in read_records(options.corpus):
            signed = record | {"byline": desk.byline()}
            out.write(json.dumps(signed, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""What does a quoted string cost at `Engine.find`, and is exactly it what is found?

The cost of a string is that of looking for it beyond that of asking again, when the
engine has the documents at hand and only makes the page. It is looked for by an engine
that has not read what it needs of the files yet, and, warm, by one that has. What is
found is held against a scan of every text.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines.measure import in_memory, percentile, quiet
from benchmarks.engines.questions import Vocabulary
from benchmarks.engines.sides.base import FACETS, PAGE
from search.engines import open_engine
from search.engines.base import Engine, EngineQuery, IndexedDocument, Phrase
from search.text import unit_texts

# What people quote, and what costs most: frequent, or made of frequent units.
FREQUENT = (
    "习近平总书记", "高质量发展", "有限公司", "的", "一", "中国", "国家主席", "新华社",
    "改革开放", "人民", "总书记", "发展", "2020年", "100亿元", "10%", "5g", "1000",
    "同比增长8.2%", "50万亩", "3月30日", "中国共产党中央委员会", "中国特色社会主义",
    "在新的一年里", "的一", "和国", "是的", "一个", "不是", "的是", "了一",
    "中华人民共和国", "年中国", "国的", "人的", "北京时间",
)  # fmt: skip
LONGEST = 12
# Of a string in more documents only the number is compared.
_COMPARED = 1_000
# Asked before the others are timed: they read in what all strings share.
_WARMING = (
    "园区内",
    "今年以来",
    "在这里",
    "的发展",
    "国家的",
    "企业家",
    "年以来的",
    "中国人",
)
_EDGE = "\x00"

Units = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a scan finds of a string: how many documents, and, when few, their ids."""

    total: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU milliseconds of strings beyond the bare page, and the costliest of them."""

    p50_ms: float
    p99_ms: float
    worst_ms: float
    costliest: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Strings:
    """So many strings: what they cost warm, and when each is asked for the first time
    by a process; how many were found otherwise than by the scan. `very_first_ms` is
    what the first string of a process costs, which reads into memory what all others
    share."""

    count: int
    warm: Costs
    first: Costs
    bare_page_p50_ms: float
    differences: int
    very_first_ms: float


def make_strings(words: Vocabulary, count: int) -> list[Units]:
    """The frequent ones, and so many random ones of 1 to 12 units from the texts."""
    chance = random.Random(5)
    found = dict.fromkeys(tuple(unit_texts(text)) for text in FREQUENT)
    while len(found) < count + len(FREQUENT):
        units = chance.choice(words.texts)[1]
        length = chance.randint(1, LONGEST)
        at = chance.randrange(len(units) - length)
        found.setdefault(units[at : at + length])
    return list(found)


def scan(
    documents: Iterable[IndexedDocument], strings: Sequence[Units]
) -> dict[Units, Found]:
    """What each of the strings is found in, by looking through every text."""
    totals: Counter[Units] = Counter()
    ids: dict[Units, list[str]] = {string: [] for string in strings}
    sought = [(s, _EDGE + _EDGE.join(s) + _EDGE) for s in strings]
    for document in documents:
        every = (t.units for texts in document.texts.values() for t in texts)
        # Two edges between texts: nothing that is sought has an empty unit.
        whole = "\n".join(_EDGE + _EDGE.join(units) + _EDGE for units in every)
        for string, wanted in sought:
            if wanted in whole:
                totals[string] += 1
                if totals[string] <= _COMPARED:
                    ids[string].append(document.article.id)
    return {
        s: Found(totals[s], tuple(sorted(ids[s])) if totals[s] <= _COMPARED else ())
        for s in strings
    }


def measure_strings(
    folder: Path, strings: Sequence[Units], expected: dict[Units, Found]
) -> Strings:
    """Ask our engine for each string twice, and another of this process the same; then
    for all that it found."""
    in_memory(folder)
    engine = open_engine(folder)
    engine.find(EngineQuery(limit=PAGE, facets=FACETS))
    began = time.thread_time()
    engine.find(_page(tuple(_WARMING[0])))
    very_first = time.thread_time() - began
    first, bare = _beyond_page(engine, strings)
    # It shares what was read of the files, and has no answers at hand.
    other = open_engine(folder)
    warm, _ = _beyond_page(other, strings)
    other.close()
    differences = 0
    for string in strings:
        query = EngineQuery(Phrase(string), limit=_COMPARED)
        found = engine.find(query)
        ids = tuple(sorted(match.id for match in found.matches))
        wanted = expected[string]
        same = found.total == wanted.total and (not wanted.ids or ids == wanted.ids)
        differences += not same
    engine.close()
    return Strings(
        count=len(strings),
        warm=costs(warm),
        first=costs(first),
        bare_page_p50_ms=percentile(sorted(bare), 0.5) * 1e3,
        differences=differences,
        very_first_ms=very_first * 1e3,
    )


def _beyond_page(
    engine: Engine, strings: Sequence[Units]
) -> tuple[dict[Units, float], list[float]]:
    """Seconds of each string beyond its page, and of the pages."""
    engine.find(EngineQuery(limit=PAGE, facets=FACETS))
    for text in _WARMING:
        engine.find(_page(tuple(text)))
    extra: dict[Units, float] = {}
    bare: list[float] = []
    with quiet():
        for string in random.Random(1).sample(strings, len(strings)):
            query = _page(string)
            began = time.thread_time()
            engine.find(query)
            asked = time.thread_time()
            engine.find(query)
            again = time.thread_time()
            extra[string] = max((asked - began) - (again - asked), 0.0)
            bare.append(again - asked)
    return extra, bare


def _page(string: Units) -> EngineQuery:
    return EngineQuery(Phrase(string), limit=PAGE, facets=FACETS)


def costs(extra: dict[Units, float]) -> Costs:
    """The figures of seconds by string."""
    seconds = sorted(extra.values())
    costliest = sorted(extra, key=lambda each: -extra[each])[:10]
    return Costs(
        p50_ms=percentile(seconds, 0.5) * 1e3,
        p99_ms=percentile(seconds, 0.99) * 1e3,
        worst_ms=seconds[-1] * 1e3,
        costliest=tuple(("".join(s), extra[s] * 1e3) for s in costliest),
    )

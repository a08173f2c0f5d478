"""What does a quoted string cost at `Engine.find`, and is exactly it what is found?

The cost of a string is that of asking for it the first time beyond that of asking for
it again, when the engine has the documents at hand and only makes the page. What is
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
from search.engines.base import EngineQuery, IndexedDocument, Phrase
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
class Strings:
    """CPU milliseconds of strings beyond the bare page, the costliest of them, and how
    many were found otherwise than by the scan; `first_ms` is what the first string of a
    process costs, which reads into memory what all others share."""

    count: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    bare_page_p50_ms: float
    costliest: tuple[tuple[str, float], ...]
    differences: int
    first_ms: float


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
    """Ask our engine for each string twice, then for all that it found."""
    in_memory(folder)
    engine = open_engine(folder)
    engine.find(EngineQuery(limit=PAGE, facets=FACETS))
    extra: dict[Units, float] = {}
    bare: list[float] = []
    differences = 0
    began = time.thread_time()
    engine.find(_page(tuple(_WARMING[0])))
    first = time.thread_time() - began
    for text in _WARMING:
        engine.find(_page(tuple(text)))
    mixed = random.Random(1).sample(strings, len(strings))
    with quiet():
        for string in mixed:
            query = _page(string)
            began = time.thread_time()
            engine.find(query)
            asked = time.thread_time()
            engine.find(query)
            again = time.thread_time()
            extra[string] = max((asked - began) - (again - asked), 0.0)
            bare.append(again - asked)
    for string in strings:
        query = EngineQuery(Phrase(string), limit=_COMPARED)
        found = engine.find(query)
        ids = tuple(sorted(match.id for match in found.matches))
        wanted = expected[string]
        same = found.total == wanted.total and (not wanted.ids or ids == wanted.ids)
        differences += not same
    engine.close()
    return summed_up(extra, bare, differences, first)


def _page(string: Units) -> EngineQuery:
    return EngineQuery(Phrase(string), limit=PAGE, facets=FACETS)


def summed_up(
    extra: dict[Units, float], bare: Sequence[float], differences: int, first: float
) -> Strings:
    """The figures of seconds by string."""
    costs = sorted(extra.values())
    costliest = sorted(extra, key=lambda each: -extra[each])[:10]
    return Strings(
        count=len(costs),
        p50_ms=percentile(costs, 0.5) * 1e3,
        p99_ms=percentile(costs, 0.99) * 1e3,
        worst_ms=costs[-1] * 1e3,
        bare_page_p50_ms=percentile(bare, 0.5) * 1e3,
        costliest=tuple(("".join(s), extra[s] * 1e3) for s in costliest),
        differences=differences,
        first_ms=first * 1e3,
    )

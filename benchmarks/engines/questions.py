"""What is every engine asked?

Trees of `search.engines.base`, by class, made of the words and texts of the corpus with
a fixed seed. Bands are shares of the documents: a word is frequent in more than 8 % of
them, middling in 1 to 8 %, rare in five documents to 1 %.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.engines.corpus import Store
from search.engines.base import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Dated,
    IndexedDocument,
    Node,
    Not,
    Phrase,
    Word,
)

FREQUENT, MIDDLING, LEAST = 0.08, 0.01, 5
_LITERAL = (3, 8)
# So many documents are kept to draw phrases and strings from.
_SAMPLE = 2_000
_SEED = 7

Units = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the class that it stands for."""

    kind: str
    node: Node


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a corpus by how frequent they are, and texts to draw from."""

    frequent: tuple[str, ...]
    middling: tuple[str, ...]
    rare: tuple[str, ...]
    texts: tuple[tuple[Units, Units], ...]

    def some(self, chance: random.Random, *bands: str) -> tuple[str, ...]:
        """Different words, one of each of these bands."""
        while True:
            found = tuple(chance.choice(getattr(self, band)) for band in bands)
            if len(set(found)) == len(found):
                return found


def read_vocabulary(documents: Iterable[IndexedDocument], count: int) -> Vocabulary:
    """The vocabulary of so many documents."""
    frequency: Counter[str] = Counter()
    texts: list[tuple[Units, Units]] = []
    step = max(1, count // _SAMPLE)
    for number, document in enumerate(documents):
        body = document.texts["body"]
        frequency.update(
            {w for each in document.texts.values() for t in each for w in t.words}
        )
        if number % step == 0:
            texts += [(t.words, t.units) for t in body if len(t.units) > 20][:1]
    return banded(frequency, count, texts)


def vocabulary_of(store: Store, count: int) -> Vocabulary:
    """The vocabulary of the first articles of a store."""
    return read_vocabulary(store.documents(count), count)


def banded(
    frequency: Counter[str], count: int, texts: Sequence[tuple[Units, Units]]
) -> Vocabulary:
    """The vocabulary of words found in so many of `count` documents; one character
    alone is no word that anybody looks for."""
    bands: dict[str, list[str]] = {"frequent": [], "middling": [], "rare": []}
    for word in sorted(frequency):
        if len(word) < 2 or word.isascii():
            continue
        share = frequency[word] / count
        if share > FREQUENT:
            bands["frequent"].append(word)
        elif share > MIDDLING:
            bands["middling"].append(word)
        elif frequency[word] >= LEAST:
            bands["rare"].append(word)
    frequent, middling, rare = map(tuple, bands.values())
    return Vocabulary(frequent, middling, rare, tuple(texts))


def make_questions(words: Vocabulary, each: int) -> list[Question]:
    """So many questions of each class; of everything there is one."""
    chance = random.Random(_SEED)
    found = [Question("everything", EVERYTHING)]
    for kind, make in _MAKERS.items():
        found += [Question(kind, make(words, chance)) for _ in range(each)]
    return found


def kinds() -> tuple[str, ...]:
    """The classes in the order they are shown."""
    return (*_MAKERS, "everything")


def _one(band: str) -> Callable[[Vocabulary, random.Random], Node]:
    return lambda words, chance: Word(*words.some(chance, band))


def _joined(
    kind: type[AllOf] | type[AnyOf], *bands: str
) -> Callable[[Vocabulary, random.Random], Node]:
    return lambda words, chance: kind(tuple(map(Word, words.some(chance, *bands))))


def _phrase(words: Vocabulary, chance: random.Random) -> Node:
    """Two words that stand side by side, by their units."""
    while True:
        found, units = chance.choice(words.texts)
        at = chance.randrange(len(found) - 1) if len(found) > 1 else 0
        pair = found[at : at + 2]
        if len(pair) == 2 and all(len(w) > 1 and not w.isascii() for w in pair):
            sought = tuple("".join(pair))
            if _stands(sought, units):
                return Phrase(sought)


def _literal(words: Vocabulary, chance: random.Random) -> Node:
    """Some units that stand side by side, wherever words begin."""
    units = chance.choice(words.texts)[1]
    length = chance.randint(*_LITERAL)
    at = chance.randrange(len(units) - length)
    return Phrase(units[at : at + length])


def _not(words: Vocabulary, chance: random.Random) -> Node:
    kept, dropped = words.some(chance, "frequent", "middling")
    return AllOf((Word(kept), Not(Word(dropped))))


def _dated(words: Vocabulary, chance: random.Random) -> Node:
    year = chance.randint(2016, 2020)
    days = Dated(year * 10_000 + 101, (year + 2) * 10_000 + 1231)
    return AllOf((Word(*words.some(chance, "frequent")), days))


def _beginning(words: Vocabulary, chance: random.Random) -> Node:
    return Phrase((str(chance.randrange(10, 100)),), prefix=True)


def _stands(sought: Units, units: Units) -> bool:
    return any(
        units[at : at + len(sought)] == sought
        for at in range(len(units) - len(sought) + 1)
    )


def _all_makers() -> Iterator[tuple[str, Callable[[Vocabulary, random.Random], Node]]]:
    three_of_each = ("frequent",) * 3 + ("middling",) * 3 + ("rare",) * 2
    yield "frequent", _one("frequent")
    yield "middling", _one("middling")
    yield "rare", _one("rare")
    yield "and 2", _joined(AllOf, "frequent", "middling")
    yield "and 3", _joined(AllOf, "frequent", "frequent", "middling")
    yield "or 2", _joined(AnyOf, "frequent", "middling")
    yield "or 8", _joined(AnyOf, *three_of_each)
    yield "phrase", _phrase
    yield "literal", _literal
    yield "not", _not
    yield "dated", _dated
    yield "beginning", _beginning


_MAKERS = dict(_all_makers())

"""Which words speak for which topic (主题)? The reader of `topics.toml`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from operator import add
from pathlib import Path
from typing import Any

from search.config import user_file
from search.errors import ConfigError
from search.facets.tables import DATA

FILE = "topics.toml"
_STRENGTHS = {"strong": 3.0, "weak": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a topic (`topic` is its number); `pattern` is None for a plain one."""

    topic: int
    text: str
    weight: float
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class TopicRules:
    """The topics in the order of the file, and their words.

    `by_pair` has the plain words by their first two characters: most words stand
    nowhere in an article, and so are never tried.
    """

    names: tuple[str, ...]
    words: tuple[Word, ...]
    by_pair: dict[str, tuple[Word, ...]] = field(init=False, repr=False, compare=False)
    patterns: tuple[Word, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_pair: dict[str, list[Word]] = {}
        for word in self.words:
            if word.pattern is None:
                by_pair.setdefault(word.text[:2], []).append(word)
        fixed = {pair: tuple(words) for pair, words in by_pair.items()}
        object.__setattr__(self, "by_pair", fixed)
        object.__setattr__(self, "patterns", tuple(w for w in self.words if w.pattern))

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Word]]:
        """Where words begin and end in a text; words inside longer ones count too."""
        pairs = set(map(add, text, islice(text, 1, None)))
        # In a fixed order: sums of floats, and the evidence shown, depend on it.
        for pair in sorted(pairs & self.by_pair.keys()):
            for word in self.by_pair[pair]:
                start = text.find(word.text)
                while start >= 0:
                    yield start, start + len(word.text), word
                    start = text.find(word.text, start + 1)
        for word in self.patterns:
            assert word.pattern
            for match in word.pattern.finditer(text):
                yield *match.span(), word


def load_topics() -> TopicRules:
    """The topic rules: the user's own `topics.toml`, else ours."""
    path = user_file(FILE) or DATA / FILE
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, _changed: int) -> TopicRules:
    """`_changed` makes an edited file a new one for the cache."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "correct the file, or remove it to use ours"
        raise ConfigError(f"{path}: {error}", hint) from error
    if not tables:
        raise ConfigError(f"{path}: no topics", 'each is a section: ["招商引资"]')
    words = [
        word
        for number, (name, table) in enumerate(tables.items())
        for word in _words(f"{path}: [{name}]", number, table)
    ]
    return TopicRules(tuple(tables), tuple(words))


def _words(place: str, topic: int, table: Any) -> Iterator[Word]:
    if not isinstance(table, dict) or not table:
        raise ConfigError(f"{place}: no section with strong or weak words")
    for strength, words in table.items():
        if strength not in _STRENGTHS:
            raise ConfigError(f"{place}: {strength} is none of {' '.join(_STRENGTHS)}")
        if not isinstance(words, list):
            raise ConfigError(f"{place}: {strength} is no list of words")
        for text in words:
            yield _word(place, topic, text, _STRENGTHS[strength])


def _word(place: str, topic: int, text: Any, weight: float) -> Word:
    if not isinstance(text, str) or not text.strip("/ "):
        raise ConfigError(f"{place}: {text!r} is no word")
    if len(text) == 1:
        return Word(topic, text, weight, re.compile(re.escape(text)))
    if not (text.startswith("/") and text.endswith("/")):
        return Word(topic, text, weight)
    try:
        return Word(topic, text, weight, re.compile(text[1:-1]))
    except re.error as error:
        raise ConfigError(f"{place}: {text}: {error}") from error

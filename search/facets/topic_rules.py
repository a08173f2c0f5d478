"""Which words speak for which topic (主题)? The reader of `topics.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.config import user_file
from search.errors import ConfigError
from search.facets.tables import DATA

FILE = "topics.toml"
_STRENGTHS = {"strong": 3.0, "weak": 1.0}
_EXCEPTIONS = "not"
# Tables are as long as the basic plane; a word that begins beyond it is a pattern.
_PLANE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a topic (`topic` is its number); `pattern` is None for a plain one.

    `exceptions` are longer words that hold it without meaning it (招商银行 is no
    招商), each with how far into it the word begins.
    """

    topic: int
    text: str
    weight: float
    pattern: re.Pattern[str] | None = None
    exceptions: tuple[tuple[str, int], ...] = ()

    def is_meant(self, text: str, start: int) -> bool:
        """Does the word that stands there stand in none of its exceptions?"""
        for each, begin in self.exceptions:
            if start >= begin and text.startswith(each, start - begin):
                return False
        return True


class TopicRules:
    """The topics in the order of the file, and their words.

    At most places of a text nothing need be looked up: a table, by the first and the
    second character, has the plain words that begin with both.
    """

    def __init__(self, names: tuple[str, ...], words: tuple[Word, ...]) -> None:
        self.names = names
        self.words = words
        self._patterns = [word for word in words if word.pattern]
        plain = sorted((w for w in words if not w.pattern), key=lambda w: len(w.text))
        self._first = _numbered(word.text[0] for word in plain)
        self._second = _numbered(word.text[1] for word in plain)
        shape = int(self._first.max()) + 1, int(self._second.max()) + 1
        self._heads = np.zeros(shape, np.uint16)
        # By head and third character, "" for words of two, in one look-up.
        self._words: list[dict[str, list[tuple[int, Word]]]] = [{}]
        for word in plain:
            first, second = _codes(word.text[:2])
            place = self._first[first], self._second[second]
            if not self._heads[place]:
                self._heads[place] = len(self._words)
                self._words.append({})
            known = self._words[self._heads[place]]
            known.setdefault(word.text[2:3], []).append((len(word.text), word))

    def occurrences(self, text: str) -> Iterator[tuple[int, int, Word]]:
        """Where words begin and end in a text; words inside longer ones count too."""
        codes = _codes(text)
        heads = self._heads[self._first[codes[:-1]], self._second[codes[1:]]]
        starts = np.flatnonzero(heads)
        for start, head in zip(starts.tolist(), heads[starts].tolist(), strict=True):
            known = self._words[head]
            third = text[start + 2 : start + 3] or "\n"
            for length, word in (*known.get("", ()), *known.get(third, ())):
                if length > 3 and not text.startswith(word.text, start):
                    continue
                if not word.exceptions or word.is_meant(text, start):
                    yield start, start + length, word
        for word in self._patterns:
            assert word.pattern
            for match in word.pattern.finditer(text):
                yield *match.span(), word


def _codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text, uint32 [characters]; those beyond `_PLANE` are 0."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.where(codes < _PLANE, codes, 0)


def _numbered(characters: Iterable[str]) -> NDArray[np.uint16]:
    """A number from 1 for each of the characters by its code point; 0: another one."""
    numbers = np.zeros(_PLANE, np.uint16)
    known = _codes("".join(sorted(set(characters))))
    numbers[known] = np.arange(1, len(known) + 1)
    return numbers


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
    texts = {key: _texts(place, key, words) for key, words in table.items()}
    exceptions = texts.pop(_EXCEPTIONS, [])
    for strength, words in texts.items():
        for text in words:
            word = _word(place, topic, text, _STRENGTHS[strength])
            found = [] if word.pattern else _holding(text, exceptions)
            yield replace(word, exceptions=tuple(found))


def _texts(place: str, key: str, words: Any) -> list[str]:
    """The words of a key of a section, if it is one of ours and they are words."""
    keys = (*_STRENGTHS, _EXCEPTIONS)
    if key not in keys:
        raise ConfigError(f"{place}: {key} is none of {' '.join(keys)}")
    if not isinstance(words, list):
        raise ConfigError(f"{place}: {key} is no list of words")
    for text in words:
        if not isinstance(text, str) or not text.strip("/ "):
            raise ConfigError(f"{place}: {text!r} is no word")
    return words


def _holding(text: str, exceptions: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The exceptions that hold a word, and where in them it begins."""
    for each in exceptions:
        for match in re.finditer(f"(?={re.escape(text)})", each):
            yield each, match.start()


def _word(place: str, topic: int, text: str, weight: float) -> Word:
    if len(text) == 1 or not _codes(text[:2]).all():
        return Word(topic, text, weight, re.compile(re.escape(text)))
    if not (text.startswith("/") and text.endswith("/")):
        return Word(topic, text, weight)
    try:
        return Word(topic, text, weight, re.compile(text[1:-1]))
    except re.error as error:
        raise ConfigError(f"{place}: {text}: {error}") from error

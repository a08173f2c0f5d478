"""How is a little text cut into words without loading a dictionary?

A segmenter loads its 350,000 words in a tenth of a second, a good part of what a short
command takes. Here they lie in order in a file that is mapped, and a query looks at a
few pages of it. `search index` makes the file, in the user's cache; where it is missing
the segmenter does the work. The words are the same.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import log
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.config import private_cache

_WORDS, _FREQUENCIES = "words.npy", "frequencies.npy"
_PREFIX = "dictionary-"
# So many bytes at the end of a list tell it from another of the same size.
_END = 64_000


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of a segmenter, and the user's own with their frequencies.

    `words`, str [words], are in order; `frequencies`, int64 [words], say how often
    each was met in the text that the dictionary was counted from.
    """

    words: NDArray[np.str_]
    frequencies: NDArray[np.int64]
    own: Mapping[str, int]
    total: int

    def cut(self, text: str) -> list[str]:
        """The words of runs of Han characters with spaces between; a space stays.

        Of all ways to cut a run the likeliest, each word as likely as it is frequent:
        the precise mode of jieba without its HMM.
        """
        found: list[str] = []
        for run in text.split(" "):
            found += self._cut(run)
            found.append(" ")
        return found[:-1]

    def _cut(self, run: str) -> Iterator[str]:
        whole = log(self.total)
        # Of each place: how likely the best cut from there is, and where it goes on.
        best = [(0.0, 0)] * (len(run) + 1)
        for start, words in reversed([*enumerate(self._words_at(run))]):
            best[start] = max(
                (log(frequency) - whole + best[end][0], end)
                for end, frequency in words.items()
            )
        start = 0
        while start < len(run):
            end = best[start][1]
            yield run[start:end]
            start = end

    def _words_at(self, run: str) -> list[dict[int, int]]:
        """The words that begin at each place, their ends with their frequencies; a
        character that begins none is one."""
        longest = self.words.itemsize // np.dtype("U1").itemsize
        spans = [*_spans(run, range(1, longest + 1))]
        asked = np.array([run[start:end] for start, end in spans], self.words.dtype)
        at = np.searchsorted(self.words, asked).clip(max=len(self.words) - 1)
        known = np.flatnonzero(self.words[at] == asked)
        found: list[dict[int, int]] = [{} for _ in run]
        for which, frequency in zip(known, self.frequencies[at[known]], strict=True):
            start, end = spans[which]
            found[start][end] = int(frequency)
        for start, end in _spans(run, sorted({*map(len, self.own)})):
            found[start][end] = self.own.get(run[start:end], found[start].get(end, 0))
            if not found[start][end]:
                # Not there, or ruled out by the user.
                del found[start][end]
        return [words or {start: 1} for start, words in enumerate(found, 1)]

    def frequency(self, word: str) -> int:
        """How often a word that is not the user's was met."""
        at = int(np.searchsorted(self.words, word))
        there = at < len(self.words) and self.words[at] == word
        return int(self.frequencies[at]) if there else 0


def open_dictionary(own: Mapping[str, int]) -> Dictionary | None:
    """The dictionary with the user's own words; None where it was not made."""
    try:
        folder = _folder()
        words, frequencies = (
            np.load(folder / name, mmap_mode="r") for name in (_WORDS, _FREQUENCIES)
        )
    except (OSError, ValueError):
        return None
    listed = Dictionary(words, frequencies, {}, int(frequencies.sum()))
    more = (count - listed.frequency(word) for word, count in own.items())
    return Dictionary(words, frequencies, own, listed.total + sum(more))


def make_dictionary() -> None:
    """Make the file, if it is not there. Where it cannot be, nothing is lost."""
    try:
        folder = _folder()
        if folder.exists():
            return
        entries = dict(_entries(_source()))
        new = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=folder.parent))
    except OSError:
        return
    try:
        words = np.array(sorted(entries))
        np.save(new / _WORDS, words)
        np.save(new / _FREQUENCIES, np.array([*map(entries.get, words.tolist())]))
        for old in folder.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(old)
        new.rename(folder)
    except OSError:
        # A full disk leaves half of it.
        shutil.rmtree(new, ignore_errors=True)


def _folder() -> Path:
    """Where the file is: other words have another name, other copies of them have not,
    so that two installations share it. To read all of the list takes as long as a
    query: its size and its end tell it from that of another version."""
    with _source().open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(-min(size, _END), os.SEEK_END)
        name = crc32(file.read(), size)
    return private_cache() / f"{_PREFIX}{name:08x}"


def _source() -> Path:
    """The list of words that comes with jieba, which need not be loaded for it."""
    found = find_spec("jieba")
    return Path(found.origin if found and found.origin else "").with_name("dict.txt")


def _entries(path: Path) -> Iterator[tuple[str, int]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, _ = line.split(" ")
            yield word, int(frequency)


def _spans(run: str, lengths: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Every piece of a run that has one of these lengths: its beginning and end."""
    for length in lengths:
        for start in range(len(run) - length + 1):
            yield start, start + length

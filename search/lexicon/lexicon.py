"""What is in a lexicon, and how does it become bytes and come back?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.engines.base import Buffer
from search.lexicon.arrays import Array, pack, unpack
from search.lexicon.entries import Entries, Texts
from search.pinyin import Sounds

# To be raised whenever other things are kept, or made in another way.
VERSION = 1


@dataclass(frozen=True)
class Lexicon:
    """The names and phrases of an archive.

    `commit` is the one that it was made of, of so many `documents`; phrases were looked
    for when there were `sampled`. `parks` are the zones in every written form;
    `phrases` are frequent words too. `origins` is for making the next one.
    """

    commit: str
    documents: int
    sampled: int
    parks: Entries
    phrases: Entries
    bylines: Entries
    headlines: Entries
    mined: Mapping[str, int]
    origins: "Origins"
    sounds: Sounds

    def dump(self) -> bytes:
        """The lexicon as bytes."""
        data = {
            "version": VERSION,
            "commit": self.commit,
            "documents": self.documents,
            "sampled": self.sampled,
            "sounds": dict(self.sounds.characters),
        }
        arrays: dict[str, Array] = {}
        arrays |= _arrays_of("parks", self.parks)
        arrays |= _arrays_of("phrases", self.phrases)
        arrays |= _arrays_of("bylines", self.bylines)
        arrays |= _arrays_of("headlines", self.headlines)
        arrays |= _texts("mined", Texts.of([*self.mined]))
        arrays["mined.counts"] = np.fromiter(self.mined.values(), np.uint32)
        arrays |= _texts("origins.keys", Texts.of(self.origins.keys))
        arrays |= _texts("origins.bylines", self.origins.bylines)
        arrays["origins.headlines_until"] = self.origins.headlines_until
        arrays["origins.bylines_until"] = self.origins.bylines_until
        return pack(data, arrays)

    @classmethod
    def read(cls, content: Buffer) -> "Lexicon":
        """The lexicon of these bytes. Raises ValueError for another version's."""
        data, arrays = unpack(content)
        if data.get("version") != VERSION:
            raise ValueError("a lexicon of another version")
        counts = arrays["mined.counts"].tolist()
        return cls(
            data["commit"],
            data["documents"],
            data["sampled"],
            _entries_of("parks", arrays),
            _entries_of("phrases", arrays),
            _entries_of("bylines", arrays),
            _entries_of("headlines", arrays),
            dict(zip(_texts_of("mined", arrays), counts, strict=True)),
            Origins(
                list(_texts_of("origins.keys", arrays)),
                arrays["origins.headlines_until"],
                _texts_of("origins.bylines", arrays),
                arrays["origins.bylines_until"],
            ),
            Sounds(data["sounds"]),
        )


@dataclass(frozen=True)
class Origins:
    """Which headlines and bylines are of which source: those of the i-th of `keys` end
    at `headlines_until[i]` among the headlines, and at `bylines_until[i]` among
    `bylines`."""

    keys: list[str]
    headlines_until: Array
    bylines: Texts
    bylines_until: Array


def _arrays_of(name: str, entries: Entries) -> dict[str, Array]:
    return {
        **_texts(f"{name}.shown", entries.shown),
        f"{name}.codes": entries.codes,
        f"{name}.begins": entries.begins,
        f"{name}.text_of": entries.text_of,
        f"{name}.also": entries.also,
        f"{name}.counts": entries.counts,
    }


def _entries_of(name: str, arrays: Mapping[str, Array]) -> Entries:
    parts = ("codes", "begins", "text_of", "also", "counts")
    return Entries(
        _texts_of(f"{name}.shown", arrays), *(arrays[f"{name}.{p}"] for p in parts)
    )


def _texts(name: str, texts: Texts) -> dict[str, Array]:
    return {f"{name}.content": texts.content, f"{name}.starts": texts.starts}


def _texts_of(name: str, arrays: Mapping[str, Array]) -> Texts:
    return Texts(arrays[f"{name}.content"], arrays[f"{name}.starts"])

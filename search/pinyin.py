"""How do Han characters sound, in pinyin without tones?

`make_sounds` asks pypinyin, the only place that knows it; what it makes is kept with
the lexicon of an index, so nothing that reads loads it. Pinyin serves suggestions and
corrections; nothing is ever found by it.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

# Which code units of UTF-16 are meant, bool [65536].
CodeSet = NDArray[np.bool_]
CODES = 1 << 16

# A second reading counts where it has so much of a character's share in the phrases of
# the dictionary, and so many of them: 重 chong and 行 hang do, 区 ou and 大 tai do not.
_SHARE, _PHRASES = 0.04, 3
# No syllable has more letters (zhuang).
LONGEST = 6
_RETROFLEX = ("zh", "ch", "sh")


@dataclass(frozen=True)
class Sounds:
    """The characters of each syllable, ü written v (lv, nv) as one types it."""

    characters: Mapping[str, str]

    def typed(
        self, letters: str, last: bool = False, initials: bool = True
    ) -> CodeSet | None:
        """The characters that are typed so: in full (zhao), by the initial (z, zh)
        unless `initials` are not meant, or, where it is the `last` that was typed, up
        to any letter (zha); and the letter itself. None where there are none.
        """
        found = [
            characters
            for syllable, characters in self._beginning.get(letters[:1], {}).items()
            if syllable == letters
            or (last and syllable.startswith(letters))
            or (initials and syllable.startswith(letters) and _is_initial(letters))
        ]
        if len(letters) == 1:
            found.append(letters)
        return _codes("".join(found)) if found else None

    def like(self, character: str) -> CodeSet:
        """The characters that sound like this one in any of its readings, itself
        among them."""
        found = (each for each in self.characters.values() if character in each)
        return _codes(character + "".join(found))

    @cached_property
    def _beginning(self) -> dict[str, dict[str, str]]:
        """The syllables by their first letter."""
        found: dict[str, dict[str, str]] = {}
        for syllable, characters in self.characters.items():
            found.setdefault(syllable[0], {})[syllable] = characters
        return found


def make_sounds(names: Iterable[str] = ()) -> Sounds:
    """The sounds of all characters, with the readings that are in common use, and those
    that they have in these names.

    >>> "厦" in make_sounds(["厦门"]).characters["xia"]
    True
    """
    from pypinyin.phrases_dict import phrases_dict
    from pypinyin.pinyin_dict import pinyin_dict

    used: dict[str, Counter[str]] = {}
    for phrase, readings in phrases_dict.items():
        if len(phrase) == len(readings):
            for character, reading in zip(phrase, readings, strict=True):
                used.setdefault(character, Counter())[_plain(reading[0])] += 1
    named: dict[str, set[str]] = {}
    for name in names:
        for character, syllables in zip(name, phrases_dict.get(name, ()), strict=False):
            named.setdefault(character, set()).update(_plain(s) for s in syllables)
    found: dict[str, list[str]] = {}
    for code, listed in pinyin_dict.items():
        character = chr(code)
        if code < CODES:
            known = dict.fromkeys(map(_plain, listed.split(",")))
            in_use = _in_use(known, used.get(character, Counter()))
            for syllable in in_use | named.get(character, set()):
                found.setdefault(syllable, []).append(character)
    return Sounds({syllable: "".join(each) for syllable, each in found.items()})


def _in_use(known: Iterable[str], used: Counter[str]) -> set[str]:
    """The first reading that the dictionary gives, and others that phrases have."""
    first, *others = known
    enough = max(_PHRASES, _SHARE * used.total())
    kept = {first, *(each for each in others if used[each] >= enough)}
    # 略 is typed lve or lue.
    return kept | {each.replace("v", "u") for each in kept if each.endswith("ve")}


@cache
def _plain(syllable: str) -> str:
    """A syllable without its tone.

    >>> _plain("zhāo"), _plain("lǜ")
    ('zhao', 'lv')
    """
    split = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in split if "a" <= letter <= "z")


def _is_initial(letters: str) -> bool:
    return len(letters) == 1 or letters in _RETROFLEX


def _codes(characters: str) -> CodeSet:
    table = np.zeros(CODES, bool)
    table[np.frombuffer(characters.encode("utf-16-le"), "<u2")] = True
    return table

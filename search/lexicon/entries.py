"""Which of many names begin with what was typed, and which are nearly what was typed?

Names are kept as one row of codes, a 0 behind each; a code is a code unit (UTF-16) of
the folded text, of Han characters, Latin letters and digits only. What is typed is
looked for in all of them at once, character by character; few are left after the
second.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.lexicon.arrays import Array
from search.pinyin import CODES, LONGEST, Sounds
from search.text import fold_all

Numbers = NDArray[np.int64]

END = 0
# More letters than this in a row are no pinyin that anybody types.
MOST_TYPED = 40

_KEPT = np.zeros(CODES, bool)
for _first, _last in ("〇〇", "㐀鿿", "\uf900\ufaff", "09", "az", "%%"):
    _KEPT[ord(_first) : ord(_last) + 1] = True

# What a clause of a headline ends with, once folded.
_BREAK = np.zeros(CODES, bool)
_BREAK[[ord(mark) for mark in " :,;!?。、|】》—·"]] = True


@dataclass(frozen=True)
class Entries:
    """Names of one kind, the most important first.

    `shown` are the texts to be shown, `codes` [codes] the names as they are compared;
    `begins` [names] is where each begins, `text_of` [names] which text it stands for;
    `also` [places] are other places at which what was typed may begin; `counts` [texts]
    say how many articles a text finds, 0 where that was not counted.
    """

    shown: "Texts"
    codes: Array
    begins: Array
    text_of: Array
    also: Array
    counts: Array

    def __len__(self) -> int:
        return len(self.begins)

    def text(self, number: int) -> str:
        """The text that a name stands for."""
        text: str = self.shown[int(self.text_of[number])]
        return text

    def count(self, number: int) -> int:
        """How many articles the text of a name found, 0 where that is not known."""
        return int(self.counts[int(self.text_of[number])])

    def beginning(
        self, typed: str, sounds: Sounds, initials: bool = True
    ) -> tuple[Numbers, NDArray[np.bool_]]:
        """The names that begin with what was typed, characters or pinyin, ascending;
        and whether it is all of the name. Without `initials`, syllables are typed in
        full, but for the last."""
        waiting: dict[int, list[Array]] = {}
        for state in range(len(typed)):
            places = _joined(waiting.pop(state, [])) if state else self._places
            if not places.size:
                continue
            codes = self.codes[places] if state else self._firsts
            for taken, those in _steps(typed, state, sounds, initials):
                found = places[those[codes].nonzero()[0]] + 1
                waiting.setdefault(state + taken, []).append(found)
        ends = _joined(waiting.get(len(typed), []))
        names = np.searchsorted(self.begins, ends - 1, "right") - 1
        whole = self.codes[ends] == END
        if self.also.size:
            # What ends a clause is all of it, but not of the name.
            whole &= self._lengths[names] <= len(typed)
        order = np.lexsort((~whole, names))
        first = np.flatnonzero(np.diff(names[order], prepend=-1))
        return names[order][first], whole[order][first]

    def has(self, name: str) -> bool:
        """Whether there is exactly this name."""
        return not self._different(name).all()

    def alike(self, typed: str, sounds: Sounds) -> Numbers:
        """The names of as many characters that sound like what was typed."""
        names, columns = self._of_length(len(typed))
        kept = np.arange(len(names))
        for character, column in zip(typed, columns, strict=True):
            kept = kept[sounds.like(character)[column[kept]]]
        alike: Numbers = names[kept]
        return alike

    def swapped(self, typed: str) -> Numbers:
        """The names that are what was typed with two neighbours exchanged."""
        names, columns = self._of_length(len(typed))
        codes = codes_of(typed)
        found = [names[:0]]
        kept = np.flatnonzero(self._different(typed) == 2)
        for place in range(len(typed) - 1):
            crossed = columns[place, kept] == codes[place + 1]
            crossed &= columns[place + 1, kept] == codes[place]
            if codes[place] != codes[place + 1]:
                found.append(names[kept[crossed]])
        return np.concatenate(found)

    def replaced(self, typed: str) -> Numbers:
        """The names that have another character than what was typed in one place."""
        names, _ = self._of_length(len(typed))
        found: Numbers = names[self._different(typed) == 1]
        return found

    def one_more_or_less(self, typed: str) -> Numbers:
        """The names that are what was typed without one of its characters, or with one
        more in some place."""
        names, columns = self._of_length(len(typed) - 1)
        codes = codes_of(typed)
        less = names[_agree(columns, codes[:-1], columns, codes[1:])]
        names, columns = self._of_length(len(typed) + 1)
        more = names[_agree(columns[:-1], codes, columns[1:], codes)]
        return np.concatenate([less, more])

    def name(self, number: int) -> str:
        """A name as it is compared."""
        begin = int(self.begins[number])
        end = begin + int(self._lengths[number])
        return self.codes[begin:end].tobytes().decode("utf-16-le")

    def _different(self, typed: str) -> Array:
        """In how many places each name of this length differs from what was typed."""
        names, columns = self._of_length(len(typed))
        count = np.zeros(len(names), np.uint8)
        for column, code in zip(columns, codes_of(typed), strict=True):
            count += column != code
        return count

    @cached_property
    def _places(self) -> Numbers:
        """Where what was typed may begin."""
        return np.concatenate([self.begins, self.also]).astype(np.int64)

    @cached_property
    def _firsts(self) -> Array:
        return self.codes[self._places]

    @cached_property
    def _lengths(self) -> Numbers:
        ends = np.append(self.begins[1:], len(self.codes)).astype(np.int64)
        return ends - self.begins - 1

    @cached_property
    def _by_length(self) -> dict[int, tuple[Numbers, Array]]:
        return {}

    def _of_length(self, length: int) -> tuple[Numbers, Array]:
        """The names of a length, and their codes, [length, names]."""
        if length not in self._by_length:
            names = np.flatnonzero(self._lengths == length)
            places = self.begins[names].astype(np.int64) + np.arange(length)[:, None]
            self._by_length[length] = names, self.codes[places]
        return self._by_length[length]


def _agree(heads: Array, head: Array, tails: Array, tail: Array) -> NDArray[np.bool_]:
    """Which columns agree with `head` up to some place, and from there on with
    `tail`."""
    size = heads.shape[1]
    before = np.zeros(size, np.uint8)
    going = np.ones(size, bool)
    for column, code in zip(heads, head, strict=True):
        going &= column == code
        before += going
    after = np.zeros(size, np.uint8)
    going = np.ones(size, bool)
    for column, code in zip(tails[::-1], tail[::-1], strict=True):
        going &= column == code
        after += going
    agree: NDArray[np.bool_] = before + after >= len(head)
    return agree


def _steps(
    typed: str, at: int, sounds: Sounds, initials: bool
) -> Iterator[tuple[int, Array]]:
    """What may be one character of a name, from here on: how many letters were typed
    for it, and the codes that it may have."""
    if not _is_letter(typed[at]):
        yield 1, _only(typed[at])
        return
    for length in range(1, LONGEST + 1):
        letters = typed[at : at + length]
        if len(letters) < length or not _is_letter(letters[-1]):
            return
        following = typed[at + length : at + length + 1]
        last = not (following and _is_letter(following))
        those = sounds.typed(letters, last, initials)
        if those is not None:
            yield length, those


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"


def _only(character: str) -> Array:
    table = np.zeros(CODES, bool)
    table[ord(character)] = True
    return table


def _joined(places: Sequence[Array]) -> Numbers:
    if len(places) == 1:
        return places[0]
    return np.unique(np.concatenate(places)) if places else np.empty(0, np.int64)


@dataclass(frozen=True)
class Texts(Sequence[str]):
    """Texts one behind the other: `content` uint8, `starts` [texts + 1]."""

    content: Array
    starts: Array

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """These texts."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number):  # type: ignore[no-untyped-def]
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        begin, end = self.starts[number], self.starts[number + 1]
        return self.content[begin:end].tobytes().decode("utf-8")


def codes_of(text: str) -> Array:
    """The codes of a text of characters that are compared."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def compared(text: str) -> str:
    """What of a text is compared.

    >>> compared("“济南”　高新区 ５Ｇ")
    '济南高新区5g'
    """
    (plain,) = fold_all([text])
    return "".join(c for c in plain if ord(c) < CODES and _KEPT[ord(c)])


def make_entries(
    names: Sequence[str],
    texts: Sequence[str] | None = None,
    clauses: bool = False,
    counts: Mapping[str, int] | None = None,
) -> Entries:
    """The entries of names, the most important first; `texts` are shown for them, by
    default the names, and `counts` are how many articles these find. With `clauses`,
    what was typed may begin any clause of a name.
    """
    lines = [name.replace("\n", " ") for name in fold_all(names)]
    joined = codes_of("\n".join(lines) + "\n" if names else "")
    kept = _KEPT[joined]
    ends = np.flatnonzero(joined == ord("\n"))
    codes = np.where(joined == ord("\n"), END, joined).astype("<u2")
    wanted = kept | (joined == ord("\n"))
    # Where each code lies once what is not compared has been left out.
    moved = np.cumsum(wanted) - wanted
    begins = np.concatenate([[0], moved[ends] + 1])[:-1].astype(np.uint32)
    also = np.empty(0, np.uint32)
    if clauses:
        fresh = np.flatnonzero(kept[1:] & _BREAK[joined[:-1]]) + 1
        also = np.setdiff1d(moved[fresh], begins).astype(np.uint32)
    shown = Texts.of([*dict.fromkeys(texts or names)])
    number = {text: i for i, text in enumerate(shown)}
    text_of = np.array([number[each] for each in texts or names], np.uint32)
    known = np.array([(counts or {}).get(each, 0) for each in shown], np.uint32)
    return Entries(shown, codes[wanted], begins, text_of, also, known)

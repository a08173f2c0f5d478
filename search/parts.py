"""Which writings and words does a piece of a query have?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.analysis import query_words, words
from search.engines.base import (
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Node,
    Phrase,
    Word,
)
from search.synonyms import Alternative, alternatives, writings
from search.text import fold, unit_texts

Units = tuple[str, ...]

# A figure with its unit, a day of the year (7月26日), or a mixture of Latin letters and
# digits (5G, K12, 30GWh): one word.
_FIGURE = re.compile(
    r"[a-z]+\d[a-z\d]*|\d+(?:\.\d+)?[a-z][a-z\d]*|\d{1,2}月\d{1,2}日|\d[\d,]*(?:\.\d+)*"
    r"(?:%|[万亿千百]{0,2}(?:美元|欧元|元|平方公里|平方米|公顷|亩|公里|米|吨"
    r"|千瓦时|千瓦|人次|人|家|个|项|户|套|台|辆|年|月|日|天|倍|名|件|批|万|亿)?)"
)
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word of a part: one of jieba's, or (`literal`) a figure with its unit, a
    name of a zone in any of its forms, or what no dictionary knows, such as the name
    of a person; these are looked for as printed."""

    forms: tuple[Units, ...]
    literal: bool = True

    def node(self, fields: tuple[str, ...]) -> Node:
        """Documents with the word in any of `fields`."""
        if self.literal or fields != TEXT_FIELDS:
            return printed(self.forms, fields)
        return Word("".join(self.forms[0]))

    @property
    def is_name(self) -> bool:
        """Whether it is a row of characters that no dictionary knows as a word."""
        single = len(self.forms) == 1 and not any(u.isascii() for u in self.forms[0])
        return self.literal and single and len(words(self.text)) == len(self.text)

    @property
    def text(self) -> str:
        """The word as it is shown to people."""
        return "".join(self.forms[0])


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text to find: as printed in any of `forms`, or, when not `quoted`,
    by all of its words; with `prefix`, what is printed may go on. `alternatives`
    are the pieces of it that are looked for in other writings too."""

    text: str
    forms: tuple[Units, ...]
    leaves: tuple[Leaf, ...]
    fields: tuple[str, ...] = TEXT_FIELDS
    quoted: bool = False
    prefix: bool = False
    alternatives: tuple[Alternative, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The forms, as they are printed."""
        return _phrases(self.forms, self.fields, self.prefix)

    @property
    def literal(self) -> Node:
        """Documents in which one of the forms is printed."""
        return AnyOf(self.phrases)

    @property
    def words(self) -> tuple[Node, ...]:
        """A node for each word; none where only the literal reading counts."""
        return tuple(leaf.node(self.fields) for leaf in self.leaves)

    @property
    def node(self) -> Node:
        """Documents that the part, read strictly, is about."""
        if self.quoted or not self.leaves:
            return self.literal
        return AnyOf((self.literal, AllOf(self.words)))

    @property
    def placed(self) -> Node:
        """The same, of a sentence or a paragraph: every word as it is printed."""
        if self.quoted or not self.leaves:
            return self.literal
        words = (printed(leaf.forms, self.fields) for leaf in self.leaves)
        return AnyOf((self.literal, AllOf(tuple(words))))

    @property
    def length(self) -> int:
        """How many words it has, quoted or not, function words left out."""
        plain = fold(self.text)
        return len(self.leaves or _leaves(plain, alternatives(plain), False))

    @property
    def reading(self) -> str:
        """How the part is read, in Chinese."""
        if self.prefix:
            return f"以“{self.text}”开头"
        if self.quoted or len(self.leaves) < 2:
            return f"按原文“{self.text}”"
        return f"按原文“{self.text}”或全部词：" + " ".join(
            leaf.text for leaf in self.leaves
        )


def make_part(
    text: str,
    fields: tuple[str, ...] = TEXT_FIELDS,
    quoted: bool = False,
    synonyms: bool = True,
) -> Part | None:
    """The part for a text; None when nothing in it can be found. What is `quoted` has
    no other writings, nor has any text without `synonyms`."""
    if not _units(text):
        return None
    if quoted:
        return Part(text, (_units(text),), (), fields, quoted)
    plain = fold(text)
    found = alternatives(plain)
    others = found if synonyms else ()
    return Part(
        text,
        tuple(dict.fromkeys(map(_units, (text, *writings(plain, others))))),
        _leaves(plain, found, synonyms),
        fields,
        alternatives=others,
    )


def make_beginning(text: str, fields: tuple[str, ...] = TEXT_FIELDS) -> Part | None:
    """The part for a text whose last number or run of letters may go on."""
    found = _units(text)
    return Part(text, (found,), (), fields, True, prefix=True) if found else None


def _phrases(
    forms: tuple[Units, ...], fields: tuple[str, ...], prefix: bool = False
) -> tuple[Phrase, ...]:
    """A phrase for each form; one that holds another adds nothing."""
    joined = [f" {' '.join(form)} " for form in forms]
    return tuple(
        Phrase(form, fields, prefix)
        for form, mine in zip(forms, joined, strict=True)
        if not any(other in mine for other in joined if other != mine)
    )


def printed(forms: tuple[Units, ...], fields: tuple[str, ...]) -> Node:
    """Documents with any of the forms."""
    return AnyOf(_phrases(forms, fields))


def _leaves(
    plain: str, found: Iterable[Alternative], synonyms: bool
) -> tuple[Leaf, ...]:
    """The words of a normalised text, each once; a piece that has alternatives is one,
    and with `synonyms` in any of its writings."""
    at = 0
    leaves: list[Leaf] = []
    for each in found:
        leaves += _figures_and_words(plain[at : each.start])
        forms = (plain[each.start : each.end], *(each.writings if synonyms else ()))
        leaves.append(Leaf(tuple(dict.fromkeys(map(_units, forms)))))
        at = each.end
    leaves += _figures_and_words(plain[at:])
    return tuple(dict.fromkeys(leaves))


def _figures_and_words(plain: str) -> Iterator[Leaf]:
    at = 0
    for figure in _FIGURE.finditer(plain):
        yield from _words(plain[at : figure.start()])
        yield Leaf((_units(figure[0]),))
        at = figure.end()
    yield from _words(plain[at:])


def _words(plain: str) -> Iterator[Leaf]:
    """Words without the function words; single characters in a row are one leaf,
    for no dictionary knows what they are the name of."""
    kept = set(query_words(plain))
    for run in _RUN.findall(plain):
        row: list[str] = []
        for word in words(run):
            if len(word) == 1 and word in kept:
                row.append(word)
                continue
            yield from _name(row)
            row = []
            if word in kept:
                yield Leaf((_units(word),), literal=False)
        yield from _name(row)


def _name(row: list[str]) -> Iterator[Leaf]:
    if row:
        yield Leaf((_units("".join(row)),), literal=len(row) > 1)


def _units(text: str) -> Units:
    return tuple(unit_texts(text))

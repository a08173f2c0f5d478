"""What may somebody mean who is typing?

Zones, phrases, authors and headlines that begin with what was typed: in characters, in
pinyin (zhaoshang), by initials (zsyz), or mixed. The lexicon names them; each is looked
up in the index before it is shown, so what it holds of an earlier commit does no harm.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np

from search.engines.base import AllOf, EngineQuery, Node, Phrase, View
from search.lexicon import Entries, Lexicon, asked_for, compared, count
from search.models import Suggestion, SuggestionKind
from search.text import unit_texts

# How many of each kind there are at first, in this order; what is left is filled up.
SHARES: dict[SuggestionKind, int] = {
    "park": 2, "phrase": 3, "byline": 1, "headline": 2,
}  # fmt: skip
# Longer text is no beginning any more.
MOST_TYPED = 40
# So many of a kind are looked up in the index, should none be there.
_LOOKED_UP = 12
# So many counts are remembered.
_REMEMBERED = 20_000
# Fewer initials than this are those of too many headlines.
_INITIALS_OF_HEADLINE = 5
# What is written with these is beyond a name: quotations, fields, groups.
_WRITTEN = re.compile(r"[\"“”「」『』＂:：()（）|]")
_LETTER = re.compile("[a-z]")

# A text, whether what was typed is all of it, and what it finds, if that is known.
_Name = tuple[str, bool, int]
_Found = Iterator[tuple[Suggestion, bool]]


def suggest(
    view: View, lexicon: Lexicon | None, text: str, limit: int = 8
) -> tuple[Suggestion, ...]:
    """What `text` may be the beginning of, the likeliest first.

    Where it is of several parts and begins nothing, its last part is completed.
    """
    if _WRITTEN.search(text) or not compared(text):
        return ()
    found = _Suggester(view, lexicon).found(text, limit)
    before, _, last = text.rstrip().rpartition(" ")
    if not found and before.strip():
        found = _Suggester(view, lexicon, before.strip()).found(last, limit)
    return found


class _Suggester:
    """Suggests names; `before` is what was typed in front of them."""

    def __init__(self, view: View, lexicon: Lexicon | None, before: str = "") -> None:
        self.view = view
        self.lexicon = lexicon
        self.before = before
        self.also: tuple[Node, ...] = (asked_for(before),) if before else ()

    def found(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """What begins with a text: what it is all of first, then kind by kind."""
        typed = compared(text)[:MOST_TYPED]
        kinds = {kind: self._kind(kind, typed) for kind in SHARES}
        taken: dict[str, tuple[Suggestion, bool]] = {}
        for share in (*SHARES.items(), *dict.fromkeys(SHARES, limit).items()):
            kind, most = share
            for each in islice(kinds[kind], min(most, limit - len(taken))):
                taken.setdefault(each[0].text, each)
        order = [*SHARES]
        best = sorted(taken.values(), key=lambda e: (not e[1], order.index(e[0].kind)))
        return tuple(suggestion for suggestion, _ in best)

    def _kind(self, kind: SuggestionKind, typed: str) -> _Found:
        """The suggestions of a kind that find something; with each, whether what was
        typed is all of it."""
        names = self._named(kind, typed)
        if kind == "headline" and len(typed) > 1 and not _LETTER.search(typed):
            names = self._headlines(typed)
        for text, whole, known in islice(names, _LOOKED_UP):
            if found := known or self._count(kind, text):
                shown = f"{self.before} {text}" if self.before else text
                yield Suggestion(shown, kind, found), whole

    def _named(self, kind: SuggestionKind, typed: str) -> Iterator[_Name]:
        """The names of a kind in the lexicon, those first that were typed in full;
        by their initials where none has these syllables."""
        if self.lexicon is None:
            return
        current = not self.before and self.lexicon.commit == self.view.commit_id()
        entries: Entries = getattr(self.lexicon, f"{kind}s")
        names, whole = entries.beginning(typed, self.lexicon.sounds, initials=False)
        few = kind != "headline" or len(typed) >= _INITIALS_OF_HEADLINE
        if not names.size and few and _LETTER.search(typed):
            names, whole = entries.beginning(typed, self.lexicon.sounds)
        seen: set[str] = set()
        for place in np.argsort(~whole, kind="stable")[: 4 * _LOOKED_UP].tolist():
            number = int(names[place])
            text = entries.text(number)
            if text not in seen:
                seen.add(text)
                known = entries.count(number) if current else 0
                yield text, bool(whole[place]), known

    def _headlines(self, typed: str) -> Iterator[_Name]:
        """The newest headlines with what was typed anywhere, as the index has them."""
        if self.before:
            return
        where = Phrase(tuple(unit_texts(typed)), ("headline",))
        query = EngineQuery(where, sort="newest", limit=_LOOKED_UP)
        for match in self.view.find(query).matches:
            for article in self.view.fetch([match.id]):
                yield article.headline, compared(article.headline) == typed, 0

    def _count(self, kind: SuggestionKind, text: str) -> int:
        """How many articles are found by a text, and by what stands before it."""
        known = _counts(self.view.commit_id())
        key = kind, text, self.before
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[key] = count(self.view, AllOf((*self.also, _node(kind, text))))
        return known[key]


def _node(kind: SuggestionKind, text: str) -> Node:
    """What a name finds; a headline and an author, where they stand as such."""
    if kind in ("headline", "byline"):
        return Phrase(tuple(unit_texts(text)), (kind,))
    return asked_for(text)


@lru_cache(2)
def _counts(_commit: str) -> dict[tuple[str, str, str], int]:
    """What was counted in a commit; the same names are looked up again and again."""
    return {}

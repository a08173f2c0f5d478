"""In what order does an answer come? The formula, and what set its weights.

Over the terms of all pieces of a query, each once, in two stages:

    0.3 Σ idf (2 + T)   words of jieba's, without function and question words
    0.5 Σ idf T         pairs of neighbouring units
    then, of the best hundred by that,
    1.0 Σ idf T         single units of the words
    1.0 Σ idf           those of them that stand in the first hundred of the body
    and all of it times the boosts

T and idf are BM25's (`engines.base.Ranking`), k1 = 1.2 and b = 0.75 everywhere: values
tuned for each field gain 0.001. Fields are pooled: weighing the words of the headline
gains nothing, adding up scores of fields loses.

The figures are differences of nDCG@10 with their 95 % intervals (`search eval rank`),
for 1,799 headlines of news (H), which are to find their article without its headline,
725 questions (Q), 272 questions (R) and 151 with several right answers (S).

What did not pay: copies of what stands above, moved down (H -0.019, S -0.145: a copy
is as right as what it copies); terms taken from the best results, windows of words,
learned weights (nine sets); function words at half weight (H +0.001, Q -0.002); units
by their presence (R -0.002, S +0.004), pairs by theirs (H +0.002, Q -0.005) or more of
it in the opening (R -0.006); a factor for the share of the words that an article has
(S +0.009, R -0.005); a penalty of length (H -0.002). What is new comes first among
equals only: no set knows when its queries were asked.
"""

from collections.abc import Iterator, Sequence

from search.analysis import bigrams, query_words
from search.engines.base import (
    TEXT_FIELDS,
    AnyOf,
    Boost,
    Node,
    Phrase,
    Ranking,
    RankTerm,
    Word,
)
from search.parts import Part, printed
from search.text import unit_texts

# That a word is there says more than how often: with T alone H loses 0.006 [0.003,
# 0.010] and S 0.006, Q gains 0.004; a presence of 1 to 3 is alike.
WORD_WEIGHT, WORD_PRESENCE = 0.3, 2.0
# Pairs find what jieba cuts differently here and there, and are the sense of nearness.
# Without them H loses 0.015, R 0.011; 0.4 to 0.6 are alike, 0.7 loses Q 0.004.
PAIR_WEIGHT = 0.5
# Units find what shares no word. Without them Q loses 0.006, R 0.009, S 0.005; 0.7 to
# 1.2 are alike. They stand in five times as many documents as words and pairs do; to
# look at the best hundred only loses nothing.
UNIT_WEIGHT = 1.0
# News tells first what it is about: H gains 0.011 [0.007, 0.017], Q 0.004 [0, 0.009], S
# 0.006 [-0.001, 0.014]. 0.6 to 1.4 are alike, 2 loses half of it. The first 200 units
# gain H less (-0.004), the first 50 too (-0.008).
LEAD_WEIGHT = 1.0
# Among near-equals, a whole literal occurrence and one in the headline come first. Of
# 701 random strings of the five pages 28 had an article without the string before one
# with it at 0, 23 at 0.1, 15 at 0.2, 10 at 0.3. No set is better or worse for it.
LITERAL_BOOST, HEADLINE_BOOST = 0.2, 0.1


def ranking(parts: Sequence[Part]) -> Ranking:
    """What orders the documents that are found for these pieces of a query."""
    terms = dict.fromkeys(term for part in parts for term in _terms(part))
    again = dict.fromkeys(term for part in parts for term in _again(part))
    lifts = [lift for part in parts for lift in _boosts(part, len(parts))]
    return Ranking(tuple(terms), tuple(lifts), tuple(again))


def any_term(parts: Sequence[Part]) -> Node:
    """Documents with any word of these, or with anything else that ranks, but for
    pieces of figures and of names of zones, which are of others too, and the characters
    of a name one by one, where there is more of it."""
    terms = dict.fromkeys(term for part in parts for term in _terms(part))
    words = [word for part in parts for word in part.words]
    pieces = {piece for part in parts for piece in _pieces(part)}
    others = [t for t in terms if len(t.text) > 1 and t.text not in pieces]
    fields = tuple(f for f in TEXT_FIELDS if any(f in part.fields for part in parts))
    nodes = words + [_having(term, fields) for term in others]
    every = nodes or [_having(term, fields) for term in terms]
    return AnyOf(tuple(dict.fromkeys(every)))


def _pieces(part: Part) -> Iterator[str]:
    """The words and pairs that figures and names of zones are made of."""
    for leaf in part.leaves:
        if leaf.literal and not leaf.is_name:
            for form in leaf.forms:
                yield from bigrams(form)
                yield from query_words(_spaced(form))


def _having(term: RankTerm, fields: tuple[str, ...]) -> Node:
    match term.field:
        case "words" if fields == TEXT_FIELDS:
            return Word(term.text)
        case "words":
            return Phrase(tuple(unit_texts(term.text)), fields)
        case "bigrams":
            return Phrase(tuple(term.text.split()), fields)
        case field:
            return Phrase((term.text,), (field,))


def _terms(part: Part) -> Iterator[RankTerm]:
    """What ranks all that is found."""
    for word in _words(part):
        yield RankTerm("words", word, WORD_WEIGHT, WORD_PRESENCE)
    for form in part.forms:
        for pair in bigrams(form):
            yield RankTerm("bigrams", pair, PAIR_WEIGHT)
    # A lone unit may stand inside words only, and is in no pair.
    if len(part.forms[0]) == 1:
        for field in part.fields:
            yield RankTerm(field, part.forms[0][0])


def _again(part: Part) -> Iterator[RankTerm]:
    """What ranks the best of it again: the units of the words."""
    for word in _words(part):
        for unit in unit_texts(word):
            yield RankTerm("chars", unit, UNIT_WEIGHT)
            yield RankTerm("lead", unit, LEAD_WEIGHT, presence=1.0)


def _words(part: Part) -> Iterator[str]:
    """The words of a part in all its forms, without function words."""
    yield from query_words(part.text)
    for form in part.forms[1:]:
        yield from query_words(_spaced(form))


def _spaced(units: Sequence[str]) -> str:
    """Units as text again, numbers and Latin runs kept apart from each other."""
    return "".join(f" {unit} " if unit.isascii() else unit for unit in units)


def _boosts(part: Part, parts: int) -> Iterator[Boost]:
    """What lifts a document for one of `parts` parts: less of many parts."""
    yield Boost(part.literal, 1 + LITERAL_BOOST / parts)
    yield Boost(printed(part.forms, ("headline",)), 1 + HEADLINE_BOOST / parts)

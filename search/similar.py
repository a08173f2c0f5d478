"""Which other articles are about the same?

The words that tell an article from the rest of the archive are asked for, any of them,
as a query is: those that it says often and few others say.
"""

from collections import Counter
from itertools import pairwise
from math import log

from search.analysis import analyse_all, function_words
from search.engines.base import (
    AllOf,
    AnyOf,
    EngineQuery,
    Not,
    OneOf,
    Ranking,
    RankTerm,
    View,
    Word,
)
from search.models import TEXT_FIELD_OF, Article
from search.text import fold_all, runs

# So many words say what an article is about; Lucene's MoreLikeThis takes 25 as well.
TELLING = 25
# The share of them that another article must have, and two at least; with fewer in
# common it is about something else.
_COMMON = 0.2
# A word of the headline counts as if it stood so often in the text.
_IN_HEADLINE = 3
# Of the pairs of units of the shorter of two texts, what makes the one a copy of the
# other: reports of the same event share a third at most, prints of the same one nearly
# all.
_COPIED = 0.5
# So many times as many as are wanted are looked at, for copies drop out.
_SPARE = 4

Pairs = frozenset[tuple[str, str]]


def similar(view: View, article: Article, limit: int = 5) -> tuple[Article, ...]:
    """The articles most like one, the most alike first.

    Copies of the article itself are left out, and of what is copied one is shown.
    Raises EngineError.
    """
    telling = telling_words(view, article)
    words = tuple(map(Word, telling))
    least = max(2, round(len(words) * _COMMON))
    query = EngineQuery(
        AllOf((AnyOf(words, least), Not(OneOf((article.id,))))),
        ranking=Ranking(tuple(RankTerm("words", w, x) for w, x in telling.items())),
        limit=limit * _SPARE,
    )
    found: list[Article] = []
    seen = [_pairs(article)]
    for match in view.find(query).matches:
        if len(found) == limit:
            break
        for each in view.fetch((match.id,)):
            pairs = _pairs(each)
            if not any(_is_copy(pairs, other) for other in seen):
                found.append(each)
                seen.append(pairs)
    return tuple(found)


def telling_words(view: View, article: Article) -> dict[str, float]:
    """The words that say most of an article, with what they weigh, the first most."""
    counts: Counter[str] = Counter()
    printed = list(article.texts())
    cut = analyse_all([text for _, text in printed])
    for (field, _), terms in zip(printed, cut, strict=True):
        times = _IN_HEADLINE if TEXT_FIELD_OF[field] == "headline" else 1
        for word in terms.words:
            counts[word] += times
    words = [word for word in counts if _tells(word)]
    every = view.describe().documents
    weights = {
        word: counts[word] * log(every / having)
        for word, having in zip(words, view.counts(map(Word, words)), strict=True)
        if having > 1
    }
    best = sorted(weights, key=lambda word: (-weights[word], word))[:TELLING]
    return {word: weights[word] for word in best}


def _tells(word: str) -> bool:
    """Whether a word can say what a text is about: figures are of any."""
    return len(word) > 1 and not word[0].isdigit() and word not in function_words()


def _pairs(article: Article) -> Pairs:
    texts = fold_all([text for _, text in article.texts()])
    return frozenset(pair for text in texts for pair in pairwise(runs(text).units))


def _is_copy(a: Pairs, b: Pairs) -> bool:
    return len(a & b) > _COPIED * min(len(a), len(b))

"""Which topics (主题) is an article about, and by which words?

Every part of an article (headline, subhead, paragraph) is scored by itself; a long
paragraph is several parts. A paragraph is mostly about one thing: what it says most of
counts in full, the rest less. Its opening clause often names that thing
(优化提升服务链。…), and counts more.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from search.facets.topic_rules import TopicRules, Word
from search.models import Article

# How much the words of each part count. These, and the shares below, were set on the
# annotated pages of the tests (tests/data/gold, and the odd ones of papers), in the
# middle of where the figures stay the same: they hardly depend on them.
_WEIGHTS = {"headline": 6.0, "subhead": 3.0, "first": 1.5, "body": 1.0}
_OPENING_WEIGHT = 1.5
# How much less counts what a paragraph says little of: 1 is not at all.
_FOCUS = 1.5
_OPENING = re.compile(r"[^,，。;；:：]{2,20}[,，。;；:：]")

# A further topic has this share of the leading one's score, or leads a part of its
# own (by so much) and has the smaller share. A headline is about one thing: of what it
# gives the leading topic only half is to be matched.
_SHARE = 0.4
_LED_SHARE = 0.15
_LED_SCORE = 5.0
_LEAST = 5.0
_TO_BE_MATCHED = 0.5
# So many different words speak for it, unless the headline does: one is in passing.
_LEAST_WORDS = 3
_MOST_TOPICS = 4

# A paragraph longer than this is cut, at the end of a sentence, into such pieces: an
# article that came without paragraphs is judged like any other.
_LONG = 250
_PIECE = 120
_SENTENCE_END = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """A topic with its score and the words that speak for it, by part."""

    topic: str
    score: float
    words: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an article, how often it holds which words, its opening clause too."""

    field: str
    opening_end: int
    words: dict[Word, int]
    opening: dict[Word, int]
    printed: dict[Word, str]

    def count(self, word: Word, at: int, printed: str) -> None:
        """Note a word that stands at this place of the part, printed so."""
        before = self.words.get(word, 0)
        self.words[word] = before + 1
        if not before:
            self.printed[word] = printed
        if at < self.opening_end:
            self.opening[word] = self.opening.get(word, 0) + 1

    def scores(self, alone: bool) -> dict[int, float]:
        """What the part says of topics; what it says most of counts in full."""
        raw: dict[int, float] = {}
        for words, weight in ((self.words, 1.0), (self.opening, _OPENING_WEIGHT)):
            for word, count in words.items():
                score = weight * word.weight * _saturated(count)
                raw[word.topic] = raw.get(word.topic, 0.0) + score
        if alone or self.field in ("headline", "subhead"):
            return raw
        top = max(raw.values())
        return {n: top * (score / top) ** _FOCUS for n, score in raw.items()}


@dataclass(frozen=True, slots=True)
class _Scored:
    """The scores of topics, those of the headline, and who leads how many parts."""

    scores: dict[int, float]
    headline: dict[int, float]
    led: Counter[int]

    def ranked(self) -> list[int]:
        """The topics that have a score, the highest first."""
        return sorted(self.scores, key=lambda n: (-self.scores[n], n))


def topic_facets(article: Article, rules: TopicRules) -> tuple[str, ...]:
    """One to four topics of an article, the leading one first; none for no words."""
    parts = _parts(article, rules)
    chosen = _chosen(_score(parts), parts)
    return tuple(rules.names[n] for n in chosen)


def topic_evidence(article: Article, rules: TopicRules) -> tuple[TopicEvidence, ...]:
    """Why an article has its topics: each with a score, the highest first."""
    parts = _parts(article, rules)
    scored = _score(parts)
    return tuple(
        TopicEvidence(rules.names[n], round(scored.scores[n], 1), _words_of(n, parts))
        for n in scored.ranked()
    )


def _chosen(scored: _Scored, parts: list[_Part]) -> list[int]:
    ranked = scored.ranked()
    if not ranked:
        return []
    first, *others = ranked
    titled = scored.headline
    top = scored.scores[first] - (1 - _TO_BE_MATCHED) * titled.get(first, 0.0)
    near = (n for n in others if _is_further(n, scored, top))
    further = [n for n in near if n in titled or _is_borne_out(n, parts)]
    return [first, *further[: _MOST_TOPICS - 1]]


def _is_further(topic: int, scored: _Scored, top: float) -> bool:
    share = _LED_SHARE if scored.led[topic] else _SHARE
    return scored.scores[topic] >= max(_LEAST, share * top)


def _is_borne_out(topic: int, parts: list[_Part]) -> bool:
    """Do different words speak for a topic? Of 企业服务站 and 服务站 the longer one."""
    texts = {
        text
        for part in parts
        for word, text in part.printed.items()
        if word.topic == topic
    }
    longest = (t for t in texts if not any(t in each for each in texts if each != t))
    return sum(1 for _ in longest) >= _LEAST_WORDS


def _score(parts: list[_Part]) -> _Scored:
    total: dict[int, float] = {}
    headline: dict[int, float] = {}
    led: Counter[int] = Counter()
    # A single paragraph, as below a photo, says all that there is to say.
    alone = sum(part.field in ("first", "body") for part in parts) == 1
    for part in parts:
        scores = part.scores(alone)
        leader = min(scores, key=lambda n: (-scores[n], n))
        if scores[leader] >= _LED_SCORE:
            led[leader] += 1
        weight = _WEIGHTS[part.field]
        for topic, score in scores.items():
            total[topic] = total.get(topic, 0.0) + weight * score
        if part.field == "headline":
            headline = scores
    headline = {n: _WEIGHTS["headline"] * score for n, score in headline.items()}
    return _Scored(total, headline, led)


def _saturated(count: int) -> float:
    """A second occurrence tells less than the first: 1, 1.33, 1.5, … 2."""
    return 2 * count / (count + 1)


def _parts(article: Article, rules: TopicRules) -> list[_Part]:
    """The parts of an article that hold words of a topic."""
    texts = list(_texts(article))
    whole = "\n".join(text for _, text in texts)
    starts = list(accumulate((len(text) + 1 for _, text in texts), initial=0))
    parts = [_Part(field, _opening(field, text), {}, {}, {}) for field, text in texts]
    for start, end, word in rules.occurrences(whole):
        number = bisect_right(starts, start) - 1
        parts[number].count(word, start - starts[number], whole[start:end])
    return [part for part in parts if part.words]


def _opening(field: str, text: str) -> int:
    """Where the opening clause of a paragraph ends; 0 where there is none."""
    clause = _OPENING.match(text) if field in ("first", "body") else None
    return clause.end() if clause else 0


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    yield "headline", "\n".join((article.kicker, article.headline, article.deck))
    for subhead in article.subheads:
        yield "subhead", subhead.text
    pieces = (piece for paragraph in article.body for piece in _pieces(paragraph))
    for number, piece in enumerate(pieces):
        yield "first" if number == 0 else "body", piece
    if not article.body:
        yield from (("body", caption) for caption in article.captions)


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph as it is, or cut at sentences when it is long."""
    start = 0
    if len(paragraph) > _LONG:
        for match in _SENTENCE_END.finditer(paragraph):
            if match.end() - start >= _PIECE:
                yield paragraph[start : match.end()]
                start = match.end()
    if start < len(paragraph):
        yield paragraph[start:]


def _words_of(
    topic: int, parts: list[_Part]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_field: dict[str, dict[str, None]] = {}
    for part in parts:
        texts = [text for word, text in part.printed.items() if word.topic == topic]
        if texts:
            by_field.setdefault(part.field, {}).update(dict.fromkeys(texts))
    return tuple((field, tuple(texts)) for field, texts in by_field.items())

"""Which amounts and shares do articles name, and in which sentence?"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from search.models import Article, Snippet

_FIGURE = re.compile(
    r"\d[\d,，]*(?:[.．]\d+)?\s*(?:[%％]|个百分点|(?:万亿|[万亿])?(?:元|美元|欧元|港元))"
    r"|百分之[零一二三四五六七八九十百点]+"
)
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[”’」』]*")
# A longer one says too much at once, a shorter one too little.
_SHORTEST, _LONGEST = 10, 160


@dataclass(frozen=True, slots=True)
class Figure:
    """A sentence of an article, its amounts and shares marked."""

    article: Article
    sentence: Snippet


def figures_in(
    articles: Iterable[Article], about: str = "", each: int = 2
) -> Iterator[Figure]:
    """The sentences with figures of articles, `each` of one at most, those with most
    figures first; where an article is about several parks, those that name `about`."""
    for article in articles:
        found = [
            sentence
            for paragraph in article.body
            for sentence in _sentences(paragraph)
            if len(article.parks) < 2 or about in sentence.text
        ]
        found.sort(key=lambda sentence: -len(sentence.spans))
        for sentence in found[:each]:
            yield Figure(article, sentence)


def _sentences(paragraph: str) -> Iterator[Snippet]:
    for match in _SENTENCE.finditer(paragraph):
        text = match[0].strip()
        spans = tuple(found.span() for found in _FIGURE.finditer(text))
        if spans and _SHORTEST <= len(text) <= _LONGEST:
            yield Snippet("body", text, spans)

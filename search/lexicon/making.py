"""How is the lexicon of a commit made?

Of the articles of every source come headlines and names of authors; those of sources
that have not changed are taken over from the lexicon before, so a small commit to a
large archive costs little. Words come from the engine, zones from the gazetteer,
phrases from a sample of the archive's text, taken anew when it has grown by a tenth.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from search.analysis import function_words
from search.engines.base import (
    AnyOf,
    EngineQuery,
    HasFacet,
    Phrase,
    Source,
    View,
)
from search.facets import load_gazetteer
from search.lexicon.entries import Entries, Texts, make_entries
from search.lexicon.finding import asked_for, count
from search.lexicon.lexicon import Lexicon, Origins
from search.lexicon.phrases import find_phrases
from search.models import Article
from search.pinyin import make_sounds
from search.text import unit_texts

# So many articles, and so many characters of each, are looked at for phrases.
SAMPLED_ARTICLES, SAMPLED_CHARACTERS = 6_000, 600
MOST_PHRASES = 20_000
MOST_WORDS = 100_000
# What so many of the first of them find is counted beforehand: a letter or two brings
# up these, and they take longest.
COUNTED = 500
# A phrase occurs this often, or once in so many characters.
_LEAST, _LEAST_IN = 3, 200_000
_GROWN = 0.1
# Of small archives every word is taken, of large ones those of some articles.
_FEW_ARTICLES, _MANY_ARTICLES = 1_000, 20_000
_WORD = re.compile("[㐀-鿿]{2,8}")
# Two characters in a row are more often words than subjects.
_WEIGHTS = {2: 0.15, 3: 0.6}
_LONGEST_NAME = 12
_CHUNK = 500


@dataclass(frozen=True)
class _Block:
    """The headlines and the bylines of a source."""

    headlines: list[str]
    bylines: list[str]


def make_lexicon(view: View, before: Lexicon | None = None) -> Lexicon:
    """The lexicon of a commit; `before` is that of an earlier one. Raises EngineError.

    The view has to stay as it is: see `View.view`.
    """
    held = view.describe()
    blocks = dict(_blocks(view, held.sources, before))
    if before and abs(held.documents - before.sampled) <= _GROWN * before.sampled:
        mined, sampled = dict(before.mined), before.sampled
    else:
        mined, sampled = _mined(view, held.documents), held.documents
    sounds = before.sounds if before else make_sounds(load_gazetteer().places.by_name)
    headlines = [each for block in blocks.values() for each in block.headlines]
    bylines = [each for block in blocks.values() for each in block.bylines]
    return Lexicon(
        view.commit_id(),
        held.documents,
        sampled,
        _parks(view),
        _phrases(view, held.documents, mined),
        make_entries([name for name, _ in Counter(bylines).most_common()]),
        make_entries(headlines, clauses=True),
        mined,
        _origins(blocks),
        sounds,
    )


def _blocks(
    view: View, sources: Iterable[Source], before: Lexicon | None
) -> Iterator[tuple[str, _Block]]:
    """What each source gives, under what changes when it does.

    An article tells only the name of its source: sources of one name are one block.
    """
    named: dict[str, list[Source]] = {}
    for source in sources:
        named.setdefault(source.name, []).append(source)
    known = _known(before) if before else {}
    for name, same in named.items():
        key = "\x1f".join([name, *sorted(f"{s.root}\x1f{s.fingerprint}" for s in same)])
        yield key, known.get(key) or _read(view, name)


def _known(before: Lexicon) -> dict[str, _Block]:
    found: dict[str, _Block] = {}
    origins, headline, byline = before.origins, 0, 0
    for number, key in enumerate(origins.keys):
        until = int(origins.headlines_until[number])
        names_until = int(origins.bylines_until[number])
        found[key] = _Block(
            [before.headlines.text(each) for each in range(headline, until)],
            origins.bylines[byline:names_until],
        )
        headline, byline = until, names_until
    return found


def _read(view: View, source: str) -> _Block:
    query = EngineQuery(HasFacet("source", (source,)), sort="newest", limit=1 << 30)
    block = _Block([], [])
    for article in _fetched(view, [m.id for m in view.find(query).matches]):
        if article.headline:
            block.headlines.append(article.headline)
        block.bylines.extend(n for n in article.byline if 1 < len(n) <= _LONGEST_NAME)
    return block


def _fetched(view: View, ids: list[str]) -> Iterator[Article]:
    waiting = iter(ids)
    while chunk := tuple(islice(waiting, _CHUNK)):
        yield from view.fetch(chunk)


def _origins(blocks: dict[str, _Block]) -> Origins:
    headlines = [len(block.headlines) for block in blocks.values()]
    bylines = [len(block.bylines) for block in blocks.values()]
    names = [name for block in blocks.values() for name in block.bylines]
    return Origins(
        [*blocks],
        np.cumsum(headlines, dtype=np.uint32),
        Texts.of(names),
        np.cumsum(bylines, dtype=np.uint32),
    )


def _mined(view: View, documents: int) -> dict[str, int]:
    """Phrases of a sample of the archive, taken evenly through time."""
    every = view.find(EngineQuery(sort="oldest", limit=1 << 30)).matches
    step = -(-max(1, documents) // SAMPLED_ARTICLES)
    texts = [*map(_beginning, _fetched(view, [m.id for m in every[::step]]))]
    least = max(_LEAST, sum(map(len, texts)) // _LEAST_IN)
    found = Counter(find_phrases(texts, least))
    return dict(found.most_common(MOST_PHRASES))


def _beginning(article: Article) -> str:
    printed = "\n".join((*article.body, *article.captions))
    return f"{article.headline}\n{printed[:SAMPLED_CHARACTERS]}"


def _phrases(view: View, documents: int, mined: dict[str, int]) -> Entries:
    """Words and phrases, those first that are frequent and say much."""
    least = 1 if documents < _FEW_ARTICLES else 2 if documents < _MANY_ARTICLES else 3
    sampled = min(1.0, SAMPLED_ARTICLES / max(1, documents))
    found = {text: number / sampled for text, number in mined.items()}
    words = Counter(
        {
            word: number
            for word, number in view.vocabulary(least)
            if _WORD.fullmatch(word) and word not in function_words()
        }
    )
    found.update(words.most_common(MOST_WORDS))
    order = sorted(found, key=lambda t: (-found[t] * _WEIGHTS.get(len(t), 1.0), t))
    counted = {text: count(view, asked_for(text)) for text in order[:COUNTED]}
    return make_entries(order, counts=counted)


def _parks(view: View) -> Entries:
    """The zones that the archive names, in every written form, those first that most
    articles are about."""
    gazetteer = load_gazetteer()
    about = dict(view.find(EngineQuery(limit=0, facets=("park",))).facets["park"])
    zones = {zone.name: zone for zone in gazetteer.zones}
    names, texts, counts = list[str](), list[str](), dict[str, int]()
    for name in sorted({*about, *zones}, key=lambda n: (-about.get(n, 0), n)):
        zone = zones.get(name) or gazetteer.named(name)
        forms = dict.fromkeys((name, *(gazetteer.forms(zone) if zone else ())))
        if found := _printed(view, forms):
            counts[name] = found
            names += forms
            texts += [name] * len(forms)
    return make_entries(names, texts, counts=counts)


def _printed(view: View, forms: Iterable[str]) -> int:
    """How many articles name a zone."""
    return count(view, AnyOf(tuple(Phrase(tuple(unit_texts(f))) for f in forms)))

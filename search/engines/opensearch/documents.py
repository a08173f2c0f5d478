"""What is sent of an article?

One action of a bulk request, as a line of JSON each for what to do and for the
document. An article is a document of its own in each batch of writing: what a batch
before has of it stays until the next is committed.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

from search.analysis import Terms
from search.engines.base import LEAD, TEXT_FIELDS, IndexedDocument, Source
from search.engines.opensearch.mapping import BORDER, NOTHING_MARKED
from search.engines.stored import key_of, origin_of, pack

# No token is longer: the server would cut it in two.
_LONGEST = 64

# What a place is the beginning or the end of: of a text, of a sentence. Each place has
# one mark at most.
TEXT_BEGINS, SENTENCE_BEGINS = "t", "s"
TEXT_ENDS, SENTENCE_ENDS = "T", "S"
# A sentence of a single unit: inside a text, at its beginning, at its end, all of it.
ALONE, ALONE_FIRST, ALONE_LAST, ALONE_ALL = "a", "f", "l", "w"


def token_of(term: str) -> str:
    """A term as the server has it; all but very long ones as they are.

    >>> token_of("招商"), len(token_of("9" * 300))
    ('招商', 81)
    """
    if len(term) <= _LONGEST:
        return term
    digest = hashlib.sha256(term.encode()).hexdigest()[:16]
    return f"{term[:_LONGEST]}~{digest}"


def pair_of(first: str, second: str) -> str:
    """Two neighbouring units as one token."""
    return f"{token_of(first)}_{token_of(second)}"


def digest_of(text: str) -> str:
    """A short name of a text, of letters, digits, - and _."""
    made = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12)
    return urlsafe_b64encode(made.digest()).decode()


def source_key(source: Source) -> str:
    """What makes a source the same source, as one short keyword."""
    return digest_of(key_of(source))


def document_id(batch: int, key: str, article_id: str) -> str:
    """Under which id a batch has an article: as long for every article."""
    return f"{batch}.{key}.{digest_of(article_id)}"


def lines_of(batch: int, source: Source, document: IndexedDocument) -> bytes:
    """The action that brings a document in, for a bulk request."""
    key = source_key(source)
    action = {"index": {"_id": document_id(batch, key, document.article.id)}}
    held = {
        "batch": batch,
        "key": key,
        "origin": origin_of(source),
        "article": pack(document.article),
        "facts": facts_digest(document),
        "texts": texts_digest(document),
    }
    held |= facts_of(document) | terms_of(document)
    return b"%s\n%s\n" % (_json(action), _json(held))


def facts_of(document: IndexedDocument) -> dict[str, Any]:
    """The fields that say what an article is about."""
    article = document.article
    first, last = article.days()
    facets = {f"facet_{n}": list(v) for n, v in article.facets().items() if v}
    # Where no day is known, it comes last in either order.
    days = {"first_day": first, "last_day": last, "oldest": first or 99999999}
    return {"id": article.id} | days | facets


def terms_of(document: IndexedDocument) -> dict[str, Any]:
    """The fields that it is found by."""
    texts = document.texts
    every = [text for name in TEXT_FIELDS for text in texts.get(name, ())]
    words = [token_of(word) for text in every for word in text.words]
    pairs = " ".join(filter(None, map(_pairs, every)))
    # Who has none counts too, in how many there are: it has something else.
    found: dict[str, Any] = {
        "words": " ".join(words) or BORDER,
        "vocabulary": [*dict.fromkeys(words)],
        "bigrams": pairs or BORDER,
        "lead": " ".join(_lead(texts.get("body", ()))),
    }
    for name in TEXT_FIELDS:
        if held := texts.get(name):
            found[f"text_{name}"] = [*map(_units, held)]
            found[f"marks_{name}"] = [_marks(text) for text in held]
    if not every:
        found["chars"] = BORDER
    return found


def facts_digest(document: IndexedDocument) -> str:
    """Changes with anything that `facts_of` tells."""
    return digest_of(json.dumps(facts_of(document), sort_keys=True))


def texts_digest(document: IndexedDocument) -> str:
    """Changes with the units and the sentences of any text; not with words, which are
    those of a dictionary."""
    held = [
        [name, [(text.units, text.sentences) for text in texts]]
        for name, texts in sorted(document.texts.items())
        if texts
    ]
    return digest_of(json.dumps(held))


def _json(value: object) -> bytes:
    encoded = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return encoded.encode()
    except UnicodeEncodeError:
        # Half a character, which JSON can write and UTF-8 cannot.
        return json.dumps(value, separators=(",", ":")).encode()


def _units(text: Terms) -> str:
    if all(len(unit) <= _LONGEST for unit in text.units):
        return " ".join((*text.units, BORDER))
    return " ".join((*map(token_of, text.units), BORDER))


def _pairs(text: Terms) -> str:
    units = text.units
    if all(len(unit) <= _LONGEST for unit in units):
        return " ".join([f"{a}_{b}" for a, b in pairwise(units)])
    return " ".join(pair_of(a, b) for a, b in pairwise(units))


def _lead(body: tuple[Terms, ...]) -> Iterator[str]:
    """The different units that open a body, in order."""
    units = chain.from_iterable((*text.units, BORDER) for text in body)
    opening = [unit for _, unit in zip(range(LEAD), units, strict=False)]
    return (token_of(unit) for unit in dict.fromkeys(opening) if unit != BORDER)


def _marks(text: Terms) -> str:
    """What each place of a text begins or ends, the border's last."""
    count = len(text.units)
    marks = [NOTHING_MARKED] * (count + 1)
    bounds = [0, *text.sentences, count]
    for begin, end in pairwise(bounds):
        first, last = begin == 0, end == count
        if end - begin == 1:
            marks[begin] = _ALONE[first, last]
        elif end > begin:
            marks[begin] = TEXT_BEGINS if first else SENTENCE_BEGINS
            marks[end - 1] = TEXT_ENDS if last else SENTENCE_ENDS
    return " ".join(marks)


_ALONE = {
    (False, False): ALONE,
    (True, False): ALONE_FIRST,
    (False, True): ALONE_LAST,
    (True, True): ALONE_ALL,
}

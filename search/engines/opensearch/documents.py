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
from search.engines.opensearch.mapping import BORDER, NO_STOP, STOP
from search.engines.stored import key_of, origin_of, pack

# No token is longer: the server would cut it in two.
_LONGEST = 64


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
        # A text without units is no text.
        if held := [_placed(text) for text in texts.get(name, ()) if text.units]:
            found[f"text_{name}"] = [*held[:-1], f"{held[-1]} {BORDER}"]
    if not any(text.units for text in every):
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


def _placed(text: Terms) -> str:
    """A text as its field has it: a border, and its units, each with a place behind it
    where a sentence may end."""
    tokens = [*map(token_of, text.units)]
    bounds = (0, *text.sentences, len(tokens))
    joiner = f" {NO_STOP} "
    sentences = (joiner.join(tokens[a:b]) for a, b in pairwise(bounds) if b > a)
    return f"{BORDER} {STOP} {f' {STOP} '.join(sentences)} {STOP}"


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

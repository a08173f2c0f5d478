"""How are an article, and the source that it is of, kept in an index?"""

import json
from typing import Any

from search.engines.base import Source
from search.models import Article

_SEPARATOR = "\x1f"


def pack(article: Article) -> str:
    """An article as stored."""
    return json.dumps(
        article, ensure_ascii=False, separators=(",", ":"), default=_fields
    )


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass: `dataclasses.asdict` without its copies."""
    return {name: getattr(value, name) for name in value.__slots__}


def unpack(stored: str) -> Article:
    """The article that `pack` stored."""
    return Article.from_record(json.loads(stored))


def key_of(source: Source) -> str:
    """What makes a source the same source: its folder and its name there."""
    return _SEPARATOR.join((source.root, source.name))


def named_by(key: str) -> Source:
    """The source with a key, as far as the key tells: its folder and its name."""
    root, name = key.split(_SEPARATOR)
    return Source(name, root)


def origin_of(source: Source) -> str:
    """All there is to know of a source, as one term."""
    return _SEPARATOR.join(
        (source.root, source.name, source.fingerprint, source.dictionary)
    )


def source_of(origin: str) -> Source:
    """The source that `origin_of` wrote."""
    root, name, fingerprint, dictionary = origin.split(_SEPARATOR)
    return Source(name, root, fingerprint, dictionary)

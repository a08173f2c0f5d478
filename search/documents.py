"""What does an engine get of an article?"""

from collections.abc import Callable

from search.analysis import Terms, analyse
from search.engines.base import TEXT_FIELDS, IndexedDocument
from search.models import TEXT_FIELD_OF, Article


def make_document(
    article: Article, terms_of: Callable[[str], Terms] = analyse
) -> IndexedDocument:
    """An article with the terms of its texts."""
    texts: dict[str, list[str]] = {name: [] for name in TEXT_FIELDS}
    for field, text in article.texts():
        texts[TEXT_FIELD_OF[field]].append(text)
    terms = {name: tuple(map(terms_of, found)) for name, found in texts.items()}
    return IndexedDocument(article, terms)

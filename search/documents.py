"""What does an engine get of an article?"""

from collections.abc import Callable, Iterable, Sequence

from search.analysis import Terms, analyse_all
from search.engines.base import TEXT_FIELDS, IndexedDocument
from search.models import TEXT_FIELD_OF, Article


def make_document(
    article: Article,
    terms_of: Callable[[Sequence[str]], Iterable[Terms]] = analyse_all,
) -> IndexedDocument:
    """An article with the terms of its texts."""
    printed = tuple(article.texts())
    texts: dict[str, list[Terms]] = {name: [] for name in TEXT_FIELDS}
    terms = terms_of([text for _, text in printed])
    for (field, _), each in zip(printed, terms, strict=True):
        texts[TEXT_FIELD_OF[field]].append(each)
    return IndexedDocument(article, {name: tuple(t) for name, t in texts.items()})

"""Is what is searched what is stored?

Of every document the row is made again that was once made of it, from the article
that is stored, and compared with what the segment has in its place.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from search.engines.base import TEXT_FIELDS, IndexedDocument, Maker
from search.engines.stored import source_of, unpack
from search.engines.whoosh.builder import Row, RowMaker
from search.engines.whoosh.failures import SENSELESS
from search.engines.whoosh.layout import SENTENCES
from search.engines.whoosh.schema import fields_of, make_schema
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.segment_file import Array
from search.errors import EngineError
from search.models import Article

_NOWHERE = np.iinfo(np.uint32).max


def different(data: SegmentData, make: Maker | None = None) -> Iterator[str]:
    """A line for each document whose stored article cannot be read, or gives other
    terms, keywords or numbers than the segment has; words are not compared, and no
    text is without `make`."""
    name = data.file.path.name
    rows = _Rows(data, make)
    for document in range(data.documents):
        try:
            wrong = rows.wrong(document)
        except (EngineError, *SENSELESS):
            yield f"{name}: document {document} cannot be read"
            continue
        if wrong:
            yield f"{name}: document {document} is stored with another {wrong[0]}"


class _Rows:
    """The rows of a segment, held against what articles give."""

    def __init__(self, data: SegmentData, make: Maker | None) -> None:
        self.data = data
        self.make = make or _without_texts
        self.texts = data.texts if make else ()
        self.maker = RowMaker(make_schema())
        self._values = {name: data.values(name) for name in data.keywords}
        self._terms = {name: _decoded(data.field(name).terms) for name in data.keywords}
        self._columns = {name: data.column(name) for name in data.numbers}

    def wrong(self, document: int) -> list[str]:
        """The fields in which a document is not what its article gives."""
        article = unpack(self.data.stored[document]["article"])
        source = source_of(self._keywords("origin", document)[0])
        row = self.maker.row(fields_of(source, self.make(article)))
        return [*self._wrong_facts(document, row), *self._wrong_texts(document, row)]

    def _wrong_facts(self, document: int, row: Row) -> Iterator[str]:
        for name in self.data.keywords:
            if name == SENTENCES and not self.texts:
                continue
            if self._keywords(name, document) != row.terms.get(name, []):
                yield name
        for name, column in self._columns.items():
            if int(column[document]) != row.numbers[name]:
                yield name

    def _wrong_texts(self, document: int, row: Row) -> Iterator[str]:
        if not self.texts:
            return
        text = self.data.text
        start, stop = text.starts[document : document + 2].tolist()
        held, begin = text.units(start, stop), 0
        for name, end in zip(self.texts, self._ends[document].tolist(), strict=True):
            units = row.texts.get(name, ())
            numbers = [self._numbers.get(unit, _NOWHERE) for unit in units]
            if held[begin:end].tolist() != numbers:
                yield name
            begin = end

    def _keywords(self, name: str, document: int) -> list[str]:
        numbers, starts = self._values[name]
        terms = self._terms[name]
        return [terms[n] for n in numbers[starts[document] : starts[document + 1]]]

    @cached_property
    def _ends(self) -> Array:
        return self.data.text.ends.astype(np.int64)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each unit."""
        text = self.data.text
        return dict(zip(_decoded(text.dictionary), text.numbers.tolist(), strict=True))


def _without_texts(article: Article) -> IndexedDocument:
    return IndexedDocument(article, dict.fromkeys(TEXT_FIELDS, ()))


def _decoded(terms: Sequence[bytes]) -> list[str]:
    return [term.decode("utf-8", "surrogatepass") for term in terms]

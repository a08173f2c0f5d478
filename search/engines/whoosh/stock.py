"""How does stock Whoosh read a segment?

The classes that Whoosh's readers ask for terms, postings and columns. Our own
executor needs none of them; they are what makes the index one of Whoosh's.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from search.engines.whoosh.layout import PAIRS
from search.engines.whoosh.postings import running
from search.engines.whoosh.reading import TermPostings, field_terms, term_postings
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.segment_data import SegmentData

# Whoosh asks for one term several times in a row.
_RECENT = 32


def approximate(length: int) -> int:
    """A field's length as Whoosh keeps it: in one byte."""
    kept: int = byte_to_length(length_to_byte(length))
    return kept


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """The terms of a segment."""

    def __init__(self, data: SegmentData) -> None:
        self._data = data
        self._find = lru_cache(_RECENT)(
            lambda field, term: term_postings(data, field, term)
        )
        self._terms = lru_cache(_RECENT)(lambda field: field_terms(data, field))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """The names of all fields with terms."""
        data = self._data
        return sorted((*data.texts, *data.words, *data.keywords, PAIRS))

    def cursor(self, field: str, kind: FieldType) -> "ArrayCursor":
        """A cursor on the terms of a field."""
        return ArrayCursor(self, field, kind)

    def texts(self, field: str) -> Sequence[bytes]:
        """The terms of a field, in order."""
        return self._terms(field)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term, by field."""
        for field in self.indexed_field_names():
            yield from ((field, term) for term in self.texts(field))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every term from one on."""
        texts = self.texts(field)
        for number in range(bisect_left(texts, prefix), len(texts)):
            yield field, texts[number]
        for name in self.indexed_field_names():
            if name > field:
                yield from ((name, term) for term in self.texts(name))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms() if term in self)

    def items_from(
        self, field: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term from one on, with what is known of it."""
        found = self.terms_from(field, prefix)
        return ((term, self.term_info(*term)) for term in found if term in self)

    def term_info(self, field: str, term: bytes) -> TermInfo:
        """What is known of a term: a new object, for Whoosh changes it."""
        found = self.found(field, term)
        lengths = self._data.lengths(field)[found.docs]
        return TermInfo(
            weight=float(found.counts.sum()),
            df=len(found.docs),
            minlength=approximate(int(lengths.min())),
            maxlength=approximate(int(lengths.max())),
            maxweight=float(found.counts.max()),
            minid=int(found.docs[0]),
            maxid=int(found.docs[-1]),
        )

    def frequency(self, field: str, term: bytes) -> float:
        """How often a term occurs."""
        found = self._find(field, term)
        return 0.0 if found is None else float(found.counts.sum())

    def doc_frequency(self, field: str, term: bytes) -> int:
        """In how many documents a term occurs, deleted ones too."""
        found = self._find(field, term)
        return 0 if found is None else len(found.docs)

    def matcher(
        self, field: str, term: bytes, format_: Format, scorer: Any = None
    ) -> "ArrayMatcher":
        """A matcher of a term's documents. Raises TermNotFound."""
        return ArrayMatcher(self.found(field, term), (field, term), format_, scorer)

    def found(self, field: str, term: bytes) -> TermPostings:
        """The postings of a term. Raises TermNotFound."""
        found = self._find(field, term)
        if found is None:
            raise TermNotFound(f"{field}:{term!r}")
        return found


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field."""

    def __init__(self, reader: ArrayTermsReader, field: str, kind: FieldType) -> None:
        self._reader, self._field, self._kind = reader, field, kind
        self._terms = reader.texts(field)
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, text: str | bytes) -> str | None:
        """Go to the first term that is not before `text`."""
        term = text if isinstance(text, bytes) else self._kind.to_bytes(text)
        self._at = bisect_left(self._terms, term)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._at < len(self._terms)

    def text(self) -> str | None:
        """The term here."""
        if not self.is_valid():
            return None
        text: str = self._kind.from_bytes(self._terms[self._at])
        return text

    term = text

    def term_info(self) -> TermInfo:
        """What is known of the term here."""
        return self._reader.term_info(self._field, self._terms[self._at])


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Steps through the documents with a term."""

    def __init__(
        self,
        found: TermPostings,
        term: tuple[str, bytes],
        format_: Format,
        scorer: Any = None,
    ) -> None:
        self._found, self._term = found, term
        self.format, self.scorer = format_, scorer
        self._docs: list[int] = found.docs.tolist()
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a document here."""
        return self._at < len(self._docs)

    def reset(self) -> None:
        """Go back to the first document."""
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        """A matcher at the same place."""
        twin = ArrayMatcher(self._found, self._term, self.format, self.scorer)
        twin._at = self._at
        return twin

    def id(self) -> int:
        """The document here."""
        return self._docs[self._at]

    def all_ids(self) -> Iterator[int]:
        """Every document."""
        return iter(self._docs)

    def next(self) -> bool:
        """Go to the next document."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, document: int) -> bool:
        """Go to the first document that is not before this one."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._docs, document, self._at)
        return True

    def weight(self) -> float:
        """How often the document here has the term."""
        return float(self._found.counts[self._at])

    def value(self) -> bytes:
        """The posting here, encoded as the field's format has it."""
        positions = self._found.positions
        if positions is None:
            encoded: bytes = self.format.encode(int(self._found.counts[self._at]))
            return encoded
        start, stop = running(self._found.counts)[self._at : self._at + 2].tolist()
        encoded = self.format.encode(positions[start:stop].tolist())
        return encoded

    def block_max_weight(self) -> float:
        """The largest weight of all."""
        return float(self._found.counts.max())

    def block_min_length(self) -> int:
        """A lower bound of the lengths of the documents' fields."""
        return 0

    def block_max_length(self) -> int:
        """An upper bound of them."""
        return int(byte_to_length(255))

    def skip_to_quality(self, quality: float) -> int:
        """Go to the end when nothing here can be better than `quality`."""
        if self.block_quality() <= quality:
            self._at = len(self._docs)
        return 0

    def replace(self, minquality: float = 0) -> "ArrayMatcher | NullMatcher":
        """A simpler matcher, once nothing is left that can count."""
        worthless = minquality and self.scorer and self.max_quality() < minquality
        return NullMatcher() if worthless or not self.is_active() else self


class ArrayPerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What a segment holds of each document."""

    def __init__(self, data: SegmentData, segment: Segment) -> None:
        self._data, self._segment = data, segment

    def doc_count(self) -> int:
        """How many documents are not deleted."""
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        """How many documents there are, deleted ones too."""
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, document: int) -> bool:
        """Whether this one is."""
        return self._segment.is_deleted(document)

    def deleted_docs(self) -> Iterator[int]:
        """Those that are."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """There are columns of numbers."""
        return True

    def has_column(self, field: str) -> bool:
        """Whether there is a column of this name."""
        return field in self._data.numbers

    def list_columns(self) -> list[str]:
        """Their names."""
        return list(self._data.numbers)

    def column_reader(self, field: str, column: columns.Column) -> "ArrayColumn":
        """A column."""
        return ArrayColumn(self._data.column(field))

    def doc_field_length(self, document: int, field: str, default: int = 0) -> int:
        """How many terms a document has in a field, as Whoosh approximates it."""
        return approximate(int(self._data.lengths(field)[document])) or default

    def field_length(self, field: str) -> int:
        """How many terms all documents have in a field, deleted ones too."""
        return int(self._data.lengths(field).sum(dtype=np.int64))

    def min_field_length(self, field: str) -> int:
        """The fewest terms that a document has in a field."""
        return approximate(int(self._data.lengths(field).min(initial=0)))

    def max_field_length(self, field: str) -> int:
        """The most terms that a document has in a field."""
        return approximate(int(self._data.lengths(field).max(initial=0)))

    def stored_fields(self, document: int) -> dict[str, Any]:
        """The stored fields of a document."""
        return self._data.stored[document]


class ArrayColumn(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, values: Any) -> None:
        self._values = values
        self._doccount = len(values)
        self._sign = 1

    def __getitem__(self, document: int) -> int:
        return int(self._values[document])

    def sort_key(self, document: int) -> int:
        """What sorts a document."""
        return self._sign * self[document]

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._sign = -1

    def load(self) -> list[int]:
        """All values."""
        values: list[int] = self._values.tolist()
        return values

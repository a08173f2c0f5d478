"""How does Whoosh write and read our segments?

The codec, by Whoosh's own extension points. Its writers take what Whoosh's standard
writer feeds, posting by posting; `writer.BulkWriter` fills the same builder directly,
some thirty times faster.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from whoosh.codec import base
from whoosh.columns import Column, NumericColumn
from whoosh.fields import FieldType, Schema
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.builder import Row, SegmentBuilder
from search.engines.whoosh.layout import Layout
from search.engines.whoosh.schema import layout_of
from search.engines.whoosh.segment import Segment, segment_path
from search.engines.whoosh.segment_data import open_segment
from search.engines.whoosh.stock import ArrayPerDocumentReader, ArrayTermsReader
from search.engines.whoosh.unit_text import BORDER

# A posting as Whoosh's writer feeds it: field, term, document, weight, value.
Posting = tuple[str, bytes, int, float, bytes]


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Segments of mapped arrays."""

    length_stats = False

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}

    def new_segment(self, storage: FileStorage, indexname: str) -> Segment:
        """A segment without documents."""
        return Segment(indexname)

    def per_document_writer(
        self, storage: FileStorage, segment: Segment
    ) -> "RowWriter":
        """Takes in stored fields and columns."""
        self._rows = {}
        return RowWriter(self._rows)

    def field_writer(self, storage: FileStorage, segment: Segment) -> "PostingWriter":
        """Takes in postings, then writes the segment."""
        return PostingWriter(self._rows, segment_path(storage, segment))

    def terms_reader(self, storage: FileStorage, segment: Segment) -> ArrayTermsReader:
        """The terms of a segment."""
        return ArrayTermsReader(open_segment(segment_path(storage, segment)))

    def per_document_reader(
        self, storage: FileStorage, segment: Segment
    ) -> ArrayPerDocumentReader:
        """The documents of a segment."""
        data = open_segment(segment_path(storage, segment))
        return ArrayPerDocumentReader(data, segment)


class RowWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Collects the stored fields and columns of each document."""

    def __init__(self, rows: dict[int, Row]) -> None:
        self._rows = rows
        self._row = Row()
        self.is_closed = False

    def start_doc(self, document: int) -> None:
        """Begin a document."""
        self._row = self._rows[document] = Row()

    def add_field(self, field: str, kind: FieldType, value: Any, length: int) -> None:
        """Take in a stored field."""
        if value is not None:
            self._row.stored[field] = value

    def add_column_value(self, field: str, column: Column, value: Any) -> None:
        """Take in a number of a column."""
        if not isinstance(column, NumericColumn):
            raise TypeError(f"{field}: only columns of numbers can be kept")
        self._row.numbers[field] = value

    def close(self) -> None:
        """No more documents."""
        self.is_closed = True


class PostingWriter(base.FieldWriter):  # type: ignore[misc]
    """Collects the postings of each document and writes the segment."""

    def __init__(self, rows: dict[int, Row], path: Path) -> None:
        self._rows, self._path = rows, path
        self.is_closed = False

    def add_postings(
        self, schema: Schema, lengths: Any, items: Iterable[Posting]
    ) -> None:
        """Take in all postings, and write the segment.

        Written here, not by `close`: that is called for a cancelled writer too.
        """
        layout = layout_of(schema)
        for field, postings in groupby(items, key=lambda posting: posting[0]):
            self._add_field(layout, schema, field, postings)
        builder = SegmentBuilder(layout)
        for number in sorted(self._rows):
            builder.add(self._rows[number])
        builder.write(self._path)

    def close(self) -> None:
        """No more postings."""
        self.is_closed = True

    def _add_field(
        self, layout: Layout, schema: Schema, field: str, postings: Iterator[Posting]
    ) -> None:
        if field in layout.texts:
            self._add_text(schema[field], field, postings)
        elif field in (*layout.words, *layout.keywords):
            for _, term, document, weight, _ in postings:
                terms = self._rows[document].terms.setdefault(field, [])
                times = int(weight) if field in layout.words else 1
                terms += [_text(term)] * times

    def _add_text(
        self, kind: FieldType, field: str, postings: Iterator[Posting]
    ) -> None:
        """Put each unit back where it stood; a gap is a border."""
        standing: dict[int, dict[int, str]] = {}
        for _, term, document, _, value in postings:
            places = kind.format.decode_positions(value)
            units = standing.setdefault(document, {})
            units |= dict.fromkeys(places, _text(term))
        for document, units in standing.items():
            text = [units.get(at, BORDER) for at in range(max(units) + 1)]
            self._rows[document].texts[field] = text


def _text(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")

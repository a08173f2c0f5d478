"""How does a batch of documents become a segment file?

Terms are numbered as they come in; each field is then inverted by a single sort.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType, Schema

from search.engines.whoosh.layout import Layout
from search.engines.whoosh.postings import invert, running, write_rows
from search.engines.whoosh.schema import layout_of
from search.engines.whoosh.segment_file import SegmentFileWriter, narrow
from search.engines.whoosh.stored import assemble, pack, write_stored
from search.engines.whoosh.terms import write_terms
from search.engines.whoosh.unit_text import (
    BORDER,
    UNCODED,
    count_pairs,
    neighbours,
    number_by_frequency,
    write_codes,
    write_neighbours,
    write_shape,
    write_units,
)


@dataclass(slots=True)
class Row:
    """A document on its way into a segment: terms in order, by field."""

    texts: dict[str, Sequence[str]] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    stored: dict[str, Any] = field(default_factory=dict)


class RowMaker:
    """Turns the fields of a document, as `add_document` takes them, into a row."""

    def __init__(self, schema: Schema) -> None:
        self.layout = layout_of(schema)
        self._fields: dict[str, FieldType] = dict(schema.items())

    def row(self, fields: Mapping[str, Any]) -> Row:
        """A list is taken for terms as they are; a text is analysed by its field."""
        row = Row()
        for name, value in fields.items():
            if value is not None and not name.startswith("_"):
                self._put(row, name, value)
        return row

    def _put(self, row: Row, name: str, value: Any) -> None:
        layout, field_type = self.layout, self._fields[name]
        if name in layout.texts:
            row.texts[name] = _terms(field_type, value)
        elif name in layout.words:
            row.terms[name] = _terms(field_type, value)
        elif name in layout.keywords:
            held = value if isinstance(value, list) else [value]
            row.terms[name] = list(dict.fromkeys(held))
        elif name in layout.numbers:
            row.numbers[name] = value
        if field_type.stored:
            row.stored[name] = value


def _terms(field_type: FieldType, value: Any) -> list[str]:
    if isinstance(value, list):
        return value
    return [token.text for token in field_type.analyzer(value, mode="index")]


class _Vocabulary(dict[str, int]):
    """Numbers terms as they are first looked up."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number

    def encoded(self) -> list[bytes]:
        """The terms by number. A lone surrogate, no character, is kept as it is."""
        return [term.encode("utf-8", "surrogatepass") for term in self]


class _Terms:
    """The terms of one field of all documents, in order."""

    def __init__(self) -> None:
        self.vocabulary = _Vocabulary()
        self.terms = array("I")
        self.counts = array("I")

    def add(self, document: int, terms: Iterable[str]) -> None:
        numbers = list(map(self.vocabulary.__getitem__, terms))
        self.terms.fromlist(numbers)
        self.fill(document)
        self.counts.append(len(numbers))

    def fill(self, documents: int) -> None:
        """Documents up to this number have no terms, unless they were added."""
        self.counts.extend([0] * (documents - len(self.counts)))

    def ranked(self) -> tuple[list[bytes], NDArray[np.uint32]]:
        """The terms in byte order, and all occurrences by that order, uint32."""
        terms = self.vocabulary.encoded()
        order = sorted(range(len(terms)), key=terms.__getitem__)
        rank = np.empty(len(terms), np.uint32)
        rank[order] = np.arange(len(terms))
        numbers = np.array(self.terms, np.uint32)
        return [terms[each] for each in order], rank[numbers]


class SegmentBuilder:
    """Collects documents and writes them as one segment."""

    def __init__(self, layout: Layout, uncoded: int = UNCODED) -> None:
        self.layout = layout
        self.uncoded = uncoded
        self.documents = 0
        self._terms = {name: _Terms() for name in (*layout.words, *layout.keywords)}
        self._numbers = {name: array("i") for name in layout.numbers}
        self._units = _Vocabulary({BORDER: 0})
        # A border before the first document: nothing is read in front of the text.
        self._codes = array("I", [0])
        self._starts = array("Q", [1])
        self._ends = array("I")
        self._stored: list[bytes] = []
        self._stored_bytes = 0

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment will take at its peak."""
        terms = sum(len(each.terms) for each in self._terms.values())
        # Measured: 44 bytes a unit while its pairs are sorted, 28 a word.
        return 44 * len(self._codes) + 28 * terms + self._stored_bytes

    def add(self, row: Row) -> int:
        """Take in a document; its number in the segment."""
        number = self.documents
        self.documents += 1
        for name, terms in row.terms.items():
            self._terms[name].add(number, terms)
        for name, column in self._numbers.items():
            column.append(row.numbers.get(name, 0))
        for name in self.layout.texts:
            self._add_text(row.texts.get(name, ()))
            self._ends.append(len(self._codes) - self._starts[-1])
        self._starts.append(len(self._codes))
        packed = pack(row.stored)
        self._stored.append(packed)
        self._stored_bytes += len(packed)
        return number

    def has(self, keyword: str, term: str) -> bool:
        """Whether any document has this term in a field of keywords."""
        return term in self._terms[keyword].vocabulary

    def write(self, path: Path, preset: bytes | None = None) -> None:
        """Write the segment file; `preset` is for the stored fields, made from them
        when None."""
        if preset is None:
            preset = assemble(self._stored)
        with SegmentFileWriter(path) as file:
            for name, column in self._numbers.items():
                file.add(f"{name}.numbers", np.array(column, np.int32))
            for name, terms in self._terms.items():
                terms.fill(self.documents)
                _write_terms(file, name, terms, name in self.layout.keywords)
            self._write_text(file)
            write_stored(file, self._stored, preset)
            file.close(meta_of(self.layout, self.documents, self.uncoded))

    def _add_text(self, units: Sequence[str]) -> None:
        if units:
            self._codes.fromlist(list(map(self._units.__getitem__, units)))
            if units[-1] != BORDER:
                self._codes.append(0)

    def _write_text(self, file: SegmentFileWriter) -> None:
        codes = np.frombuffer(self._codes, np.uint32)
        starts = np.frombuffer(self._starts, np.uint64).astype(np.int64)
        size = len(self._units)
        numbers = number_by_frequency(np.bincount(codes, minlength=size))
        write_units(file, self._units.encoded(), numbers)
        units = numbers[codes]
        write_codes(file, iter([units]), self.uncoded)
        fields = len(self.layout.texts)
        ends = np.array(self._ends, np.uint32).reshape(self.documents, fields)
        write_shape(file, starts, ends, count_pairs(units, starts))
        longest = int(np.diff(starts).max(initial=0))
        found = neighbours(units, starts, size)
        write_neighbours(file, found, self.documents, longest)


def meta_of(layout: Layout, documents: int, uncoded: int) -> dict[str, Any]:
    """What the footer of a segment file says of it."""
    return {
        "documents": documents,
        "texts": layout.texts,
        "words": layout.words,
        "keywords": layout.keywords,
        "numbers": layout.numbers,
        "uncoded": uncoded,
    }


def _write_terms(
    file: SegmentFileWriter, name: str, terms: _Terms, keyword: bool
) -> None:
    """Write a field of words, or of keywords."""
    counts = np.array(terms.counts, np.int64)
    known, numbers = terms.ranked()
    write_terms(file, name, known)
    docs = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    rows = invert(numbers, docs, len(known))
    if keyword:
        write_rows(file, name, rows, len(counts), counted=False)
        write_values(file, name, numbers, counts, len(known))
    else:
        write_rows(file, name, rows, len(counts))
        file.add(f"{name}.lengths", counts.astype(np.uint32))


def write_values(
    file: SegmentFileWriter,
    name: str,
    numbers: NDArray[Any],
    counts: NDArray[np.int64],
    size: int,
) -> None:
    """Write the keywords of each document: numbers of terms, and where those of a
    document begin unless each has exactly one."""
    file.add(f"{name}.values", numbers.astype(narrow(size)))
    if (counts != 1).any():
        starts = running(counts)
        file.add(f"{name}.value_starts", starts.astype(narrow(int(starts[-1]))))

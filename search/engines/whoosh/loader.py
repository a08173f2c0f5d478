"""How do documents become segments, in the process of the writer or in another?

A segment is written when the memory for the next document is used up, and stands in no
table of contents: a writer adopts it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.fields import Schema

from search.engines.base import IndexedDocument, Source
from search.engines.whoosh.builder import RowMaker, SegmentBuilder
from search.engines.whoosh.failures import translate_errors
from search.engines.whoosh.schema import fields_of
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.segment_data import EXTENSION, open_segment

# About so many bytes are used before a segment is written.
MEMORY = 256 << 20


class SegmentLoader:
    """Writes documents as segments of the index in `folder`.

    Stored fields are deflated with the dictionary `preset`; where there is none yet,
    with that of the first segment written.
    """

    def __init__(
        self,
        folder: Path,
        indexname: str,
        schema: Schema,
        preset: bytes | None = None,
        memory: int = MEMORY,
    ) -> None:
        self.folder = folder
        self.indexname = indexname
        self.preset = preset
        self.memory = memory
        self._rows = RowMaker(schema)
        self._builder = SegmentBuilder(self._rows.layout)

    def add(self, fields: Mapping[str, Any]) -> list[Segment]:
        """Add a document, as `add_document` takes it; a segment, if that filled one."""
        self._builder.add(self._rows.row(fields))
        return self.flush() if self._builder.memory >= self.memory else []

    def has(self, keyword: str, term: str) -> bool:
        """Whether a document not yet written has this term in a field of keywords."""
        return self._builder.has(keyword, term)

    def flush(self) -> list[Segment]:
        """Write what was added; the segment, if anything was."""
        if not self._builder.documents:
            return []
        segment = Segment(self.indexname)
        path = self.folder / segment.make_filename(EXTENSION)
        self._builder.write(path, self.preset)
        self._builder = SegmentBuilder(self._rows.layout)
        data = open_segment(path)
        segment.take_down(data)
        if self.preset is None and data.stored.dictionaries:
            self.preset = data.stored.dictionaries[0]
        return [segment]


@dataclass(frozen=True, slots=True)
class WhooshLoader:
    """A `Loader` for the engine that gave it out."""

    segments: SegmentLoader

    def load(
        self, documents: Iterable[tuple[Source, IndexedDocument]]
    ) -> list[Segment]:
        """Write documents as segments, for the engine to take."""
        folder = self.segments.folder
        written: list[Segment] = []
        for source, document in documents:
            # What goes wrong while a document is made is no fault of the index.
            with translate_errors(folder):
                written += self.segments.add(fields_of(source, document))
        with translate_errors(folder):
            return written + self.segments.flush()

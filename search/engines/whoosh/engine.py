"""The embedded engine: an index of Whoosh's in a folder on this machine."""

import threading
from collections.abc import Iterable
from pathlib import Path

from whoosh.index import FileIndex
from whoosh.writing import IndexWriter

from search.engines.base import (
    EngineInfo,
    EngineQuery,
    IndexedDocument,
    Matches,
    Source,
)
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.schema import fields_of, key_of, source_of, unpack
from search.engines.whoosh.storage import (
    create_index,
    open_index,
    size_in_bytes,
    translate_errors,
)
from search.models import Article


class WhooshEngine:
    """An `Engine` on a Whoosh index; any number of threads may use it.

    Readers see the last commit, from whatever process, without being told.
    """

    def __init__(self, folder: Path, create: bool = False) -> None:
        """Open the index in `folder`, or make one. Raises EngineError."""
        self.folder = folder
        self._index: FileIndex = create_index(folder) if create else open_index(folder)
        self._writer: IndexWriter | None = None
        self._executor: Executor | None = None
        self._generation = -1
        # Whoosh's readers seek in shared files; searching is bound by the
        # interpreter's lock anyway.
        self._lock = threading.Lock()

    def replace(self, source: Source, documents: Iterable[IndexedDocument]) -> None:
        """Put these in place of all documents of `source`; none removes it."""
        with translate_errors(self.folder):
            if self._writer is None:
                self._writer = self._index.writer(timeout=1.0)
            self._writer.delete_by_term("key", key_of(source))
            for document in documents:
                self._writer.add_document(**fields_of(source, document))

    def commit(self) -> None:
        """Make all replacements since the last commit visible."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        committed = False
        try:
            with translate_errors(self.folder):
                writer.commit()
            committed = True
        finally:
            # Whoosh 2.7.4 keeps the lock when a commit fails.
            if not committed and not writer.is_closed:
                writer.cancel()

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question."""
        with self._lock, translate_errors(self.folder):
            return self._snapshot().find(query)

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""
        with self._lock, translate_errors(self.folder):
            snapshot = self._snapshot()
            found = (snapshot.docs("id", each) for each in ids)
            return tuple(
                unpack(snapshot.reader.stored_fields(docs[0])["article"])
                for docs in found
                if docs.size
            )

    def describe(self) -> EngineInfo:
        """What the index holds."""
        with self._lock, translate_errors(self.folder):
            snapshot = self._snapshot()
            terms = (term.decode() for term in snapshot.reader.lexicon("origin"))
            # A replaced source's term outlives its documents until a merge.
            origins = [term for term in terms if snapshot.docs("origin", term).size]
            return EngineInfo(
                name="whoosh",
                documents=snapshot.reader.doc_count(),
                sources=tuple(map(source_of, origins)),
                bytes=size_in_bytes(self.folder),
            )

    def close(self) -> None:
        """Let go of files and locks; a replacement not committed is dropped."""
        if self._writer is not None:
            self._writer.cancel()
            self._writer = None
        if self._executor is not None:
            self._executor.reader.close()
            self._executor = None
        self._index.close()

    def _snapshot(self) -> Executor:
        """The newest snapshot; the one at hand while nothing was committed."""
        generation = self._index.latest_generation()
        if self._executor is None or generation != self._generation:
            if self._executor is not None:
                self._executor.reader.close()
            self._executor = Executor(self._index.reader())
            self._generation = generation
        return self._executor

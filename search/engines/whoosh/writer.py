"""How are documents added to an index, replaced and deleted?

A writer of Whoosh's, with Whoosh's interface, that takes in segments: its own loader's,
and those of loaders in other processes. A commit merges what the policy names, makes
everything durable, and cleans up.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh.index import LockError
from whoosh.writing import SegmentWriter

from search.engines.whoosh import policy
from search.engines.whoosh.codec import ArrayCodec
from search.engines.whoosh.contents import contents_path
from search.engines.whoosh.durable import clean_debris, sync_folder
from search.engines.whoosh.failures import locked
from search.engines.whoosh.index import Index
from search.engines.whoosh.loader import MEMORY, SegmentLoader
from search.engines.whoosh.lock import forget_writer, note_writer
from search.engines.whoosh.merge import merge
from search.engines.whoosh.schema import layout_of
from search.engines.whoosh.segment import Segment, segment_path
from search.engines.whoosh.segment_data import SegmentData, open_segment

Groups = Sequence[Sequence[int]]


class BulkWriter(SegmentWriter):  # type: ignore[misc]
    """Writes to an index; holds its lock until `commit` or `cancel`. Raises IndexLocked
    when somebody else does."""

    def __init__(self, index: Index, memory: int = MEMORY, **options: Any) -> None:
        self.writelock = None
        self.folder = Path(index.storage.folder)
        try:
            super().__init__(index, codec=ArrayCodec(), compound=False, **options)
            self._needed = {segment.segid for segment in self.segments} | index.spared
            clean_debris(self.folder, self.indexname, self._needed)
            note_writer(self.folder)
            self.memory = memory
            self._opened: dict[str, SegmentData] = {}
            self._own = self.loader()
        except LockError as error:
            raise locked(self.folder) from error
        except BaseException:
            # Whoosh takes the lock first; what comes after may fail.
            if self.writelock is not None and self.writelock.locked:
                self.writelock.release()
            raise

    def add_document(self, **fields: Any) -> None:
        """Add a document. A list is taken for terms as they are; a text is analysed
        by its field."""
        self._check_state()
        self.adopt(self._own.add(fields))
        self._added = True

    def update_document(self, **fields: Any) -> None:
        """Add a document in place of any, committed or not, with its unique terms."""
        for name in self._unique_fields(fields):
            self.delete_by_term(name, fields[name])
        self.add_document(**fields)

    def delete_by_term(self, fieldname: str, text: str, searcher: Any = None) -> int:
        """Delete the documents with a keyword, committed or not; how many."""
        self._check_state()
        if self._own.has(fieldname, text):
            self.flush()
        term, count = text.encode("utf-8", "surrogatepass"), 0
        for segment in self.segments:
            held = self._data(segment).field(fieldname)
            number = held.terms.find(term)
            if number is not None:
                before = segment.deleted_count()
                segment.delete(held.postings.documents(*held.postings.span(number)))
                count += segment.deleted_count() - before
        return count

    def loader(self) -> SegmentLoader:
        """What writes segments for this writer to adopt; any process may have it."""
        return SegmentLoader(
            self.folder, self.indexname, self.schema, self._preset(), self.memory
        )

    def adopt(self, segments: Sequence[Segment]) -> None:
        """Take in segments that a loader has written; they are not committed."""
        if segments:
            self._check_state()
            self.segments += segments
            self._setup_doc_offsets()

    def flush(self) -> None:
        """Write what was added as a segment of its own; it is not committed."""
        self.adopt(self._own.flush())

    def commit(
        self,
        mergetype: Callable[[list[int]], Groups] | None = None,
        optimize: bool | None = None,
        merge: bool | None = None,
    ) -> None:
        """Make all changes durable and visible, or, where that fails, none.

        `mergetype` takes the sizes of the segments and gives the numbers of those to
        be merged; `optimize` merges all; with `merge=False` nothing is.
        """
        self._check_state()
        self.flush()
        choose = mergetype or policy.groups
        if optimize:
            choose = policy.everything
        elif merge is False:
            choose = policy.nothing
        segments = self._merged(choose)
        sync_folder(self.folder)
        self._commit_toc(segments)
        clean_debris(self.folder, self.indexname, {each.segid for each in segments})
        self._finish()

    def cancel(self) -> None:
        """Drop everything since the last commit."""
        self._check_state()
        try:
            # A commit may fail after its table of contents has got its name: then it
            # is what readers see, and its segments must stay.
            if not contents_path(self.folder, self.generation).exists():
                clean_debris(self.folder, self.indexname, self._needed)
        finally:
            self._finish()

    def _finish(self) -> None:
        self._opened.clear()
        forget_writer(self.folder)
        super()._finish()

    def _data(self, segment: Segment) -> SegmentData:
        """The content of a segment, held open: it is asked for at each deletion."""
        if segment.segid not in self._opened:
            path = segment_path(self.storage, segment)
            self._opened[segment.segid] = open_segment(path)
        return self._opened[segment.segid]

    def _preset(self) -> bytes | None:
        """The dictionary that stored fields are deflated with: the archive's, or
        None, for a new one, while there is none."""
        for segment in self.segments:
            known = self._data(segment).stored
            if known.dictionaries:
                return known.dictionaries[0]
        return None

    def _merged(self, choose: Callable[[list[int]], Groups]) -> list[Segment]:
        """The segments after those that are chosen have been merged."""
        segments = [each for each in self.segments if each.doc_count()]
        sizes = [each.doc_count() for each in segments]
        groups = [[segments[i] for i in sorted(group)] for group in choose(sizes)]
        gone = {each.segid for group in groups for each in group}
        for each in segments:
            if each.segid not in gone and each.deleted_count() > each.doc_count():
                groups.append([each])
                gone.add(each.segid)
        merged = [self._merge(group) for group in groups]
        return [each for each in segments if each.segid not in gone] + merged

    def _merge(self, segments: Iterable[Segment]) -> Segment:
        new = Segment(self.indexname)
        parts = [(self._data(each), each.alive) for each in segments]
        path = segment_path(self.storage, new)
        merge(path, parts, layout_of(self.schema))
        new.take_down(open_segment(path))
        return new

"""How do files become an index? The write path, on one screen.

    files → pages → articles → load (facets → terms → engine) → commit

Unchanged files are skipped, changed ones replaced, and files that have gone from an
indexed folder removed. A file that cannot be read is reported; what the index already
holds of it stays. Articles stream: a file of any number of them fits into memory.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path

from search import inputs, pages
from search.analysis import dictionary_fingerprint
from search.engines.base import Engine, Source
from search.errors import InputError
from search.facets.annotating import annotated, rules_fingerprint
from search.files import (
    RECORD_SUFFIXES,
    Failure,
    PageFile,
    find_pages,
    label_of,
    stem_of,
    suffix_of,
)
from search.loading import Portion, load
from search.models import Article
from search.pages.encodings import check_encoding

Held = Mapping[tuple[str, str], Source]

# Hears how many of how many files are done, and how many articles are read.
Progress = Callable[[int, int, int], None]

# So many ids at a time are looked up in the index.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files: counts of this run, and the failures by name.

    `stale` counts unchanged files that were cut with another dictionary.
    """

    pages: int = 0
    articles: int = 0
    photos: int = 0
    unchanged: int = 0
    removed: int = 0
    stale: int = 0
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0

    @property
    def line(self) -> str:
        """The report in a line."""
        rest = {
            "unchanged": self.unchanged,
            "removed": self.removed,
            "of them photo items": self.photos,
        }
        aside = ", ".join(f"{count} {what}" for what, count in rest.items() if count)
        done = f"{self.pages} pages, {self.articles} articles"
        failed = f"{len(self.failures)} failed, {self.seconds:.1f} s"
        return f"{done}, {failed} ({aside})" if aside else f"{done}, {failed}"

    def to_json(self) -> dict[str, object]:
        """The report as `search index --json` prints it."""
        failures = [{"name": f.name, "reason": f.reason} for f in self.failures]
        return asdict(self) | {"failures": failures}


def index_paths(
    engine: Engine,
    paths: Iterable[Path],
    progress: Progress = lambda done, total, articles: None,
    encoding: str | None = None,
    workers: int = 0,
) -> Report:
    """Bring the index up to date with files and folders, and commit.

    `encoding` is that of files that are neither UTF-8 nor GB18030; `workers` as for
    `load`. Raises EngineError, ConfigError, and InputError when two files would give
    their articles the same ids; then nothing has changed.
    """
    began = time.perf_counter()
    check_encoding(encoding)
    named = tuple(paths)
    files, missing = find_pages(named)
    held = {(s.root, s.name): s for s in engine.describe().sources}
    _check_ids(files, held)
    gone = _gone(files, named, held)
    run = _Run(engine, held, encoding)
    changed = run.changed(files)
    run.keep({key: s for key, s in held.items() if s not in gone}, changed)
    load(engine, run.portions(changed, progress, len(files)), workers)
    for source in gone:
        engine.replace(source, ())
    engine.commit()
    return Report(
        **run.counts,
        removed=len(gone),
        failures=(*missing, *run.failures),
        seconds=time.perf_counter() - began,
    )


def reread(engine: Engine, files: Iterable[PageFile]) -> Iterator[Report]:
    """Bring files in once more, changed or not, without a commit: what became of each.

    Raises EngineError.
    """
    named = tuple(files)
    held = {(s.root, s.name): s for s in engine.describe().sources}
    run = _Run(engine, held, None)
    run.keep(held, named)
    return map(run.once_more, named)


class _Run:
    """One pass over the files: what was brought in, and what failed."""

    def __init__(self, engine: Engine, held: Held, encoding: str | None) -> None:
        self.engine = engine
        self.held = held
        self.encoding = encoding
        self.dictionary = dictionary_fingerprint()
        self.rules = " ".join(
            (
                pages.RULES_VERSION,
                inputs.RULES_VERSION,
                rules_fingerprint(),
                encoding or "",
            )
        )
        self.counts = dict.fromkeys(
            ("pages", "articles", "photos", "unchanged", "stale"), 0
        )
        self.failures: list[Failure] = []
        self._owners: dict[str, str] = {}
        self._kept: dict[str, str] = {}

    def changed(self, files: Iterable[PageFile]) -> dict[PageFile, Source]:
        """The files that the index does not hold as they are; the others counted."""
        found = {}
        for file in files:
            try:
                source = self._source(file)
            except InputError as error:
                self._fail(file, error)
                continue
            held = self.held.get(file.key)
            if held is None or held.fingerprint != source.fingerprint:
                found[file] = source
                continue
            self.counts["unchanged"] += 1
            self.counts["stale"] += held.dictionary != source.dictionary
        return found

    def keep(self, held: Held, changed: Iterable[PageFile]) -> None:
        """Tell what the index will go on holding: the ids of these are taken."""
        anew = {file.key for file in changed}
        self._kept = {
            source.name: label_of(*key)
            for key, source in held.items()
            if key not in anew and Path(source.root, source.name).exists()
        }

    def portions(
        self, changed: Mapping[PageFile, Source], progress: Progress, files: int
    ) -> Iterator[Portion]:
        """The articles of files that are new or have changed, each file in place of
        what the index held of it."""
        for done, (file, source) in enumerate(changed.items(), files - len(changed)):
            for portion in self._portions(file, source):
                progress(done, files, self.counts["articles"])
                yield portion
        progress(files, files, self.counts["articles"])

    def once_more(self, file: PageFile) -> Report:
        """Index a file whether it has changed or not."""
        before, failed = self.counts["articles"], len(self.failures)
        try:
            load(self.engine, self._portions(file, self._source(file)))
        except InputError as error:
            self._fail(file, error)
        articles = self.counts["articles"] - before
        return Report(articles=articles, failures=tuple(self.failures[failed:]))

    def _portions(self, file: PageFile, source: Source) -> Iterator[Portion]:
        def report(line: int, why: str) -> None:
            self.failures.append(Failure(file.path, why, line))

        articles = inputs.read_articles(file, self.encoding, report)
        try:
            # What cannot be read at all fails here, before anything is replaced.
            first = next(articles, None)
        except InputError as error:
            self._fail(file, error)
            return
        self.engine.replace(source, ())
        every = chain(() if first is None else (first,), articles)
        at_a_time = _CHUNK if file.holds_records else None
        while chunk := tuple(islice(every, at_a_time)):
            yield Portion(
                source, tuple(self._counted(chunk, file)), page=not file.holds_records
            )
        self.counts["pages"] += 1

    def _counted(
        self, articles: Iterable[Article], file: PageFile
    ) -> Iterator[Article]:
        """The articles that may go into the index, counted as they pass."""
        indexed = self._indexed(articles, file)
        here = label_of(*file.key)
        for article in articles:
            owner = self._owners.setdefault(article.id, here)
            if owner == here:
                owner = indexed.get(article.id, here)
            if owner != here:
                self._clash(article, file, owner)
                continue
            self.counts["articles"] += 1
            self.counts["photos"] += article.kind == "photo"
            yield article

    def _indexed(self, articles: Iterable[Article], file: PageFile) -> dict[str, str]:
        """Whose article the index holds under each id, where it goes on doing so.

        An article there tells the name of its source, not the root: one of the name
        of this file is its own if the index knows the file.
        """
        kept = dict(self._kept)
        if file.key in self.held:
            kept.pop(file.name, None)
        if not kept:
            return {}
        found = self.engine.fetch(article.id for article in articles)
        return {e.id: kept[e.source] for e in found if e.source in kept}

    def _clash(self, article: Article, file: PageFile, owner: str) -> None:
        line = article.lines[0][0] if article.lines else None
        reason = f"the id {article.id} is already that of an article of {owner}"
        self.failures.append(Failure(file.path, reason, line))

    def _fail(self, file: PageFile, error: InputError) -> None:
        """The name of the file is told beside the reason, not in it too."""
        reason = str(error).removeprefix(f"{file.name}: ")
        self.failures.append(Failure(file.path, reason))

    def _source(self, file: PageFile) -> Source:
        root, name = file.key
        return Source(name, root, self._fingerprint(file), self.dictionary)

    def _fingerprint(self, file: PageFile) -> str:
        """Changes with anything that shapes the articles of a file."""
        digest = hashlib.sha256(self.rules.encode())
        with file.open() as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
        beside = file.sidecar.read() if file.sidecar else b""
        digest.update(hashlib.sha256(beside).digest())
        return digest.hexdigest()[:32]


def read_articles(
    file: PageFile,
    encoding: str | None = None,
    report: inputs.Report | None = None,
) -> Iterator[Article]:
    """The articles of a file of any kind, facets and all.

    `report` hears of lines of a `.jsonl` file that are no articles; without it the
    first of them is an error. Raises PageFormatError before the first article, and
    ConfigError.
    """
    articles = inputs.read_articles(file, encoding, report)
    return annotated(articles, page=not file.holds_records)


def _check_ids(files: Iterable[PageFile], held: Held) -> None:
    """Raises InputError when two sources would share the ids of their articles."""
    places = (Path(source.root, source.name) for source in held.values())
    names = (source.name for source in held.values())
    owners = {
        stem_of(name): place
        for name, place in zip(names, places, strict=True)
        if place.exists() and suffix_of(name) not in RECORD_SUFFIXES
    }
    for file in files:
        if file.holds_records:
            continue
        owner = owners.setdefault(file.stem, file.path)
        if owner != file.path:
            raise InputError(
                f"{owner.parent.name}/{owner.name} and {file.path.parent.name}/"
                f"{file.path.name} would give their articles the same ids "
                f"({file.stem}-01 …)",
                "rename one of them, or index a folder that holds both",
            )


def _gone(files: Iterable[PageFile], named: Iterable[Path], held: Held) -> list[Source]:
    """Sources whose file has gone from a named folder, or has moved elsewhere."""
    here = {file.key for file in files}
    stems = {file.stem for file in files}
    folders = {str(path.resolve()) for path in named if path.is_dir()}
    return [
        source
        for key, source in held.items()
        if key not in here
        and not Path(source.root, source.name).exists()
        and (source.root in folders or stem_of(source.name) in stems)
    ]

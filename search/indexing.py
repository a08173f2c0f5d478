"""How do files become an index? The write path, on one screen.

    files → pages → articles → facets → terms → engine

Unchanged files are skipped, changed ones replaced, and files that have gone from an
indexed folder removed. A file that cannot be read is reported; what the index already
holds of it stays.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from search import facets, pages
from search.analysis import analyse, dictionary_fingerprint
from search.engines.base import TEXT_FIELDS, Engine, IndexedDocument, Source
from search.errors import InputError, PageFormatError
from search.files import Failure, PageFile, find_pages, stem_of
from search.models import TEXT_FIELD_OF, Article

Sources = Mapping[tuple[str, str], Source]


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
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Bring the index up to date with files and folders, and commit.

    `progress` hears how many of how many files are done. Raises EngineError, and
    InputError when two files would give their articles the same ids; then nothing
    has changed.
    """
    began = time.perf_counter()
    named = tuple(paths)
    files, missing = find_pages(named)
    held = {(s.root, s.name): s for s in engine.describe().sources}
    _check_ids(files, held)
    run = _Run(engine, held)
    for done, file in enumerate(files):
        progress(done, len(files))
        run.bring_in(file)
    gone = _gone(files, named, held)
    for source in gone:
        engine.replace(source, ())
    engine.commit()
    progress(len(files), len(files))
    return Report(
        **run.counts,
        removed=len(gone),
        failures=(*missing, *run.failures),
        seconds=time.perf_counter() - began,
    )


class _Run:
    """One pass over the files: what was brought in, and what failed."""

    def __init__(self, engine: Engine, held: Sources) -> None:
        self.engine = engine
        self.held = held
        self.dictionary = dictionary_fingerprint()
        self.rules = f"{pages.RULES_VERSION} {facets.rules_fingerprint()}"
        self.counts = dict.fromkeys(
            ("pages", "articles", "photos", "unchanged", "stale"), 0
        )
        self.failures: list[Failure] = []

    def bring_in(self, file: PageFile) -> None:
        """Index a file unless it is unchanged."""
        try:
            source = self._source(file)
            held = self.held.get(file.key)
            if held is not None and held.fingerprint == source.fingerprint:
                self.counts["unchanged"] += 1
                self.counts["stale"] += held.dictionary != source.dictionary
                return
            articles = read_articles(file)
        except InputError as error:
            self.failures.append(Failure(file.path, error.message))
            return
        self.engine.replace(source, map(make_document, articles))
        self.counts["pages"] += 1
        self.counts["articles"] += len(articles)
        self.counts["photos"] += sum(article.kind == "photo" for article in articles)

    def _source(self, file: PageFile) -> Source:
        root, name = file.key
        return Source(name, root, self._fingerprint(file), self.dictionary)

    def _fingerprint(self, file: PageFile) -> str:
        """Changes with anything that shapes the articles of a file."""
        digest = hashlib.sha256(self.rules.encode())
        try:
            for path in (file.path, file.sidecar):
                content = path.read_bytes() if path.is_file() else b""
                digest.update(hashlib.sha256(content).digest())
        except OSError as error:
            raise PageFormatError(error.strerror or "cannot be read") from error
        return digest.hexdigest()[:32]


def read_articles(file: PageFile) -> tuple[Article, ...]:
    """The articles of a page, facets and all. Raises PageFormatError, ConfigError."""
    page = pages.read_page(file.path, file.root)
    return tuple(map(facets.annotate, pages.split_page(page)))


def make_document(article: Article) -> IndexedDocument:
    """An article with the terms of its texts."""
    texts: dict[str, list[str]] = {name: [] for name in TEXT_FIELDS}
    for field, text in article.texts():
        texts[TEXT_FIELD_OF[field]].append(text)
    terms = {name: tuple(map(analyse, found)) for name, found in texts.items()}
    return IndexedDocument(article, terms)


def _check_ids(files: Iterable[PageFile], held: Sources) -> None:
    """Raises InputError when two sources would share the ids of their articles."""
    places = (Path(source.root, source.name) for source in held.values())
    names = (source.name for source in held.values())
    owners = {
        stem_of(name): place
        for name, place in zip(names, places, strict=True)
        if place.exists()
    }
    for file in files:
        owner = owners.setdefault(file.stem, file.path)
        if owner != file.path:
            raise InputError(
                f"{owner.parent.name}/{owner.name} and {file.path.parent.name}/"
                f"{file.path.name} would give their articles the same ids "
                f"({file.stem}-01 …)",
                "rename one of them, or index a folder that holds both",
            )


def _gone(
    files: Iterable[PageFile], named: Iterable[Path], held: Sources
) -> list[Source]:
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

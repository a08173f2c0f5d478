"""How is an index checked, and how does a damaged one become sound?

    Engine.salvage → each source again: its file, else the articles stored → commit

Every source of which something is damaged is read from its file once more, as
`search index` does. Where the file has gone, or cannot be read whole, the articles
that the index has stored take its place. What neither gives is dropped, which has to
be agreed to. Until the commit at the end nothing has changed.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from search.analysis import Terms
from search.documents import make_document
from search.engines.base import Engine, IndexedDocument, Remains, Source
from search.files import PageFile, label_of
from search.indexing import Report, reread
from search.models import Article
from search.text import Runs, fold, runs


@dataclass(frozen=True, slots=True)
class Mended:
    """A source of which something was damaged: so many articles of it are held again,
    read from its `file` or else from the index itself; so many are `lost`."""

    source: str
    articles: int
    lost: int
    file: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """What was wrong, and what has been or would be done about it.

    `unknown` has a line for what is lost of sources that nobody knows any more; `sound`
    says that nothing is wrong, or no longer.
    """

    wrong: tuple[str, ...]
    mended: tuple[Mended, ...] = ()
    unknown: tuple[str, ...] = ()
    sound: bool = True

    @property
    def kept(self) -> tuple[str, ...]:
        """A line for each source that is there again, as far as it is."""
        return tuple(map(_kept, filter(lambda each: each.articles, self.mended)))

    @property
    def dropped(self) -> tuple[str, ...]:
        """A line for everything that is lost."""
        lost = (each for each in self.mended if each.lost)
        return (*map(_lost, lost), *self.unknown)

    def to_json(self) -> dict[str, object]:
        """As `search check --repair --json` prints it."""
        return asdict(self)


def checked(engine: Engine) -> Repair:
    """What is wrong with an index; nothing is done about it. Raises EngineError."""
    wrong = tuple(engine.check(_units_of))
    return Repair(wrong, sound=not wrong)


def repair(
    engine: Engine, agree: Callable[[Repair], bool] = lambda found: False
) -> Repair:
    """Make an index sound; `agree` is asked before anything is dropped.

    Where it is not agreed to, and where EngineError is raised, nothing has changed.
    """
    found = engine.salvage(_units_of)
    if not found.wrong:
        engine.close()
        return Repair(())
    mended = tuple(_mended(engine, found.remains))
    repaired = Repair(found.wrong, mended, found.lost)
    if repaired.dropped and not agree(repaired):
        engine.close()
        return replace(repaired, sound=False)
    engine.commit()
    return repaired


def _units_of(article: Article) -> IndexedDocument:
    """An article with its units, cut as those of a query are, and no words."""
    return make_document(
        article, lambda texts: [_without_words(runs(fold(text))) for text in texts]
    )


def _without_words(text: Runs) -> Terms:
    return Terms((), tuple(text.units), text.sentences)


def _mended(engine: Engine, remains: tuple[Remains, ...]) -> Iterator[Mended]:
    """Put each source in its place again."""
    files = {each.source: _file(each.source) for each in remains}
    found = [file for file in files.values() if file is not None]
    reports = reread(engine, found)
    for each in remains:
        file = files[each.source]
        report = next(reports) if file else None
        if file and report and report.failures:
            yield _better(engine, each, file, report)
        elif report:
            yield _result(each, report.articles, 0, file=True)
        else:
            yield _restored(engine, each)


def _better(engine: Engine, each: Remains, file: PageFile, report: Report) -> Mended:
    """A file that cannot be read whole, or what is stored, whichever gives more."""
    stored = sum(1 for _ in each.articles())
    if stored >= report.articles:
        return _restored(engine, each)
    return _result(each, report.articles, each.documents - report.articles, file=True)


def _restored(engine: Engine, each: Remains) -> Mended:
    """What is stored; without a fingerprint, so that its file is read as soon as it
    is there again."""
    count = 0

    def counted() -> Iterator[Article]:
        nonlocal count
        for article in each.articles():
            count += 1
            yield article

    engine.replace(each.source, map(make_document, counted()))
    return _result(each, count, each.documents - count, file=False)


def _result(each: Remains, articles: int, lost: int, file: bool) -> Mended:
    label = label_of(each.source.root, each.source.name)
    return Mended(label, articles, max(lost, 0), file)


def _file(source: Source) -> PageFile | None:
    """The file of a source, where it is still there."""
    root = Path(source.root)
    path = root / source.name
    return PageFile(path, root) if root.is_absolute() and path.is_file() else None


def _kept(each: Mended) -> str:
    where = "its file" if each.file else "the index itself"
    return f"{each.source}: {each.articles} articles, from {where}"


def _lost(each: Mended) -> str:
    every = each.articles + each.lost
    return f"{each.source}: {each.lost} of {every} articles"

"""What is done to an index, and how is it found afterwards?"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from search.engines import open_engine
from search.engines.base import Engine
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.contents import latest_generation
from search.engines.whoosh.storage import INDEX_NAME
from search.errors import IndexLocked
from search.indexing import index_paths
from search.repair import checked
from tests.engines.archive import Archive, generation_of, wrong_answers


@dataclass(frozen=True, slots=True)
class Case:
    """A fault and what came of it: each is empty, False or 0 when all is well.

    `lost`: what was committed and is not there; `wrong`: answers that were given and
    are not right; `stuck`: the next writer did not get the lock; `debris`: files that
    the next commit has left; `silent`: damage that the check does not tell;
    `unrepaired`: what a repair has not made right; `unclear`: errors that were not
    one clear line.
    """

    kind: str
    detail: str
    lost: str = ""
    wrong: tuple[str, ...] = ()
    stuck: bool = False
    debris: tuple[str, ...] = ()
    silent: bool = False
    unrepaired: tuple[str, ...] = ()
    unclear: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is amiss."""
        return self == Case(self.kind, self.detail)


@dataclass(frozen=True)
class Bench:
    """An index in a folder, of files in another."""

    place: Path
    archive: Archive

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.place / "index"

    @property
    def files(self) -> Path:
        """The folder of the files."""
        return self.place / "files"

    def begin(self, generations: int = 1) -> None:
        """Make the index, and commit so many generations."""
        self.place.mkdir(parents=True, exist_ok=True)
        with closing(open_engine(self.index, create=True)) as made:
            for generation in range(1, generations + 1):
                self.commit(made, generation)

    def commit(self, made: Engine, generation: int) -> None:
        """Bring files and index to a generation."""
        self.archive.write(self.files, generation)
        report = index_paths(made, [self.files])
        assert not report.failures, report.failures

    def settle(self, kind: str, detail: str, least: int, most: int) -> Case:
        """How the index does after a fault: it should be at a generation from `least`
        to `most`, and the next commit should work and clean up."""
        with closing(open_engine(self.index)) as found:
            generation = generation_of(found)
            lost = "" if least <= generation <= most else f"{generation} of {least}"
            wrong = wrong_answers(found, self.archive, generation)
            wrong += checked(found).wrong
            try:
                self.commit(found, generation + 1)
            except IndexLocked:
                return Case(kind, detail, lost, tuple(wrong), stuck=True)
            wrong += wrong_answers(found, self.archive, generation + 1)
        return Case(kind, detail, lost, tuple(wrong), debris=debris(self.index))


def debris(folder: Path) -> tuple[str, ...]:
    """What lies in the folder of an index and belongs to nothing."""
    with closing(WhooshEngine(folder)) as found:
        parts = found.view()._executor.snapshot.parts
        segments = {part.data.file.path.name for part in parts}
    contents = f"_{INDEX_NAME}_{latest_generation(folder)}"
    names = {path.name for path in folder.iterdir()}
    known = {f"{contents}.toc", f"{contents}.copy", f"{INDEX_NAME}_WRITELOCK"}
    return tuple(sorted(names - segments - known))

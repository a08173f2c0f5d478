"""Which files are meant by the paths that were named?"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".txt", ".md")
SIDECAR = ".toml"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page on disk and the folder below which it is named."""

    path: Path
    root: Path

    @property
    def name(self) -> str:
        """The path below the root."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same source as before."""
        return str(self.root), self.name

    @property
    def stem(self) -> str:
        """What the ids of its articles begin with."""
        return stem_of(self.name)

    @property
    def sidecar(self) -> Path:
        """The file beside it that says what the page does not."""
        return self.path.with_suffix(SIDECAR)


def stem_of(name: str) -> str:
    """The beginning of the ids of a source's articles.

    >>> stem_of("2023-07/12.01.txt")
    '2023-07.12.01'
    """
    return Path(name).with_suffix("").as_posix().replace("/", ".")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be used, and why."""

    path: Path
    reason: str

    @property
    def name(self) -> str:
        """Its name alone: no path of a machine in what is printed."""
        return self.path.name


def find_pages(
    paths: Iterable[Path],
) -> tuple[tuple[PageFile, ...], tuple[Failure, ...]]:
    """The pages at files and below folders, each once, in order; and what is amiss."""
    found: dict[Path, PageFile] = {}
    failures = []
    for path in (path.resolve() for path in paths):
        if path.is_dir():
            inside = [each for each in sorted(path.rglob("*")) if _is_page(each, path)]
            if not inside:
                kinds = ", ".join(SUFFIXES)
                failures.append(Failure(path, f"no pages ({kinds}) in this folder"))
            found |= {p: PageFile(p, path) for p in inside if p not in found}
        elif path.exists():
            found.setdefault(path, PageFile(path, path.parent))
        else:
            failures.append(Failure(path, "no such file or folder"))
    return tuple(found.values()), tuple(failures)


def _is_page(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in SUFFIXES and not hidden and path.is_file()

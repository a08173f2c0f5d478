"""Which files are meant by the paths that were named?"""

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from search.errors import PageFormatError

PAGE_SUFFIXES = (".txt", ".md")
HTML_SUFFIXES = (".html", ".htm")
PDF_SUFFIXES = (".pdf",)
RECORD_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.xz")
SUFFIXES = PAGE_SUFFIXES + HTML_SUFFIXES + PDF_SUFFIXES + RECORD_SUFFIXES
SIDECAR = ".toml"
STANDARD_INPUT = Path("-")

Stream = io.BufferedReader | io.BytesIO


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file and the folder below which it is named.

    `content` is what came through standard input, None for a file on disk.
    """

    path: Path
    root: Path
    content: bytes | None = field(default=None, repr=False)

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
    def suffix(self) -> str:
        """One of `SUFFIXES`, or "" for a file of another kind."""
        return suffix_of(self.name)

    @property
    def holds_records(self) -> bool:
        """Whether its articles bring their own ids."""
        return self.suffix in RECORD_SUFFIXES

    @property
    def sidecar(self) -> "PageFile | None":
        """The file beside it that says what the page does not, if there is one."""
        path = self.path.with_name(stem_of(self.path.name) + SIDECAR)
        here = self.content is None and path.is_file()
        return PageFile(path, path.parent) if here else None

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Its bytes, as a stream. Raises PageFormatError."""
        try:
            with (
                self.path.open("rb")
                if self.content is None
                else io.BytesIO(self.content)
            ) as stream:
                yield stream
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            raise PageFormatError(f"{self.name}: {reason}") from error

    def read(self) -> bytes:
        """Its bytes. Raises PageFormatError."""
        with self.open() as stream:
            return stream.read()


def suffix_of(name: str) -> str:
    """The suffix that tells how a file is read, "" where none of ours does.

    >>> suffix_of("news.JSONL.gz"), suffix_of("page.scan")
    ('.jsonl.gz', '')
    """
    return next((s for s in SUFFIXES if name.lower().endswith(s)), "")


def stem_of(name: str) -> str:
    """The beginning of the ids of a source's articles.

    >>> stem_of("2023-07/12.01.txt"), stem_of("news.jsonl.gz")
    ('2023-07.12.01', 'news')
    """
    bare = name[: -len(suffix_of(name)) or None]
    if bare == name or not Path(bare).name or bare.endswith("/"):
        bare = Path(name).with_suffix("").as_posix()
    return bare.replace("/", ".")


def label_of(root: str, name: str) -> str:
    """A source by its name and its folder's, with no path of the machine.

    >>> label_of("/home/a/pages", "07/b.txt"), label_of("", "stdin")
    ('07/b.txt', 'stdin')
    """
    return "/".join(Path(root, name).parts[-2:]).removeprefix("//")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder, or a line of a file, that could not be used, and why."""

    path: Path
    reason: str
    line: int | None = None

    @property
    def name(self) -> str:
        """Its name alone: no path of a machine in what is printed."""
        return self.path.name if self.line is None else f"{self.path.name}:{self.line}"


def find_pages(
    paths: Iterable[Path],
) -> tuple[tuple[PageFile, ...], tuple[Failure, ...]]:
    """The pages at files and below folders, each once, in order; and what is amiss.

    The path `-` is standard input, which is read here.
    """
    found: dict[Path, PageFile] = {}
    failures = []
    for named in paths:
        path = named.resolve()
        if named == STANDARD_INPUT:
            found.setdefault(named, _standard_input())
        elif path.is_dir():
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


def _standard_input() -> PageFile:
    return PageFile(Path("stdin"), Path(), sys.stdin.buffer.read())


def _is_page(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return suffix_of(path.name) != "" and not hidden and path.is_file()

"""How does a file become a Page?"""

from pathlib import Path

from search.errors import PageFormatError
from search.files import stem_of
from search.models import Page
from search.pages.encodings import decoded


def read_page(
    path: Path, root: Path | None = None, encoding: str | None = None
) -> Page:
    """The page in the file `path`, named as seen from the folder `root`.

    Raises PageFormatError.
    """
    source = _below(path, root or path.parent).as_posix()
    return page_of(_bytes(path, source), source, encoding)


def page_of(data: bytes, source: str, encoding: str | None = None) -> Page:
    """The page that these bytes of a file are. Raises PageFormatError."""
    text = decoded(data, source, encoding)
    if not text.strip():
        raise PageFormatError(f"{source}: the page is blank")
    return Page(id=stem_of(source), source=source, text=text)


def _below(path: Path, root: Path) -> Path:
    try:
        return path.relative_to(root)
    except ValueError:
        return Path(path.name)


def _bytes(path: Path, source: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise PageFormatError(f"{source}: {reason}") from error

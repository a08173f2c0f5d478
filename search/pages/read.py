"""How does a file become a Page?

UTF-8 or GB18030, both strictly; UTF-16 only with its byte order mark, for without one
any bytes would pass as UTF-16.
"""

import codecs
import unicodedata
from pathlib import Path

from search.errors import PageFormatError
from search.models import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "gb18030")

# Text that is cut off or badly scanned holds a stray control character at most.
_MOST_CONTROLS = 0.02

# A null byte tells a binary file by its beginning; controls are counted there too.
_SAMPLE = 65_536


def read_page(path: Path, root: Path | None = None) -> Page:
    """The page in the file `path`, named as seen from the folder `root`."""
    relative = _below(path, root or path.parent)
    source = relative.as_posix()
    text = _decoded(_bytes(path, source), source)
    if not text.strip():
        raise PageFormatError(f"{source}: the page is blank")
    name = relative.with_suffix("").as_posix()
    return Page(id=name.replace("/", "."), source=source, text=text)


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


def _decoded(data: bytes, source: str) -> str:
    if not data:
        raise PageFormatError(f"{source}: the file is empty")
    text = _marked(data, source)
    if text is None:
        if b"\0" in data[:_SAMPLE]:
            raise PageFormatError(f"{source}: a binary file, not text")
        text = _unmarked(data, source)
    if _is_binary(text):
        raise PageFormatError(f"{source}: a binary file, not text")
    return text


def _marked(data: bytes, source: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise PageFormatError(
                    f"{source}: begins as {encoding.upper()}"
                    f" but breaks at byte {error.start + len(mark)}"
                ) from error
    return None


def _unmarked(data: bytes, source: str) -> str:
    for encoding in _UNMARKED:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PageFormatError(f"{source}: neither UTF-8 nor GB18030 text")


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(
        unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in sample
    )
    return "\0" in sample or controls > _MOST_CONTROLS * len(sample)

"""In which encoding is a file written?

A byte order mark tells; else UTF-8, then GB18030, both strictly. UTF-16 goes by its
mark only, for without one any bytes would pass as UTF-16; Big5 has to be named, for
its bytes pass as GB18030.
"""

import codecs
import re

from search.errors import InvalidRequest, PageFormatError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "gb18030")

# Text that is cut off or badly scanned holds a stray control character at most.
_MOST_CONTROLS = 0.02

# A null byte tells a binary file by its beginning; controls are counted there too.
_SAMPLE = 65_536

# No letter of any text; on a terminal some of them would act.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def check_encoding(name: str | None) -> None:
    """Raises InvalidRequest unless `name` is the name of an encoding (or None).

    >>> check_encoding("big5")
    """
    try:
        b"a".decode(name or "utf-8")
    except UnicodeError:
        return
    except (LookupError, ValueError) as error:
        raise InvalidRequest(
            f"no encoding is called {name!r}", "try gb18030, big5 or utf-16-le"
        ) from error


def decoded(data: bytes, source: str, encoding: str | None = None) -> str:
    """The text of a file; `encoding` is tried in place of the usual ones.

    Raises PageFormatError with `source`, the name of the file.
    """
    if not data:
        raise PageFormatError(f"{source}: the file is empty")
    text = _marked(data, source)
    if text is None:
        if b"\0" in data[:_SAMPLE] and encoding is None:
            raise PageFormatError(f"{source}: a binary file, not text")
        text = _unmarked(data, source, encoding)
    if _is_binary(text):
        raise PageFormatError(f"{source}: a binary file, not text")
    return without_controls(text)


def without_controls(text: str) -> str:
    """The text without control characters, blanks and line ends excepted.

    >>> without_controls("项目\\x1b[31m开工")
    '项目[31m开工'
    """
    return _CONTROLS.sub("", text)


def _marked(data: bytes, source: str) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise PageFormatError(
                    f"{source}: begins as {encoding.upper()}"
                    f" but breaks at byte {error.start + len(mark)}"
                ) from error
    return None


def _unmarked(data: bytes, source: str, encoding: str | None) -> str:
    for each in (encoding,) if encoding else _UNMARKED:
        try:
            return data.decode(each)
        except UnicodeError:
            continue
    if encoding:
        raise PageFormatError(
            f"{source}: not {encoding.upper()} text", "name another --encoding"
        )
    raise PageFormatError(
        f"{source}: neither UTF-8 nor GB18030 text", "name its --encoding"
    )


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    return "\0" in sample or controls > _MOST_CONTROLS * len(sample)

"""How do the lines of a `.jsonl` file become Articles?

One at a time, whatever the size of the file. A line that is no article is reported and
the rest is read.
"""

import codecs
import gzip
import io
import json
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from search.errors import PageFormatError
from search.files import PageFile, Stream
from search.inputs.fields import WrongType
from search.inputs.record import article_of, unread_date
from search.models import Article
from search.pages.encodings import MARKS

# Hears of a line that cannot be read, and why.
Report = Callable[[int, str], None]

# Longer lines are no articles; one line is held in memory at a time.
_LONGEST_LINE = 64_000_000
_MOST_REPORTED = 20
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, UnicodeError)
_UNMARKED = ("utf-8", "gb18030")


class _BadLine(ValueError):
    """A line is no article; the message says why."""


def read_records(
    file: PageFile, report: Report, encoding: str | None = None
) -> Iterator[Article]:
    """The articles of a file; lines that are none go to `report`.

    Raises PageFormatError before the first article or not at all.
    """
    reader = _Reader(file, report)
    with file.open() as raw, _unpacked(raw, file.suffix) as stream:
        yield from reader.articles(stream, encoding)
    reader.finish()


def _unpacked(raw: Stream, suffix: str) -> io.BufferedReader:
    if suffix.endswith(".gz"):
        return io.BufferedReader(cast(io.RawIOBase, gzip.open(raw)))
    if suffix.endswith(".xz"):
        return io.BufferedReader(cast(io.RawIOBase, lzma.open(raw)))
    return io.BufferedReader(cast(io.RawIOBase, raw))


class _Reader:
    """Counts what was read of a file, and what was not."""

    def __init__(self, file: PageFile, report: Report) -> None:
        self._source, self._stem = file.name, file.stem
        self._report = report
        self._ids: set[str] = set()
        self._refused: list[tuple[int, str]] = []
        self._good = self._line = self._told = 0

    def articles(
        self, stream: io.BufferedReader, encoding: str | None
    ) -> Iterator[Article]:
        """The articles of an unpacked stream; where it breaks off they end."""
        try:
            for line in _lines(stream, encoding):
                self._line += 1
                if line.strip() and (article := self._read(line, encoding)):
                    self._good += 1
                    yield article
                    self._tell()
        except _BROKEN as error:
            if not self._good:
                raise PageFormatError(f"{self._source}: a broken file") from error
            self._line += 1
            self._refuse("the file breaks off; what is above was read")

    def finish(self) -> None:
        """Tell of the bad lines; a file that holds nothing else is no file of ours."""
        if not self._good:
            line, why = next(iter(self._refused), (0, "the file is empty"))
            at = f"line {line}: " if line else ""
            raise PageFormatError(
                f"{self._source}: {at}{why}", "one JSON object a line is wanted"
            )
        self._tell()
        if (more := len(self._refused) - _MOST_REPORTED) > 0:
            last = self._refused[-1][0]
            self._report(last, f"the last of {more} more lines that are amiss")

    def _refuse(self, why: str) -> None:
        self._refused.append((self._line, why))

    def _tell(self) -> None:
        """Nothing is told before the first article: a file of none is one error."""
        while self._told < min(len(self._refused), _MOST_REPORTED):
            self._report(*self._refused[self._told])
            self._told += 1

    def _read(self, line: str | bytes, encoding: str | None) -> Article | None:
        try:
            record = _record(line, encoding)
            article = article_of(record)
            name = self._name(article)
        except (_BadLine, WrongType) as error:
            self._refuse(str(error))
            return None
        if given := unread_date(record):
            self._refuse(f"{given} is no date; the article is kept without one")
        lines = ((self._line, self._line),)
        return replace(article, id=name, source=self._source, lines=lines)

    def _name(self, article: Article) -> str:
        if not any(text for _, text in article.texts()):
            raise _BadLine("no text" if article.id else "neither an id nor a text")
        name = article.id or f"{self._stem}-{self._line:02}"
        if name in self._ids:
            raise _BadLine(f"the id {name} is already that of an article above")
        self._ids.add(name)
        return name


def _lines(stream: io.BufferedReader, encoding: str | None) -> Iterator[str | bytes]:
    """The lines; as bytes where each can be decoded by itself."""
    for mark, marked in MARKS:
        if stream.peek(4).startswith(mark):
            stream.read(len(mark))
            encoding = marked
    if encoding and codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(stream, encoding, newline="\n") as text:
            yield from text
    else:
        yield from iter(lambda: stream.readline(_LONGEST_LINE), b"")


def _record(line: str | bytes, encoding: str | None) -> dict[str, object]:
    text = _text(line, encoding)
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _BadLine("not JSON") from error
    if not isinstance(record, dict):
        raise _BadLine("not a JSON object")
    return record


def _text(line: str | bytes, encoding: str | None) -> str:
    if isinstance(line, str):
        return line
    for each in (encoding,) if encoding else _UNMARKED:
        try:
            return line.decode(each)
        except UnicodeError:
            continue
    raise _BadLine(f"not {(encoding or 'UTF-8 or GB18030').upper()} text")

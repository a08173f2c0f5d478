"""How are the comma-separated data files read, ours and the user's?"""

import csv
from pathlib import Path
from typing import NamedTuple

from search.errors import ConfigError

DATA = Path(__file__).parent


class Row(NamedTuple):
    """A line of a table: its columns, their values, and where it stands."""

    path: Path
    line: int
    columns: tuple[str, ...]
    values: list[str]

    def value(self, column: str) -> str:
        """What stands in a column."""
        return self.values[self.columns.index(column)]

    def error(self, message: str, hint: str = "") -> ConfigError:
        """The error that says what is wrong with this line."""
        return ConfigError(f"{self.path}:{self.line}: {message}", hint)


def read_table(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """The lines of a table whose first line names `columns`, in that order."""
    reader = csv.reader(_lines(path), strict=True)
    try:
        header = next(reader, [])
        _check_header(path, header, columns)
        rows = [
            Row(path, reader.line_num, columns, values)
            for cells in reader
            if any(values := [*map(str.strip, cells)])
        ]
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num}: {error}") from error
    for row in rows:
        if len(row.values) != len(columns):
            given, wanted = len(row.values), len(columns)
            raise row.error(f"{given} columns instead of {wanted}", ",".join(columns))
    return rows


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: is not UTF-8", "save it as UTF-8") from error


def _check_header(path: Path, header: list[str], columns: tuple[str, ...]) -> None:
    if tuple(cell.strip() for cell in header) != columns:
        wanted = ",".join(columns)
        raise ConfigError(f"{path}:1: the first line is not the header", f"{wanted}")

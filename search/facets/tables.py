"""How are the comma-separated data files read, ours and the user's?"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.errors import ConfigError

DATA = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its values by column, and where it stands."""

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, message: str, hint: str = "") -> ConfigError:
        """The error that says what is wrong with this line."""
        return ConfigError(f"{self.path}:{self.line}: {message}", hint)


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The lines of a table whose first line names `columns`, in that order."""
    reader = csv.reader(_lines(path), strict=True)
    try:
        header = next(reader, [])
        _check_header(path, header, columns)
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if any(values):
                yield _row(path, reader.line_num, values, columns)
    except csv.Error as error:
        raise ConfigError(f"{path}:{reader.line_num}: {error}") from error


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


def _row(path: Path, line: int, values: list[str], columns: tuple[str, ...]) -> Row:
    row = Row(path, line, dict(zip(columns, values, strict=False)))
    if len(values) != len(columns):
        given, wanted = len(values), len(columns)
        raise row.error(f"{given} columns instead of {wanted}", ",".join(columns))
    return row

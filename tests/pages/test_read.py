"""Does every file become the page it holds, or an error that names it?"""

import codecs
from pathlib import Path

import pytest

from search.errors import PageFormatError
from search.models import Page
from search.pages import read_page

TEXT = "长春高新区\n\n本报讯 项目开工。\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8 with mark"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16-be"),
    ],
)
def test_encodings_are_recognised(tmp_path: Path, data: bytes) -> None:
    """The same page whatever its bytes."""
    path = tmp_path / "2023-07-12.txt"
    path.write_bytes(data)
    assert read_page(path) == Page("2023-07-12", "2023-07-12.txt", TEXT)


def test_the_id_is_the_path_below_the_folder(tmp_path: Path) -> None:
    """Without suffix, dots for slashes; a dot in the name stays."""
    path = tmp_path / "2023" / "07" / "a.b.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    assert read_page(path, tmp_path) == Page("2023.07.a.b", "2023/07/a.b.txt", TEXT)


def test_a_file_outside_the_folder_goes_by_its_name(tmp_path: Path) -> None:
    """No path of the machine gets into an id."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    assert read_page(path, tmp_path / "elsewhere").source == "a.txt"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \n\t\n", "the page is blank", id="blank"),
        pytest.param(codecs.BOM_UTF8, "the page is blank", id="mark only"),
        pytest.param(b"\x89PNG\r\n\0\0\0", "a binary file, not text", id="null"),
        pytest.param(
            b"\x01\x02\x03\x04ab" * 9, "a binary file, not text", id="control"
        ),
        pytest.param(b"\xff\x00\xfe", "a binary file, not text", id="bytes"),
        pytest.param(b"ab\xff\xff", "neither UTF-8 nor GB18030 text", id="neither"),
        pytest.param(
            codecs.BOM_UTF16_LE + b"a", "begins as UTF-16-LE but breaks at byte 2"
        ),
    ],
)
def test_what_is_no_page_is_named(tmp_path: Path, data: bytes, reason: str) -> None:
    """The message gives the relative name and what is wrong."""
    path = tmp_path / "sub" / "bad.txt"
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(PageFormatError) as raised:
        read_page(path, tmp_path)
    assert raised.value.message == f"sub/bad.txt: {reason}"


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    """What the system says, without the path of the machine."""
    with pytest.raises(PageFormatError, match=r"^none\.txt: no such file") as raised:
        read_page(tmp_path / "none.txt")
    assert str(tmp_path) not in str(raised.value)
    with pytest.raises(PageFormatError, match=r"is a directory"):
        read_page(tmp_path)


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test may run as a user to whom nothing is forbidden."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(PageFormatError) as raised:
        read_page(tmp_path / "a.txt")
    assert raised.value.message == "a.txt: permission denied"

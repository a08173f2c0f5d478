"""Does every kind of file come in, in any encoding, and never with a traceback?"""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import InvalidRequest, PageFormatError
from search.files import SUFFIXES, PageFile, find_pages
from search.inputs import read, read_articles
from search.models import Article, Page, PartialDate
from search.pages.encodings import check_encoding, decoded
from tests.inputs.files import BODY, HEADLINE, PAGE, pdf, put


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT", "", ".page"])
def test_pages_of_text(tmp_path: Path, suffix: str) -> None:
    """What is named and of no other kind is text too."""
    (article,) = read_articles(put(tmp_path, f"2023-08-07{suffix}", PAGE))
    assert (article.id, article.headline) == ("2023-08-07-01", HEADLINE)
    assert article.published == PartialDate("2023-08-07", "day", "given")
    assert article.event_dates == ("2023-07-25",)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(PAGE.encode(), None, id="utf-8"),
        pytest.param(PAGE.encode("utf-8-sig"), None, id="mark"),
        pytest.param(PAGE.encode("gb18030"), None, id="gb18030"),
        pytest.param(b"\xff\xfe" + PAGE.encode("utf-16-le"), None, id="utf-16 LE"),
        pytest.param(b"\xfe\xff" + PAGE.encode("utf-16-be"), None, id="utf-16 BE"),
        pytest.param(PAGE.encode("utf-16-be"), "utf-16-be", id="no mark"),
        pytest.param(PAGE.encode("hz"), "hz", id="named"),
        pytest.param(PAGE.encode("utf-8-sig"), "big5", id="the mark knows better"),
    ],
)
def test_encodings_of_pages(data: bytes, encoding: str | None) -> None:
    """One text."""
    assert decoded(data, "a.txt", encoding) == PAGE


def test_big5_has_to_be_named(tmp_path: Path) -> None:
    """Its bytes pass as GB18030."""
    file = put(tmp_path, "a.txt", "園區建設".encode("big5"))
    (page,) = read(file, "big5")
    assert isinstance(page, Page)
    assert page.text == "園區建設"
    with pytest.raises(PageFormatError, match=r"^a\.txt: not ASCII text") as raised:
        list(read(file, "ascii"))
    assert "--encoding" in raised.value.hint


@pytest.mark.parametrize("name", ["no-such", "hex", "rot13", "\0", ""])
def test_unknown_encodings_are_refused(name: str) -> None:
    """By name; codecs that make no text of bytes are none."""
    if not name:
        check_encoding(name)
        return
    with pytest.raises(InvalidRequest) as raised:
        check_encoding(name)
    assert repr(name) in raised.value.message


def test_control_characters_never_come_in() -> None:
    """On a terminal they would act."""
    text = "区" * 100
    data = f"ab\x1b[31m{text}\x9b".encode()
    assert decoded(data, "a.txt") == f"ab[31m{text}"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of text named stdin; read once, whatever is done with it."""

    class Stdin:
        buffer = io.BytesIO(PAGE.encode("gb18030"))

    monkeypatch.setattr(sys, "stdin", Stdin)
    (file,), failures = find_pages([Path("-"), Path("-")])
    assert (file.name, file.stem, file.sidecar, failures) == (
        "stdin",
        "stdin",
        None,
        (),
    )
    for _ in range(2):
        (article,) = read_articles(file)
        assert (article.id, article.source) == ("stdin-01", "stdin")


def test_folders_date_their_pages(tmp_path: Path) -> None:
    """Below the root, and the two folders that the root is named by."""
    path = put(tmp_path, "node/2023-08/07/a.txt", PAGE).path
    for root in (tmp_path, path.parent.parent, path.parent):
        (article,) = read_articles(PageFile(path, root))
        assert article.published == PartialDate("2023-08-07", "day", "given")
    far = put(tmp_path, "2020-01-01/x/y/z/a.txt", PAGE).path
    assert next(read_articles(PageFile(far, far.parent))).published is None


def test_what_is_printed_goes_before_the_name_of_the_file(tmp_path: Path) -> None:
    """Files are named by the day they were scanned, too."""
    file = put(tmp_path, "20240101.txt", "科技日报 2023年8月7日 星期一\n\n" + PAGE)
    (article,) = read_articles(file)
    assert article.published == PartialDate("2023-08-07", "day", "printed")
    assert article.publication == "科技日报"


_PIECES = st.sampled_from(
    [
        *(b"{", b'"body"', b":", b'"\xe5\x9b\xad"', b"}", b"\n"),
        *(b"<p>", b"</p>", b"<html>", b"<meta charset=hz>"),
        *(b"%PDF-1.4\n", b"1 0 obj", b"trailer", pdf([BODY])[:700]),
        *(b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\xff\xfe"),
        *(BODY.encode(), BODY.encode("gb18030")),
    ]
)
_BYTES = st.lists(_PIECES | st.binary(max_size=8)).map(b"".join)


def _attempt(name: str, data: bytes) -> tuple[list[Article], str]:
    """The articles of a file, or what is wrong with it."""
    file = PageFile(Path(name), Path(), data)
    try:
        return list(read_articles(file, report=lambda line, why: None)), ""
    except PageFormatError as error:
        return [], error.message


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60)
@given(data=st.binary(max_size=200) | _BYTES)
def test_any_bytes_give_articles_or_one_error(suffix: str, data: bytes) -> None:
    """Never another exception; no character that cannot be written."""
    articles, error = _attempt(f"a{suffix}", data)
    assert not error or error.startswith(f"a{suffix}: ")
    for article in articles:
        assert article.id
        "".join(text for _, text in article.texts()).encode()


@settings(max_examples=100)
@given(place=st.integers(0, 1200), bits=st.binary(min_size=1, max_size=6))
def test_damaged_pdf_files(place: int, bits: bytes) -> None:
    """Whatever was overwritten."""
    whole = pdf([HEADLINE, BODY])
    data = whole[:place] + bits + whole[place + len(bits) :]
    error = _attempt("a.pdf", data)[1]
    assert not error or error.startswith("a.pdf: ")

"""Does a PDF file with a text layer become pages?"""

import io
from pathlib import Path

import pypdf
import pytest

from search.errors import PageFormatError
from search.inputs import read, read_articles
from search.inputs.reflow import reflow
from search.models import Page, PartialDate
from tests.inputs.files import BODY, HEADLINE, pdf, put


def test_one_page(tmp_path: Path) -> None:
    """Its id is that of the file."""
    (page,) = read(put(tmp_path, "2023-08-07/a.pdf", pdf([HEADLINE, BODY])))
    assert isinstance(page, Page)
    assert (page.id, page.source) == ("2023-08-07.a", "2023-08-07/a.pdf")
    assert page.text.splitlines() == [HEADLINE, BODY]
    assert page.filed == PartialDate("2023-08-07", "day", "given")


def test_several_pages(tmp_path: Path) -> None:
    """Counted in their ids, blank ones too."""
    file = put(tmp_path, "a.pdf", pdf([HEADLINE, BODY], [], [HEADLINE, BODY]))
    articles = list(read_articles(file))
    assert [article.id for article in articles] == ["a.p01-01", "a.p03-01"]
    assert {(a.source, a.headline, a.body) for a in articles} == {
        ("a.pdf", HEADLINE, (BODY,))
    }


def test_printed_lines_become_paragraphs(tmp_path: Path) -> None:
    """Full lines go on; a short one ends a paragraph."""
    text = BODY * 3
    column = [text[n : n + 13] for n in range(0, len(text), 13)]
    file = put(tmp_path, "a.pdf", pdf([HEADLINE[:7], HEADLINE[7:], *column]))
    (article,) = read_articles(file)
    assert "".join(article.body) == text


def test_reflow_leaves_paragraphs_alone() -> None:
    """Lines of all lengths are paragraphs already."""
    text = "标题\n\n" + "\n".join("开工" * n for n in (5, 21, 40, 33, 60))
    assert reflow(text) == text


def _locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([HEADLINE])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(pdf([BODY], visible=False), "no text layer", id="scan"),
        pytest.param(_locked(), "the PDF is encrypted", id="locked"),
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"hello", "a broken PDF file", id="no pdf"),
        pytest.param(pdf([BODY])[:400], "a broken PDF file", id="cut"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, content: bytes, reason: str) -> None:
    """It is named, with the reason."""
    with pytest.raises(PageFormatError) as raised:
        list(read_articles(put(tmp_path, "a.pdf", content)))
    assert raised.value.message == f"a.pdf: {reason}"

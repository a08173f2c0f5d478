"""How does a PDF file with a text layer become Pages?"""

import io
import logging

from search.errors import PageFormatError
from search.files import PageFile
from search.inputs.fields import clean
from search.inputs.reflow import reflow
from search.inputs.text import filed_date
from search.models import Page


def read_pdf(file: PageFile) -> tuple[Page, ...]:
    """The printed pages of a file, blank ones left out. Raises PageFormatError."""
    texts = _texts(file)
    filed = filed_date(file)
    pages = tuple(
        Page(_id(file, number, len(texts)), file.name, text, filed=filed)
        for number, text in enumerate(texts, 1)
        if text.strip()
    )
    if not pages:
        raise PageFormatError(
            f"{file.name}: no text layer", "run it through OCR first, e.g. ocrmypdf"
        )
    return pages


def _id(file: PageFile, number: int, count: int) -> str:
    return file.stem if count == 1 else f"{file.stem}.p{number:02}"


def _texts(file: PageFile) -> list[str]:
    try:
        from pypdf import PdfReader
    except ImportError as error:
        raise PageFormatError(
            f"{file.name}: reading PDF needs another package",
            "pip install 'park-news-search[pdf]'",
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = file.read()
    if not data:
        raise PageFormatError(f"{file.name}: the file is empty")
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(reader.pages)
        texts = [_clean(page.extract_text()) for page in pages]
    # Over a broken file pypdf trips with any error: KeyError, RecursionError …
    except Exception as error:
        raise PageFormatError(f"{file.name}: a broken PDF file") from error
    if locked:
        raise PageFormatError(
            f"{file.name}: the PDF is encrypted", "save it without a password"
        )
    return texts


def _clean(text: str) -> str:
    return reflow(clean(text))

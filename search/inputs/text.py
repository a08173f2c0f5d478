"""How does a text file, or standard input, become a Page?"""

from dataclasses import replace

from search.files import PageFile
from search.models import Page, PartialDate
from search.pages.dates import path_date
from search.pages.read import page_of

# The folder that was named, and the one above it: 2023-08/07. Farther up, a date in a
# name is that of a backup rather than of a newspaper.
_FOLDERS_ABOVE = 2


def read_text(file: PageFile, encoding: str | None = None) -> Page:
    """The page that a text file holds. Raises PageFormatError."""
    page = page_of(file.read(), file.name, encoding)
    return replace(page, filed=filed_date(file))


def filed_date(file: PageFile) -> PartialDate | None:
    """The date that the name of a file, or of a folder that it lies in, tells."""
    above = file.root.parts[1:][-_FOLDERS_ABOVE:]
    return path_date("/".join((*above, file.name)))

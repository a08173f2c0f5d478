"""How does a file become a newspaper page, and a page its articles?"""

from search.pages.read import read_page
from search.pages.split import RULES_VERSION, split_page

__all__ = ["RULES_VERSION", "read_page", "split_page"]

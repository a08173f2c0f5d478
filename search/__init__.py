"""Full-text search for Chinese news about development zones (园区新闻检索).

Searcher(open_engine("index")).search(SearchRequest("招商引资")) is all it takes. Names
are loaded when first used: `import search` alone costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.analysis import load_segmenter
    from search.citation import bibtex, gbt7714, one_line, title_of
    from search.engines import open_engine
    from search.errors import (
        ConfigError,
        EngineError,
        IndexLocked,
        IndexMissing,
        IndexOutdated,
        IndexUnsafe,
        InputError,
        InvalidRequest,
        NotFound,
        PageFormatError,
        SearchError,
    )
    from search.exporting import FORMATS, atom
    from search.facets import load_gazetteer
    from search.facets.annotating import rules_fingerprint
    from search.facets.gazetteer import Zone
    from search.figures import Figure, figures_in
    from search.indexing import Report, index_paths
    from search.models import (
        FACET_LABELS,
        FACETS,
        KIND_LABELS,
        MOST_VALUES,
        PARK_FACETS,
        Article,
        Credit,
        FacetValue,
        Hit,
        IndexInfo,
        Noise,
        Notice,
        Page,
        PartialDate,
        Place,
        Reading,
        SearchRequest,
        SearchResponse,
        Snippet,
        Subhead,
        Suggestion,
    )
    from search.original import Stretch
    from search.query import narrowed, read_date
    from search.render import page_json, suggestions_json
    from search.searcher import Searcher

__all__ = [
    "FACETS",
    "FACET_LABELS",
    "FORMATS",
    "KIND_LABELS",
    "MOST_VALUES",
    "PARK_FACETS",
    "Article",
    "ConfigError",
    "Credit",
    "EngineError",
    "FacetValue",
    "Figure",
    "Hit",
    "IndexInfo",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexUnsafe",
    "InputError",
    "InvalidRequest",
    "Noise",
    "NotFound",
    "Notice",
    "Page",
    "PageFormatError",
    "PartialDate",
    "Place",
    "Reading",
    "Report",
    "SearchError",
    "SearchRequest",
    "SearchResponse",
    "Searcher",
    "Snippet",
    "Stretch",
    "Subhead",
    "Suggestion",
    "Zone",
    "atom",
    "bibtex",
    "figures_in",
    "gbt7714",
    "index_paths",
    "load_gazetteer",
    "load_segmenter",
    "narrowed",
    "one_line",
    "open_engine",
    "page_json",
    "read_date",
    "rules_fingerprint",
    "suggestions_json",
    "title_of",
]

# Where the public names live, the modules that cost nothing first.
_HOMES = (
    "models", "errors", "query", "citation", "exporting", "original", "figures",
    "facets", "facets.gazetteer", "facets.annotating", "analysis", "engines", "render",
    "searcher", "indexing",
)  # fmt: skip


def __getattr__(name: str) -> object:
    if name in __all__:
        for home in _HOMES:
            found = getattr(import_module(f"search.{home}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module 'search' has no attribute {name!r}")

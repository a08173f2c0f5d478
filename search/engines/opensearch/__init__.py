"""The engine for archives past one machine: OpenSearch, asked over HTTP."""

from search.engines.opensearch.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]

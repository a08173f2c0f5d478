"""The embedded engine, on Whoosh (the only folder that imports it)."""

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]

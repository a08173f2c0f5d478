"""Which parks (园区) and topics (主题) is an article about?

`annotating` fills in the facets of articles, `parks` and `topics` decide on them. The
rules are data that users extend: `zones.csv` (园区名录), `topics.toml` (主题词), and
our own `places.csv` (地名). Here by itself is the list of zones: questions need it
too.
"""

from search.facets.gazetteer import Gazetteer, Zone, ZoneMatch, load_gazetteer

__all__ = ["Gazetteer", "Zone", "ZoneMatch", "load_gazetteer"]

"""Which parks (园区) and topics (主题) is an article about?

`annotating` fills in the facets of articles, `parks` and `topics` decide on them. The
rules are data that users extend: `zones.csv` (园区名录), `topics.toml` (主题词), and
our own `places.csv` (地名). Here by itself is the list of zones: questions need it
too, if they may name one.
"""

from typing import TYPE_CHECKING

from search.config import edition

if TYPE_CHECKING:
    from search.facets.gazetteer import Gazetteer

# In what the names of zones end, folded: those of our list, and those recognised.
ENDS = frozenset(")区园地城庄村港湖谷达")
OWN_ZONES = "zones.csv"


def may_name_zones(text: str) -> bool:
    """Whether a normalised text may name zones. Most questions name none, and can be
    answered before the list of them is read; the user's own may end in anything."""
    return not ENDS.isdisjoint(text) or edition(OWN_ZONES) is not None


def load_gazetteer() -> "Gazetteer":
    """The gazetteer: our zones and the user's own `zones.csv`, which goes first."""
    from search.facets import gazetteer

    return gazetteer.load(edition(OWN_ZONES))

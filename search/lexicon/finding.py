"""How many articles does a name find, when it is asked for?"""

from search.engines.base import NOTHING, Node, View
from search.parts import make_part


def asked_for(text: str) -> Node:
    """What is found when a text is asked for, all parts being one."""
    part = make_part(text)
    if part is None:
        return NOTHING
    # Where a single word stands, it is printed.
    return part.node if len(part.leaves) > 1 else part.literal


def count(view: View, where: Node) -> int:
    """How many articles there are."""
    (found,) = view.counts((where,))
    return found

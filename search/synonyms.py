"""Which other writings of a query's text mean the same?

A development zone is written in many ways (济南高新区, 济南高新技术产业开发区,
济南国家高新技术产业开发区); the gazetteer knows them. Applied to queries only; the
index holds what is printed.
"""

from search.facets import load_gazetteer

MAX_WRITINGS = 24


def writings(text: str) -> tuple[str, ...]:
    """Other writings of `text`, each name of a zone in it in all its forms.

    Texts with several zones have only one replaced at a time. A short name that is a
    place as well (光谷) counts where it is all that is asked.
    """
    gazetteer = load_gazetteer()
    found: dict[str, None] = {}
    for match in gazetteer.find(text):
        for form in gazetteer.forms(match.zone):
            found[text[: match.start] + form + text[match.end :]] = None
    if not found and (zone := gazetteer.named(text)) in gazetteer.zones and zone:
        found = dict.fromkeys(gazetteer.forms(zone))
    found.pop(text, None)
    return tuple(found)[:MAX_WRITINGS]

"""What does each page get to render?

Frozen values with ready addresses and text cut into pieces: the templates loop and
name, they decide nothing, and escaping stays theirs.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; the hits in it are numbered from 1, other text has 0."""

    text: str
    hit: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `count` articles stand behind it, if that is known."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A hidden field of a form: what a new query keeps."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The search box: where it sends to, what stands in it, what it keeps."""

    text: str = ""
    exact: bool = False
    keeps: tuple[Field, ...] = ()
    scope: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date in words; `ground` says 推定 when nobody printed it."""

    text: str
    ground: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The line under a headline; every item narrows the search to itself."""

    publication: Link | None
    when: When | None
    parks: tuple[Link, ...]
    topics: tuple[Link, ...]
    photo: Link | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A highlighted passage; `label` names its place unless it is plain text."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list of articles."""

    url: str
    headline: tuple[Piece, ...]
    facts: Facts
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetItem:
    """A value to filter by; `bar` is its share of what was found, of 100."""

    label: str
    url: str
    count: int
    selected: bool
    bar: int
    without_url: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """Values of a facet: the first, and the rest behind 更多; where these are not all,
    `every` leads to all, and `find` to those with a name that is typed. `shown` is the
    one that is seen of several in a section."""

    name: str
    label: str
    first: tuple[FacetItem, ...]
    rest: tuple[FacetItem, ...]
    every: Link | None = None
    find: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """A section of filters: a facet, or several that a switch chooses from."""

    name: str
    title: str
    sides: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DateForm:
    """The span of dates, as a form that keeps everything else."""

    since: str
    until: str
    keeps: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything a result can be narrowed by, and what is on; `keeps` are the hidden
    fields of a form of a facet."""

    facets: tuple[Facet, ...]
    keeps: tuple[Field, ...]
    dates: DateForm
    chips: tuple[Chip, ...]
    clear_url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages of a result; None stands for a gap."""

    previous: str | None
    following: str | None
    pages: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of how a query was read, and the link that has it read otherwise."""

    text: str
    otherwise: Link | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or a year: how much was written then, the height of its bar of 100, and
    the address that narrows to it."""

    label: str
    count: int
    height: int
    url: str
    chosen: bool
    period: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars by 月 or 年; `undated` articles are of no month that is known."""

    unit: str
    bars: tuple[Bar, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Part:
    """How a part of the query was read; `without_url` asks without it."""

    text: str
    without_url: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results."""

    title: str
    form: SearchForm
    reading: tuple[Part, ...]
    found: str
    notices: tuple[Said, ...]
    narrow: tuple[Field, ...]
    filters: Filters
    timeline: Timeline | None
    sorts: tuple[Link, ...]
    total: int
    items: tuple[Item, ...]
    more: tuple[Item, ...]
    pager: Pager | None
    ways_out: tuple[Link, ...]
    files: tuple[Link, ...]
    feed_url: str
    examples: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FacetPage:
    """The values of a facet, `total` of them, and the form that looks for some by
    name."""

    title: str
    form: SearchForm
    back: Link
    action: str
    keeps: tuple[Field, ...]
    wanted: str
    total: int
    items: tuple[FacetItem, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an article, or a subhead between two."""

    kind: Literal["subhead", "body"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of the printed page: of this article (`mine`), of the one that `link` leads
    to, or of none."""

    numbered: tuple[tuple[int, str], ...]
    mine: bool
    link: Link | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in a style."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Others:
    """Other articles, under a heading that may lead to all of them."""

    title: str
    links: tuple[Link, ...]
    all: Link | None = None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article, set as a column."""

    title: str
    form: SearchForm
    back: Link | None
    kicker: tuple[Piece, ...]
    headline: tuple[Piece, ...]
    deck: tuple[Piece, ...]
    bylines: tuple[tuple[Piece, ...], ...]
    facts: Facts
    column: tuple[Block, ...]
    captions: tuple[tuple[Piece, ...], ...]
    hits: int
    credits: tuple[Link, ...]
    mentioned: tuple[Link, ...]
    source: str
    page_number: str
    lines: str
    original_url: str | None
    page_link: Link | None
    page: tuple[Lines, ...]
    citations: tuple[Citation, ...]
    others: tuple[Others, ...]
    noise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureItem:
    """A sentence with figures, of an article, and its date."""

    sentence: tuple[Piece, ...]
    url: str
    when: When | None


@dataclass(frozen=True, slots=True)
class ParkPage:
    """A park: where it lies, its other names, what is written about it, and what
    names it beside."""

    title: str
    form: SearchForm
    place: str
    forms: tuple[str, ...]
    total: int
    all: Link
    mentioned: Link | None
    feed_url: str
    timeline: Timeline | None
    topics: tuple[Link, ...]
    figures: tuple[FigureItem, ...]
    newest: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """A province and the parks that are written about."""

    link: Link
    parks: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page."""

    form: SearchForm
    examples: tuple[Link, ...]
    articles: int
    photos: int
    parks: int
    span: str
    newest: tuple[Item, ...]
    provinces: tuple[Province, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of the query language, with examples to click."""

    name: str
    text: str
    examples: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """How to ask."""

    form: SearchForm
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and where to go from here."""

    status: int
    title: str
    message: str
    hint: str
    form: SearchForm
    examples: tuple[Link, ...]

"""Of what does a query consist?"""

from dataclasses import dataclass
from typing import Literal

from search.models import Notice


@dataclass(frozen=True, slots=True)
class Text:
    """An unquoted part: found where it is printed, or where all its words are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted string: found where it is printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Text of which the last number or run of letters may go on: app*."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both in one paragraph with at most `most` units between them, in either
    order; each is a piece of text, or several of which any will do."""

    left: "Node"
    right: "Node"
    most: int


@dataclass(frozen=True, slots=True)
class Together:
    """`part`, pieces of text and operators on them, in one sentence or paragraph."""

    part: "Node"
    within: Literal["sentence", "text"]


@dataclass(frozen=True, slots=True)
class Both:
    """Every one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not `part`."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class InField:
    """`part`, looked for in one field only: headline, body, caption or byline."""

    field: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class FacetIs:
    """The facet `name` has this value, given in any of its written forms."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Between:
    """Published between two ISO dates, cut at will, both included; None is open."""

    since: str | None
    until: str | None


Node = (
    Text
    | Quoted
    | Beginning
    | Near
    | Together
    | Both
    | Either
    | Without
    | InField
    | FacetIs
    | Between
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the typed text, its tree (None when empty), and notices.

    `operators` says whether anything in it was read as more than plain parts,
    `boolean` whether words were joined, ruled out or put in brackets: then every word
    is meant as it stands.
    """

    text: str
    tree: Node | None
    operators: bool = False
    boolean: bool = False
    notices: tuple[Notice, ...] = ()

"""What does the system ask of a search engine?

The narrow waist: six methods to read, three for what is worked out of a commit, seven
to write and to look after an index, and the values they take and give. An engine knows
terms, not text; everything pleasant (analysis, snippets, notices, facet labels, repair,
suggestions) lies above it, once. A new engine has to pass
tests/engines/test_contract.py.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from search.analysis import Terms
from search.models import Article, Sort

# Bytes, in memory or in a file that is mapped.
Buffer = bytes | memoryview

TEXT_FIELDS = ("headline", "body", "caption", "byline")
# What opens an article: so many units of its body.
LEAD = 100
# So many of the best by relevance are scored again by a ranking's second stage.
RESCORED = 100


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was indexed.

    `name` is the path below `root`, the folder that was named; `fingerprint` changes
    when the file, or anything else that shaped its articles, does; `dictionary` when
    the words that it was cut with do.
    """

    name: str
    root: str
    fingerprint: str = ""
    dictionary: str = ""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """An article and its terms.

    `texts` maps each of `TEXT_FIELDS` to the terms of its texts, one entry a headline
    line, paragraph, caption …: no phrase runs from one entry into the next.
    """

    article: Article
    texts: dict[str, tuple[Terms, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """Documents with this word in any text field."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents with these units next to each other in one text of `fields`; with
    `prefix`, the last may be the beginning of a number or of a run of letters."""

    units: tuple[str, ...]
    fields: tuple[str, ...] = TEXT_FIELDS
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Documents with one of the phrases `left` and one of `right` in one text, in
    either order, with at most `most` units between them."""

    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Together:
    """Documents with a sentence, or a text, that `part` describes: a tree of `Phrase`,
    `Near`, `AllOf`, `AnyOf` and `Not`, read of each sentence or text by itself."""

    part: "Node"
    within: Literal["sentence", "text"]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents in every one of `parts`; with none, every document."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents in at least `least` of `parts`."""

    parts: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that are not in `part`."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class HasFacet:
    """Documents with any of these values of a facet (or of `source`)."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The documents with these ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents whose date, a span where only a year or month is known, touches
    the days `since` to `until` (yyyymmdd, both included)."""

    since: int = 0
    until: int = 99999999


Node = Word | Phrase | Near | Together | AllOf | AnyOf | Not | HasFacet | OneOf | Dated
EVERYTHING = AllOf(())
NOTHING = AnyOf(())


@dataclass(frozen=True, slots=True)
class RankTerm:
    """A term that scores: in field "words", "bigrams", "chars" (the units of all text
    fields together), or one of `TEXT_FIELDS`.

    `presence` is what counts for having the term at all, beside how often. In field
    "lead" (the first `LEAD` units of the body; for rescoring only) nothing else
    counts, and the idf is that of "chars".
    """

    field: str
    text: str
    weight: float = 1.0
    presence: float = 0.0


@dataclass(frozen=True, slots=True)
class Boost:
    """Documents in `where` have their score multiplied by `factor`."""

    where: Node
    factor: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What decides the order among what is found.

    The score is the sum of weight * idf * (presence + tf*(k1+1) / (tf + norm)) over
    the terms a document has, norm = k1*(1-b+b*len/avglen), k1 = 1.2, b = 0.75,
    idf = ln(1 + (N-df+0.5)/(df+0.5)): BM25 as in Lucene, or BM25+; then the boosts.
    The best `RESCORED` by that have the terms of `rescoring` added, and boosted, too:
    terms that are dear to look up where nobody looks. No weight is negative, so these
    stay before all others. Equal scores: the newer first, then by id.
    """

    terms: tuple[RankTerm, ...] = ()
    boosts: tuple[Boost, ...] = ()
    rescoring: tuple[RankTerm, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """A question to an engine.

    `where` says what is found, but for documents with any of the values `excluded`;
    `filters` narrow it; the counts of a facet take every filter but the facet's own.
    Of a facet in `most` only so many values come, the most frequent, and those that
    are filtered by.
    `after` is the id of the last match already had, to stream a long result; `offset`
    skips by number. With `articles` those of the matches come with them. How many
    documents each of `counted` describes is counted of all that there are.
    """

    where: Node = EVERYTHING
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dated: Dated | None = None
    ranking: Ranking = Ranking()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    after: str | None = None
    facets: tuple[str, ...] = ()
    most: dict[str, int] = field(default_factory=dict)
    articles: bool = False
    counted: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A found document and its score."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer: how many in all, the wanted slice, the counts of each facet, highest
    first; the articles of the slice in its order, and the counts, where they were asked
    for."""

    total: int
    matches: tuple[Match, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an index holds, and how large it is on disk; `limits` has a line for
    everything that this engine does not do as `Ranking` says."""

    name: str
    documents: int
    sources: tuple[Source, ...]
    bytes: int
    limits: tuple[str, ...] = ()


# Makes a document of an article: what `check` and `salvage` hold an index to.
Maker = Callable[[Article], IndexedDocument]


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of a source of which some documents are damaged.

    `documents` counts all that the index held of it; `articles` reads, each time it is
    called, those that can still be read, intact documents among them.
    """

    source: Source
    documents: int
    articles: Callable[[], Iterator[Article]]


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was found to be wrong, and what is left.

    `wrong` has a line for everything that is; `remains` are the sources it concerns;
    `lost` has a line for everything of which not even the source is known.
    """

    wrong: tuple[str, ...] = ()
    remains: tuple[Remains, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Kept:
    """Something worked out of an index and kept with it. As long as it is the same
    content, it is the same value."""

    content: Buffer


class View(Protocol):
    """What an engine holds as of one commit; any number of threads may ask."""

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question. Raises EngineError."""

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""

    def articles(self, source: Source) -> Iterator[Article]:
        """The articles of a source, in any order. Raises EngineError."""

    def counts(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """How many documents each of these nodes describes, asked all at once. Raises
        EngineError."""

    def describe(self) -> EngineInfo:
        """What the index holds."""

    def view(self) -> "View":
        """What answers from one commit, whatever is committed meanwhile."""

    def commit_id(self) -> str:
        """What names the commit: another has another name."""

    def vocabulary(self, least: int = 1) -> tuple[tuple[str, int], ...]:
        """The words that at least so many documents have, and how many do, in any
        order."""

    def kept(self, name: str) -> Kept | None:
        """What was last kept under this name, of whatever commit; None where there is
        nothing, or only something damaged."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep with the index what was worked out of it; any number of processes may.

        It can be lost at any time. Raises EngineError where it cannot be kept.
        """


class Loader(Protocol):
    """Prepares documents for an engine, in any process: it can be pickled, and so can
    what it prepares, in little room."""

    def load(self, documents: Iterable[tuple[Source, IndexedDocument]]) -> Any:
        """Prepare documents for `Engine.take`. Raises EngineError."""


class Engine(View, Protocol):
    """A place that holds documents and finds them. Asked directly, it answers each
    time from the last commit, of whatever process: of its own at once, of another at
    the latest after a second."""

    def replace(self, source: Source, documents: Iterable[IndexedDocument]) -> None:
        """Put these in place of all documents of `source`; none removes it.

        A source is the same when `root` and `name` are. Nothing is visible before
        `commit`. Raises EngineError.
        """

    def loader(self) -> Loader:
        """What prepares documents for `take`, by the time of the next `commit` or
        `close`. Raises EngineError."""

    def take(self, loaded: Any) -> None:
        """Add what a loader of this engine has prepared; to replace a source, first
        replace it by nothing. Nothing is visible before `commit`.

        Raises EngineError.
        """

    def commit(self) -> None:
        """Make all replacements since the last commit visible, or none of them.

        Raises EngineError.
        """

    def check(self, make: Maker | None = None) -> Iterator[str]:
        """A line for everything that is wrong with what the index holds.

        With `make`, also where the terms of a document, but for its words, are not
        those that it makes of the stored article: words change with the dictionary.
        Raises EngineError where nothing can be read at all.
        """

    def salvage(self, make: Maker | None = None) -> Salvage:
        """Leave out all that `check` finds to be wrong, and tell what is left of it.

        From now on this engine, and no other, answers without it. Replace each source
        of the remains, then `commit`: only that removes what is damaged; until then
        `close` leaves everything as it was. Raises EngineError.
        """

    def close(self) -> None:
        """Let go of files and locks; a replacement not committed is dropped."""

"""Which values flow through the system?

The words of the trade: 版面 page, 报道 article, 图片新闻 photo item, 引题 kicker,
副题 deck, 小标题 subhead, 作者 byline, 图说 caption, 园区 park, 主题 topic.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import repeat
from typing import Any, Literal

Kind = Literal["article", "photo"]
Precision = Literal["year", "month", "day"]
Ground = Literal["printed", "given", "inferred"]
Sort = Literal["relevance", "newest", "oldest"]
NoticeKind = Literal["relaxed", "literal", "synonyms", "corrected", "ignored"]
SuggestionKind = Literal["park", "phrase", "byline", "headline"]

# The text field of the index that each kind of text on a page belongs to.
TEXT_FIELD_OF = {
    "kicker": "headline",
    "headline": "headline",
    "deck": "headline",
    "subhead": "body",
    "body": "body",
    "caption": "caption",
    "byline": "byline",
}
# What the kinds of suggestions are called.
SUGGESTION_LABELS = {
    "park": "园区",
    "phrase": "词语",
    "byline": "作者",
    "headline": "标题",
}
# What the facets and the kinds of articles are called, in the order they are shown.
FACET_LABELS = {
    "park": "园区",
    "mentioned": "提到的园区",
    "topic": "主题",
    "province": "省份",
    "city": "城市",
    "year": "年份",
    "publication": "报纸",
    "byline": "作者",
    "kind": "体裁",
}
KIND_LABELS = {"article": "报道", "photo": "图片新闻"}
FACETS = tuple(FACET_LABELS)
# Zones are the values of these: what an article is about, and whatever it names.
PARK_FACETS = ("park", "mentioned")
# So many values of a facet come with a page of results, the most frequent.
MOST_VALUES = 1_000
# What is counted beside them, for a course of time.
MONTH = "month"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: `value` is ISO, cut to `precision`.

    >>> PartialDate("2023-07", "month", "inferred").year
    '2023'
    """

    value: str
    precision: Precision
    ground: Ground

    @property
    def year(self) -> str:
        """The four digits of the year."""
        return self.value[:4]


def span_of_days(value: str) -> tuple[int, int]:
    """The first and last day of an ISO date that may be cut to a month or a year.

    >>> span_of_days("2023-07"), span_of_days("2023")
    ((20230701, 20230731), (20230101, 20231231))
    """
    digits = value.replace("-", "")
    first = digits + "0101"[len(digits) - 4 :]
    last = digits + "1231"[len(digits) - 4 :]
    return int(first), int(last)


@dataclass(frozen=True, slots=True)
class Page:
    """A newspaper page (版面) as received: plain text, several articles.

    `id` is the path below the indexed folder without suffix, `/` written `.`;
    `source` is that path with its suffix. `published` is certain; `filed`, the date
    that the file or its folder is named by, yields to one that the page prints.
    """

    id: str
    source: str
    text: str
    publication: str | None = None
    published: PartialDate | None = None
    filed: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A person and what they did: 记者, 通讯员, 摄 …, or "" where not printed."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Subhead:
    """A heading inside an article, standing before paragraph number `before`."""

    text: str
    before: int


@dataclass(frozen=True, slots=True)
class Noise:
    """Printed on line `line` but no part of the text: a duplicate, a stray word."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One item of a page; every text in it stands on the page as it is here.

    `lines` are ranges of line numbers of the source, from 1, both ends included.
    `byline` are the names alone; `credits` the names with their roles;
    `byline_lines` the words as printed (► 甲 本报特约通讯员 乙).
    `event_dates` are the dates that its body names: ISO, cut to what is known, a span
    with a slash (2023-05-24/2023-05-26). `page_number` is the newspaper's own.
    `parks` are the parks the article is about, `parks_mentioned` the others;
    `topics` come with the leading one first.
    """

    id: str
    source: str
    kind: Kind = "article"
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    subheads: tuple[Subhead, ...] = ()
    byline: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    byline_lines: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    noise: tuple[Noise, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    publication: str | None = None
    published: PartialDate | None = None
    event_dates: tuple[str, ...] = ()
    page_number: str | None = None
    parks: tuple[str, ...] = ()
    parks_mentioned: tuple[str, ...] = ()
    province: str | None = None
    city: str | None = None
    topics: tuple[str, ...] = ()
    url: str | None = None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every printed text with the name of its field, in reading order."""
        for name in ("kicker", "headline", "deck"):
            if text := getattr(self, name):
                yield name, text
        for line in self.byline_lines or ((" ".join(self.byline),) * bool(self.byline)):
            yield "byline", line
        yield from self._column()
        for caption in self.captions:
            yield "caption", caption

    def _column(self) -> Iterable[tuple[str, str]]:
        if not self.subheads:
            return zip(repeat("body"), self.body)
        return self._headed()

    def _headed(self) -> Iterator[tuple[str, str]]:
        heads: dict[int, list[str]] = {}
        for subhead in self.subheads:
            heads.setdefault(subhead.before, []).append(subhead.text)
        for number in range(len(self.body) + 1):
            for text in heads.get(number, ()):
                yield "subhead", text
            if number < len(self.body):
                yield "body", self.body[number]

    def facets(self) -> dict[str, tuple[str, ...]]:
        """The values of every facet of `FACETS`, of `MONTH` and of `source`."""
        dated = self.published
        month = dated.value[:7] if dated and dated.precision != "year" else ""
        return {
            "park": self.parks,
            "mentioned": self.parks + self.parks_mentioned,
            "topic": self.topics,
            "province": (self.province,) if self.province else (),
            "city": (self.city,) if self.city else (),
            "year": (self.published.year,) if self.published else (),
            "kind": (self.kind,),
            "publication": (self.publication,) if self.publication else (),
            "byline": tuple(dict.fromkeys(self.byline)),
            MONTH: (month,) if month else (),
            "source": (self.source,),
        }

    def days(self) -> tuple[int, int]:
        """The first and last day the article can be of, yyyymmdd; (0, 0) unknown."""
        return span_of_days(self.published.value) if self.published else (0, 0)

    def to_json(self) -> dict[str, Any]:
        """The article as `search split --jsonl` and the API print it."""
        row = asdict(self)
        dated = row.pop("published") or {}
        row |= {
            "published": dated.get("value"),
            "date_precision": dated.get("precision"),
            "date_ground": dated.get("ground"),
            "body": "\n".join(self.body),
            "subheads": [subhead.text for subhead in self.subheads],
        }
        return row


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question: what was typed, and what it was narrowed by.

    `filters` maps a name of `FACETS` to the wanted values, any of which will do,
    `excluded` to values none of which is wanted.
    `since` and `until` are ISO dates, cut to a year or month at will, both
    included; `page` counts from 1, of `limit` hits each (at most 100). `exact` takes
    unquoted parts literally; without `synonyms` they have no other writings; `scope`
    is the one text field (headline, body, caption, byline) that is looked in.
    """

    text: str
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    sort: Sort = "relevance"
    page: int = 1
    limit: int = 10
    exact: bool = False
    synonyms: bool = True
    excluded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about how a query was read; `query` is what
    they may have meant, to be asked instead."""

    kind: NoticeKind
    text: str
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a part of a query was read, in Chinese, and the query without that part,
    where there are others."""

    text: str
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody who is typing may mean, and how many articles it finds."""

    text: str
    kind: SuggestionKind
    count: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage and the spans to highlight in it: character offsets into `text`."""

    field: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found; `headline` is the highlighted title of it."""

    article: Article
    score: float
    headline: Snippet
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many found articles have it, and whether it is chosen."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The answer to a `SearchRequest`.

    `facets` have the `MOST_VALUES` most frequent values each, and those chosen.
    `more` are the best by any word when fewer than ten were found; they count
    neither in `total` nor in `facets`. `reading` says in Chinese how the query was
    read, part by part. `timeline` counts by "year" and by "month", the latter where
    a month is known, in order of time, as if no span of dates had been asked for.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    more: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    reading: tuple[Reading, ...] = ()
    timeline: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        """How many pages of `request.limit` hits there are."""
        return -(-self.total // self.request.limit)


@dataclass(frozen=True, slots=True)
class Place:
    """A province, a city in it or a park there (`facet` says which), how many
    articles are about it, and what lies inside it, the most first."""

    facet: str
    name: str
    count: int
    inside: tuple["Place", ...] = ()


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index holds: counts, the span of its dates, and its facets' values;
    `places` are the provinces with their cities and parks, `limits` say what this
    engine does not do as others do."""

    articles: int
    photos: int
    sources: int
    oldest: str | None
    newest: str | None
    facets: dict[str, tuple[FacetValue, ...]]
    places: tuple[Place, ...]
    bytes: int
    engine: str
    limits: tuple[str, ...] = ()

"""A searcher that says what it is told, for answers that no index of ours gives."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from search import (
    Article,
    Credit,
    FacetValue,
    Hit,
    IndexInfo,
    Noise,
    Notice,
    PartialDate,
    Place,
    Reading,
    SearchRequest,
    SearchResponse,
    Snippet,
    Stretch,
    Subhead,
    Suggestion,
)

EVIL = '<script>alert("钛")</script>'

ARTICLE = Article(
    id="p-01",
    source="p.txt",
    headline=f"钛谷起步{EVIL}",
    kicker="引题在上",
    deck="副题在下",
    subheads=(Subhead("小标题", 1),),
    byline=("甲", "乙"),
    credits=(Credit("甲", "记者"), Credit("乙")),
    byline_lines=("本报记者 甲 乙",),
    body=(f"第一段说钛{EVIL}。", "第二段。"),
    captions=("图为钛。",),
    noise=(Noise(9, "杂字"),),
    lines=((3, 8), (12, 12)),
    publication="某报",
    published=PartialDate("2023", "year", "inferred"),
    parks=("宝鸡高新区",),
    parks_mentioned=("衡阳高新区",),
    province="陕西",
    city="宝鸡",
    topics=("招商引资", "科技创新"),
)
PHOTO = Article(
    id="p-02",
    source="p.txt",
    kind="photo",
    body=("大庆比赛现场。其余从略。",),
    parks=("大庆高新区",),
    published=PartialDate("2023-07-26", "day", "printed"),
)

HITS = (
    Hit(
        ARTICLE,
        2.0,
        Snippet("headline", ARTICLE.headline, ((0, 1),)),
        (
            Snippet("body", ARTICLE.body[0], ((4, 5),)),
            Snippet("caption", ARTICLE.captions[0], ((2, 3),)),
        ),
    ),
    Hit(PHOTO, 1.0, Snippet("headline", ""), ()),
)
FACETS = {
    "park": (FacetValue("宝鸡高新区", 30, True), FacetValue("大庆高新区", 15)),
    "mentioned": (FacetValue("宝鸡高新区", 36), FacetValue("衡阳高新区", 20)),
    "topic": tuple(FacetValue(f"主题{number}", 20 - number) for number in range(12)),
    "province": (FacetValue("陕西", 30),),
    "city": (FacetValue("宝鸡", 30),),
    "year": (FacetValue("2023", 60),),
    "kind": (FacetValue("article", 50), FacetValue("photo", 10)),
    "publication": (),
    "byline": (FacetValue("甲", 40), FacetValue("乙", 20)),
}
PLACES = (
    Place(
        "province",
        EVIL,
        30,
        (Place("city", "宝鸡", 30, (Place("park", "宝鸡高新区", 30),)),),
    ),
)
INFO = IndexInfo(1, 1, 1, "2021", "2023", FACETS, PLACES, 1000, "stub")


TIMELINE = {
    "year": (("2021", 10), ("2023", 50)),
    "month": (("2021-03", 10), ("2023-01", 20)),
}


@dataclass
class StubSearcher:
    """Answers every request with the same values, or raises `error`."""

    total: int = 60
    hits: tuple[Hit, ...] = HITS
    more: tuple[Hit, ...] = ()
    notices: tuple[Notice, ...] = (Notice("synonyms", f"同义词：{EVIL}"),)
    error: Exception | None = None
    edition: str = "one"
    asked: list[SearchRequest] = field(default_factory=list)

    def search(self, request: SearchRequest, strict: bool = False) -> SearchResponse:
        """Keep the request and answer."""
        self.asked.append(request)
        self._fail()
        reading = (Reading(f"按原文“{request.text}”"), Reading("第二段", "钛谷"))
        return SearchResponse(
            request,
            self.total,
            self.hits,
            self.more,
            FACETS,
            self.notices,
            reading,
            TIMELINE,
            3.2,
        )

    def values(self, request: SearchRequest, facet: str) -> tuple[FacetValue, ...]:
        """Keep the request and answer."""
        self.asked.append(request)
        self._fail()
        return FACETS[facet]

    def every(self, request: SearchRequest) -> Iterator[Article]:
        """Both articles."""
        self.asked.append(request)
        self._fail()
        return iter((ARTICLE, PHOTO))

    def article(self, article_id: str) -> Article:
        """The photo item under its own id, else the article."""
        self._fail()
        return PHOTO if article_id == PHOTO.id else ARTICLE

    def mark(self, article: Article, request: SearchRequest) -> tuple[Snippet, ...]:
        """Every 钛 is a hit, if anything was asked."""
        return tuple(
            Snippet(name, each, ((each.index("钛"), each.index("钛") + 1),))
            if request.text and "钛" in each
            else Snippet(name, each)
            for name, each in article.texts()
        )

    def similar(self, article_id: str, limit: int = 5) -> tuple[Article, ...]:
        """The photo item."""
        return (PHOTO,)

    def original(self, article: Article) -> tuple[Stretch, ...]:
        """A page of three lines: of the article, of the photo, of none."""
        return (
            Stretch(1, (f"一行{EVIL}",), article),
            Stretch(2, ("二行",), PHOTO),
            Stretch(3, ("三行",), None),
        )

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """One that repeats what was typed."""
        self._fail()
        return (Suggestion(f"{text}{EVIL}", "headline", 1),) * limit

    def state(self) -> str:
        """As told."""
        self._fail()
        return self.edition

    def newest(self, limit: int) -> tuple[Article, ...]:
        """Both articles."""
        return (ARTICLE, PHOTO)[:limit]

    def info(self) -> IndexInfo:
        """The counts."""
        self._fail()
        return INFO

    def _fail(self) -> None:
        if self.error:
            raise self.error

"""The whole read path on the five pages: what is printed is found, nothing else is
when quoted, and the best comes first."""

import itertools
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search import (
    InvalidRequest,
    NotFound,
    Searcher,
    SearchRequest,
    SearchResponse,
    open_engine,
)
from search.documents import make_document
from search.engines.base import Engine, EngineQuery, Matches, Source
from search.models import FACETS, TEXT_FIELD_OF, Article, FacetValue, Notice
from search.text import unit_texts, units
from tests import ROOT

Ask = Callable[..., SearchResponse]
Archive = tuple[Article, ...]

EIGHT = {
    "000-01", "000-05", "001-01", "002-05", "003-01", "003-02", "003-05", "004-01",
}  # fmt: skip


def short(article: Article) -> str:
    """The id of an article, page number and item: 000-01."""
    return article.id[:3] + article.id[-3:]


@pytest.fixture
def ask(searcher: Searcher) -> Ask:
    """Asks a question; more options are those of a request."""

    def asked(text: str, **options: object) -> SearchResponse:
        return searcher.search(SearchRequest(text, **options))  # type: ignore[arg-type]

    return asked


def found(response: SearchResponse) -> list[str]:
    """The ids of what was found, in order."""
    return [short(hit.article) for hit in response.hits]


@pytest.fixture(scope="module")
def archive(searcher: Searcher) -> tuple[Article, ...]:
    """Every article of the archive."""
    matches = searcher.engine.find(EngineQuery(limit=1000)).matches
    return searcher.engine.fetch(match.id for match in matches)


# ---------------------------------------------------------------- what is found


def test_the_main_job(ask: Ask) -> None:
    """招商引资 is in eight articles, first the one with it in the headline."""
    response = ask("招商引资")
    assert (response.total, set(found(response))) == (8, EIGHT)
    assert found(response)[0] == "001-01"


@pytest.mark.parametrize(
    "text", ["招商引資", "“招商引资”", "「招商引资」", "『招商引资』"]
)
def test_other_writings_of_the_same(ask: Ask, text: str) -> None:
    """Traditional characters and quotation marks of any style change nothing."""
    assert set(found(ask(text))) == EIGHT


QUERIES = json.loads((ROOT / "tests/data/gold/queries_sample.json").read_text("utf-8"))


@pytest.mark.parametrize("case", QUERIES["queries"], ids=lambda case: case["id"])
def test_queries_of_reporters(ask: Ask, case: dict) -> None:
    """Each sample query finds its items, the best of them first."""
    response = ask(case["q"], limit=100)
    assert sorted(found(response)) == sorted(case["match"])
    assert not set(found(response)) & set(case.get("must_not", ()))
    if case["top1"]:
        assert found(response)[0] == case["top1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“四证齐发”", ["004-03"], id="quoted"),
        pytest.param("450亿元", ["003-01"], id="450亿元"),
        pytest.param("“招商引资” 标题:衡阳", ["001-01"], id="field"),
        pytest.param("标题:招商引资", ["001-01"], id="in a headline"),
        pytest.param("图说:陈敏", ["001-01"], id="in a caption"),
        pytest.param("作者:通讯员", ["001-01", "003-01", "003-02"], id="in a byline"),
        pytest.param("招商引资 主题:人才队伍", ["000-05"], id="facet clause"),
        pytest.param(
            "(高企 或 量子) -益阳", ["000-03", "000-04", "000-08", "003-05"], id="group"
        ),
        pytest.param("体裁:图片 夏令营", ["004-05"], id="kind"),
        pytest.param("年份:2020 招商引资", ["002-05"], id="year"),
        pytest.param("日期:..2020 招商引资", ["002-05"], id="until"),
    ],
)
def test_what_is_found(ask: Ask, text: str, expected: list[str]) -> None:
    """Operators and fields together, on real articles."""
    assert sorted(found(ask(text))) == expected


def test_whole_numbers_only(ask: Ask) -> None:
    """50亿元 is not a piece of 450亿元."""
    assert "003-01" not in found(ask("50亿元"))
    assert found(ask("450亿元")) == ["003-01"]


def test_no_text_is_everything(ask: Ask) -> None:
    """Browsing: all there is, the newest first."""
    response = ask("", limit=100)
    years = [hit.article.published.year for hit in response.hits]
    assert response.total == len(response.hits)
    assert years == sorted(years, reverse=True)


def test_nothing_to_look_for(ask: Ask) -> None:
    """Punctuation finds nothing, and says so."""
    response = ask("!!!")
    assert (response.total, [n.kind for n in response.notices]) == (0, ["ignored"])
    assert ask("招商引资 !!!").total == 8


# ---------------------------------------------------------------- the literal guarantee


def _pieces(archive: Archive, count: int) -> Iterator[tuple[Article, str]]:
    """Random strings of 1 to 12 units from all fields of all articles."""
    chance = random.Random(20231120)
    texts = [(article, text) for article in archive for _, text in article.texts()]
    for _ in range(count):
        article, text = chance.choice(texts)
        found = units(text)
        if not found:
            continue
        first = chance.randrange(len(found))
        last = min(len(found) - 1, first + chance.randrange(12))
        yield article, text[found[first].start : found[last].end]


def test_what_is_printed_is_found(archive: Archive, ask: Ask) -> None:
    """Any string of an article, unquoted, finds that article."""
    for article, piece in _pieces(archive, 300):
        assert short(article) in found(ask(piece, limit=100)), piece


def test_a_quoted_string_finds_nothing_else(archive: Archive, ask: Ask) -> None:
    """Exactly the articles that contain it, as a brute-force scan has them."""
    # A border before and after each unit, and none alike inside one.
    printed = [
        (short(article), f" {' '.join(unit_texts(text))} ")
        for article in archive
        for _, text in article.texts()
    ]
    for _, piece in _pieces(archive, 300):
        wanted = f" {' '.join(unit_texts(piece))} "
        expected = {each for each, text in printed if wanted in text}
        assert set(found(ask(f'"{piece}"', limit=100))) == expected, piece
        assert expected <= set(found(ask(piece, limit=100, exact=True))), piece


# ---------------------------------------------------------------- narrowing


def test_filters_take_any_form(ask: Ask) -> None:
    """A zone's long form and a province's full name are the same filter."""
    for filters in (
        {"park": ("衡阳高新技术产业开发区",)},
        {"province": ("湖南省",), "year": ("2023",)},
    ):
        assert found(ask("招商引资", filters=filters)) == ["001-01"]


def test_an_unknown_park_is_told_with_the_nearest(ask: Ask) -> None:
    """Rather than nothing found."""
    with pytest.raises(NotFound, match="宝鸡高新区") as error:
        ask("招商引资", filters={"park": ("宝鸡高心区",)})
    assert "宝鸡高心区" in error.value.message


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"page": 0}, id="page"),
        pytest.param({"limit": 0}, id="limit too small"),
        pytest.param({"limit": 101}, id="limit too large"),
        pytest.param({"since": "昨天"}, id="since"),
        pytest.param({"until": "2023-13"}, id="until"),
        pytest.param({"filters": {"colour": ("red",)}}, id="filter"),
    ],
)
def test_what_cannot_be_meant_is_refused(ask: Ask, options: dict) -> None:
    """With an error of the user's, not a traceback."""
    with pytest.raises(InvalidRequest):
        ask("招商引资", **options)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ({"since": "2024"}, 4),
        ({"until": "2020"}, 1),
        ({"since": "2020-07", "until": "2023-06-30"}, 4),
        ({"since": "2021", "until": "2022"}, 0),
    ],
)
def test_dates_narrow(ask: Ask, options: dict, count: int) -> None:
    """A year that is all we know touches each of its days."""
    assert ask("招商引资", **options).total == count


def test_own_choice_does_not_shrink_a_facet(ask: Ask) -> None:
    """The chosen value stands first; the others keep their counts."""
    plain, narrowed = ask("招商引资"), ask("招商引资", filters={"year": ("2020",)})
    assert plain.facets["year"] == (
        FacetValue("2024", 4),
        FacetValue("2023", 3),
        FacetValue("2020", 1),
    )
    assert narrowed.facets["year"] == (
        FacetValue("2020", 1, True),
        FacetValue("2024", 4),
        FacetValue("2023", 3),
    )
    assert (narrowed.total, found(narrowed)) == (1, ["002-05"])
    assert narrowed.facets["park"] == (FacetValue("郴州高新区", 1),)


def test_pages_follow_each_other(ask: Ask) -> None:
    """Each result once, in one order."""
    whole = found(ask("招商引资"))
    pages = [found(ask("招商引资", limit=3, page=page)) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 2, 0]
    assert [each for page in pages for each in page] == whole
    assert ask("招商引资", limit=3).pages == 3


def test_sorted_by_date(ask: Ask) -> None:
    """The newest or the oldest first."""
    newest = [h.article.published.year for h in ask("招商引资", sort="newest").hits]
    assert newest == ["2024"] * 4 + ["2023"] * 3 + ["2020"]
    oldest = [h.article.published.year for h in ask("招商引资", sort="oldest").hits]
    assert oldest == newest[::-1]


# ---------------------------------------------------------------- the ladder


def test_a_question_is_answered_by_half_its_words(ask: Ask) -> None:
    """A sentence that is printed nowhere still finds what it is about."""
    response = ask("企业获得贷款支持的金融服务政策有哪些")
    assert found(response)[0] == "002-03"
    assert [notice.kind for notice in response.notices] == ["relaxed"]


def test_a_headline_finds_its_article_alone(ask: Ask) -> None:
    """A long text that is printed is taken as it is."""
    response = ask("白银高新区入选首批减污降碳协同创新试点园区")
    assert found(response) == ["003-04"]
    assert "relaxed" not in {notice.kind for notice in response.notices}


def test_any_part_where_not_all(ask: Ask) -> None:
    """Nothing has both; what has one is better than nothing."""
    response = ask("火星 量子")
    assert {n.kind for n in response.notices} == {"relaxed"}
    assert response.total > 0
    assert all(any("量子" in t for _, t in h.article.texts()) for h in response.hits)


def test_what_was_quoted_is_not_relaxed(ask: Ask) -> None:
    """It answers none, and says what would be found without the quotation marks."""
    response = ask("“项目 园区 招商”")
    assert response.total == 0
    assert [notice.kind for notice in response.notices] == ["corrected"]
    assert "去掉引号有" in response.notices[0].text


def test_what_dropping_a_filter_would_find_is_said(ask: Ask) -> None:
    """Filters are not relaxed either."""
    response = ask("招商引资", filters={"year": ("2021",)})
    assert response.total == 0
    assert response.notices == (Notice("corrected", "去掉筛选条件有 8 篇"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("来源:天津滨海高新区", "002-06", id="field"),
        pytest.param("(以下简称阿斯利康)与山东省", "003-02", id="brackets"),
    ],
)
@pytest.mark.parametrize("exact", [False, True])
def test_operators_that_find_nothing_are_read_as_text(
    ask: Ask, text: str, expected: str, exact: bool
) -> None:
    """A string with what looks like an operator is found as printed."""
    response = ask(text, exact=exact)
    assert found(response) == [expected]


def test_few_results_are_followed_by_more(ask: Ask) -> None:
    """Below the line, the best by any word, none of them twice."""
    response = ask("量子 手术")
    assert response.total < 10
    assert response.more
    assert not {h.article.id for h in response.hits} & {
        h.article.id for h in response.more
    }
    assert ask("量子 手术", exact=True).more == ()
    assert ask("“量子”").more == ()


def test_the_nearest_are_found_with_half_of_the_words(
    tmp_path: Path, archive: Archive
) -> None:
    """What ranks among the first ten is found, however few of the words it has."""
    engine = open_engine(tmp_path / "index", create=True)
    common = Article("common", "b.txt", body=("企业项目发展建设创新。",))
    telling = Article("telling", "b.txt", body=("钇钡铜氧钇钡铜氧薄膜。",))
    made = [make_document(each) for each in (common, telling, *archive)]
    engine.replace(Source("b.txt", "root"), made)
    engine.commit()
    asked = SearchRequest("企业的项目发展建设创新和钇钡铜氧有什么关系", limit=100)
    response = Searcher(engine).search(asked)
    ids = [hit.article.id for hit in response.hits]
    assert {"common", "telling"} <= set(ids[:10])
    assert response.total == len(ids)
    engine.close()


def test_below_the_line_of_a_headline_marks_ask_for_nothing(ask: Ask) -> None:
    """It finds nothing as it is; the article it is of comes below the line."""
    response = ask("合肥高新区以“四证同发”助力项目跑出建设“加速度”")
    assert (response.total, response.hits) == (0, ())
    assert short(response.more[0].article) == "004-03"
    assert [notice.kind for notice in response.notices] == ["synonyms", "corrected"]


def test_a_long_quotation_that_is_nowhere_has_the_nearest_below(ask: Ask) -> None:
    """It answers none all the same; a short one has nothing below it."""
    response = ask("“合肥高新区四证齐发助力工业项目跑出加速度”")
    assert (response.total, response.hits) == (0, ())
    assert short(response.more[0].article) == "004-03"
    assert ask("“四证同发”").more == ()
    response = ask("“四证同发”助力合肥高新区项目跑出建设加速度")
    assert response.total == 0
    assert short(response.more[0].article) == "004-03"


def test_an_unknown_name_is_told_by_its_nearest(ask: Ask) -> None:
    """A name with a slip of the pen: two characters of it, side by side."""
    response = ask("邓小珊")
    assert found(response)[0] == "001-01"
    assert [(notice.kind, notice.query) for notice in response.notices] == [
        ("relaxed", None),
        ("corrected", "邓小山"),
    ]
    assert "邓小山" in response.hits[0].article.byline


def test_what_is_listed_is_what_is_shown(searcher: Searcher) -> None:
    """Hits, then `more`, which goes on to the limit."""
    for text in ("量子 手术", "招商引资", "企业获得贷款支持的金融服务政策有哪些"):
        for limit in (10, 25):
            request = SearchRequest(text, limit=limit)
            page = searcher.search(request)
            shown = tuple(hit.article.id for hit in (*page.hits, *page.more))
            listed = searcher.listed(request)
            assert listed == shown if page.total < 10 else listed[: len(shown)] == shown
    few = searcher.search(SearchRequest("白银 项目", limit=25))
    assert (few.total < 10, len(few.hits) + len(few.more) > 10) == (True, True)


# ---------------------------------------------------------------- what is shown


def test_whole_spans_are_highlighted(ask: Ask) -> None:
    """招商引资 as a whole, in headline and passage, never a stray character."""
    for hit in ask("招商引资").hits:
        for snippet in (hit.headline, *hit.snippets):
            marked = [snippet.text[start:end] for start, end in snippet.spans]
            assert set(marked) <= {"招商引资"}
        assert any(snippet.spans for snippet in hit.snippets)


def test_zones_are_found_and_marked_in_their_other_forms(ask: Ask) -> None:
    """The long form of a name is nowhere on the pages; the short one is shown."""
    response = ask("济南高新技术产业开发区")
    assert {n.kind for n in response.notices} == {"synonyms"}
    for hit in response.hits:
        assert [hit.headline.text[a:b] for a, b in hit.headline.spans] == ["济南高新区"]


def test_the_reading_is_said(ask: Ask) -> None:
    """In Chinese, a phrase a part."""
    response = ask("“招商引资” 重点项目 -火星 年份:2023")
    assert [(reading.text, reading.without) for reading in response.reading] == [
        ("按原文“招商引资”", "重点项目 -火星 日期:2023..2023"),
        ("按原文“重点项目”", "“招商引资” -火星 日期:2023..2023"),
        ("不含“火星”", "“招商引资” 重点项目 日期:2023..2023"),
        ("日期 2023 至 2023", "“招商引资” 重点项目 -火星"),
    ]
    assert [reading.without for reading in ask("招商引资").reading] == [None]


@pytest.mark.parametrize("scope", ["headline", "body", "byline"])
def test_nothing_is_found_in_another_field(ask: Ask, scope: str) -> None:
    """However loosely the query is read."""
    response = ask("火星招商引资基地", scope=scope)
    for hit in (*response.hits, *response.more):
        texts = [t for f, t in hit.article.texts() if TEXT_FIELD_OF[f] == scope]
        pairs = ("招商", "商引", "引资", "基地", "火星")
        assert any(pair in text for text in texts for pair in pairs)


def test_an_article_is_marked_like_its_result(searcher: Searcher) -> None:
    """Every text in reading order, with the spans of the query."""
    article = searcher.search(SearchRequest("招商引资")).hits[0].article
    marked = searcher.mark(article, SearchRequest("招商引资"))
    assert [(s.field, s.text) for s in marked] == list(article.texts())
    assert sum(len(s.spans) for s in marked) == sum(
        text.count("招商引资") for _, text in article.texts()
    )
    assert all(not s.spans for s in searcher.mark(article, SearchRequest("")))


def test_an_article_that_is_not_there(searcher: Searcher) -> None:
    """Is told by its name."""
    with pytest.raises(NotFound, match="999-01"):
        searcher.article("999-01")


def test_what_the_archive_holds(
    searcher: Searcher, seeds_engine: Engine, engine_kind: str
) -> None:
    """Counts that agree with what is found."""
    info = searcher.info()
    assert (info.articles + info.photos, info.sources) == (
        seeds_engine.find(EngineQuery()).total,
        5,
    )
    assert (info.oldest, info.newest, info.engine) == ("2020", "2024", engine_kind)
    assert sum(value.count for value in info.facets["year"]) == 31


def test_what_is_held_is_counted_once_a_commit(tmp_path: Path) -> None:
    """And anew after the next."""
    engine = open_engine(tmp_path / "index", create=True)
    searcher = Searcher(engine)
    assert searcher.info() is searcher.info()
    assert searcher.info().articles == 0
    engine.replace(Source("a.txt", "root"), [make_document(Article("a-0", "a.txt"))])
    engine.commit()
    assert searcher.info().articles == 1
    engine.close()


def test_authors_narrow_like_every_facet(searcher: Searcher, archive: Archive) -> None:
    """Chosen or unwanted, by the whole name."""
    (chosen,) = (each for each in archive if "张玲" in each.byline)
    response = searcher.search(SearchRequest("", {"byline": ("张玲",)}))
    assert [hit.article.id for hit in response.hits] == [chosen.id]
    assert response.facets["byline"][0] == FacetValue("张玲", 1, True)
    others = searcher.search(SearchRequest("", excluded={"byline": ("张玲",)}))
    assert others.total == len(archive) - 1
    assert searcher.search(SearchRequest("", {"byline": ("张",)})).total == 0


def test_a_page_has_the_most_frequent_values(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a facet without end, behind the chosen ones; all of them come when asked
    for."""
    request = SearchRequest("招商引资", {"byline": ("张玲",)})
    every = searcher.values(request, "byline")
    assert searcher.search(request).facets["byline"] == every
    assert every[0] == FacetValue("张玲", 0, True)
    assert len(every) > 10
    monkeypatch.setattr("search.requests.MOST_VALUES", 3)
    assert searcher.search(request).facets["byline"] == every[: 1 + 3]
    assert searcher.values(request, "byline") == every


def test_the_newest(searcher: Searcher) -> None:
    """The articles published last."""
    newest = searcher.newest(3)
    assert [article.published.year for article in newest] == ["2024"] * 3


@pytest.mark.parametrize(
    "text",
    [
        '((" AND',
        "招" * 10_000,
        "<script>alert(1)</script>",
        "\x00\x1b[31m\x7f",
        "园区:",
        "-" * 3000,
        "“" * 500,
        "\ud800",
        "NOT NOT NOT",
        "\U0001f600",
    ],
)
def test_no_text_fails(ask: Ask, text: str) -> None:
    """Whatever is typed, there is an answer."""
    assert ask(text).total >= 0


def test_a_page_is_of_one_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is committed while it is put together is on the next."""
    writer = open_engine(tmp_path / "index", create=True)
    headlines = ("招商引资", "招商", "引资", "")
    for count, headline in enumerate(headlines):
        article = Article(f"a-{count}", f"{count}.txt", headline=headline)
        writer.replace(Source(f"{count}.txt", "root"), [make_document(article)])
    writer.commit()

    def committing(find: Callable[..., Matches]) -> Callable[..., Matches]:
        def found(*asked: object) -> Matches:
            answer = find(*asked)
            writer.replace(Source(f"{next(numbers)}.txt", "root"), ())
            writer.commit()
            return answer

        return found

    numbers = itertools.count()
    searcher = Searcher(open_engine(tmp_path / "index"))
    with monkeypatch.context() as patch:
        view = type(searcher.engine.view())
        patch.setattr(view, "find", committing(view.find))
        page = searcher.search(SearchRequest("招商"))
    assert (page.total, {hit.article.id for hit in page.hits}) == (2, {"a-0", "a-1"})
    assert next(numbers) > 1
    assert searcher.search(SearchRequest("招商")).total == 0


def test_the_timeline_keeps_what_the_dates_leave_out(searcher: Searcher) -> None:
    """As the counts of a facet keep what its own values leave out."""
    everything = searcher.search(SearchRequest("招商引资"))
    narrowed = searcher.search(SearchRequest("招商引资", since="2023", until="2023"))
    assert narrowed.total < everything.total
    assert narrowed.timeline == everything.timeline
    years = {v.value: v.count for v in everything.facets["year"]}
    assert dict(everything.timeline["year"]) == years
    assert set(everything.facets) == set(FACETS)


def test_what_is_excluded_is_nowhere(searcher: Searcher) -> None:
    """Neither among the hits nor in any count; a park by any of its names."""
    request = SearchRequest(
        "招商引资",
        excluded={"park": ("衡阳高新技术产业开发区",), "topic": ("科技创新",)},
        limit=100,
    )
    response = searcher.search(request)
    assert response.request.excluded["park"] == ("衡阳高新区",)
    assert 0 < response.total < searcher.search(SearchRequest("招商引资")).total
    for hit in response.hits:
        assert "衡阳高新区" not in hit.article.parks
        assert "科技创新" not in hit.article.topics
    assert "衡阳高新区" not in {v.value for v in response.facets["park"]}


@pytest.mark.parametrize(
    "text",
    [
        "招商引资 -项目",
        "招商引资 NOT 项目",
        "招商引资 AND NOT 项目",
        "招商引资 与 非 项目",
    ],
)
def test_what_is_ruled_out_stays_out(ask: Ask, text: str) -> None:
    """All articles with the one have the other; no looser reading brings them back."""
    response = ask(text)
    assert (response.total, response.hits) == (0, ())


def test_operators_are_never_loosened(ask: Ask) -> None:
    """Both words were meant."""
    assert ask("火星基地 AND 招商引资").total == 0
    assert ask("(火星基地 与 招商引资)").total == 0
    assert ask("火星基地 招商引资").total > 0


def test_what_looks_ruled_out_and_is_printed_is_found(tmp_path: Path) -> None:
    """A hyphen of the text is one of the text."""
    engine = open_engine(tmp_path / "index", create=True)
    article = Article("a-01", "a.txt", headline="甲方 -乙方", body=("正文。",))
    engine.replace(Source("a.txt", "root"), [make_document(article)])
    engine.commit()
    response = Searcher(engine).search(SearchRequest("甲方 -乙方"))
    assert response.total == 1
    assert "literal" in [notice.kind for notice in response.notices]
    engine.close()


def test_a_date_that_is_none_is_said_to_be_none(ask: Ask) -> None:
    """And not loosened into words."""
    response = ask("日期:2023-13 招商引资")
    assert response.notices[0].kind == "literal"


def test_a_span_the_wrong_way_round_is_turned(ask: Ask) -> None:
    """In a request as in a query: it can mean but one thing."""
    turned = ask("招商引资", since="2024-06", until="2020")
    assert (turned.request.since, turned.request.until) == ("2020", "2024-06")
    assert found(turned) == found(ask("招商引资", since="2020", until="2024-06"))
    assert turned.total


def test_unwanted_facets_are_said_to_be_unwanted(ask: Ask) -> None:
    """As unwanted words are."""
    response = ask("招商引资 -园区:衡阳高新区 -年份:2020")
    assert [reading.text for reading in response.reading][1:] == [
        "不含园区：衡阳高新区",
        "不含日期 2020 至 2020",
    ]


def test_a_scope_holds_for_every_reading(ask: Ask) -> None:
    """By its letters, too, and for what is advised."""
    everywhere = ask("“项目 园区 招商”")
    inside = ask("“项目 园区 招商”", scope="byline")
    assert (everywhere.total, inside.total) == (0, 0)
    assert any("去掉引号" in notice.text for notice in everywhere.notices)
    assert not any("去掉引号" in notice.text for notice in inside.notices)
    assert ask("招商 或 -引资", scope="byline").total > 0
    assert ask("项目 -园区", scope="byline").total == 0

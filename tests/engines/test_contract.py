"""What every engine must do, whatever is behind it."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

import pytest

from search.analysis import analyse
from search.documents import make_document
from search.engines import open_engine
from search.engines.base import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Boost,
    Dated,
    Engine,
    EngineQuery,
    HasFacet,
    IndexedDocument,
    Near,
    Node,
    Not,
    OneOf,
    Phrase,
    Ranking,
    RankTerm,
    Salvage,
    Source,
    Together,
    Word,
)
from search.models import Article, Credit, Noise, PartialDate, Subhead
from search.place import Place
from search.text import unit_texts

PAGE = Source("a.txt", "root", "1")


@pytest.fixture
def make_engine(place: Place) -> Iterator[object]:
    """Opens an engine on the one index of this test, anew with each call."""
    opened: list[Engine] = []

    def make() -> Engine:
        opened.append(open_engine(place, create=True))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


@pytest.fixture
def engine(make_engine: Callable[[], Engine]) -> Engine:
    """An engine that holds `ARTICLES`."""
    engine = make_engine()
    engine.replace(PAGE, map(make_document, ARTICLES))
    engine.commit()
    return engine


def _article(number: int, headline: str, *body: str, **more: object) -> Article:
    return Article(f"a-{number:02}", "a.txt", headline=headline, body=body, **more)  # type: ignore[arg-type]


def _year(value: str) -> PartialDate:
    return PartialDate(value, "year", "inferred")


ARTICLES = (
    _article(
        1,
        "衡阳高新区全力招商引资",
        "签约项目10个,总投资78亿元。",
        "招商引资签约项目28个,投资总额达150.8亿元。",
        byline=("邓小山",),
        captions=("专员正式上岗。", "陈敏/摄"),
        parks=("衡阳高新区",),
        province="湖南",
        topics=("招商引资", "项目建设"),
        published=_year("2023"),
    ),
    _article(
        2,
        "威海高新区打造策源地",
        "重大平台创新项目共5个。",
        "从创新领域看,招商引资到位450亿元。",
        parks=("威海高新区",),
        province="山东",
        topics=("科技创新",),
        published=PartialDate("2024-07-18", "day", "printed"),
    ),
    _article(
        3,
        "成都高新区加强金融服务",
        "融资需求超50亿元。",
        "银行负责人招商,随后引资。",
        parks=("成都高新区",),
        province="四川",
        topics=("金融服务", "招商引资"),
        published=PartialDate("2023-07", "month", "given"),
    ),
    _article(4, "没有日期的图片", "一一对应。大家都看好。定下来。", kind="photo"),
)


def _ids(engine: Engine, where: Node, **more: object) -> list[str]:
    query = EngineQuery(where=where, **more)  # type: ignore[arg-type]
    return [match.id for match in engine.find(query).matches]


def _printed(text: str, *fields: str) -> Phrase:
    return Phrase(tuple(unit_texts(text)), *([fields] if fields else []))


def _near(left: str, right: str, most: int) -> Near:
    return Near((_printed(left),), (_printed(right),), most)


def _together(within: Literal["sentence", "text"], *texts: str) -> Together:
    return Together(AllOf(tuple(map(_printed, texts))), within)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(EVERYTHING, "1234", id="everything"),
        pytest.param(NOTHING, "", id="nothing"),
        pytest.param(Word("招商引资"), "12", id="word"),
        pytest.param(Word("引"), "", id="a piece of a word is no word"),
        pytest.param(_printed("引资"), "123", id="phrase inside words"),
        pytest.param(_printed("50亿元"), "3", id="whole numbers only"),
        pytest.param(_printed("150.8亿"), "1", id="decimal number"),
        pytest.param(_printed("一一"), "4", id="the same unit twice"),
        pytest.param(_printed("一一一"), "", id="not three times"),
        pytest.param(_printed("商"), "123", id="a single unit"),
        pytest.param(_printed("鑫"), "", id="a unit nowhere"),
        pytest.param(_printed("招商鑫"), "", id="a phrase with a unit nowhere"),
        pytest.param(Phrase(()), "", id="no units"),
        pytest.param(_printed("78亿元招商"), "", id="not across paragraphs"),
        pytest.param(_printed("招商引资签约"), "1", id="from a paragraph's beginning"),
        pytest.param(_printed("上岗陈敏"), "", id="not across captions"),
        pytest.param(_printed("招商引资", "headline"), "1", id="in the headline"),
        pytest.param(_printed("招商引资", "body"), "12", id="in the body"),
        pytest.param(_printed("陈敏", "caption"), "1", id="in a caption"),
        pytest.param(_printed("邓小山", "byline"), "1", id="in the byline"),
        pytest.param(_printed("邓小山", "body", "caption"), "", id="not elsewhere"),
        pytest.param(Phrase(("15",), prefix=True), "1", id="beginning of a number"),
        pytest.param(Phrase(("位", "4"), prefix=True), "2", id="in a phrase"),
        pytest.param(Phrase(("招", "商"), prefix=True), "123", id="a whole character"),
        pytest.param(Phrase(("%",), prefix=True), "", id="a sign has no beginning"),
        pytest.param(_near("招商", "到位", 2), "2", id="near"),
        pytest.param(_near("到位", "招商", 2), "2", id="in either order"),
        pytest.param(_near("招商", "到位", 1), "", id="not so near"),
        pytest.param(_near("78亿元", "招商", 9), "", id="near, not across paragraphs"),
        pytest.param(_near("看好", "看好", 9), "", id="near another, not itself"),
        pytest.param(_together("text", "负责人", "引资"), "3", id="in one paragraph"),
        pytest.param(_together("text", "超50亿", "引资"), "", id="in two paragraphs"),
        pytest.param(_together("sentence", "负责人", "引资"), "3", id="in a sentence"),
        pytest.param(_together("sentence", "看好", "下来"), "", id="in two sentences"),
        pytest.param(_together("text", "看好", "下来"), "4", id="of one paragraph"),
        pytest.param(
            Together(AllOf((_printed("看好"), Not(_printed("下来")))), "sentence"),
            "4",
            id="in a sentence without",
        ),
        pytest.param(
            Together(AllOf((_printed("看好"), Not(_printed("好定")))), "sentence"),
            "4",
            id="without what runs across its end",
        ),
        pytest.param(
            Together(AnyOf((_printed("下来"), _near("商", "引资", 9))), "sentence"),
            "1234",
            id="either in a sentence",
        ),
        pytest.param(AllOf((Word("招商引资"), Word("项目"))), "12", id="and"),
        pytest.param(AnyOf((Word("金融服务"), Word("平台"))), "23", id="or"),
        pytest.param(
            AnyOf((Word("招商引资"), Word("项目"), Word("签约")), 3), "1", id="at least"
        ),
        pytest.param(Not(Word("招商引资")), "34", id="not"),
        pytest.param(Not(EVERYTHING), "", id="not everything"),
        pytest.param(Not(Not(Word("招商引资"))), "12", id="not not"),
        pytest.param(
            AnyOf((Word("金融服务"), Not(Word("招商引资")))), "34", id="not inside or"
        ),
        pytest.param(HasFacet("park", ("衡阳高新区",)), "1", id="facet"),
        pytest.param(
            HasFacet("topic", ("招商引资", "科技创新")), "123", id="any value"
        ),
        pytest.param(HasFacet("topic", ("招商",)), "", id="whole values only"),
        pytest.param(HasFacet("kind", ("photo",)), "4", id="kind"),
        pytest.param(HasFacet("source", ("a.txt",)), "1234", id="source"),
        pytest.param(OneOf(("a-03", "a-01", "none")), "13", id="by their ids"),
        pytest.param(OneOf(()), "", id="no ids"),
        pytest.param(Dated(20230101, 20231231), "13", id="a year"),
        pytest.param(Dated(20230801), "12", id="a year touches its months"),
        pytest.param(Dated(until=20230630), "1", id="until"),
        pytest.param(Dated(20240718, 20240718), "2", id="a day"),
        pytest.param(Dated(), "123", id="any date, but a date"),
    ],
)
def test_what_is_found(engine: Engine, where: Node, expected: str) -> None:
    """Each node of the tree, alone and combined."""
    assert sorted(_ids(engine, where)) == [f"a-0{number}" for number in expected]


def test_the_best_comes_first(engine: Engine) -> None:
    """Scores fall; a boost lifts what it names."""
    ranking = Ranking(
        (RankTerm("words", "招商引资"), RankTerm("bigrams", "招 商", 0.5))
    )
    found = engine.find(EngineQuery(where=_printed("招商"), ranking=ranking))
    assert [match.id for match in found.matches] == ["a-01", "a-02", "a-03"]
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    lifted = Ranking(ranking.terms, (Boost(_printed("450"), 100.0),))
    again = engine.find(EngineQuery(where=_printed("招商"), ranking=lifted))
    assert [match.id for match in again.matches] == ["a-02", "a-01", "a-03"]
    assert again.matches[0].score == pytest.approx(100 * scores[1])


def test_scores_are_those_of_bm25(make_engine: Callable[[], Engine]) -> None:
    """Two documents of four and eight words: worked out by hand."""
    engine = make_engine()
    texts = ("招商 项目 项目 银行", "招商 银行 银行 银行 园区 园区 园区 园区")
    engine.replace(PAGE, [_by_hand(n, text) for n, text in enumerate(texts, 1)])
    engine.commit()
    ranking = Ranking((RankTerm("words", "招商", 2.0), RankTerm("words", "项目")))
    found = engine.find(EngineQuery(where=Word("招商"), ranking=ranking)).matches
    # idf(招商) = ln 1.2, idf(项目) = ln 2; len/avglen = 4/6 and 8/6:
    # 2 ln 1.2 * 2.2/1.9 + ln 2 * 4.4/2.9, and 2 ln 1.2 * 2.2/2.5.
    assert [(match.id, round(match.score, 4)) for match in found] == [
        ("a-01", 1.4739),
        ("a-02", 0.3209),
    ]


def test_that_a_word_is_there_may_count(make_engine: Callable[[], Engine]) -> None:
    """Beside how often: worked out by hand."""
    engine = make_engine()
    texts = ("招商 项目", "招商 招商", "银行 银行")
    engine.replace(PAGE, [_by_hand(n, text) for n, text in enumerate(texts, 1)])
    engine.commit()
    ranking = Ranking((RankTerm("words", "招商", 0.5, 3.0),))
    found = engine.find(EngineQuery(Word("招商"), ranking=ranking)).matches
    # idf = ln 1.6, all of the same length: 0.5 ln 1.6 * (3 + 4.4/3.2), and (3 + 1).
    assert [(match.id, round(match.score, 4)) for match in found] == [
        ("a-02", 1.0281),
        ("a-01", 0.94),
    ]


def test_the_second_stage(make_engine: Callable[[], Engine]) -> None:
    """Units anywhere, and those that open a body, by hand; boosts take them too."""
    engine = make_engine()
    texts = ("招商", "招商 " + "一" * 100 + "引", "引商")
    engine.replace(PAGE, [_by_hand(n, text) for n, text in enumerate(texts, 1)])
    engine.commit()
    again = (RankTerm("lead", "引", 2.0, 0.5), RankTerm("lead", "鑫", 2.0, 0.5))
    boosts = (Boost(Phrase(("引", "商")), 10.0),)
    query = EngineQuery(ranking=Ranking((), boosts, again))
    # idf = ln 1.6; in the second document it stands behind the hundredth unit.
    assert [(m.id, round(m.score, 4)) for m in engine.find(query).matches] == [
        ("a-03", 4.7),
        ("a-01", 0.0),
        ("a-02", 0.0),
    ]
    units = Ranking((RankTerm("words", "招商"),), (), (RankTerm("chars", "引", 3.0),))
    best = engine.find(EngineQuery(ranking=units)).matches
    plain = engine.find(EngineQuery(ranking=Ranking(units.terms))).matches
    assert [m.id for m in best] == ["a-03", "a-02", "a-01"]
    assert [m.id for m in plain] == ["a-01", "a-02", "a-03"]


def test_articles_and_counts_come_with_an_answer(engine: Engine) -> None:
    """Where they are asked for; whatever narrows the rest, all is counted."""
    terms = (RankTerm("words", "招商"), RankTerm("chars", "资"))
    query = EngineQuery(
        dated=Dated(20230101, 20231231),
        ranking=Ranking(terms[:1], (), terms[1:]),
        limit=2,
        counted=(EVERYTHING, Word("招商引资"), NOTHING),
    )
    plain = engine.find(query)
    assert (len(plain.matches), plain.articles, plain.counts) == (2, (), (4, 2, 0))
    for more in (
        {"offset": 1},
        {"offset": 0},
        {"sort": "oldest"},
        {"after": plain.matches[0].id},
        {"limit": 0},
    ):
        asked = replace(query, **more)  # type: ignore[arg-type]
        found = engine.find(replace(asked, articles=True))
        ids = [match.id for match in found.matches]
        assert found == replace(engine.find(asked), articles=engine.fetch(ids))


def test_many_nodes_are_counted_at_once(engine: Engine) -> None:
    """Words, whatever their field; phrases; whatever can be found."""
    asked = [Word(text) for text in ("招商引资", "签约", "引", "银行", "鑫")]
    others = (EVERYTHING, NOTHING, Not(asked[1]), Phrase(("引", "资")))
    each = [engine.find(EngineQuery(node, limit=0)).total for node in others]
    assert engine.counts((*asked, *others)) == (2, 1, 0, 1, 0, *each)
    assert engine.view().counts(()) == ()


def _by_hand(number: int, text: str) -> IndexedDocument:
    terms = analyse(text)
    return IndexedDocument(
        _article(number, "", text),
        {"headline": (), "body": (terms,), "caption": (), "byline": ()},
    )


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        pytest.param("newest", ["a-02", "a-03", "a-01", "a-04"], id="newest"),
        pytest.param("oldest", ["a-01", "a-03", "a-02", "a-04"], id="oldest"),
        pytest.param("relevance", ["a-02", "a-03", "a-01", "a-04"], id="no ranking"),
    ],
)
def test_order_by_date(engine: Engine, sort: str, expected: list[str]) -> None:
    """By the first day an article can be of; those without a date come last."""
    assert _ids(engine, EVERYTHING, sort=sort) == expected


def test_slices(engine: Engine) -> None:
    """A slice by number, or after a match already had; the total is of all."""
    found = engine.find(EngineQuery(sort="newest", offset=1, limit=2))
    assert (found.total, [m.id for m in found.matches]) == (4, ["a-03", "a-01"])
    assert _ids(engine, EVERYTHING, sort="newest", after="a-03") == ["a-01", "a-04"]
    assert _ids(engine, EVERYTHING, sort="newest", after="a-04") == []
    assert _ids(engine, EVERYTHING, sort="newest", offset=9) == []
    assert _ids(engine, EVERYTHING, limit=0) == []


def test_facets_count_what_is_found(engine: Engine) -> None:
    """Every value, highest first; what is not found does not count."""
    found = engine.find(EngineQuery(Word("招商引资"), facets=("topic", "year", "kind")))
    assert found.facets == {
        "topic": (("招商引资", 1), ("科技创新", 1), ("项目建设", 1)),
        "year": (("2023", 1), ("2024", 1)),
        "kind": (("article", 2),),
    }


def test_authors_are_a_facet(make_engine: Callable[[], Engine]) -> None:
    """Each of several, once, whatever the byline repeats."""
    engine = make_engine()
    signed = [("甲", "乙", "甲"), ("乙",), ()]
    articles = (_article(n, "标题", byline=names) for n, names in enumerate(signed))
    engine.replace(PAGE, map(make_document, articles))
    engine.commit()
    found = engine.find(EngineQuery(facets=("byline",)))
    assert found.facets == {"byline": (("乙", 2), ("甲", 1))}
    assert _ids(engine, HasFacet("byline", ("甲",))) == ["a-00"]
    assert list(engine.check(make_document)) == []


def test_a_facet_may_give_the_most_frequent_values_alone(
    make_engine: Callable[[], Engine],
) -> None:
    """And those that are filtered by, however rare; not one that is not there."""
    engine = make_engine()
    signed = [("甲", "乙"), ("乙", "丙"), ("丁",), ("戊",)]
    articles = (_article(n, "标题", byline=names) for n, names in enumerate(signed))
    engine.replace(PAGE, map(make_document, articles))
    engine.commit()
    asked = EngineQuery(facets=("byline", "kind"), most={"byline": 2})
    kind = (("article", 4),)
    counts = engine.find(asked).facets
    assert counts == {"byline": (("乙", 2), ("丁", 1)), "kind": kind}
    for chosen, more in (("戊",), (("戊", 1),)), (("丁", "己"), ()):
        found = engine.find(replace(asked, filters={"byline": chosen})).facets
        assert found["byline"] == (("乙", 2), ("丁", 1), *more)


def test_own_choice_does_not_shrink_a_facet(engine: Engine) -> None:
    """A facet's counts take every filter but its own; the total takes all."""
    query = EngineQuery(
        filters={"topic": ("科技创新",), "province": ("山东", "湖南")},
        facets=("topic", "province"),
    )
    found = engine.find(query)
    assert (found.total, [m.id for m in found.matches]) == (1, ["a-02"])
    assert found.facets == {
        "topic": (("招商引资", 1), ("科技创新", 1), ("项目建设", 1)),
        "province": (("山东", 1),),
    }


def test_dates_narrow_facets_too(engine: Engine) -> None:
    """A span of time is no facet: it narrows every count."""
    found = engine.find(
        EngineQuery(dated=Dated(20240101, 20241231), facets=("province",))
    )
    assert (found.total, found.facets) == (1, {"province": (("山东", 1),)})


def test_a_park_is_what_an_article_is_about_or_mentions(
    make_engine: Callable[[], Engine],
) -> None:
    engine = make_engine()
    held = [
        Article("a-01", "a.txt", parks=("宝鸡高新区",)),
        Article(
            "a-02", "a.txt", parks=("西安高新区",), parks_mentioned=("宝鸡高新区",)
        ),
    ]
    engine.replace(PAGE, map(make_document, held))
    engine.commit()
    both = ("park", "mentioned")
    found = engine.find(EngineQuery(filters={"park": ("宝鸡高新区",)}, facets=both))
    assert [match.id for match in found.matches] == ["a-01"]
    assert found.facets == {
        "park": (("宝鸡高新区", 1), ("西安高新区", 1)),
        "mentioned": (("宝鸡高新区", 1),),
    }
    only_mentioned = EngineQuery(
        filters={"mentioned": ("宝鸡高新区",)},
        excluded={"park": ("宝鸡高新区",)},
        facets=both,
    )
    found = engine.find(only_mentioned)
    assert [match.id for match in found.matches] == ["a-02"]
    assert found.facets == {
        "park": (("西安高新区", 1),),
        "mentioned": (("宝鸡高新区", 1), ("西安高新区", 1)),
    }


def test_articles_come_back_as_they_were(make_engine: Callable[[], Engine]) -> None:
    """Every field survives; unknown ids are left out; the order is the asked one."""
    full = Article(
        id="b-01",
        source="b.txt",
        kind="article",
        headline="标题",
        kicker="引题",
        deck="副题",
        subheads=(Subhead("小标题", 1),),
        byline=("甲",),
        credits=(Credit("甲", "记者"),),
        byline_lines=("本报记者 甲",),
        body=("一。", "二。"),
        captions=("图为某地。",),
        noise=(Noise(7, "will"),),
        lines=((1, 5), (7, 9)),
        publication="科技日报",
        published=PartialDate("2024-01", "month", "given"),
        parks=("宝鸡高新区",),
        parks_mentioned=("西安高新区",),
        province="陕西",
        city="宝鸡",
        topics=("项目建设",),
        url="https://example.org/1",
    )
    engine = make_engine()
    engine.replace(Source("b.txt", "root"), [make_document(full)])
    engine.replace(PAGE, [make_document(ARTICLES[0])])
    engine.commit()
    assert engine.fetch(["a-01", "none", "b-01"]) == (ARTICLES[0], full)


def test_a_loader_prepares_documents_anywhere(
    make_engine: Callable[[], Engine],
) -> None:
    """Of several sources, also after a journey; nothing is seen before a commit."""
    engine, reader = make_engine(), make_engine()
    other = Source("b.txt", "root", "1", "words")
    engine.replace(PAGE, map(make_document, ARTICLES[:2]))
    engine.commit()
    engine.replace(PAGE, ())
    loader = pickle.loads(pickle.dumps(engine.loader()))
    for source, articles in ((PAGE, ARTICLES[1:3]), (other, [_article(9, "乙")])):
        loaded = loader.load((source, make_document(each)) for each in articles)
        engine.take(pickle.loads(pickle.dumps(loaded)))
    assert reader.find(EngineQuery()).total == 2
    engine.commit()
    assert sorted(_ids(reader, EVERYTHING)) == ["a-02", "a-03", "a-09"]
    assert set(reader.describe().sources) == {PAGE, other}
    engine.replace(other, ())
    engine.commit()
    assert sorted(_ids(reader, EVERYTHING)) == ["a-02", "a-03"]
    engine.take(engine.loader().load([(other, make_document(_article(9, "乙")))]))
    engine.close()
    assert reader.find(EngineQuery()).total == 2
    assert list(reader.check(make_document)) == []


def test_nothing_is_seen_before_a_commit(make_engine: Callable[[], Engine]) -> None:
    """And what was never committed is gone."""
    engine, reader = make_engine(), make_engine()
    engine.replace(PAGE, map(make_document, ARTICLES))
    assert reader.find(EngineQuery()).total == 0
    engine.close()
    assert reader.find(EngineQuery()).total == 0


def test_readers_see_a_commit_without_being_told(
    make_engine: Callable[[], Engine],
) -> None:
    """The next question after a commit is answered from it."""
    engine, reader = make_engine(), make_engine()
    for count in (1, 3, 2):
        engine.replace(PAGE, map(make_document, ARTICLES[:count]))
        engine.commit()
        assert reader.find(EngineQuery()).total == count
        assert len(reader.fetch([a.id for a in ARTICLES])) == count


def test_a_source_is_replaced_whole(engine: Engine) -> None:
    """Its old documents go, others stay, and its fingerprint is the new one."""
    other = Source("b.txt", "root", "1", "words")
    moved = Source("a.txt", "elsewhere", "1")
    engine.replace(other, [make_document(_article(9, "乙"))])
    engine.replace(moved, [make_document(_article(8, "甲"))])
    engine.commit()
    changed = Source("a.txt", "root", "2")
    engine.replace(changed, [make_document(ARTICLES[1])])
    engine.commit()
    assert sorted(_ids(engine, EVERYTHING)) == ["a-02", "a-08", "a-09"]
    assert set(engine.describe().sources) == {changed, other, moved}
    engine.replace(other, ())
    engine.commit()
    assert set(engine.describe().sources) == {changed, moved}
    assert engine.describe().documents == 2


def test_an_empty_index_answers(make_engine: Callable[[], Engine]) -> None:
    """Nothing is found, nothing fails."""
    engine = make_engine()
    found = engine.find(EngineQuery(Word("招商"), facets=("park",)))
    assert (found.total, found.matches, found.facets) == (0, (), {"park": ()})
    assert engine.describe().sources == ()
    assert engine.fetch(["a-01"]) == ()
    engine.commit()


def test_a_view_stays_as_it_is(make_engine: Callable[[], Engine]) -> None:
    """Whatever is committed after it was taken, by whomever."""
    engine, writer = make_engine(), make_engine()
    engine.replace(PAGE, map(make_document, ARTICLES[:2]))
    engine.commit()
    view = engine.view()
    writer.replace(PAGE, map(make_document, ARTICLES[2:3]))
    writer.commit()
    assert view.find(EngineQuery()).total == 2
    assert view.fetch(["a-01", "a-03"]) == (ARTICLES[0],)
    assert view.view().describe().documents == view.describe().documents == 2
    assert engine.find(EngineQuery()).total == 1
    assert engine.view().fetch(["a-03"]) == (ARTICLES[2],)


def test_a_sound_index_has_nothing_to_salvage(
    engine: Engine, make_engine: Callable[[], Engine]
) -> None:
    """Neither as it is, nor held to what makes its documents; and it stays."""
    for make in (None, make_document):
        assert list(engine.check(make)) == []
        assert engine.salvage(make) == Salvage()
        assert engine.describe().documents == 4
        engine.close()
    engine.salvage()
    engine.commit()
    assert make_engine().describe().documents == 4


def test_another_document_than_is_made_is_told(
    engine: Engine, make_engine: Callable[[], Engine]
) -> None:
    """And its source can be salvaged: every article of it, read as often as wanted."""

    def make(article: Article) -> IndexedDocument:
        made = make_document(article)
        changed = article.id == "a-03"
        return replace(made, texts=made.texts | {"body": ()}) if changed else made

    other = Source("b.txt", "root", "1", "words")
    engine.replace(other, [make_document(_article(9, "乙"))])
    engine.commit()
    assert len(list(engine.check(make))) == 1
    salvage = engine.salvage(make)
    assert (len(salvage.wrong), salvage.lost) == (1, ())
    remains = {each.source.name: each for each in salvage.remains}
    page = remains["a.txt"]
    assert (page.source, page.documents) == (Source("a.txt", "root"), 4)
    for _ in range(2):
        assert sorted(page.articles(), key=lambda a: a.id) == list(ARTICLES)
    reader = make_engine()
    for each in salvage.remains:
        engine.replace(each.source, map(make, each.articles()))
    assert reader.describe().documents == 5
    engine.commit()
    assert list(reader.check(make)) == []
    assert sorted(_ids(reader, EVERYTHING)) == ["a-01", "a-02", "a-03", "a-04", "a-09"]


def test_words_are_counted_by_documents(engine: Engine) -> None:
    """Those of many, or of any; deleted documents do not count."""
    assert dict(engine.vocabulary(2)) == {
        word: count for word, count in engine.vocabulary() if count > 1
    }
    assert dict(engine.vocabulary())["招商引资"] == 2
    engine.replace(PAGE, map(make_document, ARTICLES[1:]))
    engine.commit()
    assert dict(engine.vocabulary())["招商引资"] == 1
    assert "签约" not in dict(engine.vocabulary())


def test_words_of_several_commits_are_counted_together(engine: Engine) -> None:
    """However the engine keeps them."""
    other = replace(ARTICLES[0], id="b-01", source="b.txt")
    engine.replace(Source("b.txt", "root"), [make_document(other)])
    engine.commit()
    assert dict(engine.vocabulary(3)) == {
        word: count for word, count in engine.vocabulary() if count > 2
    }
    assert dict(engine.vocabulary(3))["招商引资"] == 3


def test_each_commit_has_a_name(make_engine: Callable[[], Engine]) -> None:
    """The same for every engine on it, and another after the next."""
    engine = make_engine()
    names = [engine.commit_id()]
    for number in (1, 2, 3, 2):
        engine.replace(PAGE, map(make_document, ARTICLES[:number]))
        engine.commit()
        names.append(engine.commit_id())
        assert make_engine().commit_id() == engine.view().commit_id() == names[-1]
    assert len(set(names)) == len(names)


def test_what_is_worked_out_is_kept(make_engine: Callable[[], Engine]) -> None:
    """With the index, for every engine on it, whatever is committed meanwhile."""
    engine = make_engine()
    assert engine.kept("words") is None
    engine.view().keep("words", b"one")
    kept = make_engine().kept("words")
    assert kept is not None
    assert bytes(kept.content) == b"one"
    assert engine.kept("words") is kept
    engine.replace(PAGE, map(make_document, ARTICLES))
    engine.commit()
    engine.keep("words", b"two" * 100_000)
    after = engine.view().kept("words")
    assert after is not None
    assert bytes(after.content) == b"two" * 100_000
    assert bytes(kept.content) == b"one"
    assert engine.kept("other") is None
    assert list(engine.check()) == []


def test_what_was_deleted_is_neither_counted_nor_the_same(
    make_engine: Callable[[], Engine],
) -> None:
    """Also where an engine only notes what is deleted."""
    engine = make_engine()
    other = Source("b.txt", "root")
    engine.replace(PAGE, map(make_document, ARTICLES))
    engine.replace(other, [make_document(replace(ARTICLES[0], id="b-01"))])
    engine.commit()
    before, words = engine.commit_id(), dict(engine.vocabulary())
    engine.replace(other, ())
    engine.commit()
    after = dict(engine.vocabulary())
    assert (words["签约"], after["签约"]) == (2, 1)
    assert engine.commit_id() != before

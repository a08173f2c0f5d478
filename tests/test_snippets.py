"""What matched is highlighted, whole; the passage shows most of the query."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from search import snippets
from search.models import Article, Snippet, Subhead
from search.parts import Part
from search.plan import make_plan
from search.query import parse
from search.snippets import Marked, headline, passages
from tests.strategies import ANY_TEXTS

ARTICLE = Article(
    "a-01",
    "a.txt",
    headline="某高新区：招商引资“加速跑”",
    byline_lines=("本报记者 甲乙",),
    body=(
        "近日,记者走进园区。这里热火朝天。",
        "今年以来,园区招商引资到位資金１５７．６億元。项目建设提速。",
        "招商工作与引资工作并进。",
    ),
    subheads=(Subhead("招商引资步履不停", 2),),
    captions=("图为招商引资签约现场。",),
)


def mark(article: Article, parts: Sequence[Part]) -> Marked:
    """One article by itself."""
    (marked,) = snippets.mark([article], parts)
    return marked


def marked_words(text: str, article: Article = ARTICLE) -> list[tuple[str, str]]:
    """Each highlighted string with its field, in order."""
    return [
        (snippet.field, snippet.text[start:end])
        for snippet in mark(article, make_plan(parse(text)).parts).snippets()
        for start, end in snippet.spans
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "招商引资",
            [
                ("headline", "招商引资"),
                ("body", "招商引资"),
                ("subhead", "招商引资"),
                ("caption", "招商引资"),
            ],
            id="whole phrases where there are any",
        ),
        pytest.param("157.6亿元", [("body", "１５７．６億元")], id="as printed"),
        pytest.param("资金", [("body", "資金")], id="traditional"),
        pytest.param("引资工作", [("body", "引资工作")], id="inside words"),
        pytest.param("标题:招商", [("headline", "招商")], id="only in the field"),
        pytest.param("甲乙", [("byline", "甲乙")], id="byline"),
        pytest.param("热火 朝天", [("body", "热火朝天")], id="touching spans merge"),
        pytest.param("-招商", [], id="not what is unwanted"),
        pytest.param("“加速跑”", [("headline", "加速跑")], id="quoted"),
        pytest.param("57.6", [], id="no piece of a number"),
    ],
)
def test_spans(query: str, expected: list[tuple[str, str]]) -> None:
    """The printed string that answers each part."""
    assert marked_words(query) == expected


def test_words_where_the_phrase_is_nowhere() -> None:
    """But no lone characters."""
    assert marked_words("工作项目在") == [
        ("body", "项目"),
        ("body", "工作"),
        ("body", "工作"),
    ]


def test_the_passage_with_most_of_the_query_comes_first() -> None:
    """Two parts beat one, whatever stands earlier."""
    marked = mark(ARTICLE, make_plan(parse("招商引资 项目建设")).parts)
    assert passages(marked)[0] == Snippet(
        "body",
        "今年以来,园区招商引资到位資金１５７．６億元。项目建设提速。",
        ((7, 11), (23, 27)),
    )


def test_without_a_match_the_beginning_is_shown() -> None:
    """Of the body, with nothing highlighted."""
    assert passages(mark(ARTICLE, ())) == (
        Snippet("body", "近日,记者走进园区。这里热火朝天。"),
    )


def test_long_sentences_are_cut_at_clauses() -> None:
    """Around what matched, about three lines long."""
    clause = "园区项目建设如火如荼,"
    body = clause * 30 + "招商引资成效明显," + clause * 30
    article = Article("a-01", "a.txt", headline="某地", body=(body,))
    (snippet,) = passages(mark(article, make_plan(parse("招商引资")).parts))
    assert len(snippet.text) <= 130
    assert [snippet.text[a:b] for a, b in snippet.spans] == ["招商引资"]
    assert snippet.text.endswith(",")


def test_a_photo_item_is_titled_by_its_first_words() -> None:
    """It has no headline of its own."""
    photo = Article(
        "a-02", "a.txt", kind="photo", body=("近日,园区举行竞赛。图为现场。",)
    )
    marked = mark(photo, make_plan(parse("竞赛")).parts)
    assert headline(photo, marked) == Snippet("body", "近日,园区举行竞赛。", ((7, 9),))
    assert headline(ARTICLE, mark(ARTICLE, ())).text == ARTICLE.headline


def test_documents_of_any_length() -> None:
    """A very long article is marked to its end."""
    body = (*["园区建设。" * 200] * 60, "招商引资。")
    article = Article("a-01", "a.txt", body=body)
    assert marked_words("招商引资", article) == [("body", "招商引资")]


@given(ANY_TEXTS, ANY_TEXTS)
def test_spans_are_in_bounds_ordered_and_apart(text: str, query: str) -> None:
    """For any text and any query; passages are pieces of the text."""
    article = Article("a-01", "a.txt", headline=text[:9], body=(text,) if text else ())
    marked = mark(article, make_plan(parse(query)).parts)
    for snippet in (*passages(marked), *marked.snippets()):
        assert snippet.text in text
        borders = [border for span in snippet.spans for border in span]
        assert borders == sorted(borders)
        assert all(
            0 <= start < end <= len(snippet.text) for start, end in snippet.spans
        )


@given(ANY_TEXTS)
def test_a_text_quoted_is_marked_in_itself(text: str) -> None:
    """From its first unit to its last, when it is its own query."""
    article = Article("a-01", "a.txt", body=(text,))
    plan = make_plan(parse(text), exact=True)
    for part in plan.parts:
        spans = mark(article, [part]).spans[0]
        assert spans or not text

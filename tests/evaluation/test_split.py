"""The figures are those of the field, and fall with what was spoilt."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from search.errors import InputError
from search.evaluation import PageScore, read_gold, score_page, total
from search.evaluation.split import LOWER_IS_BETTER
from search.files import PageFile
from search.indexing import read_articles
from search.models import Article
from tests import ROOT, SEEDS

GOLD = ROOT / "tests/data/gold"

PAGE = """某高新区签约项目十个

甲乙丙

近日,某高新区举行项目集中签约仪式,现场签约项目十个,总投资二十亿元,涵盖装备制造等领域。

园区还将持续优化营商环境,推动签约项目尽快落地见

图为签约现场。

效,为高质量发展注入新动能。

另一高新区培育人才

近日,另一高新区开展技能竞赛,九十六名选手同台比拼技艺,激发广大职工学习技术的热情。 丁戊
"""
ANNOTATION = {
    "file": "a.txt",
    "items": [
        {
            "id": "a-01",
            "kind": "article",
            "headline_lines": [1],
            "byline": ["甲乙丙"],
            "body_lines": [5, 7, 11],
            "caption_lines": [9],
            "broken_joins": [[7, 11]],
            "parks": ["某高新区"],
            "topics": ["招商引资", "项目建设"],
        },
        {
            "id": "a-02",
            "kind": "article",
            "headline_lines": [13],
            "byline": ["丁戊"],
            "byline_in_body_line": 15,
            "body_lines": [[15, 15]],
            "topics": ["人才队伍"],
        },
    ],
}
LINES = PAGE.split("\n")
PERFECT = (
    Article(
        "a-01",
        "a.txt",
        headline=LINES[0],
        byline=("甲乙丙",),
        body=(LINES[4], LINES[6] + LINES[10]),
        captions=(LINES[8],),
        lines=((1, 11),),
        parks=("某高新区",),
        topics=("招商引资", "项目建设"),
    ),
    Article(
        "a-02",
        "a.txt",
        headline=LINES[12],
        byline=("丁戊",),
        body=(LINES[14].removesuffix(" 丁戊"),),
        lines=((13, 15),),
        topics=("人才队伍",),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one annotated page."""
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "a.txt.json").write_text(json.dumps(ANNOTATION), "utf-8")
    return tmp_path


def figures(folder: Path, *articles: Article) -> dict[str, float | None]:
    """The figures of these articles on the page."""
    (page,) = read_gold(folder)
    return score_page(page, articles).figures()


def test_a_perfect_split_is_perfect(folder: Path) -> None:
    """Every figure that has something to measure; None where nothing is."""
    found = figures(folder, *PERFECT)
    assert found["bcubed_f1"] == 1
    for name, value in found.items():
        perfect = 0 if name in LOWER_IS_BETTER else 1
        assert value == (None if name in ("photo_f1", "noise_left") else perfect), name


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(
            lambda a, b: [replace(a, body=a.body + b.body, lines=((1, 15),))],
            {"article_f1": 0.0, "article_recall": 0.0, "boundary_f1": 2 / 3},
            id="merged",
        ),
        pytest.param(
            lambda a, b: [a], {"article_f1": 2 / 3, "article_precision": 1.0}, id="lost"
        ),
        pytest.param(
            lambda a, b: [replace(a, headline="某高新区"), b],
            {"headline_exact": 0.5, "headline_lenient": 0.5},
            id="headline cut",
        ),
        pytest.param(
            lambda a, b: [replace(a, byline=("甲乙丙", "丁戊")), b],
            {"byline_f1": 0.8},
            id="a name too many",
        ),
        pytest.param(
            lambda a, b: [replace(a, body=(LINES[4], LINES[6], LINES[10])), b],
            {"join_repair": 0.0, "article_f1": 1.0},
            id="not joined",
        ),
        pytest.param(
            lambda a, b: [replace(a, body=(*a.body, LINES[8])), b],
            {"caption_leakage": 1.0},
            id="caption in the body",
        ),
        pytest.param(
            lambda a, b: [a, replace(b, body=(LINES[14],))],
            {"byline_left_in_body": 1.0},
            id="names in the body",
        ),
        pytest.param(
            lambda a, b: [replace(a, topics=("项目建设",), parks=()), b],
            {"first_topic": 0.5, "topics_f1": 0.8, "parks_exact": 0.5},
            id="facets",
        ),
        pytest.param(
            lambda a, b: [a, replace(b, kind="photo")],
            {"article_recall": 0.5, "photo_f1": 0.0},
            id="an article called a photo",
        ),
        pytest.param(
            lambda a, b: [], {"article_f1": 0.0, "bcubed_recall": 0.5}, id="nothing"
        ),
    ],
)
def test_what_is_spoilt_shows(
    folder: Path,
    spoil: Callable[[Article, Article], list[Article]],
    expected: dict[str, float],
) -> None:
    """In its own figure."""
    found = figures(folder, *spoil(*PERFECT))
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_scores_add_up() -> None:
    """A total is made of sums, not of averages."""
    one = PageScore({"hits": 1, "gold": 1, "predicted": 1})
    two = PageScore({"hits": 0, "gold": 3, "predicted": 1})
    assert total([one, two]).figures()["article_f1"] == pytest.approx(1 / 3)
    assert total([]).figures()["article_f1"] is None


def test_the_five_pages_are_read_as_a_person_does() -> None:
    """The reference figures, on all annotated pages."""
    pages = read_gold(GOLD, SEEDS)
    scores = (
        score_page(page, list(read_articles(PageFile(page.path, page.path.parent))))
        for page in pages
    )
    found = total(scores).figures()
    assert len(pages) == 5
    for name in (
        "article_f1",
        "boundary_f1",
        "headline_exact",
        "byline_f1",
        "join_repair",
        "photo_f1",
        "parks_exact",
        "province",
        "city",
    ):
        assert found[name] == 1, name
    assert all(found[name] == 0 for name in LOWER_IS_BETTER)
    assert found["first_topic"] >= 0.9
    assert found["topics_f1"] >= 0.85


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("b.json", "no json", r"b\.json: no annotation"),
        ("b.json", '{"file": "none.txt", "items": []}', r"no page none\.txt"),
        ("b.json", '{"file": "a.txt", "items": [{"id": "x"}]}', "wrong annotation"),
    ],
)
def test_bad_annotations_are_named(
    folder: Path, name: str, content: str, message: str
) -> None:
    """With the file, and what to do."""
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(folder)


def test_a_folder_without_annotations(tmp_path: Path) -> None:
    """Is told."""
    with pytest.raises(InputError, match="no annotated pages"):
        read_gold(tmp_path)

"""What is pointed out, and what is not?"""

from dataclasses import replace

import pytest

from search.models import Article, Noise, PartialDate
from search.pages.doubts import Doubt, doubts

TEXT = (
    "本报讯 近日,长春高新区举行项目集中开工仪式,现场开工项目十个,总投资七十八亿元,"
    "涵盖装备制造、生物医药、金融服务等十多个领域,年内全部投产。"
)
SOUND = Article(
    "a-01",
    "a.txt",
    headline="长春高新区十个项目开工",
    byline=("王健",),
    body=(TEXT,),
    lines=((3, 7),),
    published=PartialDate("2023-08-07", "day", "printed"),
    parks=("长春高新区",),
)


def test_a_sound_article_raises_none() -> None:
    """Nor does a photo item without headline and byline."""
    photo = replace(SOUND, kind="photo", headline="", byline=(), body=("图为现场。",))
    assert list(doubts([SOUND, photo])) == []
    assert list(doubts([])) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"headline": ""}, "没有标题"),
        ({"headline": "题" * 40}, "标题长 40 字"),
        ({"byline": (), "body": (TEXT[4:],)}, "没有署名"),
        ({"body": ("本报讯 完。",)}, "正文仅 6 字"),
        ({"body": ()}, "没有正文"),
        ({"body": (TEXT, "项目建成后将带动")}, "正文似未完：…项目建成后将带动"),
        ({"body": ("，" + TEXT,)}, "正文似从半句开始：，本报讯 近日,长春…"),
        ({"parks": ()}, "没有认出园区"),
        ({"published": None}, "没有日期"),
        (
            {"published": PartialDate("2023", "year", "inferred")},
            "日期未印出，2023 由正文推定",
        ),
    ],
)
def test_each_doubt(changed: dict[str, object], told: str) -> None:
    """At the first line of the article."""
    article = replace(SOUND, **changed)  # type: ignore[arg-type]
    assert list(doubts([article])) == [Doubt(3, told)]


def test_a_credit_is_a_byline() -> None:
    """本报讯 says whose the report is."""
    assert list(doubts([replace(SOUND, byline=())])) == []


def test_noise_stands_at_its_own_line() -> None:
    """With what was found."""
    article = replace(SOUND, noise=(Noise(5, "will"),))
    assert list(doubts([article])) == [Doubt(5, "疑为杂讯：will")]


def test_a_date_is_doubted_once_a_file() -> None:
    """However many articles share it."""
    undated = replace(SOUND, published=None)
    assert list(doubts([undated, undated])) == [Doubt(3, "没有日期")]


def test_neighbours_that_may_be_one() -> None:
    """Of the same park, the second without headline."""
    below = replace(SOUND, headline="", lines=((9, 11),))
    assert [d for d in doubts([SOUND, below]) if "同一篇" in d.text] == [
        Doubt(9, "与上一篇同写长春高新区，或为同一篇")
    ]
    elsewhere = replace(below, parks=("青岛高新区",))
    assert not [d for d in doubts([SOUND, elsewhere]) if "同一篇" in d.text]


def test_an_article_that_takes_most_of_the_page() -> None:
    """Where there are others."""
    huge = replace(SOUND, body=(TEXT,) * 9)
    assert list(doubts([huge, SOUND, SOUND, SOUND])) == [
        Doubt(3, f"正文 {len(TEXT) * 9} 字，占全版大半")
    ]

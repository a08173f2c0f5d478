"""Amounts and shares come with their sentence."""

from search.figures import figures_in
from search.models import Article

ONE = Article(
    "a-01",
    "a.txt",
    body=(
        "园区完成投资247.04亿元,同比增长8.2％。企业共5家。",
        "税收增长百分之十五,好于预期一点。利润为1,234万元,进出口3.5亿美元,增10%。",
    ),
    parks=("甲高新区",),
)
TWO = Article(
    "a-02",
    "a.txt",
    body=("甲高新区增长5%,势头很好。乙高新区增长6%,势头更好。",),
    parks=("甲高新区", "乙高新区"),
)


def test_figures() -> None:
    """The sentences with most of them first; of several parks, the one asked for."""
    found = [
        (
            figure.article.id,
            figure.sentence.text,
            [figure.sentence.text[a:b] for a, b in figure.sentence.spans],
        )
        for figure in figures_in((ONE, TWO), "甲高新区")
    ]
    assert found == [
        (
            "a-01",
            "利润为1,234万元,进出口3.5亿美元,增10%。",
            ["1,234万元", "3.5亿美元", "10%"],
        ),
        ("a-01", "园区完成投资247.04亿元,同比增长8.2％。", ["247.04亿元", "8.2％"]),
        ("a-02", "甲高新区增长5%,势头很好。", ["5%"]),
    ]

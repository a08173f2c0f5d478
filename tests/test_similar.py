"""What is about the same stands beside an article, but no copy of it."""

from collections.abc import Iterator
from math import log

import pytest

from search import NotFound, Searcher, open_engine
from search.documents import make_document
from search.engines.base import Source
from search.models import Article
from search.similar import similar, telling_words

BANK = "银行的信贷员走进车间,给小微企业送去贷款。"
TEXTS = {
    "loan": ("银行上门放贷款", BANK + "厂长说,当天就拿到了50万元信贷资金。"),
    "copy": ("信贷员走进车间", BANK + "厂长说,当天就拿到了50万元信贷资金!"),
    "credit": ("小微企业贷款有了新办法", "信贷额度提高,银行简化手续,贷款50小时到账。"),
    "twin": ("贷款有了新办法", "信贷额度提高,银行简化手续,贷款50小时到账,企业叫好。"),
    "school": ("焊工夜校开课", "每周三晚上,焊工在车间里上课。"),
    "museum": ("科技馆免费开放", "孩子们在机器人展台前排起长队。"),
    "robot": ("机器人进了校园", "会跳舞的机器人从科技馆来到学校,孩子看呆了。"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher on these articles."""
    engine = open_engine(tmp_path_factory.mktemp("similar") / "index", create=True)
    articles = [
        Article(n, "a.txt", headline=h, body=(b,)) for n, (h, b) in TEXTS.items()
    ]
    engine.replace(Source("a.txt", "root"), map(make_document, articles))
    engine.commit()
    yield Searcher(engine)
    engine.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("loan", ["credit"], id="neither a copy nor two alike"),
        pytest.param("museum", ["robot"], id="the one that is like it"),
        pytest.param("school", [], id="a word in common is not enough"),
    ],
)
def test_what_is_similar(archive: Searcher, name: str, expected: list[str]) -> None:
    """The most alike first, each once."""
    found = [article.id for article in archive.similar(name)]
    assert [each.replace("twin", "credit") for each in found] == expected


def test_as_many_as_are_wanted(searcher: Searcher) -> None:
    """On real pages; never the article itself."""
    article = searcher.newest(1)[0]
    five, two = (searcher.similar(article.id, limit) for limit in (5, 2))
    assert (len(five), len(two), five[:2]) == (5, 2, two)
    assert article.id not in {each.id for each in five}


def test_what_tells(archive: Searcher) -> None:
    """Words that few have, those of the headline first; no figures."""
    words = telling_words(archive.engine, archive.article("museum"))
    assert list(words) == ["科技馆", "孩子", "机器人"]
    # Seven articles: three times in a headline and found in two; once, and in two.
    assert words["科技馆"] == pytest.approx(3 * words["孩子"]) == 3 * log(7 / 2)
    figures = Article("x", "x.txt", body=("2023年二十亿元,50亿元。",))
    assert "50" not in telling_words(archive.engine, figures)


def test_an_article_without_words_is_like_none(archive: Searcher) -> None:
    """A picture without a caption."""
    assert similar(archive.engine, Article("x", "x.txt")) == ()


def test_an_article_that_is_not_there(archive: Searcher) -> None:
    """Is told by its name."""
    with pytest.raises(NotFound, match="none"):
        archive.similar("none")

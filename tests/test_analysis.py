"""Index and query are cut alike, by rjieba or by jieba."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis
from search.analysis import Terms, analyse, analyse_all, query_words, words
from search.errors import ConfigError
from search.text import fold, runs, unit_texts
from tests import SEEDS
from tests.strategies import ANY_TEXTS, HAN

RJIEBA, JIEBA = analysis.rjieba_cutter, analysis.jieba_cutter


def test_a_text_gives_words_units_and_pairs() -> None:
    """One call gives both views of a text."""
    terms = analyse("签约50亿元")
    assert terms == Terms(("签约", "50", "亿元"), ("签", "约", "50", "亿", "元"))
    assert terms.bigrams == ("签 约", "约 50", "50 亿", "亿 元")


def test_words_are_normalised() -> None:
    """Traditional characters, full width and case are folded before cutting."""
    assert words("招商引資 ＡＩ") == ["招商引资", "ai"]


def test_queries_lose_their_function_words() -> None:
    """What only asks is dropped; what is nothing but that is kept."""
    assert query_words("高新区的招商政策是什么") == ["高新区", "招商", "政策"]
    assert query_words("什么") == ["什么"]


def test_both_segmenters_cut_the_pages_alike() -> None:
    """With the HMM off jieba and rjieba agree on the five pages."""
    pages = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    ours, theirs = RJIEBA(), JIEBA()
    for page in pages:
        han = " ".join(runs(fold(page)).han)
        assert ours(han) == theirs(han)


@settings(max_examples=200)
@given(
    st.text(
        st.sampled_from(HAN)
        | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF),
        min_size=1,
    )
)
def test_both_segmenters_cut_any_han_text_alike(text: str) -> None:
    """The agreement is no accident of the pages."""
    assert _cutters()[0](text) == _cutters()[1](text)


@given(ANY_TEXTS)
def test_words_are_made_of_the_units(text: str) -> None:
    """No unit but a per cent sign is lost on the way to words, none is added."""
    plain = [unit for unit in analyse(text).units if unit != "%"]
    assert "".join(words(text)) == "".join(plain)


@given(st.lists(ANY_TEXTS, max_size=4))
def test_texts_are_cut_together_as_one_by_one(texts: list[str]) -> None:
    """By either segmenter."""
    one_by_one = [
        Terms(tuple(words(t)), tuple(unit_texts(t)), runs(fold(t)).sentences)
        for t in texts
    ]
    for cutter in _cutters():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(analysis, "_cutter", lambda cutter=cutter: cutter)
            assert analyse_all(texts) == one_by_one


def test_jieba_does_the_work_where_rjieba_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same words come out, only later."""

    def missing() -> analysis.Cutter:
        raise ImportError("no rjieba here")

    text = "宝鸡高新区坚持以高质量项目建设引领高质量发展"
    expected = words(text)
    monkeypatch.setattr(analysis, "rjieba_cutter", missing)
    analysis._cutter.cache_clear()
    try:
        assert words(text) == expected
    finally:
        analysis._cutter.cache_clear()


def test_own_words_are_cut_whole(own_home: Path) -> None:
    """A word of the user's dictionary is one word, in either segmenter."""
    (own_home / "dictionary.txt").write_text("# 我的词\n谷易贷\n标准地 3000\n", "utf-8")
    for cutter in (RJIEBA(), JIEBA()):
        assert "谷易贷" in cutter("企业获得谷易贷支持")
    assert (
        analysis.dictionary_fingerprint() != analysis.hashlib.sha256().hexdigest()[:16]
    )


def test_a_bad_dictionary_is_named_with_its_line(own_home: Path) -> None:
    """The error says which line is wrong and what to write."""
    (own_home / "dictionary.txt").write_text("好词\n坏 词 语\n", "utf-8")
    with pytest.raises(ConfigError, match=r"dictionary\.txt:2: .*坏 词 语"):
        RJIEBA()


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the user's own data files."""
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    return tmp_path


def _cutters(made: list[analysis.Cutter] = []) -> list[analysis.Cutter]:  # noqa: B006
    if not made:
        made += [RJIEBA(), JIEBA()]
    return made

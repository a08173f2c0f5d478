"""The questions of the benchmark, and the strings."""

import random
from collections import Counter

import pytest

from benchmarks.engines.questions import (
    Vocabulary,
    banded,
    kinds,
    make_questions,
    read_vocabulary,
)
from benchmarks.engines.sides.base import pairs_of, positive_leaves, row_of
from benchmarks.engines.strings import (
    FREQUENT,
    LONGEST,
    Found,
    costs,
    make_strings,
    scan,
)
from search.documents import make_document
from search.engines.base import AllOf, AnyOf, Not, Phrase, Word
from search.models import Article, PartialDate
from tests.engines.oracle import matches

TEXTS = (
    "园区建设项目开工仪式在高新区举行，总投资50亿元，预计明年建成投产并带动就业",
    "高新区招商引资成效明显，今年以来签约项目一百个，科技创新平台加快建设步伐",
)
DOCUMENTS = [
    make_document(
        Article(
            f"a{n}",
            "corpus",
            headline="要闻",
            body=(text,),
            published=PartialDate("2018-05-06", "day", "given"),
            topics=("招商引资", "科技创新"),
        )
    )
    for n, text in enumerate(TEXTS)
]


@pytest.fixture
def words() -> Vocabulary:
    """Real texts, and words of every band."""
    made = read_vocabulary(DOCUMENTS, len(DOCUMENTS))
    return Vocabulary(
        made.frequent, ("签约", "投产", "就业"), ("平台", "步伐"), made.texts
    )


def test_bands_are_shares_of_the_documents() -> None:
    """Single characters and Latin words are in none."""
    counts = {"项目": 90, "签约": 50, "平台": 6, "步伐": 4, "的": 900, "ai": 90}
    found = banded(Counter(counts), 1_000, [])
    assert (found.frequent, found.middling) == (("项目",), ("签约",))
    assert found.rare == ("平台",)


def test_there_are_questions_of_every_class(words: Vocabulary) -> None:
    """So many of each; of everything there is one."""
    found = Counter(question.kind for question in make_questions(words, 3))
    assert found == dict.fromkeys(kinds(), 3) | {"everything": 1}


def test_questions_are_always_the_same(words: Vocabulary) -> None:
    """For the same corpus."""
    assert make_questions(words, 4) == make_questions(words, 4)


@pytest.mark.parametrize("kind", ["phrase", "literal"])
def test_what_is_quoted_is_printed_somewhere(words: Vocabulary, kind: str) -> None:
    """Otherwise an engine would have little to do."""
    for question in make_questions(words, 10):
        if question.kind == kind:
            assert any(matches(each, question.node) for each in DOCUMENTS)


def test_what_is_ruled_out_does_not_rank() -> None:
    """Nor does a day."""
    node = AllOf((Word("a"), AnyOf((Word("b"), Phrase(("c", "d")))), Not(Word("e"))))
    assert positive_leaves(node) == [Word("a"), Word("b"), Phrase(("c", "d"))]


def test_rows_hold_the_same_tokens() -> None:
    """Words, pairs with a border between texts, and what is counted."""
    row = row_of(DOCUMENTS[0])
    pairs = row.bigrams.split()
    assert pairs[:2] == ["要_闻", "|"]
    units = DOCUMENTS[0].texts["body"][0].units
    assert pairs[2:] == pairs_of(units)
    assert (row.day, row.year, row.topics) == (
        20180506,
        "2018",
        ("招商引资", "科技创新"),
    )


def test_strings_are_of_one_to_twelve_units(words: Vocabulary) -> None:
    """All of them different, the frequent ones first."""
    found = make_strings(words, 40)
    assert len(found) == len(set(found)) == len(FREQUENT) + 40
    assert {len(each) for each in found[len(FREQUENT) :]} <= set(range(1, LONGEST + 1))


def test_a_scan_finds_what_the_oracle_finds(words: Vocabulary) -> None:
    """No string runs from one text into the next, none matches half a number."""
    strings = [*make_strings(words, 30), ("闻", "园"), ("0",), ("50", "亿")]
    for string, found in scan(DOCUMENTS, strings).items():
        ids = [d.article.id for d in DOCUMENTS if matches(d, Phrase(string))]
        assert found == Found(len(ids), tuple(ids))


def test_strings_are_summed_up() -> None:
    """In milliseconds, the costliest named."""
    chance = random.Random(1)
    extra = {(str(n),): n / 1_000 for n in chance.sample(range(1, 101), 100)}
    found = costs(extra)
    assert (found.p50_ms, found.p99_ms, found.worst_ms) == pytest.approx((50, 99, 100))
    assert found.costliest[0] == ("100", pytest.approx(100))

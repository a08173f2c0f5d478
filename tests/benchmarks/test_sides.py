"""The engines beside ours find the same documents: what is compared is one task.

tantivy is held to it by the benchmark itself, which counts what is found otherwise.
"""

import random
from pathlib import Path

import pytest

from benchmarks.engines.questions import make_questions, read_vocabulary
from benchmarks.engines.sides import make_side
from search.documents import make_document
from search.engines.base import IndexedDocument
from search.models import Article, PartialDate
from tests.engines.oracle import matches

WORDS = [
    "项目",
    "签约",
    "园区",
    "高新区",
    "招商引资",
    "建设",
    "科技",
    "创新",
    "平台",
    "企业",
    "投资",
    "开工",
    "发展",
    "经济",
    "服务",
]
SHORT = 60


def _documents() -> list[IndexedDocument]:
    """Articles of words as frequent as words are, of three years, with topics."""
    chance = random.Random(2)
    weights = [1 / (n + 1) ** 1.5 for n in range(len(WORDS))]
    return [
        make_document(
            Article(
                f"a{number:03}",
                "corpus",
                headline="".join(chance.choices(WORDS, weights, k=2)),
                body=tuple(
                    "，".join(chance.choices(WORDS, weights, k=chance.choice((2, 14))))
                    for _ in range(2)
                ),
                publication=chance.choice(("甲报", "乙报")),
                published=PartialDate(f"{2016 + number % 7}-05-06", "day", "given"),
                topics=tuple(chance.sample(("招商引资", "科技创新"), number % 3)),
            )
        )
        for number in range(SHORT)
    ]


DOCUMENTS = _documents()


@pytest.mark.parametrize("name", ["ours", "stock", "sqlite"])
def test_a_side_finds_what_is_there(name: str, tmp_path: Path) -> None:
    """Every class of question: the total, ten hits of it, and the counts."""
    side = make_side(name, tmp_path)
    side.build(map(side.native, DOCUMENTS), SHORT)
    side.merge()
    side.open()
    assert side.segments() == 1
    words = read_vocabulary(DOCUMENTS, SHORT)
    spread = dict.fromkeys(("middling", "rare"), words.frequent)
    words = type(words)(words.frequent, texts=words.texts, **spread)
    for question in make_questions(words, 5):
        ready = side.ready(question.node)
        raw = side.page(ready)
        answer = side.answer(raw)
        found = [d for d in DOCUMENTS if matches(d, question.node)]
        years = [d.article.published.value[:4] for d in found if d.article.published]
        topics = [topic for d in found for topic in d.article.topics]
        assert answer.total == len(found), question
        assert len(answer.hits) == min(10, len(found))
        assert answer.facets["year"] == {y: years.count(y) for y in years}
        assert answer.facets["topic"] == {t: topics.count(t) for t in topics}
        if name != "sqlite" and question.kind in ("frequent", "and 2"):
            assert len(side.snippets(ready, raw)) == len(answer.hits)
    side.close()


def test_our_index_can_be_left_in_eight_segments(tmp_path: Path) -> None:
    """As an archive that grows is."""
    side = make_side("ours", tmp_path)
    side.build_parts(map(side.native, DOCUMENTS), SHORT)
    side.open()
    assert side.segments() == 8
    side.close()

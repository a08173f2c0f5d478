"""The index is one of Whoosh's: what Whoosh finds in it is what it finds in its own."""

from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import pytest
from whoosh import index, query, scoring
from whoosh.filedb.filestore import RamStorage
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from search.engines.base import (
    EVERYTHING,
    AllOf,
    AnyOf,
    EngineQuery,
    IndexedDocument,
    Node,
    Not,
    Phrase,
    Ranking,
    RankTerm,
    Source,
    Word,
)
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.codec import ArrayCodec
from search.engines.whoosh.schema import fields_of, make_schema
from search.engines.whoosh.storage import INDEX_NAME
from tests.engines.oracle import K1, UNITS, WORDS, B, Chance

SOURCE = Source("a.txt", "root")
DOCUMENTS = Chance(11).documents(60)


class LuceneBM25(scoring.WeightingModel):
    """The formula of `base.Ranking`, for stock Whoosh."""

    def scorer(
        self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1
    ) -> scoring.BaseScorer:
        if not searcher.schema[fieldname].scorable:
            return scoring.WeightScorer.for_(searcher, fieldname, text)
        return _Scorer(searcher, fieldname, text)

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        every = searcher.doc_count_all()
        df = searcher.doc_frequency(fieldname, text)
        return log(1 + (every - df + 0.5) / (df + 0.5))


class _Scorer(scoring.WeightLengthScorer):
    def __init__(self, searcher: Searcher, fieldname: str, text: bytes) -> None:
        self.mean = searcher.avg_field_length(fieldname) or 1
        self.idf = searcher.idf(fieldname, text)
        self.setup(searcher, fieldname, text)

    def _score(self, weight: float, length: float) -> float:
        norm = K1 * (1 - B + B * length / self.mean)
        return self.idf * weight * (K1 + 1) / (weight + norm)


def _fields(document: IndexedDocument) -> dict[str, Any]:
    """As fed to stock Whoosh: with the pairs, which our segments derive."""
    texts = document.texts.values()
    pairs = [pair for each in texts for text in each for pair in text.bigrams]
    fields = fields_of(SOURCE, document)
    return fields | ({"bigrams": pairs} if pairs else {})


@pytest.fixture(scope="module")
def stock() -> Iterator[Searcher]:
    """Stock Whoosh on an index of its own."""
    made = index.FileIndex.create(RamStorage(), make_schema(), INDEX_NAME)
    writer = made.writer()
    for document in DOCUMENTS:
        writer.add_document(**_fields(document))
    writer.commit()
    with made.searcher(weighting=LuceneBM25()) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshEngine]:
    """Our engine, with the same documents in the same order."""
    engine = WhooshEngine(tmp_path_factory.mktemp("codec") / "index", create=True)
    engine.replace(SOURCE, DOCUMENTS)
    engine.commit()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def ours(engine: WhooshEngine) -> Iterator[Searcher]:
    """Stock Whoosh on our index."""
    opened = index.open_dir(str(engine.folder), indexname=INDEX_NAME)
    with opened.searcher(weighting=LuceneBM25()) as searcher:
        yield searcher


def _term(word: str) -> query.Query:
    return query.Term("words", word)


QUERIES = {
    **{f"word {word}": _term(word) for word in WORDS},
    **{f"unit {unit}": query.Term("text_body", unit) for unit in UNITS},
    "pair": query.Term("bigrams", "招 商"),
    "id": query.Term("id", DOCUMENTS[3].article.id),
    "and": query.And([_term("招商"), _term("项目")]),
    "or": query.Or([_term("招商"), _term("项目"), query.Term("text_body", "一")]),
    "either": query.Or([_term("招商"), _term("项目")]),
    "nowhere": query.And([_term("招商"), _term("无")]),
    "and not": query.And([_term("招商"), query.Not(_term("项目"))]),
    "and maybe": query.AndMaybe(_term("招商"), _term("ai")),
    "phrase": query.Phrase("text_body", ["招", "商"]),
    "phrase of three": query.Phrase("text_body", ["一", "招", "商"]),
    "phrase in a headline": query.Phrase("text_headline", ["引", "资"]),
    "near": query.Phrase("text_body", ["招", "资"], slop=3),
    "filter": query.Require(_term("招商"), query.Term("facet_topic", "招商引资")),
    "prefix": query.Prefix("words", "招"),
    "wildcard": query.Wildcard("words", "*商"),
    "every": query.Every(),
}


@pytest.mark.parametrize("name", QUERIES)
def test_stock_whoosh_finds_the_same(
    stock: Searcher, ours: Searcher, name: str
) -> None:
    """Order, total and scores."""
    expected = stock.search(QUERIES[name], limit=None)
    found = ours.search(QUERIES[name], limit=None)
    assert found.top_n == expected.top_n
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    "name", ["word 招商", "unit 一", "and", "or", "pair", "prefix", "phrase"]
)
def test_with_a_limit_too(stock: Searcher, ours: Searcher, name: str) -> None:
    """When Whoosh skips what cannot be among the best."""
    expected = stock.search(QUERIES[name], limit=5).top_n
    assert ours.search(QUERIES[name], limit=5).top_n == expected


@pytest.mark.parametrize(
    ("name", "where", "terms"),
    [
        ("word 招商", Word("招商"), ["招商"]),
        ("and", AllOf((Word("招商"), Word("项目"))), ["招商", "项目"]),
        ("either", AnyOf((Word("招商"), Word("项目"))), ["招商", "项目"]),
        ("and not", AllOf((Word("招商"), Not(Word("项目")))), []),
        ("phrase", Phrase(("招", "商"), ("body",)), []),
        ("phrase of three", Phrase(("一", "招", "商"), ("body",)), []),
        ("phrase in a headline", Phrase(("引", "资"), ("headline",)), []),
        ("every", EVERYTHING, []),
    ],
)
def test_the_executor_finds_what_stock_whoosh_does(
    stock: Searcher, engine: WhooshEngine, name: str, where: Node, terms: list[str]
) -> None:
    """The same set, and where words are what scores, the same scores."""
    expected = {
        DOCUMENTS[number].article.id: score
        for score, number in stock.search(QUERIES[name], limit=None).top_n
    }
    ranking = Ranking(tuple(RankTerm("words", term) for term in terms))
    found = engine.find(EngineQuery(where, ranking=ranking, limit=100)).matches
    assert {match.id for match in found} == set(expected)
    if terms:
        scores = [expected[match.id] for match in found]
        assert [match.score for match in found] == pytest.approx(scores, abs=1e-4)


def test_what_whoosh_reads_of_an_index(stock: Searcher, ours: Searcher) -> None:
    """Terms, their statistics, lengths, columns, stored fields."""
    theirs, reader = stock.reader(), ours.reader()
    assert reader.doc_count() == theirs.doc_count() == len(DOCUMENTS)
    for field in ("words", "bigrams", "id", "facet_topic", "key"):
        assert list(reader.lexicon(field)) == list(theirs.lexicon(field))
    for field in ("words", "bigrams", "text_body", "text_caption"):
        assert reader.field_length(field) == theirs.field_length(field)
        assert reader.max_field_length(field) == theirs.max_field_length(field)
        for number in range(len(DOCUMENTS)):
            length = theirs.doc_field_length(number, field, 0) or 0
            assert reader.doc_field_length(number, field, 0) == length
    for text in ("招", "50", "𠮷"):
        info, expected = (r.term_info("text_body", text) for r in (reader, theirs))
        for what in ("weight", "doc_frequency", "max_weight", "max_length", "min_id"):
            assert getattr(info, what)() == getattr(expected, what)()
        found = reader.postings("text_body", text)
        known = theirs.postings("text_body", text)
        assert list(found.items_as("positions")) == list(known.items_as("positions"))
    assert reader.doc_frequency("words", "nothing") == 0
    assert list(reader.stored_fields(4)) == list(theirs.stored_fields(4))
    days = reader.column_reader("first_day")
    assert list(days) == list(theirs.column_reader("first_day"))
    assert list(reader.expand_prefix("words", "招")) == [
        term for term in reader.lexicon("words") if term.decode().startswith("招")
    ]


def test_sorted_and_grouped_by_stock_whoosh(stock: Searcher, ours: Searcher) -> None:
    """By the column of days."""
    asked = _term("招商")
    for reverse in (False, True):
        expected = stock.search(
            asked, sortedby="first_day", reverse=reverse, limit=None
        )
        found = ours.search(asked, sortedby="first_day", reverse=reverse, limit=None)
        assert found.docs() == expected.docs()


def test_stock_writer_with_our_codec(tmp_path: Path, stock: Searcher) -> None:
    """Fed posting by posting, the segment is the same."""
    made = index.create_in(str(tmp_path), make_schema(), indexname=INDEX_NAME)
    writer = SegmentWriter(made, codec=ArrayCodec(), compound=False)
    for document in DOCUMENTS:
        writer.add_document(**_fields(document))
    writer.commit(merge=False)
    with made.searcher(weighting=LuceneBM25()) as searcher:
        for asked in QUERIES.values():
            expected = stock.search(asked, limit=None)
            assert searcher.search(asked, limit=None).top_n == expected.top_n
    writer = SegmentWriter(made, codec=ArrayCodec(), compound=False)
    writer.add_document(**_fields(DOCUMENTS[0]))
    writer.cancel()
    assert made.doc_count() == len(DOCUMENTS)

"""What is printed is found, and a phrase finds nothing else: against a plain scan."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from search.analysis import Terms
from search.engines import open_engine
from search.engines.base import (
    TEXT_FIELDS,
    EngineQuery,
    IndexedDocument,
    Phrase,
    Source,
)
from search.engines.whoosh import phrases
from search.engines.whoosh.builder import Row, SegmentBuilder
from search.engines.whoosh.layout import Layout
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.unit_text import BORDER, UNCODED
from search.models import Article
from search.place import Place

LAYOUT = Layout(("body", "headline"), (), (), ())
Texts = dict[str, tuple[tuple[str, ...], ...]]

# Han, numbers, Latin, beyond the BMP; the first far more often than the last.
UNITS = (
    "的", "一", "招", "商", "引", "资", "50", "450", "8.2", "%", "ai", "𠮷", "𰻝", "鑫",
)  # fmt: skip


def _segment(path: Path, documents: Sequence[Texts], uncoded: int) -> SegmentData:
    builder = SegmentBuilder(LAYOUT, uncoded)
    for texts in documents:
        fed = {n: [u for t in each for u in (*t, BORDER)] for n, each in texts.items()}
        builder.add(Row(texts=fed))
    builder.write(path)
    return SegmentData(path)


def _random_texts(chance: random.Random) -> Texts:
    weights = [1 / (n + 1) ** 2 for n in range(len(UNITS))]
    return {
        name: tuple(
            tuple(chance.choices(UNITS, weights, k=chance.choice((1, 2, 9, 30))))
            for _ in range(chance.randrange(3))
        )
        for name in LAYOUT.texts
    }


def _scan(
    documents: Sequence[Texts], phrase: tuple[str, ...], fields: Sequence[str]
) -> list[int]:
    """The documents with a phrase, by looking at every place of every text."""
    return [
        number
        for number, texts in enumerate(documents)
        if any(
            text[at : at + len(phrase)] == phrase
            for field in fields
            for text in texts[field]
            for at in range(len(text))
        )
    ]


def _queries(
    chance: random.Random, documents: Sequence[Texts], count: int
) -> Iterator[tuple[str, ...]]:
    """Strings that are printed, and as many that may not be."""
    printed = [t for texts in documents for each in texts.values() for t in each]
    for _ in range(count):
        text = chance.choice(printed)
        at = chance.randrange(len(text))
        yield text[at : at + chance.choice((1, 2, 3, 4, 6, 8, 12))]
        yield tuple(chance.choices(UNITS, k=chance.choice((1, 2, 3, 4))))


@pytest.mark.parametrize(
    "uncoded", [UNCODED, pytest.param(3, id="most units are listed by themselves")]
)
@pytest.mark.parametrize("few", [4, 512])
@pytest.mark.parametrize("seed", range(3))
def test_random_strings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, uncoded: int, few: int
) -> None:
    """In any field, and in each; whether all places are looked at in one go or not."""
    monkeypatch.setattr(phrases, "FEW", few)
    chance = random.Random(seed)
    documents = [_random_texts(chance) for _ in range(60)]
    data = _segment(tmp_path / "a.seg", documents, uncoded)
    for phrase in _queries(chance, documents, 150):
        for fields in (LAYOUT.texts, *((name,) for name in LAYOUT.texts)):
            everywhere = fields == LAYOUT.texts
            found = phrases.documents(data, phrase, None if everywhere else fields)
            assert found.tolist() == _scan(documents, phrase, fields), (phrase, fields)


@pytest.mark.parametrize("chunk", [1, 2, 7])
def test_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Cutting long lists of postings into pieces changes nothing."""
    monkeypatch.setattr(phrases, "FEW", 4)
    monkeypatch.setattr(phrases, "CHUNK", chunk)
    chance = random.Random(9)
    documents = [_random_texts(chance) for _ in range(40)]
    data = _segment(tmp_path / "a.seg", documents, UNCODED)
    for phrase in _queries(chance, documents, 60):
        found = phrases.documents(data, phrase)
        assert found.tolist() == _scan(documents, phrase, LAYOUT.texts), phrase


def test_documents_of_any_length(tmp_path: Path) -> None:
    """More than 65,535 units, a unit more than 255 times, and the very last ones."""
    long = ("的",) * 66_000 + ("招", "商") + ("一",) * 300 + ("引", "资")
    documents: list[Texts] = [
        {"body": (("招", "商", "引"),), "headline": ()},
        {"body": (long,), "headline": (("招", "商"),)},
        {"body": (("引", "资"),), "headline": ()},
    ]
    data = _segment(tmp_path / "a.seg", documents, UNCODED)
    for phrase in (
        ("招", "商", "一"), ("一", "引", "资"), ("一",) * 300, ("一",) * 301, ("商",),
        ("一", "一", "引", "资"), ("的", "招", "商", "一", "一"), ("引", "资"),
    ):  # fmt: skip
        found = phrases.documents(data, phrase)
        assert found.tolist() == _scan(documents, phrase, LAYOUT.texts), phrase


def test_nothing_is_read_outside_the_text(tmp_path: Path) -> None:
    """A phrase that would begin before the first unit, or end after the last."""
    documents: list[Texts] = [{"body": (("商", "引"),), "headline": ()}] * 2
    data = _segment(tmp_path / "a.seg", documents, UNCODED)
    for phrase in (("商", "商", "引"), ("商", "引", "引"), ("引", "商"), (BORDER,)):
        assert phrases.documents(data, phrase).tolist() == []
    assert phrases.documents(data, ("商", "引")).tolist() == [0, 1]


def test_a_segment_without_documents_or_text(tmp_path: Path) -> None:
    """Has nothing of anything."""
    for number, documents in enumerate(([], [{"body": (), "headline": ()}])):
        data = _segment(tmp_path / f"{number}.seg", documents, UNCODED)
        assert phrases.documents(data, ("招",)).tolist() == []
        assert phrases.documents(data, ("招", "商"), ("body",)).tolist() == []


@pytest.mark.parametrize("seed", range(2))
def test_random_strings_of_an_engine(place: Place, seed: int) -> None:
    """Whatever is behind it: in any field, and in each."""
    chance = random.Random(20 + seed)
    documents = [_random_texts(chance) for _ in range(60)]
    with closing(open_engine(place, create=True)) as engine:
        indexed = (_indexed(number, texts) for number, texts in enumerate(documents))
        engine.replace(Source("a.txt", "root"), indexed)
        engine.commit()
        for phrase in _queries(chance, documents, 100):
            for fields in (TEXT_FIELDS, *((name,) for name in LAYOUT.texts)):
                query = EngineQuery(Phrase(phrase, fields), limit=100)
                found = sorted(int(m.id) for m in engine.find(query).matches)
                looked = LAYOUT.texts if fields == TEXT_FIELDS else fields
                assert found == _scan(documents, phrase, looked), (phrase, fields)


def _indexed(number: int, texts: Texts) -> IndexedDocument:
    terms = {name: tuple(Terms((), text) for text in t) for name, t in texts.items()}
    every = dict.fromkeys(TEXT_FIELDS, ()) | terms
    return IndexedDocument(Article(str(number), "a.txt"), every)

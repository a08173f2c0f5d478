"""Whatever is changed in a segment, checksums and all, is noticed."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from search.documents import make_document
from search.engines.base import Source
from search.engines.whoosh import inspection
from search.engines.whoosh.builder import RowMaker, SegmentBuilder
from search.engines.whoosh.comparison import different
from search.engines.whoosh.inspection import disagreements
from search.engines.whoosh.schema import fields_of, make_schema
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.segment_data import SegmentData
from search.engines.whoosh.segment_file import SegmentFileWriter
from search.engines.whoosh.survey import Piece
from tests.engines.archive import Archive

Array = NDArray[Any]
SOURCE = Source("a.jsonl", "/files", "1", "words")
DOCUMENTS = Archive(3, files=3).documents(5)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SegmentData:
    """A segment of some twenty documents, some units listed by themselves."""
    path = tmp_path_factory.mktemp("sound") / "a.seg"
    rows = RowMaker(make_schema())
    builder = SegmentBuilder(rows.layout, uncoded=9)
    for document in DOCUMENTS:
        builder.add(rows.row(fields_of(SOURCE, document)))
    builder.write(path)
    return SegmentData(path)


def _wrong(data: SegmentData) -> list[str]:
    return [*disagreements(data), *different(data, make_document)]


@pytest.mark.parametrize("piece", [1 << 20, pytest.param(7, id="in bits")])
def test_a_sound_segment(
    sound: SegmentData, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Has nothing wrong, however it is cut into pieces."""
    monkeypatch.setattr(inspection, "PIECE", piece)
    assert len(DOCUMENTS) > 15
    assert _wrong(sound) == []


def _changed(
    sound: SegmentData, path: Path, name: str, change: Callable[[Array], Array | None]
) -> SegmentData:
    """The segment with one array changed in place, or for what `change` returns."""
    with SegmentFileWriter(path) as file:
        for each in sound.file._entries:
            array = sound.file.whole(each).copy()
            if each == name:
                changed = change(array)
                array = array if changed is None else changed
            file.add(each, array)
        file.close(sound.file.meta)
    return SegmentData(path)


def _swap(array: Array) -> None:
    array[[0, 1]] = array[[1, 0]]


def _add(at: int, by: int = 1) -> Callable[[Array], None]:
    def add(array: Array) -> None:
        array.flat[at] += by

    return add


def _longer(array: Array) -> Array:
    return np.append(array, array[-1:])


TEXT, PAIRS = "the unit text is not whole", "the unit text and its pairs do not agree"
ORDER = "the postings of {} are not in order"
VALUES = "{} is not the same by term and by document"
LENGTHS = "the lengths of words are not those of its postings"


@pytest.mark.parametrize("piece", [1 << 20, pytest.param(7, id="in bits")])
@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("words.docs", _swap, ORDER.format("words")),
        ("words.docs", _add(-1, 99), ORDER.format("words")),
        ("words.starts", _add(1, 900), ORDER.format("words")),
        ("words.starts", _add(-1), ORDER.format("words")),
        ("words.tf", _longer, ORDER.format("words")),
        ("words.text", _add(0, 200), "the terms of words are not in order"),
        ("words.tf", _add(3), "the lengths of words are not those of its postings"),
        (
            "words.lengths",
            _add(3),
            "the lengths of words are not those of its postings",
        ),
        ("id.docs", _swap, "id is not the same by term and by document"),
        ("id.values", _swap, "id is not the same by term and by document"),
        (
            "facet_park.value_starts",
            _add(1),
            "facet_park is not the same by term and by document",
        ),
        ("first_day.numbers", _longer, "first_day has not one number a document"),
        ("text.starts", _add(3), TEXT),
        ("text.starts", _longer, TEXT),
        ("text.ends", _add(3), TEXT),
        ("text.codes", _longer, TEXT),
        ("units.numbers", _add(2), TEXT),
        ("text.codes", _add(20), PAIRS),
        ("text.codes", lambda codes: np.where(codes == 3, 4, codes), PAIRS),
        ("text.listed", _add(0), PAIRS),
        ("pairs.first", _add(2), PAIRS),
        ("pairs.first", _longer, PAIRS),
        ("pairs.second", _swap, PAIRS),
        ("pairs.docs", _add(0), PAIRS),
        ("pairs.tf", _add(0), PAIRS),
        ("pairs.positions", _add(0), PAIRS),
        ("pairs.positions", lambda at: np.maximum.accumulate(at), PAIRS),
        ("pairs.positions", _longer, PAIRS),
        ("pairs.position_starts", _add(1), PAIRS),
        ("pairs.lengths", _add(0), PAIRS),
        ("first_day.numbers", _add(0), "document 0 is stored with another first_day"),
        ("last_day.numbers", _add(1), "document 1 is stored with another last_day"),
        ("stored.content", _add(9), "document 0 cannot be read"),
        ("stored.starts", _add(1), "document 1 cannot be read"),
    ],
)
def test_what_is_changed_is_noticed(
    sound: SegmentData,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    change: Callable[[Array], Array | None],
    told: str,
    piece: int,
) -> None:
    """And what it does not agree with is told."""
    monkeypatch.setattr(inspection, "PIECE", piece)
    data = _changed(sound, tmp_path / "b.seg", name, change)
    try:
        found = _wrong(data)
    except (IndexError, ValueError):
        # Where nothing fits, the survey says that it makes no sense.
        assert next(Piece(data.file.path, None, data).wrong(None)).startswith("b.seg: ")
        found = [f"b.seg: {told}"]
    assert found[0] == f"b.seg: {told}"


def test_the_end_of_a_field_is_noticed(sound: SegmentData, tmp_path: Path) -> None:
    """Where the body ends and the headline begins, no pair tells, only the article."""

    def add(ends: Array) -> None:
        ends[1, :-1] += 1

    data = _changed(sound, tmp_path / "b.seg", "text.ends", add)
    assert _wrong(data) == ["b.seg: document 1 is stored with another text_body"]
    assert list(different(data)) == []


def test_a_unit_for_another_is_noticed(sound: SegmentData, tmp_path: Path) -> None:
    """A dictionary may be in order and wrong."""
    place = sound.text.dictionary.find(b"ai")
    assert place is not None
    at = int(sound.text.dictionary.offsets[place])
    data = _changed(sound, tmp_path / "b.seg", "units.text", _add(at + 1))
    assert list(disagreements(data)) == []
    assert {line.split()[-1] for line in _wrong(data)} <= {"text_headline", "text_body"}
    assert _wrong(data)


@pytest.mark.parametrize("field", ["id", "facet_park", "facet_year", "last_day"])
def test_an_article_for_another_is_noticed(tmp_path: Path, field: str) -> None:
    """The rows of one document, the article of another."""
    rows = RowMaker(make_schema())
    builder = SegmentBuilder(rows.layout)
    document = DOCUMENTS[-1]
    article = document.article
    others = {
        "id": replace(article, id="other"),
        "facet_park": replace(article, parks=("某高新区",)),
        "facet_year": replace(article, published=None),
        "last_day": replace(article, published=None),
    }
    row = rows.row(fields_of(SOURCE, document))
    other = rows.row(fields_of(SOURCE, replace(document, article=others[field])))
    if field in row.terms:
        row.terms[field] = other.terms.get(field, [])
    else:
        row.numbers[field] = 19990101
    builder.add(row)
    builder.write(tmp_path / "b.seg")
    data = SegmentData(tmp_path / "b.seg")
    assert list(disagreements(data)) == []
    assert list(different(data)) == [
        f"b.seg: document 0 is stored with another {field}"
    ]


@pytest.mark.parametrize("what", ["count", "deleted", "owner"])
def test_what_the_table_of_contents_says_is_held_against_it(
    sound: SegmentData, what: str
) -> None:
    """How many documents there are, which are deleted, whose they are."""
    segment = Segment("news")
    segment.take_down(sound)
    piece = Piece(sound.file.path, segment, sound)
    assert list(piece.wrong(None)) == []
    if what == "count":
        segment.set_doc_count(3)
    elif what == "deleted":
        segment._deleted = np.ones(3, bool)
    else:
        segment._owners = Segment("news")._owners
        assert list(piece.wrong(None)) == []
        other = Segment("news")
        other.take_down(sound)
        segment._owners = _other_owner(other)
    assert list(piece.wrong(None)) == ["a.seg: the table of contents says otherwise"]


def _other_owner(segment: Segment) -> bytes:
    owners = json.loads(zlib.decompress(segment._owners))
    owners[0][0] += "x"
    return zlib.compress(json.dumps(owners).encode())

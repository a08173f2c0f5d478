"""A merged segment is what would have been built at once."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from search.engines.base import IndexedDocument, Source
from search.engines.whoosh import merge as merging
from search.engines.whoosh import policy
from search.engines.whoosh.builder import Row, RowMaker, SegmentBuilder
from search.engines.whoosh.inspection import disagreements
from search.engines.whoosh.layout import PAIRS
from search.engines.whoosh.merge import merge
from search.engines.whoosh.reading import field_terms, term_postings
from search.engines.whoosh.schema import fields_of, layout_of, make_schema
from search.engines.whoosh.segment_data import SegmentData
from tests.engines.oracle import Chance

LAYOUT = layout_of(make_schema())
SOURCE = Source("a.txt", "root")


def _built(
    path: Path, documents: Sequence[IndexedDocument], preset: bytes = b""
) -> SegmentData:
    rows = RowMaker(make_schema())
    builder = SegmentBuilder(rows.layout)
    for document in documents:
        builder.add(rows.row(fields_of(SOURCE, document)))
    builder.write(path, preset)
    return SegmentData(path)


def _content(data: SegmentData) -> dict[str, object]:
    """All that a segment says, without the numbers it gives to terms."""
    content: dict[str, object] = {"documents": data.documents}
    for field in (*LAYOUT.texts, *LAYOUT.words, *LAYOUT.keywords, PAIRS):
        content[f"lengths of {field}"] = data.lengths(field).tolist()
        for term in field_terms(data, field):
            found = term_postings(data, field, term)
            if found is not None:
                positions = (
                    None if found.positions is None else found.positions.tolist()
                )
                postings = found.docs.tolist(), found.counts.tolist(), positions
                content[f"{field} {term!r}"] = postings
    for field in LAYOUT.keywords:
        numbers, starts = data.values(field)
        terms = [data.field(field).terms[n] for n in numbers.tolist()]
        content[f"values of {field}"] = terms, starts.tolist()
    for field in LAYOUT.numbers:
        content[field] = data.column(field).tolist()
    content["ends"] = data.text.ends.tolist(), data.text.starts.tolist()
    content["stored"] = [data.stored[n] for n in range(data.documents)]
    return content


@pytest.mark.parametrize("piece", [merging.PIECE, pytest.param(10, id="in bits")])
@pytest.mark.parametrize("seed", range(3))
def test_merged_is_built_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, piece: int
) -> None:
    """With and without deleted documents, whole segments of them too."""
    monkeypatch.setattr(merging, "PIECE", piece)
    chance, dice = Chance(seed), np.random.default_rng(seed)
    parts, left = [], []
    for number, count in enumerate((9, 1, 12, 3)):
        documents = chance.documents(count)
        preset = b"a dictionary" * 9 if number % 2 else b""
        data = _built(tmp_path / f"{number}.seg", documents, preset)
        alive = (None, dice.random(count) < 0.6, np.zeros(count, bool), None)[number]
        parts.append((data, alive))
        kept = [True] * count if alive is None else alive.tolist()
        left += [d for d, keep in zip(documents, kept, strict=True) if keep]
    count = merge(tmp_path / "merged.seg", parts, LAYOUT)
    merged = SegmentData(tmp_path / "merged.seg")
    assert count == len(left)
    assert list(disagreements(merged)) == []
    assert _content(merged) == _content(_built(tmp_path / "once.seg", left))
    again = tmp_path / "again.seg"
    merge(again, [(merged, None)], LAYOUT)
    assert _content(SegmentData(again)) == _content(merged)


def test_counts_of_more_than_a_byte(tmp_path: Path) -> None:
    """Are kept, wherever they go."""
    rows = [
        Row({"text_body": ["一"] * 700}, {"words": ["词"] * 300, "id": [str(n)]})
        for n in range(3)
    ]
    parts = []
    for number, row in enumerate(rows):
        builder = SegmentBuilder(LAYOUT, uncoded=1)
        builder.add(row)
        builder.write(tmp_path / f"{number}.seg")
        parts.append((SegmentData(tmp_path / f"{number}.seg"), None))
    merge(tmp_path / "merged.seg", parts, LAYOUT, uncoded=1)
    merged = SegmentData(tmp_path / "merged.seg")
    for field, term, count in (("words", "词", 300), (PAIRS, "一 一", 699)):
        found = term_postings(merged, field, term.encode())
        assert found is not None
        assert found.counts.tolist() == [count] * 3
    assert list(disagreements(merged)) == []


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([5], [], id="one"),
        pytest.param([5, 5], [[0, 1]], id="alike"),
        pytest.param([1_000, 1, 1], [[1, 2]], id="the small ones"),
        pytest.param([40_000, 40_000], [], id="full ones are left alone"),
        pytest.param([9_000] * 8, [[0, 1, 2, 3, 4, 5, 6]], id="until they are full"),
    ],
)
def test_policy(sizes: list[int], expected: list[list[int]]) -> None:
    """Which segments a commit merges."""
    assert [sorted(group) for group in policy.groups(sizes)] == expected


def test_there_are_never_many_segments() -> None:
    """And documents are not copied again and again."""
    sizes: list[int] = []
    copied = 0
    for number in range(3_000):
        sizes.append(1 + number % 90)
        groups = policy.groups(sizes)
        gone = {each for group in groups for each in group}
        merged = [sum(sizes[each] for each in group) for group in groups]
        copied += sum(merged)
        sizes = [s for n, s in enumerate(sizes) if n not in gone] + merged
        assert len(sizes) <= policy.MOST
    assert copied < 10 * sum(sizes)

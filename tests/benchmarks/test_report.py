"""Times, tables and drawings of the benchmark, without any engine beside ours."""

from xml.etree import ElementTree

from benchmarks.engines.measure import Reader, alternate, medians, percentile, ratios
from benchmarks.engines.plot import draw
from benchmarks.engines.report import number, report

BUILD = {
    "documents": 1_000, "cpu_s": 0.5, "wall_s": 0.6, "merge_cpu_s": 0.1,
    "bytes": 3_000_000, "own_bytes": 2_500_000, "segments": 1, "peak_bytes": 90_000_000,
}  # fmt: skip
RESULT = {
    "documents": 1_000,
    "text_bytes": 1_500_000,
    "builds": {"ours": BUILD, "tantivy": BUILD | {"cpu_s": 0.25}},
    "pages": {
        "warm": {
            "ours": {"rare": 0.001, "phrase": 0.002},
            "stock": {"rare": 0.1, "phrase": 0.1},
            "tantivy": {"rare": 0.002, "phrase": 0.001},
        },
        "first": {"ours": {"rare": 0.001}, "tantivy": {"rare": 0.002}},
        "snippets": {},
        "snippets_alone": {},
        "unequal": {"ours": {}, "stock": {"not": 2}},
    },
}


def test_sides_take_turns_and_change_places() -> None:
    """Each is asked once, then once a round, twice where it is quick."""
    asked: list[str] = []
    asks = {"a": lambda: asked.append("a"), "b": lambda: asked.append("b")}
    taken = alternate(asks, 2)
    assert "".join(asked) == "ab" + "bbaa" + "aabb"
    assert {name: len(times) for name, times in taken.items()} == {"a": 3, "b": 3}


def test_a_reader_counts_its_own_seconds() -> None:
    """Those of whoever reads are not in it."""
    reader = Reader(iter(range(3)))
    for _ in reader:
        sum(range(200_000))
    assert list(Reader([1, 2])) == [1, 2]
    assert reader.seconds < 0.002


def test_medians_leave_out_what_was_not_asked() -> None:
    """A class without times has no median; ratios are of classes that both have."""
    mine = medians({"rare": [3.0, 1.0, 2.0], "starts": []})
    assert mine == {"rare": 2.0}
    assert ratios(mine, {"rare": 4.0, "phrase": 1.0}) == {"rare": 0.5}


def test_a_percentile_is_one_of_the_values() -> None:
    """The highest of the lowest so many hundredths."""
    values = [float(n) for n in range(200)]
    assert (percentile(values, 0.5), percentile(values, 0.99)) == (99, 197)
    assert percentile([1.0], 0.99) == 1


def test_ratios_say_how_much_faster_or_what_share() -> None:
    """Of the slow engines the former, of tantivy the latter; worst is the worst."""
    text = report(RESULT)
    assert "| rare | 1.00 | 100 | 2.00 | 100 | 0.50 |" in text
    assert "| phrase | 2.00 | 100 | 1.00 | 50.00 | 2.00 |" in text
    assert "| geometric mean |  |  |  | 70.71 | 1.00 |" in text
    assert "| worst |  |  |  | 50.00 | 2.00 |" in text


def test_indexing_is_told_by_side() -> None:
    """With what it takes of ours, and the size as a multiple of the text."""
    text = report(RESULT)
    assert (
        "| tantivy | 0.25 | 4000 | 0.50 | 0.10 | 2.50 | 3.00 | 2.00 | 1 | 90.00 |"
        in text
    )
    assert "otherwise than by ours: stock Whoosh 2 of class not." in text


def test_stages_that_were_left_out_are_not_told() -> None:
    """A run may measure pages only."""
    bare = {key: RESULT[key] for key in ("documents", "text_bytes", "builds")}
    assert report(bare).count("| indexing |") == 1
    assert "warm" not in report(bare)
    assert "cold" not in report(RESULT)


def test_numbers_have_about_three_digits() -> None:
    """However large."""
    assert [*map(number, (0.0123, 0.5, 12.3, 1234.5))] == [
        "0.012",
        "0.50",
        "12.30",
        "1234",
    ]


def test_a_drawing_has_a_line_a_side() -> None:
    """Well-formed, names escaped, larger costs higher up."""
    lines = {"a & b": [(20_000, 0.1), (60_000, 0.4)], "c": [(20_000, 2.0)]}
    root = ElementTree.fromstring(draw("Pages", "ms", lines))
    drawn = [each for each in root if each.tag.endswith("polyline")]
    assert len(drawn) == 2
    (left, low), (right, high) = (
        map(float, pair.split(",")) for pair in drawn[0].attrib["points"].split()
    )
    assert left < right
    assert low > high
    assert "a & b" in [each.text for each in root]


def test_a_drawing_of_one_power_of_ten_has_an_axis() -> None:
    """Nothing is divided by nothing."""
    assert "polyline" in draw("Pages", "ms", {"a": [(10, 1.0), (10, 1.0)]})

"""A little text is cut by the dictionary in a file just as the segmenter cuts it."""

from pathlib import Path

import numpy as np
import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis, dictionary
from search.dictionary import Dictionary, make_dictionary, open_dictionary
from search.text import fold, runs
from tests import SEEDS
from tests.strategies import HAN

# Words that take the place of others, that are in no dictionary, and that nobody uses.
OWN = {"高新区招商": 50, "引资工作取得新": 900, "的": 1, "园区管委": 3000, "进展": 0}

HAN_TEXTS = st.text(
    st.sampled_from(HAN) | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dictionary:
    """The dictionary, made in a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("words")))
        make_dictionary()
        found = open_dictionary({})
    assert found is not None
    return found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "park-news-search"


def test_pages_are_cut_alike(made: Dictionary) -> None:
    """Every run of the five pages, spaces and all."""
    for path in sorted(SEEDS.glob("*.txt")):
        han = " ".join(runs(fold(path.read_text("utf-8"))).han)
        assert made.cut(han) == rjieba.cut(han, False)


@settings(max_examples=300)
@given(st.lists(HAN_TEXTS, max_size=3), st.data())
def test_any_text_is_cut_alike(
    made: Dictionary, texts: list[str], data: st.DataObject
) -> None:
    """Words of the dictionary one behind the other, pieces of them, anything."""
    words = st.sampled_from(range(len(made.words)))
    numbers = data.draw(st.lists(words, max_size=6))
    row = "".join(str(made.words[number]) for number in numbers)
    run = "".join(runs(fold(row)).han)
    for text in (*texts, run, run[1:], run[:-1]):
        if text:
            assert made.cut(text) == rjieba.cut(text, False)


def test_own_words_are_cut_alike(made: Dictionary) -> None:
    """They change what the others are worth, too."""
    total = made.total + sum(n - made.frequency(word) for word, n in OWN.items())
    ours = Dictionary(made.words, made.frequencies, OWN, total)
    theirs = rjieba.Jieba()
    for word, frequency in OWN.items():
        theirs.add_word(word, frequency, None)
    for text in ("衡阳高新区招商引资工作取得新进展", "园区管委会的工作", "的是的"):
        assert ours.cut(text) == theirs.cut(text, False)


def test_frequencies(made: Dictionary) -> None:
    """Of a word that is there, of one that is not, of one behind all others."""
    assert made.frequency("的") == 318_825
    assert made.frequency("高新区招商") == made.frequency("\U0010ffff") == 0
    assert made.total == int(made.frequencies.sum())


def test_there_is_none_before_it_is_made(cache: Path) -> None:
    """Once it is, it is not made again; what an older version made goes."""
    assert open_dictionary({}) is None
    (cache / "dictionary-1").mkdir(parents=True)
    make_dictionary()
    (folder,) = cache.iterdir()
    before = folder.stat().st_mtime_ns
    make_dictionary()
    assert folder.stat().st_mtime_ns == before
    found = open_dictionary(OWN)
    assert found is not None
    assert found.own == OWN


def test_what_is_cut_short_is_none(cache: Path) -> None:
    """A file that was damaged is not used."""
    make_dictionary()
    (folder,) = cache.iterdir()
    words = folder / "words.npy"
    words.write_bytes(words.read_bytes()[:1000])
    assert open_dictionary({}) is None


def test_where_no_file_can_be_made_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The home folder may be read-only, or a file; words are cut all the same."""
    (tmp_path / "file").write_text("", "ascii")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    make_dictionary()
    assert open_dictionary({}) is None


def test_a_full_disk_leaves_nothing(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a dictionary is none, and takes no room."""

    def full(path: Path, array: object) -> None:
        path.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    make_dictionary()
    assert list(cache.iterdir()) == []
    assert open_dictionary({}) is None


def test_a_segmenter_is_loaded_when_there_is_much_to_cut(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before that the file does; both give the same words."""
    loaded = []

    def segmenter() -> analysis.Cutter:
        loaded.append(1)
        return lambda text: rjieba.cut(text, False)

    make_dictionary()
    monkeypatch.setattr(analysis, "_segmenter", segmenter)
    monkeypatch.setattr(analysis, "_LITTLE", 12)
    analysis._cutter.cache_clear()
    try:
        for expected in ([], [], [1]):
            assert analysis.words("招商引资到位") == ["招商引资", "到位"]
            assert loaded == expected
    finally:
        analysis._cutter.cache_clear()


def test_the_words_are_those_of_jieba(made: Dictionary) -> None:
    """All of the list, in order, each once."""
    lines = dictionary._source().read_text("utf-8").splitlines()
    assert set(made.words.tolist()) == {line.split(" ")[0] for line in lines}
    assert len(made.words) == len(made.frequencies)
    assert bool((made.words[:-1] < made.words[1:]).all())
    assert made.frequencies.dtype == np.int64

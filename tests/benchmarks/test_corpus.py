"""The corpus of the benchmark, whatever it is called and however large."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.engines.corpus import Store, open_store, read_records, write_articles
from search.documents import make_document
from search.models import Article

RECORDS = [
    {"title": f"第{n}个项目开工", "body": f"高新区项目{n}\n正文", "date": "2023-07-26"}
    for n in range(3)
]
LINES = "\n".join(json.dumps(each, ensure_ascii=False) for each in RECORDS) + "\n\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three articles, cut."""
    corpus = tmp_path / "news.txt"
    corpus.write_text(LINES, "utf-8")
    return open_store(corpus, tmp_path / "work")


def _plain(path: Path) -> None:
    path.write_text(LINES, "utf-8")


def _packed(path: Path) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.write(LINES)


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.jsonl", _plain), ("a.txt", _plain), ("a", _plain), ("a.txt.xz", _packed)],
)
def test_a_corpus_holds_articles_whatever_its_name(
    tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    """Never a newspaper page."""
    write(tmp_path / name)
    assert list(read_records(tmp_path / name)) == RECORDS


def test_documents_are_those_that_the_program_makes(store: Store) -> None:
    """Tokens and all, after they have been written and read."""
    found = list(store.documents(3))
    assert sorted(d.article.headline for d in found) == [r["title"] for r in RECORDS]
    assert [d.texts for d in found] == [make_document(d.article).texts for d in found]


def test_beyond_its_length_a_corpus_is_repeated_under_other_ids(store: Store) -> None:
    """The texts come again, the ids do not."""
    found = list(store.documents(7))
    assert len({d.article.id for d in found}) == 7
    assert [d.texts for d in found[3:6]] == [d.texts for d in found[:3]]
    assert found[6].article.id == f"{found[0].article.id}~3"


def test_a_smaller_size_is_the_beginning_of_a_larger(store: Store) -> None:
    """So that sizes can be compared."""
    assert list(store.documents(2)) == list(store.documents(3))[:2]


def test_tokens_are_made_once(store: Store, tmp_path: Path) -> None:
    """And again when the corpus is another."""
    corpus = tmp_path / "news.txt"
    assert open_store(corpus, tmp_path / "work") == store
    corpus.write_text(LINES + LINES, "utf-8")
    assert open_store(corpus, tmp_path / "work").count == 6


def test_text_is_counted_in_bytes(store: Store) -> None:
    """Of UTF-8, headline and all."""
    size = sum(len((r["title"] + r["body"]).encode()) - 1 for r in RECORDS)
    assert (store.text_bytes, store.bytes_of(6)) == (size, 2 * size)


def test_articles_are_written_for_the_command(store: Store, tmp_path: Path) -> None:
    """Each as a record that reads as the same article."""
    path = write_articles(store, 4, tmp_path / "articles.jsonl")
    written = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles: list[Article] = [d.article for d in store.documents(4)]
    assert [w["id"] for w in written] == [a.id for a in articles]
    assert [w["body"].split("\n") for w in written] == [list(a.body) for a in articles]

"""What should be found is read from three files, and the articles are indexed once."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import EngineQuery
from search.errors import InputError
from search.evaluation.judged import (
    JudgedQuery,
    asks_headlines,
    index_judged,
    read_judged,
)
from tests import ROOT

JUDGED = ROOT / "tests/data/rank"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A set of judged queries that may be spoilt."""
    return Path(shutil.copytree(JUDGED, tmp_path / "judged"))


def test_what_answers_a_query() -> None:
    """Grades above nothing; queries without an answer, and answers to none, are out."""
    judged = read_judged(JUDGED)
    assert judged.queries == (
        JudgedQuery("园区签约项目", {"r-1": 2.0, "r-3": 1.0}),
        JudgedQuery("焊工夜校什么时候上课", {"r-2": 1.0}),
        JudgedQuery("小微企业贷款", {"r-4": 1.0}),
        JudgedQuery("机器人“免费”展台在哪里看", {"r-5": 1.0}),
    )
    assert judged.wanted == {"r-1", "r-2", "r-3", "r-4", "r-5"}
    assert judged.corpus.path == JUDGED / "corpus.jsonl"


def test_an_index_is_made_once(copy: Path, tmp_path: Path) -> None:
    """And anew when other things are asked, or of other articles."""
    judged, told = read_judged(copy), list[str]()
    made = index_judged(judged, tmp_path / "index", told.append)
    before = made.describe()
    made.close()
    again = index_judged(judged, tmp_path / "index", told.append)
    assert again.describe() == before
    assert (before.documents, told) == (5, [])
    again.close()
    (copy / "queries.jsonl").write_text('{"id": "q-1", "text": "项目"}', "utf-8")
    with pytest.raises(InputError, match="index holds other articles"):
        index_judged(read_judged(copy), tmp_path / "index", told.append)


def test_headlines_are_not_to_find_themselves(copy: Path, tmp_path: Path) -> None:
    """Where they are what is asked, the bodies alone are indexed."""
    rows = map(json.loads, (copy / "corpus.jsonl").read_text("utf-8").splitlines())
    asked = {row["id"]: f"{row['title'][:4]} {row['title'][4:]}" for row in rows}
    queries = [json.dumps({"_id": n, "text": text}) for n, text in asked.items()]
    (copy / "queries.jsonl").write_text("\n".join(queries), "utf-8")
    (copy / "qrels.tsv").write_text("".join(f"{n}\t{n}\t1\n" for n in asked), "utf-8")
    judged, told = read_judged(copy), list[str]()
    assert asks_headlines(judged)
    engine = index_judged(judged, tmp_path / "index", told.append)
    assert {each.headline for each in engine.fetch(asked)} == {""}
    assert engine.find(EngineQuery()).total == 5
    assert told == ["the queries are headlines: the bodies alone are indexed"]
    engine.close()
    assert not asks_headlines(read_judged(JUDGED))


def test_what_is_missing_is_told(copy: Path, tmp_path: Path) -> None:
    """Lines that are no articles, and answers that are not among them."""
    rows = (copy / "corpus.jsonl").read_text("utf-8").splitlines()
    rows[1] = "no article"
    (copy / "corpus.jsonl").write_text("\n".join(rows), "utf-8")
    told = list[str]()
    index_judged(read_judged(copy), tmp_path / "index", told.append).close()
    assert told == [
        "corpus.jsonl:2: not JSON",
        "1 of 5 articles of qrels.tsv are not there",
    ]


def test_articles_of_another_set_are_an_error(copy: Path, tmp_path: Path) -> None:
    """Nothing could be found."""
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "x", "text": "别的"}', "utf-8")
    with pytest.raises(InputError, match=r"other.jsonl: holds none of the articles"):
        index_judged(read_judged(copy, other), tmp_path / "index", print)


Spoil = Callable[[Path], object]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(
            lambda d: (d / "queries.jsonl").unlink(),
            "no queries.jsonl in judged",
            id="no queries",
        ),
        pytest.param(
            lambda d: (d / "qrels.tsv").unlink(),
            "no qrels.tsv in judged",
            id="no qrels",
        ),
        pytest.param(
            lambda d: (d / "corpus.jsonl").unlink(),
            "no articles: corpus.jsonl is not in judged",
            id="no corpus",
        ),
        pytest.param(
            lambda d: (d / "queries.jsonl").write_text('{"id": 1}\n', "utf-8"),
            "queries.jsonl:1: no query",
            id="a query without text",
        ),
        pytest.param(
            lambda d: (d / "queries.jsonl").write_text("[]", "utf-8"),
            "queries.jsonl:1: no query",
            id="no object",
        ),
        pytest.param(
            lambda d: (d / "qrels.tsv").write_text("q-1\tr-1\n", "utf-8"),
            "qrels.tsv: no query of queries.jsonl has an answer",
            id="a heading alone",
        ),
        pytest.param(
            lambda d: (d / "qrels.tsv").write_text("q-1\tr-1\t1\nq-2\n", "utf-8"),
            "qrels.tsv:2: no judgement",
            id="a judgement cut short",
        ),
        pytest.param(
            lambda d: (d / "qrels.tsv").write_bytes(b"\xff\xfe\xfa"),
            "qrels.tsv: cannot be read as UTF-8 text",
            id="no text",
        ),
    ],
)
def test_an_error_names_the_file(copy: Path, spoil: Spoil, message: str) -> None:
    """And the line."""
    spoil(copy)
    with pytest.raises(InputError, match=message):
        read_judged(copy)


def test_articles_have_to_be_records(tmp_path: Path) -> None:
    """Pages have no ids to judge."""
    page = tmp_path / "page.txt"
    page.write_text("一版", "utf-8")
    with pytest.raises(InputError, match=r"page.txt: not a .jsonl file"):
        read_judged(JUDGED, page)

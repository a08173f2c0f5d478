"""An archive moves from one engine to another, and back."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from search import index_paths, open_engine
from search.analysis import dictionary_fingerprint
from search.documents import make_document
from search.engines.base import Engine, EngineQuery, Phrase, Source
from search.errors import EngineError, InputError
from search.migration import migrate
from search.models import Article
from search.place import Cluster, Place
from tests import SEEDS
from tests.conftest import Run

ONE, TWO = (
    Source("a.jsonl", root, "1", dictionary_fingerprint()) for root in ("/one", "/two")
)


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[Engine]:
    """The five pages, and two sources of the same name."""
    with closing(open_engine(tmp_path / "origin", create=True)) as engine:
        index_paths(engine, [SEEDS])
        for source, name in ((ONE, "one"), (TWO, "two")):
            articles = [Article(f"{name}-{n}", "a.jsonl", name) for n in range(3)]
            engine.replace(source, map(make_document, articles))
        engine.commit()
        yield engine


def _ids(engine: Engine) -> list[str]:
    return sorted(m.id for m in engine.find(EngineQuery(limit=1000)).matches)


def test_all_of_it_arrives(origin: Engine, place: Place, tmp_path: Path) -> None:
    """Every article as it is, of its source; and comes back the same."""
    heard: list[tuple[int, int]] = []
    with closing(open_engine(place, create=True)) as target:
        moved = migrate(origin, target, lambda *done: heard.append(done), at_once=10)
        assert (moved.articles, moved.sources, moved.already) == (37, 7, 0)
        assert (heard[0], heard[-1]) == ((0, 37), (37, 37))
        assert _ids(target) == _ids(origin)
        assert target.fetch(_ids(origin)) == origin.fetch(_ids(origin))
        assert set(target.describe().sources) == set(origin.describe().sources)
        assert [a.id for a in target.articles(TWO)] == ["two-0", "two-1", "two-2"]
        phrase = EngineQuery(Phrase(("招", "商", "引", "资")), limit=50)
        assert target.find(phrase).total == origin.find(phrase).total == 8
        with closing(open_engine(tmp_path / "back", create=True)) as back:
            migrate(target, back)
            assert back.fetch(_ids(origin)) == origin.fetch(_ids(origin))
            assert set(back.describe().sources) == set(origin.describe().sources)


def test_it_goes_on_where_it_was(
    origin: Engine, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed is not moved again; what has changed is."""
    with closing(open_engine(place, create=True)) as target:
        commit, commits = target.commit, []

        def interrupted() -> None:
            if commits:
                raise KeyboardInterrupt
            commits.append(commit())

        with monkeypatch.context() as patch:
            patch.setattr(target, "commit", interrupted)
            with pytest.raises(KeyboardInterrupt):
                migrate(origin, target, at_once=10)
        target.close()
        there = target.describe()
        assert 0 < there.documents < 37
        moved = migrate(origin, target)
        assert (moved.articles, moved.already) == (37, len(there.sources))
        changed = replace(ONE, fingerprint="2")
        origin.replace(changed, [make_document(Article("one-9", "a.jsonl"))])
        origin.commit()
        moved = migrate(origin, target)
        assert (moved.articles, moved.already) == (35, 6)
        assert _ids(target) == _ids(origin)


def test_another_archive_is_left_alone(origin: Engine, place: Place) -> None:
    """What holds what this one does not is not written to."""
    with closing(open_engine(place, create=True)) as target:
        other = Source("b.jsonl", "/elsewhere")
        target.replace(other, [make_document(Article("b", "b.jsonl"))])
        target.commit()
        with pytest.raises(InputError, match=r"the other archive holds b\.jsonl"):
            migrate(origin, target)
        assert _ids(target) == ["b"]


def test_what_does_not_arrive_is_told(
    origin: Engine, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By counting both."""
    with closing(open_engine(place, create=True)) as target:
        monkeypatch.setattr(target, "commit", target.close)
        with pytest.raises(EngineError, match="0 of 37 articles, 0 of 7 sources"):
            migrate(origin, target)


def test_the_command(
    run: Run, seeds_index: Path, make_cluster: Callable[..., Cluster]
) -> None:
    """There, and again, and not onto itself."""
    cluster = make_cluster()
    there = ["--to", "opensearch", "--to-index", cluster.name]
    there += [word for url in cluster.urls for word in ("--to-url", url)]
    status, out, err = run("migrate", *there)
    assert (status, err) == (0, "")
    assert out.startswith("31 articles of 5 sources, ")
    assert run("migrate", *there)[1].endswith(" s (5 sources were there)\n")
    back = ["--engine", "opensearch", "--url", cluster.urls[0], "--index", cluster.name]
    found = run("query", "招商引资", *back, "--jsonl")
    assert found[0] == 0
    assert len(found[1].splitlines()) == 8
    assert run("migrate", *back, *there)[1].startswith("31 articles of 5 sources, ")
    status, out, err = run("migrate", "--to", "whoosh", "--to-index", str(seeds_index))
    assert (status, out) == (2, "")
    assert "the archive is there already" in err

"""The printed page is shown beside an article, every line of it, each in its place."""

from pathlib import Path

from search import Searcher, index_paths, open_engine
from search.models import Article
from tests import SEEDS


def test_every_line_of_the_page_is_there_once(searcher: Searcher) -> None:
    """In order; those of the article are its own."""
    article = searcher.article("001_01366610fb89b663-01")
    page = searcher.original(article)
    text = (SEEDS / article.source).read_text("utf-8")
    assert [line for stretch in page for line in stretch.lines] == text.split("\n")
    mine = {
        number
        for stretch in page
        if stretch.article == article
        for number, _ in enumerate(stretch.lines, stretch.first)
    }
    ranges = (range(first, last + 1) for first, last in article.lines)
    assert mine == {number for each in ranges for number in each}
    assert len({s.article.id for s in page if s.article}) > 1


def test_a_file_that_has_gone(tmp_path: Path) -> None:
    """Nothing, and no error; nor for what came without lines."""
    file = tmp_path / "pages" / "a.txt"
    file.parent.mkdir()
    file.write_bytes((SEEDS / "001_01366610fb89b663.txt").read_bytes())
    engine = open_engine(tmp_path / "index", create=True)
    index_paths(engine, [file.parent])
    searcher = Searcher(engine)
    article = searcher.article("a-01")
    assert searcher.original(article)
    file.unlink()
    assert searcher.original(article) == ()
    assert searcher.original(Article("b-01", "b.jsonl")) == ()
    engine.close()

"""Our engine, as the program uses it."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.engines.sides.base import FACETS, PAGE, Answer, positive_leaves
from search import snippets
from search.analysis import bigrams
from search.engines import open_engine
from search.engines.base import (
    Engine,
    EngineQuery,
    IndexedDocument,
    Matches,
    Node,
    Ranking,
    RankTerm,
    Source,
    Word,
)
from search.engines.whoosh.index import create_index, open_index
from search.engines.whoosh.schema import fields_of
from search.engines.whoosh.writer import BulkWriter
from search.parts import Part
from search.plan import make_plan
from search.query import parse

PARTS = 8
# More memory than a part takes.
ENOUGH = 8 << 30
SOURCE = Source("corpus.jsonl", "corpus")
Question = tuple[EngineQuery, tuple[Part, ...]]


class Ours:
    """Our engine; what is kept open answers from one commit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine: Engine

    def native(self, document: IndexedDocument) -> IndexedDocument:
        return document

    def build(self, documents: Iterable[IndexedDocument], count: int) -> None:
        engine = open_engine(self.folder, create=True)
        engine.replace(SOURCE, documents)
        engine.commit()
        engine.close()

    def merge(self) -> None:
        BulkWriter(open_index(self.folder)).commit(optimize=True)

    def build_parts(self, documents: Iterable[IndexedDocument], count: int) -> None:
        writer = BulkWriter(create_index(self.folder), memory=ENOUGH)
        left = iter(documents)
        for _ in range(PARTS):
            for document in islice(left, -(-count // PARTS)):
                writer.add_document(**fields_of(SOURCE, document))
            writer.flush()
        writer.commit(merge=False)

    def open(self) -> None:
        self._engine = open_engine(self.folder)
        self._view = self._engine.view()

    def segments(self) -> int:
        return sum(1 for _ in self.folder.glob("*.seg"))

    def ready(self, node: Node) -> Question:
        leaves = positive_leaves(node)
        terms = []
        for leaf in leaves:
            if isinstance(leaf, Word):
                terms.append(RankTerm("words", leaf.text))
            else:
                terms += [RankTerm("bigrams", pair) for pair in bigrams(leaf.units)]
        text = " ".join(leaf.text for leaf in leaves if isinstance(leaf, Word))
        ranking = Ranking(tuple(terms))
        asked = EngineQuery(node, ranking=ranking, limit=PAGE, facets=FACETS)
        return asked, make_plan(parse(text)).parts

    def page(self, question: Question) -> Matches:
        return self._engine.find(question[0])

    def answer(self, raw: Matches) -> Answer:
        facets = {name: dict(counts) for name, counts in raw.facets.items()}
        return Answer(raw.total, [match.id for match in raw.matches], facets)

    def snippets(self, question: Question, raw: Matches) -> list[str]:
        articles = self._engine.fetch(match.id for match in raw.matches)
        shown = []
        for article, texts in zip(
            articles, snippets.mark(articles, question[1]), strict=True
        ):
            found = (snippets.headline(article, texts), *snippets.passages(texts))
            shown.append(" ".join(each.text for each in found))
        return shown

    def close(self) -> None:
        self._engine.close()


def make(folder: Path) -> Any:
    """Our engine with its index in a folder."""
    return Ours(folder)

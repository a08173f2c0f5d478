"""Which articles and tokens does every engine get?

A corpus file is cut into tokens once. What comes of it is kept in the work folder and
read by every side, at every size: the articles in an order mixed by a fixed seed, so
that a smaller size is a sample of a larger one.
"""

import hashlib
import json
import pickle
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import search
from benchmarks.records import read_records
from search.analysis import Terms
from search.documents import make_document
from search.engines.base import IndexedDocument
from search.facets.annotating import annotated
from search.inputs.record import article_of
from search.models import Article
from search.pages.events import event_dates

SOURCE = Path(search.__file__).parent
# What decides which tokens and facets an article has.
_SHAPING = (
    "analysis.py",
    "text.py",
    "documents.py",
    "models.py",
    "inputs/record.py",
    "facets",
)
_SEED = 20
_BATCH = 500

Texts = dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Store:
    """A corpus cut into tokens; `count` articles, `text_bytes` of them as UTF-8."""

    path: Path
    key: str
    count: int
    text_bytes: int

    def documents(self, wanted: int) -> Iterator[IndexedDocument]:
        """So many documents; beyond what there are, the same under other ids."""
        return islice(self._endless(), wanted)

    def bytes_of(self, wanted: int) -> int:
        """About how many bytes of UTF-8 so many articles are."""
        return round(self.text_bytes * wanted / self.count)

    def _endless(self) -> Iterator[IndexedDocument]:
        for document in self._once():
            yield document
        number = 1
        while True:
            number += 1
            for document in self._once():
                article = document.article
                again = replace(article, id=f"{article.id}~{number}")
                yield IndexedDocument(again, document.texts)

    def _once(self) -> Iterator[IndexedDocument]:
        with self.path.open("rb") as stream:
            for _ in range(-(-self.count // _BATCH)):
                for article, texts in pickle.load(stream):
                    yield IndexedDocument(article, _split(texts))


def mixed_articles(corpus: Path) -> list[Article]:
    """The articles of a corpus with ids of our own, in mixed order."""
    articles = [article_of(record) for record in read_records(corpus)]
    articles = [each for each in articles if any(text for _, text in each.texts())]
    random.Random(_SEED).shuffle(articles)
    return [
        replace(article, id=f"a{number:07}", source="corpus")
        for number, article in enumerate(articles)
    ]


def open_store(corpus: Path, work: Path) -> Store:
    """The tokens of a corpus, made when the work folder has none of this corpus and
    this code."""
    key = _key(corpus)
    folder = work / f"corpus-{key}"
    told = folder / "store.json"
    if not told.exists():
        folder.mkdir(parents=True, exist_ok=True)
        count, size = _write(folder / "documents", mixed_articles(corpus))
        told.write_text(json.dumps({"count": count, "text_bytes": size}), "utf-8")
    held = json.loads(told.read_text("utf-8"))
    return Store(folder / "documents", key, held["count"], held["text_bytes"])


def tree_fingerprint(paths: Iterable[Path]) -> str:
    """Changes with the content of any of these files, or of the files below them."""
    digest = hashlib.sha256()
    for path in paths:
        for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if each.is_file() and each.suffix != ".pyc":
                digest.update(each.read_bytes())
    return digest.hexdigest()[:10]


def write_articles(store: Store, wanted: int, path: Path) -> Path:
    """So many articles as a file that `search index` reads as articles."""
    with path.open("w", encoding="utf-8") as lines:
        for document in store.documents(wanted):
            article = document.article
            record = {
                "id": article.id,
                "title": article.headline,
                "body": "\n".join(article.body),
                "date": article.published.value if article.published else "",
                "source": article.publication or "",
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _key(corpus: Path) -> str:
    found = corpus.stat()
    ours = tree_fingerprint([*(SOURCE / name for name in _SHAPING), Path(__file__)])
    told = f"{corpus.name} {found.st_size} {found.st_mtime_ns} {ours}"
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def _write(path: Path, articles: list[Article]) -> tuple[int, int]:
    """Write batches of articles with their tokens: how many, of how much text."""
    size = 0
    dated = (
        replace(each, event_dates=event_dates(each.body, each.published))
        for each in articles
    )
    documents = map(make_document, annotated(dated))
    with path.open("wb") as stream:
        while batch := list(islice(documents, _BATCH)):
            rows = [(each.article, _joined(each)) for each in batch]
            pickle.dump(rows, stream, pickle.HIGHEST_PROTOCOL)
            texts = (text for each in batch for _, text in each.article.texts())
            size += sum(len(text.encode()) for text in texts)
    return len(articles), size


def _joined(document: IndexedDocument) -> Texts:
    return {
        name: tuple((" ".join(t.words), " ".join(t.units)) for t in texts)
        for name, texts in document.texts.items()
    }


def _split(texts: Texts) -> dict[str, tuple[Terms, ...]]:
    return {
        name: tuple(Terms(tuple(w.split()), tuple(u.split())) for w, u in each)
        for name, each in texts.items()
    }

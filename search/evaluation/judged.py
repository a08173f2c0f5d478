"""What should be found? Queries, the articles that answer them, and an index of these.

A folder holds, as in the BEIR collection of test sets:

    corpus.jsonl    {"id", "title", "text"} a line, or any article that can be indexed
    queries.jsonl   {"id", "text"} a line
    qrels.tsv       query, article and grade a line, tabs between, below a heading
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from search import inputs
from search.analysis import dictionary_fingerprint
from search.engines import open_engine
from search.engines.base import Engine, Source
from search.errors import InputError
from search.files import PageFile
from search.loading import Portion, load
from search.models import Article
from search.place import Cluster
from search.text import fold

QUERIES, JUDGEMENTS, CORPUS = "queries.jsonl", "qrels.tsv", "corpus.jsonl"

# Hears what is worth a word.
Say = Callable[[str], None]

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query, and the grade, above 0, of each article that answers it."""

    text: str
    grades: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Queries with what answers them, and the file of the articles."""

    queries: tuple[JudgedQuery, ...]
    corpus: PageFile

    @property
    def wanted(self) -> frozenset[str]:
        """The ids of all articles that answer any query."""
        return frozenset(each for query in self.queries for each in query.grades)


def read_judged(folder: Path, corpus: Path | None = None) -> JudgedSet:
    """The queries of a folder that have an answer; the articles lie there, or in
    `corpus`.

    Raises InputError that names the file and the line.
    """
    texts = dict(_queries(folder / QUERIES))
    grades: dict[str, dict[str, float]] = {}
    for query, article, grade in _judgements(folder / JUDGEMENTS):
        if grade > 0 and query in texts:
            grades.setdefault(query, {})[article] = grade
    if not grades:
        raise InputError(f"{JUDGEMENTS}: no query of {QUERIES} has an answer")
    path = corpus or folder / CORPUS
    if not path.is_file():
        raise InputError(
            f"no articles: {path.name} is not in {path.parent.name or '.'}",
            "name their file: --corpus FILE",
        )
    file = PageFile(path.resolve(), path.resolve().parent)
    if not file.holds_records:
        raise InputError(f"{file.name}: not a .jsonl file, nor .jsonl.gz, .jsonl.xz")
    judged = (JudgedQuery(texts[each], found) for each, found in grades.items())
    return JudgedSet(tuple(judged), file)


def index_judged(judged: JudgedSet, place: Path | Cluster, say: Say) -> Engine:
    """An index at a place of the articles of a set; made unless it is there already.

    Where most queries are the headlines of what answers them, no headline is indexed:
    what is asked would be found by itself. Raises SearchError.
    """
    source = Source(
        judged.corpus.name, "", _fingerprint(judged), dictionary_fingerprint()
    )
    engine = open_engine(place, create=True)
    held = engine.describe().sources
    if held and held != (source,):
        engine.close()
        raise InputError(
            f"the index in {place.name} holds other articles",
            "name another folder, or none",
        )
    if not held:
        load(engine, _portions(judged, source, say))
        engine.commit()
    _check(judged, engine, say)
    return engine


def asks_headlines(judged: JudgedSet) -> bool:
    """Whether most queries are the headline of an article that answers them."""
    wanted = judged.wanted
    headlines: dict[str, str] = {}
    for article in _articles(judged.corpus, lambda _: None):
        if article.id in wanted:
            headlines[article.id] = _plain(article.headline)
        if len(headlines) == len(wanted):
            break
    same = (
        _plain(query.text) in {headlines.get(each) for each in query.grades}
        for query in judged.queries
    )
    return sum(same) * 2 > len(judged.queries)


def _portions(judged: JudgedSet, source: Source, say: Say) -> Iterator[Portion]:
    bare = asks_headlines(judged)
    if bare:
        say("the queries are headlines: the bodies alone are indexed")
    articles = _articles(judged.corpus, say)
    if bare:
        articles = (replace(each, headline="") for each in articles)
        articles = (each for each in articles if any(each.texts()))
    while chunk := tuple(islice(articles, _CHUNK)):
        yield Portion(source, chunk, page=False)


def _articles(file: PageFile, say: Say) -> Iterator[Article]:
    return inputs.read_articles(
        file, report=lambda line, why: say(f"{file.name}:{line}: {why}")
    )


def _check(judged: JudgedSet, engine: Engine, say: Say) -> None:
    """Raises InputError where no answer is among the articles."""
    wanted = sorted(judged.wanted)
    missing = len(wanted) - len(engine.fetch(wanted))
    if missing == len(wanted):
        raise InputError(
            f"{judged.corpus.name}: holds none of the articles of {JUDGEMENTS}",
            "name the file of the articles: --corpus FILE",
        )
    if missing:
        say(f"{missing} of {len(wanted)} articles of {JUDGEMENTS} are not there")


def _queries(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in _lines(path):
        try:
            record = json.loads(line)
            yield str(record.get("id", record.get("_id"))), record["text"]
        except (ValueError, KeyError, AttributeError) as error:
            raise InputError(
                f"{path.name}:{number}: no query", 'one is {"id": …, "text": …}'
            ) from error


def _judgements(path: Path) -> Iterator[tuple[str, str, float]]:
    for number, line in _lines(path):
        fields = line.split("\t")
        if number == 1 and not fields[-1].strip().isdecimal():
            continue
        try:
            query, article, grade = fields
            yield query, article, float(grade)
        except ValueError as error:
            raise InputError(
                f"{path.name}:{number}: no judgement",
                "one is query, article and grade, tabs between",
            ) from error


def _lines(path: Path) -> Iterable[tuple[int, str]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise InputError(
            f"no {path.name} in {path.parent.name or '.'}",
            f"a test set is a folder with {QUERIES} and {JUDGEMENTS}",
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name}: cannot be read as UTF-8 text") from error
    return ((n, line) for n, line in enumerate(lines, 1) if line.strip())


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _fingerprint(judged: JudgedSet) -> str:
    """Changes with the articles and with what is asked."""
    digest = hashlib.sha256(repr(judged.queries).encode("utf-8", "surrogatepass"))
    with judged.corpus.open() as stream:
        digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:32]

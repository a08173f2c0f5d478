"""An archive of generated articles that changes from commit to commit, and the truth.

What the files hold at generation g depends on g modulo `PERIOD` alone, but for one
article, whose newspaper is called after g: every answer that counts newspapers tells
which generation it is of, and the right answers can be worked out once.
"""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from search.documents import make_document
from search.engines.base import (
    AllOf,
    EngineQuery,
    HasFacet,
    IndexedDocument,
    Matches,
    Not,
    Phrase,
    Ranking,
    RankTerm,
    View,
    Word,
)
from search.files import PageFile
from search.indexing import read_articles
from tests.engines.oracle import PARKS, TOPICS, UNITS, WORDS, Oracle

PERIOD = 24
MARKER = "now.jsonl"
EVERYTHING = EngineQuery(limit=1_000, facets=("publication", "park", "source"))

Contents = dict[str, bytes]


@dataclass(frozen=True)
class Archive:
    """Files of up to so many articles each. The first changes with each generation,
    others every second or third, or never; now and then one goes, and comes back."""

    seed: int = 0
    files: int = 6
    articles: int = 12
    _documents: dict[int, list[IndexedDocument]] = field(default_factory=dict)
    _answers: dict[tuple[int, int], Matches] = field(default_factory=dict)

    def contents(self, generation: int) -> Contents:
        """What the files hold, by name."""
        marker = {"id": "now", "title": "现在", "publication": _issue(generation)}
        return {MARKER: _lines([marker])} | self._periodic(generation % PERIOD)

    def write(self, folder: Path, generation: int) -> None:
        """Bring a folder to a generation."""
        contents = self.contents(generation)
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.name not in contents:
                path.unlink()
        for name, content in contents.items():
            path = folder / name
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    def documents(self, generation: int) -> list[IndexedDocument]:
        """What an index of the folder holds."""
        phase = generation % PERIOD
        if phase not in self._documents:
            self._documents[phase] = _read(self.contents(phase))
        marker, *others = self._documents[phase]
        named = replace(marker.article, publication=_issue(generation))
        return [replace(marker, article=named), *others]

    def answer(self, generation: int, number: int) -> Matches:
        """The right answer to one of `questions`."""
        key = generation % PERIOD, number
        if key not in self._answers:
            truth = Oracle(self.documents(key[0]))
            self._answers[key] = truth.find(self.questions[number])
        return _renamed(self._answers[key], key[0], generation)

    def work_out(self) -> None:
        """All answers, before they are asked for."""
        for phase in range(PERIOD):
            for number in range(len(self.questions)):
                self.answer(phase, number)

    @cached_property
    def questions(self) -> list[EngineQuery]:
        """What is asked; the first is for everything."""
        ranking = Ranking(
            (RankTerm("words", "招商"), RankTerm("bigrams", "招 商", 0.5))
        )
        more = {"limit": 1_000, "facets": ("park", "topic", "year", "publication")}
        here = HasFacet("source", (MARKER,))
        return [
            EVERYTHING,
            EngineQuery(Word("招商"), ranking=ranking, facets=("park",), limit=9),
            EngineQuery(Phrase(("招", "商", "引")), sort="newest", **more),
            EngineQuery(Phrase(("50",), ("headline",)), **more),
            EngineQuery(AllOf((Not(Word("项目")), Not(here))), sort="oldest", **more),
            EngineQuery(filters={"park": PARKS[:2]}, ranking=ranking, **more),
        ]

    def _periodic(self, phase: int) -> Contents:
        """The files but for the marker."""
        found = {}
        for number in range(self.files):
            every = (1, 2, 3, PERIOD)[number % 4]
            chance = random.Random(f"{self.seed} {number} {phase // every}")
            if number == 0 or chance.random() < 0.85:
                count = chance.randrange(1, self.articles + 1)
                rows = [_record(chance, f"{number}-{n:02}") for n in range(count)]
                found[f"{number}.jsonl"] = _lines(rows)
        return found


def generation_of(view: View) -> int:
    """Which generation an index is at; 0 before the first."""
    found = view.fetch(["now"])
    return int((found[0].publication or "")[1:-1]) if found else 0


def wrong_answers(
    view: View, archive: Archive, generation: int, documents: bool = True
) -> list[str]:
    """What an index says that it should not at a generation, EngineErrors aside."""
    wrong = [
        f"question {number}"
        for number, question in enumerate(archive.questions)
        if not same(view.find(question), archive.answer(generation, number))
    ]
    if documents:
        wrong += wrong_articles(view, archive.documents(generation))
    return wrong


def wrong_articles(view: View, documents: Iterable[IndexedDocument]) -> list[str]:
    """The ids of articles that are not those of the documents, or not there."""
    right = {d.article.id: d.article for d in documents}
    found = {article.id: article for article in view.fetch(right)}
    return [key for key, article in right.items() if found.get(key) != article]


def same(found: Matches, expected: Matches) -> bool:
    """Whether two answers are the same, scores within a rounding error."""
    scores = zip(found.matches, expected.matches, strict=False)
    return (
        found.total == expected.total
        and found.facets == expected.facets
        and [m.id for m in found.matches] == [m.id for m in expected.matches]
        and all(abs(a.score - b.score) < 1e-4 for a, b in scores)
    )


def _renamed(answer: Matches, before: int, after: int) -> Matches:
    """The answer of one generation as that of another of the same files."""
    papers = tuple(
        (_issue(after) if name == _issue(before) else name, count)
        for name, count in answer.facets.get("publication", ())
    )
    if not papers:
        return answer
    return Matches(
        answer.total, answer.matches, answer.facets | {"publication": papers}
    )


def _read(contents: Contents) -> list[IndexedDocument]:
    files = [PageFile(Path("/", n), Path("/"), c) for n, c in contents.items()]
    return [make_document(a) for file in files for a in read_articles(file)]


def _issue(generation: int) -> str:
    return f"第{generation}期"


def _record(chance: random.Random, article_id: str) -> dict[str, object]:
    return {
        "id": article_id,
        "title": _text(chance, 6),
        "body": "\n".join(_text(chance, 40) for _ in range(chance.randrange(1, 5))),
        "date": chance.choice(("2020", "2021-03", "2023-07-26", "")),
        "parks": chance.sample(PARKS, chance.choice((0, 1, 2))),
        "topics": chance.sample(TOPICS, chance.choice((0, 1))),
    }


def _text(chance: random.Random, longest: int) -> str:
    pieces = (*WORDS, *UNITS, ",", "。")
    return "在" + " ".join(chance.choices(pieces, k=chance.randrange(1, longest)))


def _lines(records: Sequence[dict[str, object]]) -> bytes:
    return b"".join(
        json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records
    )

"""How long do suggestions and corrections take, and how long their lexicon?

    python -m benchmarks.suggestions --index DIR [--names 200] [--seed 1]

types names of the archive letter by letter, in characters, pinyin and initials, and
asks for them with a slip in each. Milliseconds, on the clock and of this processor: the
two differ where other programs run. `first` is what a process takes that has answered
nothing yet, `again` the same once more.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.corrections import corrected
from search.engines import open_engine
from search.engines.base import EngineQuery, View
from search.lexicon import Lexicon, refresh
from search.lexicon.making import make_lexicon
from search.models import SearchRequest
from search.plan import make_plan
from search.query import parse
from search.suggestions import suggest


@dataclass
class Times:
    """Milliseconds that something took, on the clock and of the processor."""

    clock: list[float]
    processor: list[float]

    @classmethod
    def of(cls, work: Callable[[str], object], texts: Iterable[str]) -> "Times":
        """What work takes on each text."""
        times = cls([], [])
        for text in texts:
            began, ran = time.perf_counter(), time.thread_time()
            work(text)
            times.processor.append((time.thread_time() - ran) * 1000)
            times.clock.append((time.perf_counter() - began) * 1000)
        return times

    def line(self, name: str) -> str:
        """A row of the table."""
        columns = "".join(f"{_figures(each)}" for each in (self.clock, self.processor))
        return f"{name:24}{len(self.clock):>6}{columns}"


def _figures(times: list[float]) -> str:
    ordered = sorted(times)
    at = [ordered[int(len(ordered) * share)] for share in (0.5, 0.99)]
    return "".join(f"{figure:9.1f}" for figure in (*at, ordered[-1]))


def beginnings(lexicon: Lexicon, names: Iterable[str]) -> list[str]:
    """What one has typed of names on the way to them, in every manner."""
    syllable = {
        character: each
        for each, characters in lexicon.sounds.characters.items()
        for character in characters
    }
    typed = [
        "".join(manner(character) for character in name[:end])
        for name in names
        for end in range(1, len(name) + 1)
        for manner in (
            lambda character: character,
            lambda character: syllable.get(character, ""),
            lambda character: syllable.get(character, " ")[0],
        )
    ]
    return [*dict.fromkeys(text for text in typed if text.strip())]


def slips(lexicon: Lexicon, names: Iterable[str], chance: random.Random) -> list[str]:
    """Names with a slip in each: another character that sounds the same, two
    exchanged, one missing, one twice, one wrong."""
    found = []
    for name in names:
        at = chance.randrange(len(name) - 1)
        alike = [
            c for s in lexicon.sounds.characters.values() if name[at] in s for c in s
        ]
        other = chance.choice(alike or [name[at]])
        found += [
            name[:at] + other + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + chance.choice("的一是在不了有和人这") + name[at + 1 :],
        ]
    return found


def chosen(lexicon: Lexicon, count: int, chance: random.Random) -> list[str]:
    """Names that are frequent, and zones."""
    parks = range(len(lexicon.parks))
    phrases = range(min(5_000, len(lexicon.phrases)))
    numbers = chance.sample(phrases, min(len(phrases), count - count // 4))
    names = [lexicon.phrases.name(number) for number in numbers]
    numbers = chance.sample(parks, min(len(parks), count // 4))
    names += [lexicon.parks.name(number) for number in numbers]
    return [name for name in names if len(name) > 1]


def _seconds(name: str, work: Callable[[], object]) -> None:
    began, ran = time.perf_counter(), time.process_time()
    work()
    took, used = time.perf_counter() - began, time.process_time() - ran
    print(f"{name:24}{took:10.2f} s{used:10.2f} s", flush=True)


def _correct(view: View) -> Callable[[str], object]:
    def work(text: str) -> None:
        plan = make_plan(parse(text))
        corrected(view, SearchRequest(text), plan, EngineQuery())

    return work


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", required=True)
    parser.add_argument("--names", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    view = open_engine(options.index).view()
    print(f"{'':24}{'clock':>12}{'processor':>12}")
    _seconds("lexicon from nothing", lambda: make_lexicon(view))
    lexicon = refresh(view)
    _seconds("lexicon from the last", lambda: make_lexicon(view, lexicon))
    print(f"{len(lexicon.dump()):,} bytes, {view.describe().documents:,} articles\n")
    view = open_engine(options.index).view()
    names = chosen(lexicon, options.names, chance)
    print(f"{'ms':24}{'n':>6}" + f"{'p50':>9}{'p99':>9}{'max':>9}" * 2)
    work = {
        "suggest": lambda text: suggest(view, lexicon, text),
        "correct": _correct(view),
    }
    texts = {
        "suggest": beginnings(lexicon, names),
        "correct": slips(lexicon, names, chance),
    }
    for kind, each in work.items():
        # What loads a segmenter, once a process, is not what is measured.
        each("项目建设")
        for run in ("first", "again"):
            print(Times.of(each, texts[kind]).line(f"{kind}, {run}"), flush=True)


if __name__ == "__main__":
    main()

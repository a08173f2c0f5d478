"""What becomes of an index whose files are damaged?"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from search.engines import open_engine
from search.engines.base import EngineQuery
from search.engines.whoosh import WhooshEngine
from search.errors import EngineError
from search.repair import checked, repair
from tests.engines.archive import Archive, same, wrong_articles
from tests.engines.faults.bench import Bench, Case, debris
from tests.engines.oracle import Oracle

Damage = Callable[[random.Random, Path], str]


def flip(chance: random.Random, path: Path) -> str:
    """Turn one bit round."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return f"byte {at} of {path.name}"


def cut(chance: random.Random, path: Path) -> str:
    """Leave the beginning of a file."""
    size = chance.randrange(path.stat().st_size)
    os.truncate(path, size)
    return f"{path.name} cut at {size}"


def blank(chance: random.Random, path: Path) -> str:
    """Write nothing over a page of a file, as a disk may."""
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content)) // 4096 * 4096
    size = len(content[at : at + 4096])
    content[at : at + size] = bytes(size)
    path.write_bytes(content)
    return f"{path.name} blank from {at}"


def remove(chance: random.Random, path: Path) -> str:
    """Take a file away."""
    path.unlink()
    return f"{path.name} removed"


def damaged(
    bench: Bench, chance: random.Random, how: Damage, generation: int, gone: bool
) -> Case:
    """Damage a copy of an index, ask it, check it and repair it; where the files are
    `gone`, what is left of the index is all there is."""
    copy, hidden = bench.place / "copy", bench.place / "hidden"
    shutil.copytree(bench.index, copy)
    path = chance.choice(sorted(p for p in copy.iterdir() if p.stat().st_size))
    inside = _documents_of(copy).get(path.name, 0)
    detail = how(chance, path) + (", files gone" if gone else "")
    if gone:
        bench.files.rename(hidden)
    try:
        wrong = _asked(copy, bench.archive, generation)
        silent = not any(_name(path) in line for line in _checked(copy))
        found = _repaired(copy, bench.archive, generation, inside if gone else 0)
        return Case(how.__name__, detail, "", wrong, False, (), silent, tuple(found))
    finally:
        if gone:
            hidden.rename(bench.files)
        shutil.rmtree(copy)


def _name(path: Path) -> str:
    """What has to be in a line that tells of this file, which may be gone."""
    return path.name if path.exists() or path.suffix != ".toc" else ".toc: "


def _documents_of(folder: Path) -> dict[str, int]:
    """How many articles are in each segment, by the name of its file."""
    with closing(WhooshEngine(folder)) as found:
        parts = found.view()._executor.snapshot.parts
        everything = {p.data.file.path.name: p.data.documents for p in parts}
        deleted = {p.data.file.path.name: p.alive for p in parts}
    return {
        name: count if deleted[name] is None else int(deleted[name].sum())
        for name, count in everything.items()
    }


def _asked(folder: Path, archive: Archive, generation: int) -> tuple[str, ...]:
    """What a damaged index says that is not right, question by question."""
    right = {d.article.id: d.article for d in archive.documents(generation)}
    wrong = []
    for number, question in enumerate(archive.questions):
        expected = archive.answer(generation, number)
        ids = [match.id for match in expected.matches]
        try:
            with closing(open_engine(folder)) as found:
                if not same(found.find(question), expected):
                    wrong.append(f"question {number}")
                if found.fetch(ids) != tuple(right[each] for each in ids):
                    wrong.append(f"articles {number}")
        except EngineError:
            continue
    return tuple(wrong)


def _checked(folder: Path) -> tuple[str, ...]:
    try:
        with closing(open_engine(folder)) as found:
            return checked(found).wrong
    except EngineError as error:
        return (str(error),)


def _repaired(
    folder: Path, archive: Archive, generation: int, most: int
) -> Iterator[str]:
    """What a repair leaves amiss. It may drop so many articles at the `most`; what it
    says it has not dropped must be there, and answer as if there were nothing else."""
    truth = archive.documents(generation)
    with closing(open_engine(folder)) as found:
        done = repair(found, agree=lambda _: True)
        yield from checked(found).wrong
        held = {m.id for m in found.find(EngineQuery(limit=10_000)).matches}
        left = [d for d in truth if d.article.id in held]
        lost = sum(each.lost for each in done.mended)
        if len(held) != len(left) or len(left) + lost != len(truth) or lost > most:
            yield f"{len(held)} articles held, {lost} dropped, of {len(truth)}"
        yield from wrong_articles(found, left)
        right = Oracle(left)
        for number, question in enumerate(archive.questions):
            if not same(found.find(question), right.find(question)):
                yield f"question {number}"
    yield from debris(folder)

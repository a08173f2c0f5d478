"""Does any query break the parser, or keep it busy?

    python -m benchmarks.fuzz [--queries 200000]

Random Unicode, soups of operators, very long ones, deep nests: none may raise, and none
may take longer than 50 ms to be read.
"""

import argparse
import random
import time

from search.query import MAX_LENGTH, parse

OPERATORS = (
    *"()（）\"“”「」『』＂„-－|｜*＊:： \u3000",
    " AND ", " 与 ", " OR ", " 或 ", " NOT ", " 非 ", "&&", "||", " 近:5 ", " NEAR/5 ",
    "近:", "同句:", "同段:(", "sentence:", "标题:", "park:", "年份:", "日期:2023-01..",
    "2023", "招商引资", "高新区", "15%", "app", "\n", "\x00", "\u200b",
)  # fmt: skip


def random_query(chance: random.Random) -> str:
    """A query of one of five kinds."""
    kind = chance.randrange(5)
    if kind == 0:
        points = (chance.randrange(0x110000) for _ in range(chance.randrange(60)))
        return "".join(map(chr, points))
    if kind == 1:
        return "".join(chance.choices(OPERATORS, k=chance.randrange(40)))
    if kind == 2:
        pieces = chance.choices(OPERATORS, k=3)
        return "".join(pieces) * chance.randrange(MAX_LENGTH)
    if kind == 3:
        depth = chance.randrange(MAX_LENGTH)
        opening = chance.choice(("(", "（", "-", "非 ", "同句:(", "标题:", "“", "-("))
        return opening * depth + "甲" + ")" * chance.randrange(depth + 1)
    return "甲 或 乙 近:3 " * chance.randrange(300) + chance.choice(OPERATORS)


def main() -> None:
    """Print how many raised, and the slowest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    raised, slowest, worst = 0, 0.0, ""
    for _ in range(options.queries):
        text = random_query(chance)
        began = time.process_time()
        try:
            parse(text)
        except Exception as error:
            raised += 1
            print(f"{text[:60]!r}: {error!r}")
        took = time.process_time() - began
        if took > slowest:
            slowest, worst = took, text
    print(
        f"{options.queries} queries: {raised} raised; the slowest took "
        f"{slowest * 1000:.1f} ms of CPU ({len(worst)} characters: {worst[:20]!r}…)"
    )


if __name__ == "__main__":
    main()

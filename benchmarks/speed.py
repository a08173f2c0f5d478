"""Does the time of splitting grow with the text alone, whatever the text is?

    python -m benchmarks.speed [--megabytes 50]

splits hostile texts of one megabyte and of so many, and prints the seconds a megabyte
takes in each; the last column is the second over the first and should be near 1.
"""

import argparse
import time
from collections.abc import Iterator

from search.models import Page
from search.pages import split_page

_MEGABYTE = 1_000_000


def hostile() -> Iterator[tuple[str, str]]:
    """Names of hostile texts and what they repeat."""
    yield "one line", "今年以来,园区项目建设提速。"
    yield "one line, no end", "园区项目建设提速"
    yield "short lines", "高新区发展\n"
    yield "identical headings", "# 长春高新区:项目提速\n"
    yield "names", "钱进 李红\n"
    yield "names and text", "钱进\n今年以来,园区项目建设提速,发展向好。\n"
    yield "captions", "图为现场。\n钱进/摄\n"
    yield "cut sentences", "没有说完的话,\n"
    yield "brackets", "“("
    yield "bracket lines", "(((记者 钱进\n"
    yield "credits", "本报讯(记者 钱进)\n"
    yield "spaces", "钱 　 \n"
    yield "dates", "2023年8月7日 星期一 第A10版 \n"
    yield "marks", "#### \n"


def seconds(unit: str, size: int) -> float:
    """The seconds that a megabyte takes in a text of so many bytes."""
    text = unit * (size // len(unit.encode()))
    start = time.process_time()
    split_page(Page("p", "p.txt", text))
    return (time.process_time() - start) / size * _MEGABYTE


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50)
    options = parser.parse_args()
    seconds("园区发展。\n", _MEGABYTE // 10)
    print(f"{'s/MB':22}{'1 MB':>9}{options.megabytes:>6} MB{'ratio':>8}")
    for name, unit in hostile():
        small = seconds(unit, _MEGABYTE)
        large = seconds(unit, options.megabytes * _MEGABYTE)
        print(f"{name:22}{small:9.3f}{large:9.3f}{large / small:8.2f}", flush=True)


if __name__ == "__main__":
    main()

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


# An article that breaks off in the middle of a word.
_CUT = (
    "# 漳浦高新区扩建风电基地\n本报讯 近日,漳浦高新区的叶片厂开始扩建,配套的塔筒厂"
    "也将在年底投产,风机吊装的工期一再缩短,目前已签约配\n"
    "# 临夏经开区牛肉面走出国门\n本报讯 日前,临夏经开区一批料包发往海外。\n"
)


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
    yield "cut articles", _CUT + "套厂商十九家,漳浦高新区也在其中。\n"


def below_a_cut() -> Iterator[tuple[str, str]]:
    """The same of texts that stand below an article that breaks off."""
    yield "rests that never fit", "套餐里的牛肉换成了羊肉。\n"
    yield "rests without a begin", ",接着说到的事情还没有说完。\n"


def seconds(unit: str, size: int, opening: str = "") -> float:
    """The seconds that a megabyte takes in a text of so many bytes."""
    text = opening + unit * (size // len(unit.encode()))
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
    rows = [(*row, "") for row in hostile()] + [(*row, _CUT) for row in below_a_cut()]
    for name, unit, opening in rows:
        small = seconds(unit, _MEGABYTE, opening)
        large = seconds(unit, options.megabytes * _MEGABYTE, opening)
        print(f"{name:22}{small:9.3f}{large:9.3f}{large / small:8.2f}", flush=True)


if __name__ == "__main__":
    main()

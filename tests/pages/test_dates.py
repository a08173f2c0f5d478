"""Are date and paper of a page found?"""

import pytest

from search.models import PartialDate
from tests.pages.pages import split

HEAD = "长春高新区按下建设快进键"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2021年,长春高新区开工。", "2021"),
        ("2020年完成五亿元,2023年预计突破八亿元。", "2020"),
        ("2022年完成投资。2023年以来,新增企业百户。", "2023"),
        ("编制《规划(2022-2025年)》,2022年启动。", "2022"),
        ("2021年以来不断发展,到2035年建成新城。", "2021"),
        ("产值2023万元。", None),
    ],
)
def test_the_year_is_that_of_the_present(text: str, year: str | None) -> None:
    """Plans and forecasts do not count."""
    (article,) = split(HEAD, "赵晓明", text)
    wanted = PartialDate(year, "year", "inferred") if year else None
    assert article.published == wanted


def test_a_printed_date_is_exact() -> None:
    """All articles of the page bear it."""
    articles = split(
        "2023年8月7日 星期一",
        HEAD,
        "本报讯 2022年开工的项目已经完成。",
        "绵阳经开区:签约",
        "本报讯 协议已经签订。",
    )
    assert [a.published for a in articles] == [
        PartialDate("2023-08-07", "day", "printed")
    ] * 2


def test_an_impossible_date_tells_the_year_only() -> None:
    """A scanner reads 13 for 12."""
    (article,) = split("2023年13月41日 星期一", HEAD, "本报讯 已经完成。")
    assert article.published == PartialDate("2023", "year", "inferred")


def test_the_paper_is_named_by_its_reports() -> None:
    """One report signs for the page; 本报讯 names nobody."""
    first, second = split(
        HEAD,
        "本报讯 项目已经完成。",
        "绵阳经开区:签约",
        "工人日报讯(记者 李冬)协议已经签订。",
    )
    assert (first.publication, second.publication) == ("工人日报", "工人日报")

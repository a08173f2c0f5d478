"""Are date and paper of a page found?"""

from dataclasses import replace

import pytest

from search.models import Page, PartialDate
from search.pages import split_page
from search.pages.dates import given_date, path_date
from tests.pages.pages import page, split

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
        ("2024年前三季度,产值增长。", "2024"),
        ("1984年建区。2024年上半年,产值增长。", "2024"),
        ("绿电占比由2021年的14%提高到39%。2024年,产值增长。", "2024"),
        ("2019年,产值增长。自2022年开办以来,已经十期。", "2022"),
        ("2023年,产值超过百亿元,去年又引来十个项目。", None),
        ("2023年,产值比去年增长一成。", "2023"),
        ("措施自2025年1月1日起施行。2024年,产值增长。", "2024"),
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


@pytest.mark.parametrize(
    ("folio", "publication"),
    [
        ("科技日报 2023年8月7日 星期一", "科技日报"),
        ("2023-08-07 第10版 双创建设", None),
        ("2023.08.07 第10版", None),
        ("二〇二三年八月七日 星期一", None),
        ("二○二三年八月七日", None),
        ("２０２３年８月７日 星期一", None),
        ("经济周刊 2023/8/7 A10", "经济周刊"),
        ("海峡园区导刊 2023年8月7日 星期一", "海峡园区导刊"),
        ("A10 中国高新技术产业导报 2023年8月7日", "中国高新技术产业导报"),
    ],
)
def test_running_heads(folio: str, publication: str | None) -> None:
    """The date in all its forms; the paper by the last character of its name."""
    (article,) = split(folio, HEAD, "本报讯 项目已经完成。")
    assert article.published == PartialDate("2023-08-07", "day", "printed")
    assert article.publication == publication


def test_which_date_goes_before_which() -> None:
    """Given, printed, filed, told."""
    filed = PartialDate("2024-01-01", "day", "given")
    given = PartialDate("2022", "year", "given")
    told = page(HEAD, "2021年,长春高新区开工。")
    printed = page("2023年8月7日 星期一", HEAD, "2021年,长春高新区开工。")

    def date(of: Page, **known: PartialDate) -> PartialDate | None:
        return split_page(replace(of, **known))[0].published  # type: ignore[arg-type]

    assert date(printed, filed=filed, published=given) == given
    assert date(printed, filed=filed) == PartialDate("2023-08-07", "day", "printed")
    assert date(told, filed=filed) == filed
    assert date(told) == PartialDate("2021", "year", "inferred")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("20230807.txt", "2023-08-07"),
        ("2023-08-07.txt", "2023-08-07"),
        ("2023_08_07-A10.txt", "2023-08-07"),
        ("A10_2023.8.7.txt", "2023-08-07"),
        ("2023年8月7日第3版.txt", "2023-08-07"),
        ("node/2023-08/07/a.txt", "2023-08-07"),
        ("202308/07/content_131685.html", "2023-08-07"),
        ("2023/08/07/a.txt", "2023-08-07"),
        ("2022-01-01/2023-08-07.txt", "2023-08-07"),
        ("2023-08/a.txt", "2023-08"),
        ("2023年8月/a.txt", "2023-08"),
        ("202308/a.txt", "2023-08"),
        ("2023/a.txt", "2023"),
        ("2023-13-07.txt", None),
        ("1848-03-01.txt", None),
        ("2101-03-01.txt", None),
        ("001_01366610fb89b663.txt", None),
        ("page12345678901.txt", None),
        ("pages/a.txt", None),
    ],
)
def test_dates_of_paths(path: str, value: str | None) -> None:
    """Of the file before that of its folder; what no paper can bear is none."""
    found = path_date(path)
    assert (found.value if found else None) == value
    assert found is None or found.ground == "given"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-07-26", "2023-07-26"),
        ("2023-07-26 10:00", "2023-07-26"),
        ("2023-07-26T23:59:00Z", "2023-07-26"),
        ("2023年7月26日 10:00", "2023-07-26"),
        ("2023年7月", "2023-07"),
        ("2023/7/26", "2023-07-26"),
        ("202307", "2023-07"),
        ("２０２３", "2023"),
        ("1690336800.5", "2023-07-26"),
        ("1690387200", "2023-07-27"),
        ("2023-02-30", None),
        ("23-07-26", None),
        ("99999999999", None),
        ("Yesterday", None),
        ("", None),
    ],
)
def test_dates_of_fields(text: str, value: str | None) -> None:
    """Seconds count in Beijing, where the papers are."""
    found = given_date(text)
    assert (found.value if found else None) == value

"""Are cut sentences closed, and whole ones left apart?"""

import pytest

from search.models import Noise
from search.pages.joins import goes_on, is_complete
from search.pages.noise import is_folio
from tests.pages.pages import only

HEAD = "长春高新区按下建设快进键"
BY = "赵晓明"
LEAD = "近日,长春高新区召开项目推进会,部署下一阶段的重点工作。"
LONG = (
    "在一天之内取得用地许可、规划许可、施工许可、不动产登记四证,"
    "比约定提前两个月,并且同步开工建设。"
)


@pytest.mark.parametrize(
    "text",
    [
        "完成。",
        "完成了!",
        "他说:“完成了。”",
        "如下：",
        "(完。)",
        "越来越好……",
        "其一；",
    ],
)
def test_sentences_end_here(text: str) -> None:
    """With or without a closing quote."""
    assert is_complete(text)


@pytest.mark.parametrize(
    "text", ["建设过", "出台《方案》", "做好“双创”", "一是,", "8.2%", ""]
)
def test_sentences_do_not_end_here(text: str) -> None:
    """A closing quote alone ends no sentence."""
    assert not is_complete(text)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("协调解决建设过", "程中的问题。", True),
        ("全部完成。", "接下来继续。", False),
        ("全部完成", "。接下来继续。", True),
        ("他说:“我们办得快。", "以后更快。”", True),
        ("他说:“我们办得快。", "“以后更快。”", False),
    ],
)
def test_what_goes_on(before: str, after: str, joined: bool) -> None:
    """By the end of the one and the beginning of the other."""
    assert goes_on(before, after) is joined


def test_a_cut_sentence_is_joined_with_nothing_between() -> None:
    """The column break leaves no trace."""
    article = only(HEAD, BY, LEAD, "目前,各部门及时解决建设过", "程中遇到的问题。")
    assert article.body == (LEAD, "目前,各部门及时解决建设过程中遇到的问题。")


def test_a_displaced_line_of_the_headline_goes_home() -> None:
    """The sentence around it is closed."""
    article = only(
        HEAD,
        BY,
        LEAD,
        "长春高新区坚持优质服务,通过专项服",
        "助力企业稳产满产",
        "务的方式解决难题。",
    )
    assert article.headline == f"{HEAD} 助力企业稳产满产"
    assert article.body == (LEAD, "长春高新区坚持优质服务,通过专项服务的方式解决难题。")


def test_a_short_first_piece_is_no_subhead() -> None:
    """A comma, a date or the words of a sentence tell."""
    article = only(HEAD, BY, LEAD, "7月9日,长春某电气公司", "承建的项目完工。")
    assert article.subheads == ()
    assert article.body == (LEAD, "7月9日,长春某电气公司承建的项目完工。")


def test_a_piece_printed_twice_is_noise() -> None:
    """The end of the paragraph above, once more."""
    article = only(HEAD, BY, LEAD, "的重点工作。", "下一步还将加力。")
    assert article.body == (LEAD, "下一步还将加力。")
    assert article.noise == (Noise(7, "的重点工作。"),)


def test_a_long_repeat_at_the_end_of_a_cut_sentence_is_noise() -> None:
    """Put there in place of the lost end of the sentence."""
    article = only(
        HEAD,
        BY,
        "长春高新区某项目" + LONG,
        "随后在管家的陪同下,项目与建设局、",
        "人防办等会商,对单位的项目" + LONG,
    )
    assert article.body == (
        "长春高新区某项目" + LONG,
        "随后在管家的陪同下,项目与建设局、人防办等会商,对单位的",
    )
    assert article.noise == (Noise(9, "项目" + LONG),)


def test_a_paragraph_printed_again_is_noise() -> None:
    """Though others stand between."""
    article = only(HEAD, BY, "项目" + LONG, LEAD, "项目" + LONG)
    assert article.body == ("项目" + LONG, LEAD)
    assert article.noise == (Noise(9, "项目" + LONG),)


def test_what_is_said_again_is_no_noise() -> None:
    """Two projects may have done the same in the same words."""
    article = only(HEAD, BY, "甲项目" + LONG, "乙项目" + LONG)
    assert article.body == ("甲项目" + LONG, "乙项目" + LONG)
    assert article.noise == ()


def test_an_intruder_leaves_the_cut_open() -> None:
    """The sentence goes on in the next line all the same."""
    article = only(HEAD, BY, "今年,项目建成后 will 有效带动配套设", "施建设。")
    assert article.body == ("今年,项目建成后有效带动配套设施建设。",)


def test_intruding_words_are_noise() -> None:
    """English function words inside a Chinese sentence; brands stay."""
    article = only(HEAD, BY, "项目建成后 will 有效带动配套，使用 iPhone 的用户增多。")
    assert article.body == ("项目建成后有效带动配套，使用 iPhone 的用户增多。",)
    assert article.noise == (Noise(5, "will"),)


@pytest.mark.parametrize(
    "text",
    [
        "2023年8月7日 星期一",
        "2023年8月7日 星期一 第A10版 双创建设",
        "A10 双创建设",
        "第5版：园区新闻",
        "责编:钱进 美编:孙立",
        "(下转第2版)",
    ],
)
def test_running_heads_are_no_text(text: str) -> None:
    """Date, page number, editors."""
    assert is_folio(text)
    article = only(text, HEAD, BY, LEAD)
    assert (article.headline, article.noise) == (HEAD, (Noise(1, text),))


@pytest.mark.parametrize(
    "text", ["2023年8月7日,签约", "8月7日", "2023国际钛博会", "100个项目"]
)
def test_dates_in_sentences_are_text(text: str) -> None:
    """A sentence that begins with a date is no running head."""
    assert not is_folio(text)

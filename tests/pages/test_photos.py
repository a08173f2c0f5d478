"""Are photos told from text, and photo items from captions?"""

import pytest

from search.models import Credit
from search.pages.captions import is_photo_credit, photographers, says_photo
from tests.pages.pages import only, split

HEAD = "长春高新区按下建设快进键"
LEAD = "近日,长春高新区召开项目推进会,部署下一阶段的重点工作。"
MORE = "据介绍,长春高新区今年安排重点项目九十个,总投资超过三百亿元。"
ITEM = "7月2日,芜湖高新区举办职工运动会,四百名职工参加。图为拔河比赛现场。"


@pytest.mark.parametrize(
    "text",
    [
        "图片来源:大连高新区",
        "图片来源：大连高新区",
        "大连高新区供图",
        "企业 供图",
        "钱进/摄",
        "钱进 摄",
        "(钱进 摄)",
        "本报记者 钱进 摄",
        "摄影:钱进",
        "图/钱进",
        "资料图片",
        "(图片由企业提供)",
    ],
)
def test_photo_credits_are_known(text: str) -> None:
    """Photographer or source, alone on a line."""
    assert is_photo_credit(text)


@pytest.mark.parametrize(
    "text", ["钱进", "推进产业图谱", "项目建设", "拍摄现场热闹非凡"]
)
def test_other_short_lines_are_no_photo_credits(text: str) -> None:
    """Names and headings stay what they are."""
    assert not is_photo_credit(text)


def test_several_photographers_share_a_line() -> None:
    """Each of them is credited."""
    assert photographers("钱进 孙立/摄") == (Credit("钱进", "摄"), Credit("孙立", "摄"))


@pytest.mark.parametrize(
    "text",
    ["图为车间一角。", "项目投产。图为车间一角。", "新厂投产(上图)。", "图①：车间"],
)
def test_captions_speak_of_the_photo(text: str) -> None:
    """图为 at the head of a sentence, or a pointer in brackets."""
    assert says_photo(text)


@pytest.mark.parametrize("text", ["公司力图为客户着想。", "企图为自己辩护。"])
def test_words_that_only_contain_the_mark_do_not(text: str) -> None:
    """力图为 is not 图为."""
    assert not says_photo(text)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("图片来源:芜湖高新区", ITEM), id="credit above"),
        pytest.param((ITEM, "图片来源:芜湖高新区"), id="credit below"),
        pytest.param(("\n\n图片来源:芜湖高新区", ITEM), id="wide gap"),
    ],
)
def test_a_photo_of_another_zone_is_an_item(lines: tuple[str, str]) -> None:
    """It belongs to neither neighbour."""
    article, photo, after = split(
        HEAD, "赵晓明", LEAD, MORE, *lines, "绵阳经开区:签约", "本报讯 协议已经签订。"
    )
    assert (article.kind, photo.kind, after.kind) == ("article", "photo", "article")
    assert article.body == (LEAD, MORE)
    assert (photo.body, photo.captions) == ((ITEM,), ("图片来源:芜湖高新区",))
    assert photo.headline == ""


def test_a_photo_inside_a_sentence_is_the_article_s() -> None:
    """The sentence is closed over it."""
    article = only(
        HEAD,
        "赵晓明",
        LEAD,
        "今年以来,长春高新区推动项",
        "\n\n长春高新区政务大厅里,工作人员正在为企业办理业务。",
        "钱进/摄",
        "目建设提速,九十个项目全部开工。",
    )
    assert article.body == (
        LEAD,
        "今年以来,长春高新区推动项目建设提速,九十个项目全部开工。",
    )
    assert article.captions == (
        "长春高新区政务大厅里,工作人员正在为企业办理业务。",
        "钱进/摄",
    )
    assert article.credits == (Credit("赵晓明"), Credit("钱进", "摄"))


def test_a_credit_without_caption_stands_alone() -> None:
    """Neither the text above nor the text below is taken for its caption."""
    article = only(
        HEAD, "赵晓明", LEAD + "各部门推动长春高", "图片来源:长春高新区", "新区建设。"
    )
    assert article.body == (LEAD + "各部门推动长春高新区建设。",)
    assert article.captions == ("图片来源:长春高新区",)


def test_a_caption_of_the_own_zone_stays_with_the_article() -> None:
    """Between two whole paragraphs too."""
    article = only(
        HEAD, "赵晓明", LEAD, "图为长春高新区办事大厅。", "长春高新区供图", MORE
    )
    assert article.body == (LEAD, MORE)
    assert article.captions == ("图为长春高新区办事大厅。", "长春高新区供图")


def test_a_titled_photo_is_one_item() -> None:
    """A headline over a caption and nothing else is the photo's."""
    photo, article = split(
        "职工赛场展风采", ITEM, "孙立/摄", "长春高新区:提速", "本报讯 " + LEAD
    )
    assert (photo.kind, photo.headline) == ("photo", "职工赛场展风采")
    assert (photo.body, photo.captions) == ((ITEM,), ("孙立/摄",))
    assert article.headline == "长春高新区:提速"


def test_long_news_of_elsewhere_above_its_photographer() -> None:
    """A day, a zone that the article does not speak of, and a credit right below."""
    told = (
        "4月17日,位于佳木斯高新区的农机公司总装车间里,首批三百台插秧机整装待发。"
        "为了赶在泡田前交到农户手中,公司三班倒赶工期,三月以来已发出插秧机一千二百台。"
        "订单一直排到了五月底,工人们连周末也守在生产线旁。"
    )
    article, photo = split(HEAD, "赵晓明", LEAD, told, "南都记者 赵晓明 摄")
    assert (article.body, photo.kind, photo.body) == ((LEAD,), "photo", (told,))
    assert [c.name for c in photo.credits] == ["赵晓明"]


def test_a_source_and_a_caption_of_different_zones() -> None:
    """Belong to different photos, though the one stands right below the other."""
    caption = "7月8日,自贡高新区的总装厂房内,工人正在安装行车轨道。"
    text = MORE + LEAD + MORE
    article, photo = split(
        HEAD, "赵晓明", LEAD, text, "图片来源:长春高新区", caption, "钱进/摄"
    )
    assert (article.captions, photo.kind) == (("图片来源:长春高新区",), "photo")
    assert (photo.body, [c.name for c in photo.credits]) == ((caption,), ["钱进"])


def test_a_marked_caption_is_no_headline() -> None:
    """# before a line that ends in a photo credit."""
    caption = "长春高新区项目建设现场。 资料图"
    article = only(HEAD, "赵晓明", LEAD, "# " + caption, MORE)
    assert (article.headline, article.captions) == (HEAD, (caption,))

"""Are the habits of other papers understood? Each by a page made up for it."""

import pytest

from search.pages.bylines import opening_credit
from search.pages.captions import ends_in_credit, is_photo_label
from search.pages.joins import opens_report
from search.pages.names import is_long_name, is_name, read_names
from search.pages.noise import is_folio
from search.pages.zones import without_zones
from tests.pages.pages import only, split

HEAD = "漳浦高新区打造海上风电基地"
LEAD = "近日,漳浦高新区首台风机吊装完成,标志着海上风电基地进入建设高峰。"
MORE = "据介绍,漳浦高新区已签约配套厂商十九家,叶片、塔筒、海缆都能就地生产。"
OTHER_HEAD = "临夏经开区牛肉面走出国门"
OTHER = "日前,临夏经开区一批牛肉面料包发往海外,这是当地食品厂商接到的首张订单。"
REST = "临夏经开区还为食品厂商办起了共享检测室,送检的样品当天就能拿到结果。"


@pytest.mark.parametrize(
    "line",
    [
        "本报记者 田禾 文/图",
        "记者 田禾 文并摄",
        "▲本报记者 田禾 文/摄",
        "文/田禾",
        "作者:田禾",
        "□ 田禾",
    ],
)
def test_who_wrote_and_took_photos_signs_the_article(line: str) -> None:
    """文/图 under a headline is a byline, not the credit of a photo."""
    article = only(HEAD, line, LEAD, MORE)
    assert article.headline == HEAD
    assert article.byline == ("田禾",)
    assert article.body == (LEAD, MORE)


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("云州晚报讯 记者 田禾、柳　青报道 近日,", ["田禾", "柳青"]),
        ("本报讯 记者田禾报道:近日,", ["田禾"]),
        ("本报讯 记者 田禾 通讯员 柳青报道 近日,", ["田禾", "柳青"]),
        ("本报讯 记者昨日获悉,", []),
        ("本报讯 记者从会上获悉,", []),
    ],
)
def test_credits_without_brackets(credit: str, names: list[str]) -> None:
    """As many words as are people; what the reporter did is none."""
    opening = opening_credit(credit)
    assert opening is not None
    assert [person.name for person in opening.credits] == names


def test_a_credit_cut_over_two_lines_is_read() -> None:
    """The names are those of the whole bracket."""
    article = only(HEAD, "本报讯(记者 田", "禾 柳青)" + LEAD, MORE)
    assert article.byline == ("田禾", "柳青")


@pytest.mark.parametrize("name", ["古丽·艾山", "木拉提·努尔", "欧阳田禾"])
def test_rarer_names(name: str) -> None:
    """Names with a dot are known by the characters that spell their sounds."""
    assert is_name(name)


@pytest.mark.parametrize(
    "word", ["凝心聚力·共谋发展", "华网", "郎日报", "方是", "常称", "供图", "智造·未来"]
)
def test_slogans_and_papers_are_no_names(word: str) -> None:
    """Though some begin with a surname."""
    assert not is_name(word)


def test_names_of_four_characters_stand_beside_others() -> None:
    """Alone they may be any word."""
    assert is_long_name("陈林可可")
    assert [c.name for c in read_names("陈林可可 田禾")] == ["陈林可可", "田禾"]
    assert read_names("陈林可可") == ()


@pytest.mark.parametrize("text", ["来源:某某网", "■释疑", "●观点"])
def test_marks_and_sources_name_nobody(text: str) -> None:
    """A mark may stand before a subhead, 来源 before a paper."""
    assert read_names(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "2022年3月4日 星期五 A9 责编:田禾 版式:柳青",
        "08版 综合 责编:田禾",
        "责编:田禾 版式:柳青 电话:021-1234567",
    ],
)
def test_running_heads_with_editors(line: str) -> None:
    """Date, page and staff in any order are no headline."""
    assert is_folio(line)
    article = only(line, HEAD, "本报讯 " + LEAD, MORE)
    assert article.headline == HEAD
    assert [noise.text for noise in article.noise] == [line]


@pytest.mark.parametrize("label", ["图片新闻", "园区镜头", "光影", "图说临夏"])
def test_a_photo_under_its_label_stands_alone(label: str) -> None:
    """Whatever the page is about."""
    caption = "漳浦高新区的码头上,工人在转运叶片。"
    assert is_photo_label(label)
    article, photo = split(HEAD, "本报讯 " + LEAD, MORE, label, caption, "田禾 摄")
    assert (article.body, article.captions) == (("本报讯 " + LEAD, MORE), ())
    assert (photo.kind, photo.body, photo.captions) == (
        "photo",
        (caption,),
        ("田禾 摄",),
    )
    assert [noise.text for noise in photo.noise] == [label]


@pytest.mark.parametrize("credit", ["摄影:田禾", "图/田禾", "本报记者 田禾 摄影报道"])
def test_a_credit_behind_the_caption_makes_it_one(credit: str) -> None:
    """Even in the middle of a sentence."""
    caption = f"工人在码头转运叶片。 {credit}"
    assert ends_in_credit(caption)
    first, second = MORE[:20], MORE[20:]
    article = only(HEAD, "本报讯 " + LEAD, first, caption, second)
    assert article.body == ("本报讯 " + LEAD, MORE)
    assert article.captions == (caption,)


def test_a_caption_below_its_source_inside_a_sentence() -> None:
    """It begins anew, and the sentence goes on behind it."""
    caption = "3月4日,工人在码头转运叶片。"
    article = only(HEAD, "本报讯 " + LEAD, MORE[:20], "(资料图片)", caption, MORE[20:])
    assert article.body == ("本报讯 " + LEAD, MORE)
    assert article.captions == ("(资料图片)", caption)


def test_a_caption_without_a_full_stop() -> None:
    """With a comma it is still one short line beside a photographer."""
    caption = "漳浦高新区的码头上,吊车正在作业"
    article = only(HEAD, "本报讯 " + LEAD, caption, "田禾 摄", MORE)
    assert article.captions == (caption, "田禾 摄")


@pytest.mark.parametrize("end", ["。", "……", "?", "!"])
def test_headlines_may_end_like_sentences(end: str) -> None:
    """本报讯 below tells."""
    first, second = split(
        HEAD, "本报讯 " + LEAD, MORE, OTHER_HEAD + end, "本报讯 " + OTHER, REST
    )
    assert (first.headline, second.headline) == (HEAD, OTHER_HEAD + end)


def test_marked_names_are_bylines() -> None:
    """Where the marks have gone wrong even names bear one."""
    article = only("# " + HEAD, "## 田　禾", LEAD, MORE)
    assert (article.headline, article.byline) == (HEAD, ("田禾",))
    article = only("# " + HEAD, "# 田禾 柳青", LEAD, MORE)
    assert (article.headline, article.byline) == (HEAD, ("田禾", "柳青"))


def test_a_report_does_not_begin_in_its_headline() -> None:
    """近日 and a comma open a text, cut off or not."""
    cut = LEAD.index("标志") - 1
    article = only(HEAD, LEAD[:cut], LEAD[cut:], MORE)
    assert (article.headline, article.body) == (HEAD, (LEAD, MORE))
    assert opens_report(LEAD)
    assert not opens_report(HEAD)


def test_a_comma_headline_about_another_zone() -> None:
    """Without byline or 本报讯 the zone that it opens with tells."""
    title = "临夏经开区拓市场,牛肉面走出国门"
    first, second = split(HEAD, "田禾", LEAD, MORE, title, OTHER, REST)
    assert (first.headline, second.headline) == (HEAD, title)


def test_a_colon_headline_about_the_same_zone() -> None:
    """No subhead has the form X高新区:."""
    title = "漳浦高新区:海缆厂点亮小渔村"
    first, second = split(HEAD, "田禾", LEAD, MORE, title, MORE[4:])
    assert (first.headline, second.headline) == (HEAD, title)


@pytest.mark.parametrize("lead", ["● ", "一、", "(二)", "3."])
def test_numbered_headings_stay_inside(lead: str) -> None:
    """However little the text below them repeats."""
    article = only(
        "# " + HEAD, LEAD, MORE, f"# {lead}守住蓝色家底", OTHER[12:], REST[5:]
    )
    assert article.headline == HEAD
    assert len(article.subheads) == 1


def test_names_of_zones_are_no_sign_of_kinship() -> None:
    """Two articles about one zone share its name."""
    assert "漳浦" not in without_zones("走进漳浦高新区看变化")
    assert "变化" in without_zones("走进漳浦高新区看变化")

"""Are running heads, bylines and titles of regional papers read? Each by a page."""

import pytest

from search.pages.bylines import opening_credit
from search.pages.captions import photographers
from search.pages.names import name_in_place, read_names
from search.pages.noise import is_folio
from search.pages.titles import is_series
from tests.pages.pages import only, split

HEAD = "漳浦高新区打造海上风电基地"
LEAD = "近日,漳浦高新区首台风机吊装完成,标志着海上风电基地进入建设高峰。"
MORE = "据介绍,漳浦高新区已签约配套厂商十九家,叶片、塔筒、海缆都能就地生产。"
OTHER_HEAD = "临夏经开区牛肉面走出国门"
OTHER = "日前,临夏经开区一批牛肉面料包发往海外,这是当地食品厂商接到的首张订单。"
REST = "临夏经开区还为食品厂商办起了共享检测室,送检的样品当天就能拿到结果。"


# Running heads


@pytest.mark.parametrize(
    "line",
    [
        "海峡园区周刊 2022.3.4 星期五 聚焦·03 编辑 田禾 校对 柳青 组版 何川",
        "海峡园区报 ZONE·综合 4 2022年3月4日 星期五",
        "06 园区观察 2022年3月4日 星期五 责编 田禾 美编 柳青",
        "遗失声明:漳浦某商行遗失公章一枚,声明作废。",
        "组版编辑 田禾 柳青 美编 何川 2022年3月4日 星期五",
        "2022/3/4　星期五　农历二月初二　多云　5℃～14℃",
        "06│园区观察",
        "第B3版",
        "T03",
        "值班主任 何 川",
        "新闻热线 0596-218××88",
        "广告热线：0596-3838×××",
        "本版投稿邮箱:news@example.com",
        "本版图片除署名外由各园区提供",
        "扫码看视频",
        "2022年3月4日 星期五 编辑：何 禾（0596—8465XXXX） 美编：于 川 校对：柳青",
        "本版编辑 田 禾 柳 青 美 编 何川",
        "HAIXIA EVENING NEWS",
        "【广告】 人才公寓 现正接受登记",
        "零售每份1.50元　上期开机时间2:40",
    ],
)
def test_running_heads_with_staff_and_sections(line: str) -> None:
    """Roles without colons, sections in letters; notices in the corners."""
    assert is_folio(line)


@pytest.mark.parametrize(
    "line",
    [
        "编辑 田禾",
        "10个项目落地",
        "本版讲的是海上风电。",
        "热线12345为企业解难",
        "扫码办事更方便",
    ],
)
def test_single_words_are_no_running_heads(line: str) -> None:
    """One role without a colon, a number that counts something."""
    assert not is_folio(line)


@pytest.mark.parametrize("head", ["04 园区经济", "园区经济 4"])
def test_a_section_beside_the_date_is_a_running_head(head: str) -> None:
    """Whichever of the two is printed first."""
    article = only("2022年3月4日 星期五", head, HEAD, "本报讯 " + LEAD, MORE)
    assert (article.headline, article.kicker) == (HEAD, "")
    assert len(article.noise) == 2


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(("海峡晚报 经济", "2022年3月4日 星期五"), id="the paper"),
        pytest.param(("# 身边", "责编 田禾 美编 柳青"), id="a column, marked"),
        pytest.param(("园 区 经 济", "A5"), id="letters set apart"),
        pytest.param(("海峡晚报", "开发区周刊", "07"), id="several"),
    ],
)
def test_what_stands_above_the_date_is_the_head_too(above: tuple[str, ...]) -> None:
    """No title of the first article, and no article by itself."""
    article = only(*above, HEAD, "本报讯 " + LEAD, MORE)
    assert (article.headline, article.kicker) == (HEAD, "")
    assert [each.text for each in article.noise] == [x.lstrip("# ") for x in above]


def test_a_headline_stays_above_where_it_comes_from() -> None:
    """(上接第一版) is no head of a page; nor is what stands above the date alone."""
    article = only("风起漳浦", "（上接第一版）", "本报讯 " + LEAD, MORE)
    assert article.headline == "风起漳浦"
    article = only("风起漳浦", "2022年3月4日 星期五", "本报讯 " + LEAD, MORE)
    assert article.headline == "风起漳浦"


# People


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("□本报驻漳浦记者站 田禾 柳青", [("田禾", ""), ("柳青", "")]),
        ("□海峡夜报记者 田禾 实习生 柳青", [("田禾", ""), ("柳青", "")]),
        ("海峡夜报特派记者 田禾", [("田禾", "")]),
        ("采写：海峡记者 田禾 实习生 柳青", [("田禾", ""), ("柳青", "")]),
        ("文／田禾　图／柳青", [("田禾", ""), ("柳青", "摄")]),
        ("本报记者　田禾　文　　柳青　图", [("田禾", ""), ("柳青", "摄")]),
        ("【本报记者欧阳田禾、何柳青横琴报道】", [("欧阳田禾", ""), ("何柳青", "")]),
    ],
)
def test_names_as_other_houses_print_them(
    line: str, people: list[tuple[str, str]]
) -> None:
    """Stations, evening papers, full-width strokes, places without a gap."""
    found = [(c.name, c.role if c.role == "摄" else "") for c in read_names(line)]
    assert found == people


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("口本报记者 田禾 通讯员 柳青", ["田禾", "柳青"]),
        ("口 文/田禾", ["田禾"]),
        ("► 记者 那木图 通讯员 柳青", ["那木图", "柳青"]),
        ("通讯员 阿孜古丽热", ["阿孜古丽热"]),
        ("口子酒业", []),
    ],
)
def test_misread_marks_and_rare_names(line: str, names: list[str]) -> None:
    """□ read as 口; names of Manchus, Mongols and Uighurs."""
    assert [person.name for person in read_names(line)] == names


@pytest.mark.parametrize(
    ("line", "took"), [("图/柳青", ["柳青"]), ("图/受访者提供", []), ("图/企业", [])]
)
def test_who_took_the_photos_is_no_author(line: str, took: list[str]) -> None:
    """文/甲 图/乙: the second is credited, but signs nothing."""
    article = only(HEAD, "文/田禾 " + line, LEAD, MORE)
    assert article.byline == ("田禾",)
    assert [c.name for c in article.credits if c.role == "摄"] == took


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("海峡晚报讯 记者遆海风报道:", ["遆海风"]),
        ("海峡园区报讯(记者 田禾) ", ["田禾"]),
        ("海都讯 记者田禾 通讯员柳青 ", ["田禾", "柳青"]),
    ],
)
def test_credits_of_other_papers(credit: str, names: list[str]) -> None:
    """A surname in no list; a paper of any name."""
    opening = opening_credit(credit + "近日,园区开工。")
    assert opening is not None
    assert [person.name for person in opening.credits] == names


def test_a_rare_name_between_headline_and_credit() -> None:
    """Three characters that stand where only a name can."""
    assert name_in_place("遆海风")
    assert not name_in_place("高新区")
    article = only(HEAD, "遆海风", "本报讯 " + LEAD, MORE)
    assert (article.headline, article.byline) == (HEAD, ("遆海风",))


def test_brackets_behind_the_last_sentence_hold_a_name() -> None:
    """However rare; not behind another paragraph, and no word such as 全文完."""
    first, _ = split(
        HEAD, "本报讯 " + LEAD, MORE + "(遆海风)", OTHER_HEAD, "本报讯 " + OTHER
    )
    assert (first.byline, first.body[-1]) == (("遆海风",), MORE)
    article = only(HEAD, "本报讯 " + LEAD + "(遆海风)", MORE + "(全文完)")
    assert article.byline == ()


def test_long_names_below_the_last_paragraph() -> None:
    """One known surname vouches; a running foot stands under them."""
    article = only(HEAD, "本报讯 " + LEAD, MORE, "额尔敦木图 田禾", "责编:柳青")
    assert article.byline == ("额尔敦木图", "田禾")


def test_a_photographer_behind_a_blank() -> None:
    """摄影 甲 is no byline."""
    assert [c.name for c in photographers("摄影 田禾")] == ["田禾"]


# Titles


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一缕“海风”吹热渔村", HEAD),
        ("“海风”吹出19个项目", "漳浦高新区让风机“长”在海上"),
    ],
)
def test_a_play_on_words_is_half_of_the_headline(first: str, second: str) -> None:
    """Over a plain statement, or where the line begins with it."""
    article = only(first, second, "本报记者 田禾", LEAD, MORE)
    assert (article.kicker, article.headline) == ("", f"{first} {second}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("新建码头12座", HEAD),
        ("从“怕风”到“盼风”", "漳浦高新区让风机“长”在海上"),
        ("从“怕风”到“盼风”", "漳浦高新区新开19条海缆产线"),
        ("把“海风”变成“电流”", "漳浦:风机“长”在海上"),
        ("追“风”之路·海上当家", "一台风机“转”动一片海"),
        ("风起海上①", "一台风机“转”动一片海"),
        ("开局之年看园区", "一台风机“转”动一片海"),
    ],
)
def test_a_line_above_a_whole_headline_is_a_kicker(first: str, second: str) -> None:
    """Facts, a phrase above a headline with a point of its own, a series."""
    article = only(first, second, "本报记者 田禾", LEAD, MORE)
    assert (article.kicker, article.headline) == (first, second)


def test_names_of_series() -> None:
    """Not a name with a dot inside quotes."""
    assert is_series("走进园区·调研行")
    assert not is_series("“智造·未来”大赛开幕")


def test_a_word_opens_a_deck() -> None:
    """核心提示 above the byline, however long."""
    deck = "核心提示:海风有多值钱?在漳浦,它一年发的电够一座县城用上三年。" + MORE
    article = only(HEAD, deck, "本报记者 田禾", LEAD, REST)
    assert (article.headline, article.deck) == (HEAD, deck)


def test_a_column_ranks_below_its_headlines_on_any_page() -> None:
    """Its own # are counted, though those of the page tell nothing."""
    _, second, _ = split(
        "# " + HEAD,
        "◎田禾",
        LEAD,
        MORE,
        "## 海边新风",
        "### " + OTHER_HEAD,
        "本报讯 " + OTHER,
        "### 东山高新区海缆出海",
        "本报讯 " + LEAD,
    )
    assert (second.kicker, second.headline) == ("", OTHER_HEAD)
    assert [noise.text for noise in second.noise] == ["海边新风"]


# Headings


@pytest.mark.parametrize(
    "heading", ["第一步:拆得净", "# 一、叶片先行", "一问安全:凭什么放心", "三"]
)
def test_counted_headings_stay_inside(heading: str) -> None:
    """Marked or not, even behind a byline."""
    article = only(HEAD, "本报记者 田禾", LEAD, heading, MORE)
    assert [each.text for each in article.subheads] == [heading.lstrip("# ")]
    assert article.body == (LEAD, MORE)


@pytest.mark.parametrize(
    "head",
    ["5.4亿元面粉项目落户临夏经开区", "第一站走进临夏经开区", "三问临夏经开区牛肉面"],
)
def test_a_headline_may_begin_with_a_number(head: str) -> None:
    """It counts something else than the parts of an article."""
    _, article = split(HEAD, "本报讯 " + LEAD, MORE, "# " + head, OTHER, REST)
    assert article.headline == head


def test_a_question_is_text_even_when_marked() -> None:
    """# 问:… is no heading."""
    asked = "问:末班车到几点?"
    article = only(HEAD, "本报讯 " + LEAD, "# " + asked, "答:晚上十点二十分。")
    assert article.body[1:] == (asked, "答:晚上十点二十分。")


def test_several_rows_under_a_marked_headline_are_its_deck() -> None:
    """So is one with a figure; under a zone alone the headline goes on."""
    rows = ("管线全长六十一公里", "供热面积逾千万平方米")
    article = only("# " + HEAD, *rows, "本报记者 田禾", LEAD, MORE)
    assert (article.headline, article.deck) == (HEAD, " ".join(rows))
    article = only("# " + HEAD, "风机产能提高到每年1200台", "本报记者 田禾", LEAD)
    assert (article.headline, article.deck) == (HEAD, "风机产能提高到每年1200台")
    article = only("# 漳浦高新区", "让海风", "变成真金白银", "本报记者 田禾", LEAD)
    assert article.headline == "漳浦高新区 让海风 变成真金白银"


def test_a_marked_row_may_end_in_a_comma() -> None:
    """When the next is marked alike."""
    article = only("## 出园“最后一公里”,", "## 只要一小时", "本报讯 " + LEAD, MORE)
    assert article.headline == "出园“最后一公里”, 只要一小时"


def test_a_short_row_may_end_in_a_comma() -> None:
    """Above another row and a report, where no sentence was cut."""
    rows = ("一片海的风力账,", "在临夏经开区贷来三百万")
    _, article = split(HEAD, "本报讯 " + LEAD, *rows, "本报讯 " + OTHER, REST)
    assert article.headline == " ".join(rows)


# Photos and repeats


def test_a_photo_of_another_zone_inside_a_cut_sentence() -> None:
    """Is news by itself; one of the same zone belongs to the article."""
    cut, rest = "据介绍,漳浦高新区已签约配套厂商十九", "家,叶片都能就地生产。"
    caption = "10月15日,在临夏经开区的食品厂,一批牛肉面料包正在装箱。 柳青 摄"
    article, photo = split(HEAD, "本报讯 " + LEAD, cut, caption, rest)
    assert (photo.kind, photo.body) == ("photo", (caption,))
    assert article.body == ("本报讯 " + LEAD, cut + rest)
    own = caption.replace("临夏经开区的食品厂", "漳浦高新区的风机厂")
    article = only(HEAD, "本报讯 " + LEAD, cut, own, rest)
    assert (article.captions, article.body[1]) == ((own,), cut + rest)


def test_the_beginning_of_a_text_printed_again() -> None:
    """Is noise, though it begins as an article does."""
    article = only(HEAD, "本报讯 " + LEAD, "本报讯 近日,漳浦高新区首台", MORE)
    assert article.body == ("本报讯 " + LEAD, MORE)
    assert [each.text for each in article.noise] == ["本报讯 近日,漳浦高新区首台"]


def test_names_in_brackets_open_a_text() -> None:
    """Two of them need no role; one could be anything."""
    assert opening_credit("(田禾 柳青)8月19日,园区开工。") is not None
    assert opening_credit("(续)8月19日,园区开工。") is None


def test_briefs_that_begin_with_their_place() -> None:
    """Headline and text name it first; a column's name stands above them."""
    briefs = (
        "# 微循环",
        "临夏经开区 牛肉面走出国门",
        OTHER.replace("日前,", ""),
        "五常市 育秧棚装上“电子鼻”",
        "五常市今年在一千二百栋育秧大棚里装上了“电子鼻”,能够监测温度和湿度。",
    )
    found = split("# " + HEAD, "本报记者 田禾", LEAD, MORE, *briefs)
    headlines = [HEAD, briefs[1], briefs[3]]
    assert [article.headline for article in found] == headlines
    assert found[2].body == (briefs[4],)

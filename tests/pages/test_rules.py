"""Do the rules that newspaper people go by hold, on pages made up for each?"""

import pytest

from search.models import Subhead
from search.pages.bylines import opening_credit, tail_byline
from search.pages.captions import is_dated, is_photo_credit, photographers, says_photo
from search.pages.cohesion import Cohesion
from search.pages.context import read_lines
from search.pages.names import names_in_place, read_names
from search.pages.noise import Repeats, intruders, is_folio
from search.pages.titles import announces
from tests.pages.pages import only, split

HEAD = "漳浦高新区打造海上风电基地"
LEAD = "近日,漳浦高新区首台风机吊装完成,标志着海上风电基地进入建设高峰。"
MORE = "据介绍,漳浦高新区已签约配套厂商十九家,叶片、塔筒、海缆都能就地生产。"
WIND = "这里的风,一年有三百天在七级以上。老渔民说,从前怕风,如今盼风。"
WELD = "回乡的年轻人越来越多,岛上办起了焊工学校,头一批学员全部上了船。"
BACK = "漳浦高新区的焊工已有六百人,明年还要再添三百人。"
OTHER_HEAD = "临夏经开区牛肉面走出国门"
OTHER = "日前,临夏经开区一批牛肉面料包发往海外,这是当地食品厂商接到的首张订单。"
REST = "临夏经开区还为食品厂商办起了共享检测室,送检的样品当天就能拿到结果。"


# Subheads


@pytest.mark.parametrize("mark", ["", "## "])
def test_sections_without_the_zone_are_no_articles(mark: str) -> None:
    """The zone comes back in a later section of the article."""
    first, second = split(
        "# " + HEAD,
        "田禾 柳青",
        LEAD,
        MORE,
        mark + "风从海上来",
        WIND,
        mark + "人往岛上走",
        WELD,
        BACK,
        "# " + OTHER_HEAD,
        "本报讯 " + OTHER,
        REST,
    )
    assert first.subheads == (Subhead("风从海上来", 2), Subhead("人往岛上走", 3))
    assert (first.byline, second.headline) == (("田禾", "柳青"), OTHER_HEAD)


def test_a_caption_is_no_border() -> None:
    """What stands below it goes on with the article."""
    first, _ = split(
        HEAD,
        "田禾 柳青",
        LEAD,
        MORE,
        "吊装现场。",
        "田禾 摄",
        "风从海上来",
        WIND,
        BACK,
        OTHER_HEAD,
        "本报讯 " + OTHER,
    )
    assert first.subheads == (Subhead("风从海上来", 2),)
    assert first.captions == ("吊装现场。", "田禾 摄")


def test_a_zone_cut_in_two_is_still_named() -> None:
    """漳浦高|新区 over two lines is the article's own zone."""
    article = only(
        HEAD,
        "田禾 柳青",
        LEAD,
        MORE,
        "人往岛上走",
        "今年,漳浦高",
        "新区的焊工有六百人。",
    )
    assert article.subheads == (Subhead("人往岛上走", 2),)


@pytest.mark.parametrize("subhead", ["练成“海上绣花”的那双手", "建链:把“海风”变“电流”"])
def test_display_lines_are_no_beginnings_of_sentences(subhead: str) -> None:
    """Behind one whole paragraph and before another."""
    article = only(HEAD, "田禾 柳青", LEAD, subhead, MORE, BACK)
    assert article.subheads == (Subhead(subhead, 1),)
    assert article.body == (LEAD, MORE, BACK)


def test_numbers_alone_are_subheads() -> None:
    """(一) on a line of its own."""
    article = only(HEAD, "田禾", LEAD, "(一)", MORE, "(二)", BACK)
    assert article.subheads == (Subhead("(一)", 1), Subhead("(二)", 2))


def test_the_zones_of_a_round_up_lead_in_paragraphs() -> None:
    """A headline does not end in a bare colon."""
    article = only(
        "各地高新区节后开工忙",
        "本报记者 田禾",
        "春节假期刚过,各地高新区一片忙碌。",
        "漳浦高新区:",
        "本月初,漳浦高新区36家厂商全部复工,订单排到了六月。",
        "蚌埠高新区:",
        "生产线上灯火通明,蚌埠高新区的玻璃出口同比增长两成。",
    )
    assert [s.text for s in article.subheads] == ["漳浦高新区:", "蚌埠高新区:"]


@pytest.mark.parametrize(
    "numbers", [("1.", "2.", "3."), ("8、", "9、", "10、"), ("①", "②", "③")]
)
def test_numbered_lines_in_a_row_are_a_list(numbers: tuple[str, ...]) -> None:
    """Neither subheads nor beginnings of what follows."""
    items = [
        n + name
        for n, name in zip(numbers, ["海缆公司", "叶片公司", "塔筒公司"], strict=True)
    ]
    article = only(HEAD, "本报讯 " + LEAD, "入选名单如下:", *items, BACK)
    assert article.body == ("本报讯 " + LEAD, "入选名单如下:", *items, BACK)
    assert article.subheads == ()


def test_lines_of_a_list_are_known_by_their_neighbours() -> None:
    """One number alone is a subhead."""
    lines = read_lines("1.海缆公司\n2.叶片公司\n\n园区说。\n\n5.塔筒公司\n")
    assert [line.item for line in lines] == [True, True, False, False]


# Headlines


@pytest.mark.parametrize(
    "credit",
    [
        "晚报讯(记者 柳青)",
        "早报讯 ",
        "商报讯 ",
        "讯 (通讯员 柳青)",
        "【本报讯】",
        "(本报讯) ",
        "本报记者柳青报道:",
        "据新华社兰州3月4日电 ",
        "云州日报3月4日讯 ",
    ],
)
def test_a_credit_makes_a_headline_of_the_line_above(credit: str) -> None:
    """Whatever the paper calls itself; without a zone in the headline."""
    title = "一碗面的出海记"
    first, second = split(HEAD, "本报讯 " + LEAD, MORE, title, credit + OTHER, REST)
    assert (first.body, second.headline) == (("本报讯 " + LEAD, MORE), title)
    assert second.body[0].startswith(credit.strip())


@pytest.mark.parametrize(
    "text", ["据某报报道", "通讯塔建成", "日报社用上绿电", "讯息灵通"]
)
def test_other_openings_are_no_credits(text: str) -> None:
    """讯 and 报 inside a sentence."""
    assert opening_credit(text + ",园区开工。") is None


@pytest.mark.parametrize("label", ["短评:", "(微观)", "快评│", "【时评】"])
def test_the_name_of_the_sort_announces_an_item(label: str) -> None:
    """短评 and its like, though no zone and no byline stand there."""
    title = label + "别让海风白白吹过"
    assert announces(title)
    first, second = split(
        HEAD,
        "田禾",
        LEAD,
        MORE,
        title,
        "海风不要钱,却最怕没人用。",
        "早一天并网,早一天发电。",
    )
    assert (first.headline, second.headline) == (HEAD, title)


def test_an_article_on_another_zone_begins_however_alike_the_words() -> None:
    """The old zone is gone, the new one is in the headline and below."""
    other = MORE.replace("漳浦", "东山").replace("十九", "九")
    first, second = split(HEAD, "田禾", LEAD, MORE, "东山高新区海缆出海", other)
    assert (first.body, second.body) == ((LEAD, MORE), (other,))


def test_everything_above_a_byline_is_title() -> None:
    """A kicker that ends in a dash, decks behind points."""
    kicker = "投资过百亿元,用工上千人,从讨海到追风,一座渔村用了整整十年时间完成转身——"
    points = (
        "■十九家厂商上岛,叶片、塔筒、海缆全都就地生产;两所学校开班,六百名焊工上船",
        "■一座运维母港开建",
    )
    article = only(kicker, HEAD, *points, "本报记者 田禾", LEAD, MORE)
    assert (article.kicker, article.headline) == (kicker, HEAD)
    assert article.deck == " ".join(points)
    assert article.body == (LEAD, MORE)


@pytest.mark.parametrize(
    ("title", "deck"),
    [
        ("“我在海上修风机”", "漳浦高新区办起运维学校,两年毕业学员三百人"),
        ("2023年沿海园区活力榜发布", "漳浦、东山、云霄高新区位列前三"),
        (HEAD, "今年以来,新签约亿元以上项目19个,总投资120亿元"),
    ],
)
def test_facts_under_a_headline_are_a_deck(title: str, deck: str) -> None:
    """Below a headline that is complete by itself, above the byline."""
    article = only(title, deck, "本报记者 田禾", LEAD, MORE)
    assert (article.headline, article.deck) == (title, deck)
    assert article.body == (LEAD, MORE)


def test_a_line_inside_a_word_is_the_headline_s() -> None:
    """Though the article has had a subhead before."""
    article = only(
        HEAD,
        "田禾 柳青",
        LEAD,
        "风从海上来",
        MORE[:13],
        "订单排到“后年”",
        MORE[13:],
        "人往岛上走",
        BACK,
    )
    assert article.headline == HEAD + " 订单排到“后年”"
    assert article.body == (LEAD, MORE, BACK)


# Photos


@pytest.mark.parametrize(
    "line",
    [
        "田禾摄(人民视觉)",
        "新华社记者 田禾 摄",
        "新华社发(田禾 摄)",
        "视觉中国供图",
        "影像中国",
    ],
)
def test_agencies_are_photo_credits(line: str) -> None:
    """Before the photographer or in brackets behind."""
    assert is_photo_credit(line)


def test_the_agency_is_no_photographer() -> None:
    """Only the person is credited."""
    assert [c.name for c in photographers("田禾摄(人民视觉)")] == ["田禾"]


@pytest.mark.parametrize("mark", ["▲", "△ ", "图②:", "上图:", "左图为"])
def test_pointed_lines_are_captions(mark: str) -> None:
    """Without a full stop too."""
    line = mark + "海缆车间一角"
    assert says_photo(line)
    article = only(HEAD, "本报讯 " + LEAD, line, MORE)
    assert article.captions == (line,)


def test_points_in_a_row_are_no_captions() -> None:
    """▲ may open the lines of a list."""
    points = ("▲叶片就地生产", "▲塔筒就地生产", "▲海缆就地生产")
    article = only(HEAD, "本报讯 " + LEAD, *points, BACK)
    assert article.captions == ()


@pytest.mark.parametrize("credit", ["图片来源:漳浦高新区", "新华社发 田禾 摄"])
@pytest.mark.parametrize("cut", [20, len(MORE) - 6])
def test_a_sentence_goes_on_behind_a_credit(credit: str, cut: int) -> None:
    """Neither half is a caption."""
    article = only(HEAD, "本报讯 " + LEAD, MORE[:cut], credit, MORE[cut:], BACK)
    assert article.body == ("本报讯 " + LEAD, MORE, BACK)
    assert article.captions == (credit,)


def test_a_photographer_above_news_of_another_place() -> None:
    """The text below is the photo's, not the end of the article above."""
    news = "3月4日,蚌埠高新区一家玻璃企业的工人在检查产品。这批玻璃将发往海外。"
    article, photo, _ = split(
        HEAD, "本报讯 " + LEAD, MORE, "柳青 摄", news, OTHER_HEAD, "本报讯 " + OTHER
    )
    assert article.body == ("本报讯 " + LEAD, MORE)
    assert (photo.kind, photo.body, photo.captions) == ("photo", (news,), ("柳青 摄",))


@pytest.mark.parametrize("day", ["昨天", "3月4日", "▲近日"])
def test_dated_news_behind_a_finished_article_stands_alone(day: str) -> None:
    """On the same zone, but on another subject."""
    news = f"{day},漳浦高新区消防队走进幼儿园,教孩子们用灭火器。(柳青 摄)"
    assert is_dated(news)
    article, photo, _ = split(
        HEAD, "本报讯 " + LEAD, MORE, news, OTHER_HEAD, "本报讯 " + OTHER
    )
    assert (article.captions, photo.body) == ((), (news,))


def test_an_article_has_spoken_of_its_own_photo() -> None:
    """The words of a caption come from its article."""
    words = Cohesion()
    words.add(LEAD)
    assert words.speak_of("3月1日,首台风机吊装完成。")
    assert not words.speak_of("3月1日,孩子们学用灭火器。")


def test_picture_news_bears_a_title() -> None:
    """The short line above it is no text of the article before."""
    news = "10月18日,蚌埠高新区举行电工技能比武,86名选手参加。 柳青摄"
    _, photo, _ = split(
        HEAD, "本报讯 " + LEAD, MORE, "电工比武", news, OTHER_HEAD, "本报讯 " + OTHER
    )
    assert (photo.kind, photo.headline, photo.body) == ("photo", "电工比武", (news,))


# People


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("■ 文/图 田禾 柳青", ["田禾", "柳青"]),
        ("记者丨田禾 通讯员丨柳青", ["田禾", "柳青"]),
        ("通讯员柳家禾", ["柳家禾"]),
        ("田禾 整理", ["田禾"]),
        ("田禾 编译", ["田禾"]),
        ("洪明远", ["洪明远"]),
        ("【记者手记】", []),
        ("作者单位", []),
    ],
)
def test_lines_of_people(line: str, names: list[str]) -> None:
    """Roles before, behind and between; labels are no names."""
    assert [person.name for person in read_names(line)] == names


@pytest.mark.parametrize(
    "tail", ["(本报记者 田禾 通讯员 柳青)", "(田禾 整理)", "(田禾 供稿)"]
)
def test_brackets_at_the_end_sign_a_short_paragraph(tail: str) -> None:
    """However short the paragraph is."""
    found = tail_byline("海风不要钱。" + tail)
    assert found is not None
    assert found.printed == tail


def test_a_known_surname_vouches_for_its_neighbour() -> None:
    """Between headline and text words of two or three characters are names."""
    assert names_in_place("田禾 佴小满")
    assert not names_in_place("好风 好水")
    article = only(HEAD, "佴小满 田禾", LEAD, MORE)
    assert (article.headline, article.byline) == (HEAD, ("佴小满", "田禾"))


def test_a_note_on_the_author_is_no_headline() -> None:
    """It closes the article above."""
    note = "(作者系漳浦高新区管委会副主任)"
    first, second = split(HEAD, "田禾", LEAD, MORE, note, OTHER_HEAD, "柳青", OTHER)
    assert [n.text for n in first.noise] == [note]
    assert second.headline == OTHER_HEAD


# Noise


@pytest.mark.parametrize(
    "line",
    [
        "云州日报 2022年10月21日 星期五 责编/田禾 美编/柳青 校对/何川",
        "地址:海滨路18号 电话:0596-1234567 邮编:363200",
        "(下转第四版)",
    ],
)
def test_running_heads_and_feet(line: str) -> None:
    """Staff with a stroke, the address of the paper."""
    assert is_folio(line)


def test_several_foreign_words_slip_in() -> None:
    """A function word of English takes its noun along; names of brands stay."""
    (span,) = intruders("漳浦的厂商 of the company 订单大增")
    assert span == (5, 21)
    assert not intruders("厂商用 Windows 系统管理订单")


def test_a_clause_told_twice_in_a_paragraph_is_noise() -> None:
    """From one mark to another, where a cut sentence goes on."""
    clause = (
        "漳浦高新区推行网上办、掌上办、预约办,厂商把材料拍照上传即可,审批人员视频核验,"
    )
    repeats = Repeats()
    repeats.add("手续怎么办?" + clause + "审批手")
    text = "续时间压缩到六天。" + clause + "十三个项目拿到许可。"
    assert repeats.span(text, continues=True) == (9, 9 + len(clause))
    assert repeats.span(text, continues=False) is None


def test_two_short_clauses_between_paragraphs_are_a_subhead() -> None:
    """Not the beginning of the sentence below; a cut sentence stays one."""
    article = only(
        "长春高新区按下建设快进键",
        "钱进",
        "近日,长春高新区召开项目推进会,部署下一阶段的重点工作。",
        "招大引强,补链成群",
        "长春高新区梳理出二十条产业链,逐条开展招商。",
    )
    assert [subhead.text for subhead in article.subheads] == ["招大引强,补链成群"]
    assert len(article.body) == 2


def test_the_head_of_a_page_is_no_article() -> None:
    """A section and a page number, above the first headline."""
    (article,) = split("园区", "05", HEAD, "钱进", LEAD, MORE)
    assert (article.headline, article.kicker) == (HEAD, "")
    assert [noise.text for noise in article.noise] == ["园区", "05"]

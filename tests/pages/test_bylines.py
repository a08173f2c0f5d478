"""Are the people behind a text found, wherever they are printed?"""

import pytest

from search.models import Credit
from search.pages.bylines import opening_credit, tail_byline
from search.pages.names import is_name, read_names
from tests.pages.pages import only, split

HEAD = "长春高新区按下建设快进键"
LEAD = "近日,长春高新区召开项目推进会,部署下一阶段的重点工作。"
MORE = "据介绍,长春高新区今年安排重点项目九十个,总投资超过三百亿元。"


@pytest.mark.parametrize("name", ["钱进", "欧阳倩", "司马相如", "项卉"])
def test_names_begin_with_a_surname(name: str) -> None:
    """Single or double."""
    assert is_name(name)


@pytest.mark.parametrize(
    "word", ["高新区", "项目", "金融服务", "成都", "安全生产", "发展", "王", "高质量"]
)
def test_words_are_no_names(word: str) -> None:
    """Though some begin with a surname."""
    assert not is_name(word)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("钱进 孙立", [("钱进", ""), ("孙立", "")]),
        ("钱　进　孙　立", [("钱进", ""), ("孙立", "")]),
        ("► 钱进 欧阳倩", [("钱进", ""), ("欧阳倩", "")]),
        ("本报记者钱进", [("钱进", "本报记者")]),
        ("记者：钱进", [("钱进", "记者")]),
        ("□本报通讯员 钱进、孙立", [("钱进", "本报通讯员"), ("孙立", "本报通讯员")]),
        (
            "钱进 本报特约通讯员 孙立",
            [("钱进", ""), ("孙立", "本报特约通讯员")],
        ),
        ("◎通讯员 者言 本报记者 钱进", [("者言", "通讯员"), ("钱进", "本报记者")]),
        ("记者 钱进 孙立 合肥报道", [("钱进", "记者"), ("孙立", "记者")]),
        ("记者 钱进报道", [("钱进", "记者")]),
        (
            "长江日报/大江新闻记者 钱进 通讯员 孙立",
            [("钱进", "长江日报/大江新闻记者"), ("孙立", "通讯员")],
        ),
        ("(钱进)", [("钱进", "")]),
        ("（通讯员 钱进）", [("钱进", "通讯员")]),
        ("(图)", []),
        ("项目建设 钱进", []),
        ("钱进,近日到访。", []),
    ],
)
def test_lines_of_names_are_read(text: str, people: list[tuple[str, str]]) -> None:
    """Names with the role printed before them; anything else gives none."""
    assert read_names(text) == tuple(Credit(*person) for person in people)


@pytest.mark.parametrize(
    ("tail", "names"),
    [
        ("钱进", ("钱进",)),
        (" 钱进", ("钱进",)),
        (" 钱进 孙立", ("钱进", "孙立")),
        ("(钱进 孙立)", ("钱进", "孙立")),
        ("（记者 钱进）", ("钱进",)),
        ("钱　进", ("钱进",)),
    ],
)
def test_names_behind_the_last_sentence_are_cut(tail: str, names: tuple) -> None:
    """With a space or without, in brackets or not."""
    article = only(HEAD, "本报讯 " + LEAD, MORE + tail)
    assert article.body == ("本报讯 " + LEAD, MORE)
    assert article.byline == names
    assert article.byline_lines == (tail.strip(),)


@pytest.mark.parametrize("text", ["签约。高新", "做好工作", "。", "全部完成。今年"])
def test_other_ends_are_no_bylines(text: str) -> None:
    """A cut sentence may begin behind the full stop."""
    assert tail_byline(text) is None


def test_names_at_the_end_of_a_column_leave_the_article_going_on() -> None:
    """They are cut out of the middle; what follows is the same article."""
    article = only(HEAD, "本报讯 " + LEAD, MORE + " 钱进 孙立", "园区还将加大力度。")
    assert article.body == ("本报讯 " + LEAD, MORE, "园区还将加大力度。")
    assert article.byline == ("钱进", "孙立")


def test_names_on_a_line_of_their_own_end_the_article() -> None:
    """The heading below begins another, though nothing else says so."""
    first, second = split(
        HEAD, "本报讯 " + LEAD, MORE, "钱进", "营商环境再升级", "企业办事更加方便了。"
    )
    assert (first.byline, first.byline_lines) == (("钱进",), ("钱进",))
    assert (second.headline, second.body) == (
        "营商环境再升级",
        ("企业办事更加方便了。",),
    )


def test_byline_lines_one_below_the_other_belong_together() -> None:
    """No blank line stands between them."""
    article = only(HEAD, "◎通讯员 钱进 孙立\n本报记者 朱桐", LEAD)
    assert article.byline == ("钱进", "孙立", "朱桐")
    assert article.byline_lines == ("◎通讯员 钱进 孙立", "本报记者 朱桐")
    assert article.credits[-1] == Credit("朱桐", "本报记者")


def test_a_marked_line_with_a_role_is_a_byline() -> None:
    """A mark from the scanner makes no headline of it."""
    article = only("# " + HEAD, "## 本报记者 钱进", LEAD)
    assert (article.headline, article.byline) == (HEAD, ("钱进",))


@pytest.mark.parametrize(
    ("text", "paper", "people"),
    [
        ("本报讯 近日,", None, []),
        ("本报讯(记者 钱进 通讯员 孙立) 近日,", None, ["钱进", "孙立"]),
        ("本报讯（特约通讯员　钱　进）近日，", None, ["钱进"]),
        ("本报讯 记者钱进 通讯员孙立 近日,", None, ["钱进", "孙立"]),
        ("工人日报讯(记者 钱进)近日,", "工人日报", ["钱进"]),
        ("本报长春8月7日电 (记者 钱进) ", None, ["钱进"]),
        ("新华社长春8月7日电（记者钱进、孙立）", None, ["钱进", "孙立"]),
        ("（记者 钱进）近日", None, ["钱进"]),
    ],
)
def test_opening_credits_are_read(text: str, paper: str | None, people: list) -> None:
    """The paper where it is named, and who reports."""
    opening = opening_credit(text)
    assert opening is not None
    assert opening.paper == paper
    assert [person.name for person in opening.credits] == people


@pytest.mark.parametrize(
    "text", ["据某报报道，", "国家电网公司供电充足。", "通讯员说,", "本报记者看到,"]
)
def test_other_openings_are_no_credits(text: str) -> None:
    """Speaking of a paper is not signing for it."""
    assert opening_credit(text) is None


def test_the_credit_stays_in_the_text() -> None:
    """What is printed there is found there; the names are known all the same."""
    article = only(HEAD, "本报讯(记者 钱进)" + LEAD)
    assert article.body == ("本报讯(记者 钱进)" + LEAD,)
    assert (article.byline, article.byline_lines) == (("钱进",), ())


def test_one_known_surname_vouches_for_its_neighbour_behind_a_text() -> None:
    """Set apart by a space; a single rare one stays."""
    tail = tail_byline(f"{LEAD} 佘赛花 钱进")
    assert tail is not None
    assert [each.name for each in tail.credits] == ["佘赛花", "钱进"]
    assert tail_byline(f"{LEAD}佘赛好风") is None

"""The rest of an article under another's headline goes back to it."""

import pytest

from search.models import Subhead
from tests.pages.pages import split

HEAD = "漳浦高新区打造海上风电基地"
LEAD = "近日,漳浦高新区首台风机吊装完成,标志着海上风电基地进入建设高峰。"
CUT = (
    "漳浦高新区风电产业园里,叶片厂正在扩建,配套的塔筒厂也将在年底投产。"
    "三年来,风机吊装的工期一再缩短,目前已签约配"
)
REST = (
    "套厂商十九家,配套率全省第一。"
    "漳浦高新区还为叶片厂办起了实训基地,风电工人不出园区就能拿证。"
)
MORE = (
    "叶片、塔筒、海缆都能就地生产,海上风电基地的配套率达到八成,风机吊装的工期短了一半。"
)
LAST = "漳浦高新区的塔筒厂上月投产,风机吊装的工期短了一半。漳浦高新区还要建海缆厂。"
OTHER_HEAD = "临夏经开区牛肉面走出国门"
OTHER = "本报讯 日前,临夏经开区一批牛肉面料包发往海外,这是当地食品企业接到的首张订单。"
OTHER_CUT = (
    "临夏经开区还为食品厂商办起了共享检测室,送检的样品当天就能拿到结果,今年已为企"
)
OTHER_REST = "业省下检测费六十万元。牛肉面料包的配方也在检测室里改了三回。"


def test_a_sentence_goes_on_under_another_headline() -> None:
    """A word was cut, and the same zone is spoken of."""
    first, second = split(HEAD, "本报讯 " + LEAD, CUT, OTHER_HEAD, OTHER, REST, MORE)
    assert first.body == ("本报讯 " + LEAD, CUT + REST, MORE)
    assert second.body == (OTHER,)


def test_both_are_cut() -> None:
    """Each gets its own rest."""
    first, second = split(
        HEAD, "本报讯 " + LEAD, CUT, OTHER_HEAD, OTHER, OTHER_CUT, REST, OTHER_REST
    )
    assert first.body == ("本报讯 " + LEAD, CUT + REST)
    assert second.body == (OTHER, OTHER_CUT + OTHER_REST)


def test_what_follows_is_its_own() -> None:
    """Where the other article speaks of itself, nothing is taken away."""
    own = "套用老配方的牛肉面料包也过了关,临夏经开区的食品厂商又添了两条生产线。"
    first, second = split(HEAD, "本报讯 " + LEAD, CUT, OTHER_HEAD, OTHER, own)
    assert (first.body, second.body) == (("本报讯 " + LEAD, CUT), (OTHER, own))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("1 叶片厂扩建", "2 塔筒厂投产", id="the next in a count"),
        pytest.param("### 叶片厂扩建", "### 塔筒厂投产", id="of the same rank"),
    ],
)
def test_a_section_behind_another_article(above: str, below: str) -> None:
    """Its heading is one inside the article that has others like it."""
    found = split(
        "# " + HEAD,
        "本报记者 田禾",
        LEAD,
        above,
        "漳浦高新区风电产业园里,叶片厂正在扩建。",
        "# " + OTHER_HEAD,
        OTHER,
        below,
        LAST,
    )
    assert [article.headline for article in found] == [HEAD, OTHER_HEAD]
    assert found[0].subheads == (
        Subhead(above.lstrip("# "), 1),
        Subhead(below.lstrip("# "), 2),
    )
    assert (found[0].body[-1], found[1].body) == (LAST, (OTHER,))

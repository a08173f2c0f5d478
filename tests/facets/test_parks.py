"""What an article is about is told apart from what it merely mentions."""

import pytest

from search.facets import load_gazetteer
from search.facets.annotating import annotated
from search.facets.parks import ParkFacets, park_facets
from search.models import Article, Credit, Subhead
from tests.facets.gold import gold_items


def parks_of(**parts: object) -> ParkFacets:
    article = Article(id="1", source="made.txt", **parts)  # type: ignore[arg-type]
    return park_facets(article, load_gazetteer())


def test_the_park_of_the_headline_is_the_subject() -> None:
    found = parks_of(
        headline="绵阳高新区:新厂投产",
        body=("德阳高新区的企业前来参观。", "绵阳高新区管委会介绍说,该高新区增长快。"),
    )
    assert found == ParkFacets(("绵阳高新区",), ("德阳高新区",), "四川", "绵阳")


def test_kicker_and_deck_name_it_as_well() -> None:
    deck = "——新疆石河子经开区建设园区"
    assert parks_of(headline="强健筋骨", deck=deck).parks == ("石河子经开区",)
    kicker = "柳州高新区上半年增长9%"
    assert parks_of(headline="再出发", kicker=kicker).parks == ("柳州高新区",)


def test_without_a_headline_the_first_paragraph_names_it() -> None:
    body = ("近日,记者走进乐山高新区。", "与自贡高新区、泸州高新区一样,园区繁忙。")
    found = parks_of(body=body)
    assert found.parks == ("乐山高新区",)
    assert found.parks_mentioned == ("自贡高新区", "泸州高新区")


def test_a_park_named_late_is_a_subject_when_the_text_comes_back_to_it() -> None:
    body = ("初夏时节,一片繁忙。", "玉溪高新区负责人说,高新区将建新厂,高新区欢迎企业。")
    assert parks_of(headline="又见繁忙", body=body).parks == ("玉溪高新区",)


def test_a_park_named_once_and_late_is_mentioned() -> None:
    found = parks_of(
        headline="安徽多地降雨", body=("合肥今日降雨。", "芜湖高新区一段道路积水。")
    )
    assert found == ParkFacets((), ("芜湖高新区",), "安徽", "合肥")


def test_two_parks_of_a_headline_are_both_subjects() -> None:
    body = ("宁波高新区与温州高新区签约。",)
    found = parks_of(headline="宁波高新区与温州高新区结对", body=body)
    assert found.parks == ("宁波高新区", "温州高新区")


def test_a_list_of_parks_is_no_subject() -> None:
    body = ("苏州高新区、无锡高新区、常州高新区等园区增长较快。",)
    found = parks_of(headline="全国园区一季度增长", body=body)
    assert found.parks == ()
    assert len(found.parks_mentioned) == 3


@pytest.mark.parametrize("caption", ["图片来源:大庆高新区", "大庆高新区供图"])
def test_a_photo_has_the_park_of_its_credit(caption: str) -> None:
    body = ("近日,工人们在车间忙碌。",)
    found = parks_of(kind="photo", body=body, captions=(caption,))
    assert found == ParkFacets(("大庆高新区",), (), "黑龙江", "大庆")


def test_the_credit_may_stand_among_the_credits_or_in_the_byline() -> None:
    credit = (Credit("大庆高新区", "图片来源"),)
    assert parks_of(kind="photo", credits=credit).parks == ("大庆高新区",)
    line = ("图片来源:大庆高新区",)
    assert parks_of(kind="photo", byline_lines=line).parks == ("大庆高新区",)


def test_a_photo_of_another_park_has_that_one() -> None:
    found = parks_of(
        kind="photo",
        body=("日前,鞍山高新区举行运动会。",),
        captions=("图片来源:大庆高新区",),
    )
    assert found.parks == ("鞍山高新区",)


def test_a_free_trade_area_gives_way_to_the_park() -> None:
    found = parks_of(
        kind="photo",
        body=("近期,位于湖北自贸区襄阳片区的4家企业获得支持。",),
        captions=("图片来源:襄阳高新区",),
    )
    assert found.parks == ("襄阳高新区",)
    assert found.parks_mentioned == ("湖北自贸区襄阳片区",)


def test_a_bonded_zone_is_the_subject_where_there_is_no_other() -> None:
    found = parks_of(headline="昆山综合保税区进出口增长", body=("昆山综保区繁忙。",))
    assert found == ParkFacets(("昆山综合保税区",), (), "江苏", "苏州")


def test_a_bonded_zone_of_the_headline_is_the_subject() -> None:
    found = parks_of(
        headline="赣州综合保税区通过验收",
        body=("近日,赣州经开区内的赣州综保区通过验收。", "赣州经开区负责人到场。"),
    )
    assert found.parks == ("赣州综合保税区",)
    assert found.parks_mentioned == ("赣州经开区",)


def test_a_zone_as_large_as_a_province_is_no_subject_in_passing() -> None:
    body = ("三亚一家医院开工,将在海南自贸港内带动旅游。",)
    found = parks_of(headline="三亚新医院开工", body=body)
    assert found == ParkFacets((), ("海南自贸港",), "海南", "三亚")
    titled = parks_of(headline="海南自由贸易港扩大开放", body=body)
    assert titled == ParkFacets(("海南自贸港",), (), "海南", None)


@pytest.mark.parametrize(
    "headline",
    ["国家高新区达180家", "科技部:支持国家级经开区创新", "多地出招稳增长"],
)
def test_what_is_named_below_a_headline_about_many_is_an_example(headline: str) -> None:
    body = ("国家高新区发展快。", "柳州高新区产值大,高新区企业多,柳州高新区领先。")
    found = parks_of(headline=headline, body=body)
    assert found == ParkFacets((), ("柳州高新区",), None, None)


def test_a_headline_about_a_province_has_its_place() -> None:
    body = ("南宁今日发布。",)
    assert parks_of(headline="广西多地出招", body=body) == ParkFacets(
        (), (), "广西", "南宁"
    )


def test_国家高新区_is_not_the_park_of_the_article() -> None:
    body = ("今年各国家高新区增长快。", "南宁高新区也是,国家高新区共180家。")
    assert parks_of(headline="增长快", body=body).parks == ()


def test_mentioned_parks_tell_the_place_only_if_they_agree() -> None:
    first = "一家企业的故事。"
    both = parks_of(body=(first, "曾在昆明高新区设厂。", "也曾在玉溪高新区。"))
    assert (both.parks, both.province, both.city) == ((), "云南", None)
    apart = parks_of(body=(first, "曾在昆明高新区设厂。", "也曾在贵阳高新区。"))
    assert (apart.parks, apart.province, apart.city) == ((), None, None)


def test_a_short_name_is_the_zone_that_is_named_in_full() -> None:
    body = ("漳州古雷港经济开发区开工。", "古雷港经济开发区说,古雷港经开区将扩建。")
    assert parks_of(body=body) == ParkFacets(("漳州古雷港经开区",), (), "福建", "漳州")


def test_the_seat_of_the_government_is_no_place_of_an_article() -> None:
    body = ("人民网北京4月2日电 发布会2日在北京举行,介绍有关情况。",)
    assert parks_of(headline="复工有序", body=body) == ParkFacets()


def test_a_verb_before_高新区_is_no_park() -> None:
    body = ("兰州高新区开会。", "会议要求,激活高新区活力,树立经开区形象。")
    found = parks_of(headline="兰州高新区开会", body=body)
    assert (found.parks, found.parks_mentioned) == (("兰州高新区",), ())


def test_subheads_and_captions_count() -> None:
    found = parks_of(
        headline="高质量发展",
        body=("今年以来,成绩亮眼。",),
        subheads=(Subhead("渭南高新区提速", 0), Subhead("渭南高新区提质", 1)),
        captions=("渭南高新区一角",),
    )
    assert found.parks == ("渭南高新区",)


def test_without_a_park_headline_and_first_paragraph_tell_the_place() -> None:
    body = ("新华社北京5月6日电 江苏省苏州市今日发布。",)
    found = parks_of(headline="苏州发布新政", body=body)
    assert found == ParkFacets((), (), "江苏", "苏州")
    assert parks_of(headline="无地名") == ParkFacets()


def test_a_county_named_in_full_tells_the_place() -> None:
    found = parks_of(headline="固镇县发布新政")
    assert found == ParkFacets((), (), "安徽", "蚌埠")
    assert parks_of(headline="固镇发布新政") == ParkFacets()


def test_an_estate_is_the_park_only_where_no_zone_is_named() -> None:
    body = ("佛山创意产业园10日揭牌。",)
    assert parks_of(headline="揭牌", body=body).parks == ("佛山创意产业园",)
    body = ("佛山高新区佛山创意产业园10日揭牌。",)
    assert parks_of(headline="揭牌", body=body).parks == ("佛山高新区",)


def test_an_everyday_word_is_no_place() -> None:
    assert parks_of(headline="大同小异", body=("三明治和红河谷。",)).city is None
    assert parks_of(headline="大同市发布").city == "大同"


def test_a_province_is_no_city_of_the_same_name() -> None:
    assert parks_of(headline="吉林省发布新政") == ParkFacets((), (), "吉林", None)
    assert parks_of(headline="吉林发布新政") == ParkFacets((), (), "吉林", None)
    assert parks_of(headline="吉林市发布新政").city == "吉林"
    assert parks_of(headline="北京发布新政").city == "北京"


def test_annotate_fills_in_all_facets_and_leaves_the_rest() -> None:
    article = Article(id="1", source="x", headline="柳州高新区招商引资签约")
    (found,) = annotated([article])
    assert found.parks == ("柳州高新区",)
    assert (found.province, found.city) == ("广西", "柳州")
    assert found.topics[0] == "招商引资"
    assert found.headline == article.headline


def test_annotate_keeps_what_an_article_was_given() -> None:
    article = Article(
        id="1",
        source="x",
        headline="柳州高新区招商引资签约",
        parks=("济南高新技术产业开发区", "某某园"),
        topics=("社会民生",),
    )
    (found,) = annotated([article])
    assert found.parks == ("济南高新区", "某某园")
    assert found.parks_mentioned == ("柳州高新区",)
    assert (found.province, found.city) == ("山东", "济南")
    assert found.topics == ("社会民生",)


@pytest.mark.parametrize("page", ["000", "001", "002", "003", "004"])
def test_the_annotated_pages_have_the_annotated_parks(page: str) -> None:
    for item, article in gold_items(page):
        found = park_facets(article, load_gazetteer())
        assert set(found.parks) == set(item["parks"]), item["id"]
        assert found.province == item["province"], item["id"]
        assert found.city == item["city"], item["id"]


def test_two_cities_are_no_city_and_two_provinces_no_province() -> None:
    near = parks_of(headline="绵阳高新区与德阳高新区结对")
    assert (near.province, near.city) == ("四川", None)
    far = parks_of(headline="绵阳高新区与宝鸡高新区结对")
    assert (far.province, far.city) == (None, None)


def test_both_of_an_enumeration_are_subjects() -> None:
    found = parks_of(headline="宜昌、荆门两地高新区结对", body=("两区签约。",))
    assert found == ParkFacets(("宜昌高新区", "荆门高新区"), (), "湖北", None)


def test_a_headline_of_three_parks_is_a_round_up() -> None:
    body = ("绵阳高新区居首,绵阳高新区增长快。",)
    found = parks_of(headline="绵阳、德阳、自贡高新区领先", body=body)
    assert found.parks == ()
    assert len(found.parks_mentioned) == 3


@pytest.mark.parametrize("headline", ["园区综合排名出炉", "最新榜单发布", "百强名单"])
def test_a_ranking_is_about_no_park(headline: str) -> None:
    body = ("绵阳高新区居首。", "绵阳高新区负责人说,高新区进位,高新区将努力。")
    assert parks_of(headline=headline, body=body).parks == ()


def test_a_title_that_names_the_kind_means_the_one_zone_of_the_text() -> None:
    body = ("清晨,人们聚在一起。", "这是泉州台商投资区的一天。")
    assert parks_of(headline="台商区的早茶", body=body).parks == ("泉州台商投资区",)
    assert parks_of(headline="又一个清晨", body=body).parks == ()
    two = (*body, "漳州台商投资区也来了。")
    assert parks_of(headline="台商区的早茶", body=two).parks == ()

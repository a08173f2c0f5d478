"""Zones are found in every form they are written in, and nothing else is."""

import csv
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import ConfigError
from search.facets import ENDS, load_gazetteer, may_name_zones
from search.facets.annotating import rules_fingerprint
from search.facets.gazetteer import COLUMNS, LEVELS
from search.facets.places import load_places
from search.facets.tables import DATA
from search.facets.unlisted import TAILS
from search.text import fold

BEFORE = "今年 为 在 位于 助力 与 从 走进 据悉, 近年来, 落户 以 推动 向 目前 由于 对"
HEADER = ",".join(COLUMNS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the user's own files."""
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    return tmp_path


def found(text: str) -> list[str]:
    return [match.zone.name for match in load_gazetteer().find(text)]


def rows() -> list[dict[str, str]]:
    with (DATA / "zones.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_holds_all_national_zones() -> None:
    levels = [row["level"] for row in rows()]
    assert levels.count("国家高新区") >= 170
    assert levels.count("国家经开区") >= 225
    assert levels.count("国家级新区") == 19


def test_what_the_names_end_in_is_known_without_the_list(home: Path) -> None:
    """Ours and those that are recognised; the user's own are not."""
    gazetteer = load_gazetteer()
    forms = {fold(form) for zone in gazetteer.zones for form in gazetteer.forms(zone)}
    aliases = {fold(alias) for zone in gazetteer.zones for alias in zone.aliases}
    assert {name[-1] for name in forms | aliases | TAILS} == ENDS
    assert not may_name_zones("招商引资")
    assert may_name_zones("济南高新区招商")
    (home / "zones.csv").write_text(f"{HEADER}\n某硅巷,陕西,西安,其他,\n", "utf-8")
    assert may_name_zones("招商引资")


def test_every_row_is_complete_and_no_name_comes_twice() -> None:
    names = [row["name"] for row in rows()]
    aliases = [a for row in rows() for a in row["aliases"].split("|") if a]
    assert len({*names, *aliases}) == len(names) + len(aliases)
    for row in rows():
        assert row["level"] in LEVELS
        assert row["name"]
        for area in (row["province"], row["city"]):
            assert area
            assert not area.endswith(("省", "市", "自治区")), row


def test_every_city_of_the_list_is_a_known_place() -> None:
    places = load_places().by_name
    unknown = {r["city"] for r in rows()} - places.keys()
    assert unknown == set()
    for row in rows():
        assert places[row["city"]].province == row["province"], row


def test_every_form_of_every_zone_leads_back_to_it() -> None:
    gazetteer = load_gazetteer()
    for zone in gazetteer.zones:
        forms = gazetteer.forms(zone)
        assert zone.name in forms
        assert set(zone.aliases) <= set(forms)
        for form in forms:
            named = gazetteer.named(form)
            assert named is not None
            assert named.name == zone.name, form


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("济南高新技术产业开发区", "济南高新区"),
        ("济南国家高新技术产业开发区", "济南高新区"),
        ("济南市高新区", "济南高新区"),
        ("濟南高新技術產業開發區", "济南高新区"),
        ("石河子经济技术开发区", "石河子经开区"),
        ("新疆石河子经开区", "石河子经开区"),
        ("新疆维吾尔自治区石河子经开区", "石河子经开区"),
        ("襄樊高新区", "襄阳高新区"),
        ("西部科学城重庆高新区", "重庆高新区"),
        ("北京亦庄经济技术开发区", "北京经开区"),
        ("威海火炬高技术产业开发区", "威海高新区"),
        ("东湖高新区", "武汉东湖高新区"),
        ("中关村", "中关村科技园区"),
        ("光谷", "武汉东湖高新区"),
        ("乌鲁木齐高新区（新市区）", "乌鲁木齐高新区"),
        ("江苏省苏州市昆山高新区", "昆山高新区"),
        ("青岛 高新区", "青岛高新区"),
        ("衢州智造新城", "衢州智造新城"),
        ("湖北自由贸易试验区襄阳片区", "湖北自贸区襄阳片区"),
    ],
)
def test_named(text: str, name: str) -> None:
    zone = load_gazetteer().named(text)
    assert zone is not None
    assert zone.name == name


@pytest.mark.parametrize("text", ["", "随便", "今年宝鸡高新区", "国家高新区", "高新区"])
def test_what_names_no_zone_is_none(text: str) -> None:
    assert load_gazetteer().named(text) is None


@pytest.mark.parametrize(
    "before",
    BEFORE.split(),
)
@pytest.mark.parametrize("zone", ["宝鸡高新区", "石河子经开区", "临平经开区"])
def test_nothing_before_a_name_becomes_a_part_of_it(before: str, zone: str) -> None:
    text = f"{before}{zone}发展"
    (match,) = load_gazetteer().find(text)
    assert (text[match.start : match.end], match.zone.name) == (zone, zone)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("江西赣州高新区召开会议", ["赣州高新区"]),
        ("四川成都天府新区", ["天府新区"]),
        ("惠州潼湖生态智慧区揭牌", ["惠州潼湖生态智慧区"]),
        ("衢州智造新城上半年", ["衢州智造新城"]),
        ("湖南宁乡高新区和株洲经开区", ["宁乡高新区", "株洲经开区"]),
        ("大理州祥云县经济技术开发区", ["祥云经开区"]),
        ("昆山综保区进出口", ["昆山综合保税区"]),
        ("位于湖北自贸区襄阳片区的企业", ["湖北自贸区襄阳片区"]),
        ("中国(湖北)自由贸易试验区襄阳片区", ["湖北自贸区襄阳片区"]),
        ("自贸试验区济南片区实施", ["自贸试验区济南片区"]),
        ("前往浙江自贸试验区", ["浙江自贸区"]),
        ("苏州工业园区、无锡高新区", ["苏州工业园区", "无锡高新区"]),
        ("亦庄新城与北京开发区", ["亦庄新城", "北京经开区"]),
        ("临沂临港经济开发区党工委", ["临沂临港经开区"]),
        ("宁夏贺兰山东麓葡萄酒产业园区", ["贺兰山东麓葡萄酒产业园区"]),
        ("河北威县经济开发区", ["威县经开区"]),
        ("吉林省梅河新区", ["梅河新区"]),
        ("支持海南自由贸易港建设", ["海南自贸港"]),
        ("海南自贸港", ["海南自贸港"]),
        ("东疆保税港区与洋山特殊综保区", ["天津东疆综合保税区", "洋山特殊综合保税区"]),
        ("烟台黄渤海新区和镇江新区", ["烟台经开区", "镇江经开区"]),
        ("德州天衢新区", ["德州经开区"]),
        ("肇东市开发区干部", ["肇东经开区"]),
        ("南京市江宁滨江开发区周边", ["江宁滨江开发区"]),
        ("永州市蓝山县经开区管委会", ["蓝山经开区"]),
        ("连云港市赣榆区青口镇紫菜产业园建设", ["赣榆紫菜产业园"]),
        ("佛山创意产业园挂牌", ["佛山创意产业园"]),
        ("中关村软件园主办", ["中关村软件园"]),
        ("洛阳高新区轴承产业园开工", ["洛阳高新区"]),
        ("建设现代产业园、科技园", []),
        ("江苏省商务厅开发区处", []),
        ("广东各开发区", []),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "各高新区、国家高新区和全国经开区",
        "世界一流高新区",
        "该高新区在高新区汽车产业园启动",
        "成都、西安等9个自贸片区",
        "鼓励高新区开放,引导经开区升级",
        "武汉市智慧城市平台",
        "岳阳市公安局经开区分局",
        "陕西高新区",
        "航空发动机高温钛合金材料产业园",
        "吐鲁番市新城西门村",
        "肥东县东方新城小区",
        "南宁富乐新城三期",
        "高碑店市新城镇",
        "武汉东湖新城社区",
        "某大学附属科学城中学",
        "泰安交警高新区大队",
        "充分释放综合保税区优势,允许综合保税区扩区",
        "湖南自贸试验区三大片区"[6:],
        "京津冀综合保税区",
    ],
)
def test_what_is_no_name_of_a_zone_is_not_found(text: str) -> None:
    assert found(text) == []


def test_the_place_of_a_new_zone_is_known_by_its_name() -> None:
    zone = load_gazetteer().named("湖南宁乡高新区")
    assert zone is not None
    assert (zone.province, zone.city, zone.level) == ("湖南", "长沙", "其他")


def test_an_unknown_name_has_near_ones() -> None:
    assert load_gazetteer().nearest("济南高薪区")[0] == "济南高新区"
    assert "中关村科技园区" in load_gazetteer().nearest("中關村科技")
    assert load_gazetteer().nearest("xyz") == ()


def test_the_user_adds_zones_and_replaces_ours(home: Path) -> None:
    before = rules_fingerprint()
    (home / "zones.csv").write_text(
        f"{HEADER}\n青龙湖示范区,四川,成都,其他,青龙湖片|龙湖新片\n"
        "宝鸡高新区,陕西,宝鸡,国家高新区,钛谷之城\n",
        encoding="utf-8",
    )
    assert found("在青龙湖示范区和钛谷之城") == ["青龙湖示范区", "宝鸡高新区"]
    assert found("宝鸡高新技术产业开发区") == ["宝鸡高新区"]
    assert rules_fingerprint() != before


def test_an_edited_file_is_read_again(home: Path) -> None:
    path = home / "zones.csv"
    path.write_text(f"{HEADER}\n甲乙丙丁园,四川,成都,其他,\n", encoding="utf-8")
    assert load_gazetteer().named("甲乙丙丁园") is not None
    path.write_text(f"{HEADER}\n戊己庚辛园,四川,成都,其他,\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert load_gazetteer().named("甲乙丙丁园") is None


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        (b"name,city\n", "zones.csv:1:", "not the header"),
        (b"", "zones.csv:1:", "not the header"),
        (f"{HEADER}\n甲高新区,四川\n".encode(), "zones.csv:2:", "2 columns instead"),
        (f"{HEADER}\n甲高新区,四川,成都,县级,\n".encode(), "zones.csv:2:", "县级"),
        (f"{HEADER}\n\n,四川,成都,其他,\n".encode(), "zones.csv:3:", "no name"),
        (f"{HEADER}\n甲园,,成都,其他,\n".encode(), "zones.csv:2:", "no province"),
        (
            f"{HEADER}\n甲园,四川,成都,其他,\n甲园,四川,成都,其他,\n".encode(),
            "zones.csv:3:",
            "line 2 already",
        ),
        (f"{HEADER}\n".encode() + b"\xff\xfe\n", "zones.csv:2:", "not UTF-8"),
        (f'{HEADER}\n"甲园,四川\n'.encode(), "zones.csv:2:", "unexpected end"),
    ],
)
def test_a_bad_file_of_the_user_is_named_with_its_line(
    home: Path, content: bytes, place: str, what: str
) -> None:
    (home / "zones.csv").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_gazetteer()
    assert place in str(caught.value)
    assert what in str(caught.value)


def test_a_repeated_text_is_read_in_no_time() -> None:
    text = "高新区" * 200_000 + "宝鸡高新区" * 1000
    start = time.process_time()
    assert len(load_gazetteer().find(text)) == 1000
    assert time.process_time() - start < 2


PIECES = (
    "宝鸡 高新区 经开区 技术产业开发区 经济技术开发区 新疆 石河子 自贸区 片区 ( ) （ "
    "襄阳 新城 智慧城 市 县 州 区 的 在 今年 中国 湖北 自由贸易试验区 综合保税区 x ,"
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split())).map("".join))


@given(TEXTS)
def test_matches_are_in_bounds_disjoint_and_in_order(text: str) -> None:
    end = 0
    for match in load_gazetteer().find(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@given(TEXTS)
def test_any_text_can_be_asked_for(text: str) -> None:
    zone = load_gazetteer().named(text)
    assert zone is None or zone.name


@given(st.text(max_size=20))
def test_near_names_are_names(text: str) -> None:
    names = {zone.name for zone in load_gazetteer().zones}
    assert set(load_gazetteer().nearest(text)) <= names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("绵阳、德阳高新区", ["绵阳高新区", "德阳高新区"]),
        ("记者从绵阳、德阳高新区获悉", ["绵阳高新区", "德阳高新区"]),
        ("宜昌、荆门两地高新区", ["宜昌高新区", "荆门高新区"]),
        ("宜昌和荆门两地高新区", ["宜昌高新区", "荆门高新区"]),
        (
            "湖南株洲、湘潭和衡阳高新区",
            ["株洲高新区", "湘潭高新区", "衡阳高新区"],
        ),
        ("株洲、湘潭等地高新区", ["株洲高新区", "湘潭高新区"]),
        (
            "株洲、湘潭高新技术产业开发区",
            ["株洲高新区", "湘潭高新区"],
        ),
        ("苏州工业园区、无锡高新区", ["苏州工业园区", "无锡高新区"]),
        ("株洲和湘潭高新区", ["湘潭高新区"]),
        ("包头、呼和浩特高新区", ["包头稀土高新区", "呼和浩特金山高新区"]),
        ("北京、株洲高新区", ["株洲高新区"]),
        ("汽车、电子、医药高新区", []),
        ("企业、高校和株洲高新区", ["株洲高新区"]),
        ("湘潭两地高新区", []),
        ("各地高新区", []),
    ],
)
def test_an_enumeration_says_the_kind_once(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_each_of_an_enumeration_stands_at_its_place() -> None:
    text = "在湖南株洲、湘潭两市高新区"
    spots = [(m.start, m.end) for m in load_gazetteer().find(text)]
    assert [text[start:end] for start, end in spots] == ["湖南株洲", "湘潭两市高新区"]


@pytest.mark.parametrize(
    "name",
    [
        "南阳临空经济区",
        "荆州临空经济示范区",
        "汕头保税区",
        "无锡科教城",
        "兰考产业集聚区",
        "凭祥边境经济合作区",
    ],
)
def test_other_kinds_of_zones_are_known_by_a_place(name: str) -> None:
    assert found(f"走进{name},") == [name]
    kind = name[2:]
    assert found(f"各地的{kind},") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("厦门海沧台商投资区", "海沧台商投资区"),
        ("上海临港新片区", "临港新片区"),
        ("柳州柳东新区", "柳东新区"),
        ("天津西青经开区", "西青经开区"),
        ("宜春丰城高新技术产业开发区", "丰城高新区"),
        ("横琴合作区", "横琴粤澳深度合作区"),
    ],
)
def test_the_name_of_a_zone_is_the_one_that_papers_print(text: str, name: str) -> None:
    assert found(text) == [name]
    assert found(name) == [name]


def test_a_city_that_is_a_province_names_no_zone_alone() -> None:
    assert found("上海高新区") == []
    assert found("重庆璧山工业园区") == ["璧山工业园区"]

"""Articles have the topics a reporter would give them, with the words that say so."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import ConfigError
from search.facets.topic_rules import load_topics
from search.facets.topics import topic_evidence, topic_facets
from search.models import Article, Subhead
from tests.facets.gold import gold_items

ORDER = (
    "招商引资 项目建设 营商环境 科技创新 经济运行 产业集群 金融服务 人才队伍 "
    "对外开放 绿色低碳 数字经济 疫情防控 社会民生 企业动态 政策法规"
)
TOPICS = ORDER.split()

MADE = {
    "招商引资": "招商小分队赴外地推介,12个项目集中签约,协议投资30亿元",
    "项目建设": "重大项目开工,工地上施工正忙,主体已经封顶,明年竣工投产",
    "营商环境": "审批提速,政务服务大厅一窗办理,当天领到营业执照",
    "科技创新": "新型研发机构攻克核心技术,获得发明专利,科技成果转化提速",
    "经济运行": "一季度规模以上工业增加值同比增长9%,经济运行开门红",
    "产业集群": "补链强链,链主企业带动上下游,主导产业形成产业集群",
    "金融服务": "银行与担保公司推出信贷产品,中小企业融资更易,贷款利率下降",
    "人才队伍": "职业技能大赛举行,工匠与劳模带徒,引才政策吸引大学生",
    "对外开放": "中欧班列开行,海关通关提速,跨境贸易与进出口增长",
    "绿色低碳": "减污降碳,绿色工厂增多,碳排放下降,污染治理见效",
    "数字经济": "数据中心投用,算力与云计算、大数据产业园集聚软件企业",
    "疫情防控": "严防疫情,核酸检测有序,企业复工复产",
    "社会民生": "社区志愿者慰问老人,孩子们在图书馆读书",
    "企业动态": "该公司新产品成功下线,订单饱满,市场占有率居首",
    "政策法规": "印发若干措施和实施细则,奖补资金兑现,出台扶持政策",
}


def topics_of(headline: str, *body: str, subheads: tuple[str, ...] = ()) -> list[str]:
    article = Article(
        id="1",
        source="made.txt",
        headline=headline,
        body=body,
        subheads=tuple(Subhead(text, 0) for text in subheads),
    )
    return list(topic_facets(article, load_topics()))


def test_the_topics_stand_in_their_order() -> None:
    assert list(load_topics().names) == TOPICS == list(MADE)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_typical_text_has_its_topic_first(topic: str) -> None:
    assert topics_of("某地近况", MADE[topic] + "。")[0] == topic


def test_a_part_of_its_own_makes_a_further_topic() -> None:
    body = [MADE[topic] + "。" for topic in ("招商引资", "人才队伍", "绿色低碳")]
    found = topics_of("全力招商引资", *body)
    assert found[0] == "招商引资"
    assert set(found) == {"招商引资", "人才队伍", "绿色低碳"}


def test_the_headline_weighs_more_than_the_text() -> None:
    body = (MADE["项目建设"] + "。", MADE["招商引资"] + "。")
    assert topics_of("招商引资结硕果", *body)[0] == "招商引资"
    assert topics_of("重大项目加快开工", *body)[0] == "项目建设"


def test_subheads_weigh_more_than_the_text() -> None:
    body = ("金融支持,贷款到位。",)
    subheads = ("招商引资步履不停", "全员招商")
    assert topics_of("", *body, subheads=subheads)[0] == "招商引资"


def test_there_are_at_most_four_topics() -> None:
    assert len(topics_of("近况", *(text + "。" for text in MADE.values()))) == 4


def test_no_words_no_topics() -> None:
    assert topics_of("天") == []
    assert topics_of("") == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("招商银行迁来", "招商引资"),
        ("走绿色通道", "绿色低碳"),
        ("形成创新生态", "绿色低碳"),
        ("参加社会保险", "金融服务"),
        ("制度创新先行", "科技创新"),
        ("总工程师到访", "项目建设"),
        ("从安全出口离开", "对外开放"),
        ("提供解决方案", "政策法规"),
        ("表彰劳动工具改良", "项目建设"),
        ("活动工作人员就位", "项目建设"),
        ("多想办法", "政策法规"),
        ("新政府办公楼", "政策法规"),
        ("找准战略定位", "数字经济"),
        ("捐给基金会", "金融服务"),
    ],
)
def test_a_word_inside_another_one_means_nothing(text: str, topic: str) -> None:
    assert topic not in topics_of(text)


def test_a_word_beside_such_another_one_counts() -> None:
    assert topics_of("招商银行来了,招商也来了")[:1] == ["招商引资"]


@pytest.mark.parametrize(
    ("headline", "body", "topic"),
    [
        (
            "南充经开区出台十八条举措",
            "近日,《关于支持实体经济的若干意见》印发,对企业给予补贴。",
            "政策法规",
        ),
        ("8个重大项目在嘉兴高新区签约", "8个项目集中落户,总投资60亿元。", "招商引资"),
        (
            "垃圾分类进园区",
            "湖州高新区志愿者讲解垃圾分类,倡导绿色低碳生活。",
            "绿色低碳",
        ),
        ("足不出户办注销", "企业登记注册与注销全程网办,零跑腿。", "营商环境"),
        ("首单融资租赁落地", "该项目由租赁公司融资,另发行票据3亿元。", "金融服务"),
        ("离岸贸易联盟成立", "新型离岸贸易与零关税政策扩大开放。", "对外开放"),
    ],
)
def test_the_leading_topic(headline: str, body: str, topic: str) -> None:
    assert topics_of(headline, body)[0] == topic


def test_an_article_without_paragraphs_is_judged_as_with_them() -> None:
    parts = [MADE[topic] + "。" for topic in ("项目建设", "人才队伍", "绿色低碳")]
    body = [part * 4 for part in parts]
    assert topics_of("近况", "".join(body))[0] == topics_of("近况", *body)[0]
    assert set(topics_of("近况", "".join(body))) == set(topics_of("近况", *body))


def test_the_evidence_names_the_words_of_each_part() -> None:
    article = Article(
        id="1",
        source="x",
        headline="全力招商",
        subheads=(Subhead("推介会", 0),),
        body=("银行发放信贷。", "招商不停。"),
    )
    first, second, *_ = topic_evidence(article, load_topics())
    assert (first.topic, second.topic) == ("招商引资", "金融服务")
    assert first.score > second.score > 0
    assert first.words == (
        ("headline", ("招商",)),
        ("subhead", ("推介", "推介会")),
        ("body", ("招商",)),
    )
    assert {field: set(words) for field, words in second.words} == {
        "first": {"银行", "信贷", "贷"}
    }


def test_the_annotated_pages_have_the_annotated_topics() -> None:
    """The floor below which a change of the rules is a step back."""
    items = gold_items("000", "001", "003")
    leading = hits = wrong = missed = 0
    for item, article in items:
        found = topic_facets(article, load_topics())
        wanted = set(item["topics"])
        leading += found[0] == item["topics"][0]
        hits += len(wanted & set(found))
        wrong += len(set(found) - wanted)
        missed += len(wanted - set(found))
    assert leading / len(items) >= 0.9
    assert 2 * hits / (2 * hits + wrong + missed) >= 0.8


@pytest.fixture
def user_topics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARK_NEWS_HOME", str(tmp_path))
    return tmp_path / "topics.toml"


def test_the_user_says_what_is_no_word(user_topics: Path) -> None:
    user_topics.write_text(
        '["茶"]\nstrong = ["茶叶", "/茶/"]\nnot = ["茶叶蛋", "喝茶叶"]\n',
        encoding="utf-8",
    )
    rules = load_topics()
    assert [start for start, _, word in rules.occurrences("茶叶蛋与茶叶")] == [4, 0, 4]
    assert [w.text for _, _, w in rules.occurrences("叶喝茶叶")] == ["/茶/"]


def test_words_with_rare_characters(user_topics: Path) -> None:
    user_topics.write_text('["鱼"]\nstrong = ["𩾃鱼", "鱼𩾃"]\n', encoding="utf-8")
    rules = load_topics()
    for text in ("𩾃鱼", "鱼𩾃"):
        found = [(s, e, w.text) for s, e, w in rules.occurrences(f"𠮷{text}的𠮷")]
        assert found == [(1, 3, text)]


def test_the_user_file_replaces_ours(user_topics: Path) -> None:
    user_topics.write_text(
        '["低空经济"]\nstrong = ["无人机", "/低空.{0,2}经济/", "翼"]\n',
        encoding="utf-8",
    )
    assert load_topics().names == ("低空经济",)
    for text in ("无人机起飞", "低空的经济", "展翼"):
        assert topics_of(text) == ["低空经济"]
    assert topics_of("招商引资") == []


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('["甲"\n', "line 1"),
        ("", "no topics"),
        ('"甲" = 3\n', "[甲]: no section"),
        ('["甲"]\n', "[甲]: no section"),
        ('["甲"]\nsrong = ["乙"]\n', "[甲]: srong is none of strong weak not"),
        ('["甲"]\nnot = "乙"\n', "[甲]: not is no list"),
        ('["甲"]\nnot = [3]\n', "[甲]: 3 is no word"),
        ('["甲"]\nweak = "乙"\n', "[甲]: weak is no list"),
        ('["甲"]\nweak = ["乙", 3]\n', "[甲]: 3 is no word"),
        ('["甲"]\nweak = [" "]\n', "[甲]: ' ' is no word"),
        ('["甲"]\nweak = ["/(乙/"]\n', "[甲]: /(乙/: missing"),
    ],
)
def test_a_bad_file_is_named_with_the_place(
    user_topics: Path, content: str, what: str
) -> None:
    user_topics.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_topics()
    assert str(user_topics) in str(caught.value)
    assert what in str(caught.value)


def test_a_file_that_is_no_utf8_is_an_error(user_topics: Path) -> None:
    user_topics.write_bytes('["甲"]\nweak = ["乙"]\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match="utf-8"):
        load_topics()


LETTERS = "招商引资项目建设签约贷款亩,。\n增长8%产业链全"


@given(st.lists(st.text(alphabet=LETTERS, max_size=40)))
def test_any_text_has_at_most_four_topics_once_each(body: list[str]) -> None:
    found = topics_of(*(body or [""]))
    assert len(found) <= 4
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("headline", "body", "topic"),
    [
        ("职工下班就能买菜", "厂区旁的菜市开业,职工家属和孩子也常来。", "社会民生"),
        ("通勤班车又添三条线路", "公交公司为园区职工开设班车,票价一元。", "社会民生"),
        ("企业“吹哨” 部门响应", "诉求一键上报,专人答复,限时办结。", "营商环境"),
        ("软件企业忙上云", "云服务商为工厂提供算法和数据。", "数字经济"),
        ("影视特效出海", "数字影视公司用虚拟拍摄和渲染制作动画。", "数字经济"),
        ("激光企业突破80家", "园区激光企业已达83家,占全国两成。", "产业集群"),
        ("锂电撑起千亿产业", "上下游集聚,本地配套率达七成。", "产业集群"),
        ("全球首款样机问世", "攻克多项关键技术,打破垄断。", "科技创新"),
        ("小门守牢防线", "党员值守卡口,为进出人员测温、扫码。", "疫情防控"),
        ("“绿岛”让企业省心", "喷涂废气集中治理,异味没有了。", "绿色低碳"),
        ("首列班列开出", "满载集装箱的货轮也已启航,报关更快。", "对外开放"),
        ("夜校里的年轻人", "技师带徒,学员拿到技能等级证书。", "人才队伍"),
        ("塔吊林立抢工期", "工地上正在浇筑,桩基已完成。", "项目建设"),
        ("一张床单卖到全国", "这家纺织企业的销量翻番,订单排到年底。", "企业动态"),
    ],
)
def test_what_papers_call_it(headline: str, body: str, topic: str) -> None:
    assert topics_of(headline, body)[0] == topic


def test_the_growth_of_an_industry_is_not_that_of_the_zone() -> None:
    assert topics_of("", "激光产业产值同比增长12%。")[0] == "产业集群"
    assert topics_of("", "工业总产值同比增长12%。")[0] == "经济运行"


def test_高新技术企业_is_no_new_technology() -> None:
    rules = load_topics()
    words = {word.text for _, _, word in rules.occurrences("高新技术企业")}
    assert "高新技术企业" in words
    assert not words & {"技术", "新技术"}


def test_a_word_in_passing_makes_no_further_topic() -> None:
    text = MADE["招商引资"] + "。"
    assert topics_of("全力招商", text, "路边有新建的图书馆。") == ["招商引资"]
    several = "图书馆里,老人和孩子在读书。"
    assert topics_of("全力招商", text, several) == ["招商引资", "社会民生"]


def test_a_further_topic_need_not_match_the_whole_headline() -> None:
    body = ("银行发放贷款。", "专利和研发都是凭据,实验室也能融资。")
    found = topics_of("信贷、基金、担保、保险齐上阵 金融活水来", *body)
    assert found == ["金融服务", "科技创新"]

"""What do headlines, subheads, captions and notices of the made-up pages say?"""

import random

from benchmarks.material import Story, Zone
from benchmarks.people import invent, spaced

_SHORT = [
    "逐浪而行",
    "筑巢引凤",
    "破茧成蝶",
    "向海图强",
    "聚链成群",
    "提质升级",
    "追光逐日",
    "智造未来",
    "老厂焕新颜",
    "乘风再出发",
    "点绿成金",
    "一座园的蝶变",
    "春来建设忙",
    "车间里的新风",
    "破局之路",
    "小芯片大产业",
    "把服务送上门",
    "夜访工地",
    "码头新貌",
    "种下一片林",
]
_DO = [
    "优化",
    "聚集",
    "激活",
    "夯实",
    "拓展",
    "搭建",
    "厚植",
    "做强",
    "盘活",
    "擦亮",
    "跑出",
    "拓宽",
    "打通",
    "提升",
    "培育",
    "释放",
    "畅通",
    "织密",
    "守住",
    "当好",
]
_WHAT = [
    "营商环境",
    "创新要素",
    "产业链条",
    "发展底盘",
    "市场空间",
    "合作平台",
    "人才沃土",
    "主导产业",
    "闲置资产",
    "服务品牌",
    "项目加速度",
    "融资渠道",
    "堵点难点",
    "治理效能",
    "新兴动能",
    "改革红利",
    "物流通道",
    "安全防线",
    "绿色家底",
    "企业管家",
]
_FOUR = [
    "招大引强",
    "精准滴灌",
    "靠前服务",
    "数字赋能",
    "攻坚克难",
    "内引外联",
    "先行先试",
    "补链强链",
    "双向奔赴",
    "多点开花",
    "以新提质",
    "未雨绸缪",
    "实干为先",
    "科技领航",
    "拎包入住",
    "一窗办成",
    "多方联动",
    "挂图作战",
]
_THREE = [
    "优服务",
    "抓项目",
    "强链条",
    "育人才",
    "拓市场",
    "走出去",
    "快落地",
    "破瓶颈",
    "转作风",
    "提效能",
]
_QUOTED = [
    "项目建设“{}”",
    "从“{}”到“{}”",
    "服务企业“{}”",
    "跑出改革“{}”",
    "绿色发展“{}”",
    "下好创新“{}”",
]
_PET = [
    "先手棋",
    "加速度",
    "零距离",
    "满格电",
    "样板间",
    "一盘棋",
    "新引擎",
    "直通车",
    "及时雨",
    "动力源",
]
_VERBS = [
    "{}{}按下快进键",
    "{}{}驶入快车道",
    "{}以实干谋新篇",
    "{}打好招商组合拳",
    "{}聚力攻坚再提速",
    "{}为企业纾困解难",
    "{}开出惠企良方",
    "{}让数据多跑路",
    "{}{}亮出成绩单",
    "{}筑牢安全底线",
    "{}上半年签约项目{}个",
    "{}新增专利{}件",
    "{}外贸增长{}%",
    "{}迎来“{}”",
    "{}这样留住人才",
]
_KICKERS = (
    "上半年工业产值同比增长{}% {}个重点项目集中开工 创新机制 激发活力 "
    "抓招商 促投产 稳增长 聚焦产业强基 建设一流园区 从签约到投产仅用{}天 "
    "坚持项目为王 增强发展后劲"
)
_DECKS = [
    "{}全力推动产业升级",
    "{}高质量发展纪实",
    "来自{}的调查",
    "{}服务企业一线见闻",
    "{}打造创新策源地的实践",
]
_CAPTIONS = (
    "{d},{z}一家{f}企业的工人在车间赶制订单。",
    "{d},在{z}的{f}生产线上,技术人员正在调试设备。",
    "图为{z}{f}产业园一角。",
    "{z}企业服务专员上门讲解惠企政策。",
    "近年来,{z}大力发展{f}产业,一批项目建成投产。图为智能化生产车间。",
    "{d},{z}举办{f}专场招聘会,{n}家企业提供岗位{m}个。图为求职者在了解岗位信息。",
    "位于{z}的{f}项目施工现场一片繁忙,预计年底前主体完工。",
    "{z}综合服务大厅,工作人员为办事群众提供帮办代办服务。",
    "图为{f}企业的工程师在检测产品。",
    "{d},志愿者走进{z},为职工子女开设科普课堂。此次活动吸引{n}个家庭参加。",
    "航拍{z}{f}产业基地。",
    "上图:{z}{f}产业园。下图:工人在装配产品。",
    "▲{z}{f}企业的工人在检修设备。",
    "{z}的{f}车间里,机器人正在作业",
)
_FIELDS = [
    "生物医药",
    "新能源",
    "电子信息",
    "装备制造",
    "新材料",
    "光伏",
    "储能",
    "纺织",
    "食品加工",
    "集成电路",
]
_NOTICES = (
    "遗失声明:{n}不慎遗失身份证一张,证号尾数{m},声明作废。",
    "注销公告:某商贸有限公司经股东会决议拟注销,请债权人自公告之日起45日内申报债权。",
    "广告刊登热线:{m}{m} 地址:建设路{d}号",
)


def short_title(chance: random.Random) -> str:
    """A headline of a few characters."""
    return chance.choice(_SHORT)


def made_title(chance: random.Random, zone: Zone) -> str:
    """A headline that names the zone."""
    form = chance.choice(_VERBS)
    filled = form.replace("{}", zone.name, 1)
    if filled.count("{}"):
        tail = chance.choice(_WHAT)
        for sign in "个件%":
            tail = str(chance.randrange(3, 99)) if "{}" + sign in filled else tail
        if "“{}”" in filled:
            tail = chance.choice(_PET)
        filled = filled.replace("{}", tail)
    return filled


def story_title(story: Story) -> str:
    """The story's own title, its parts set apart by a space."""
    return " ".join(story.title.split())


def kicker(chance: random.Random) -> str:
    """A line above a headline."""
    parts = _KICKERS.split()
    lines = [parts[0], parts[1], " ".join(parts[2:4]), " ".join(parts[4:7])]
    lines += [" ".join(parts[7:9]), parts[9], " ".join(parts[10:])]
    return chance.choice(lines).replace("{}", str(chance.randrange(3, 99)))


def deck(chance: random.Random, zone: Zone) -> str:
    """A line below a headline, set off by a dash."""
    dash = chance.choice(("——", "——", "——", "—", "— —"))
    return dash + chance.choice(_DECKS).replace("{}", zone.name)


def two_part(chance: random.Random) -> str:
    """A headline of two phrases, to be explained by a deck."""
    return f"{chance.choice(_FOUR)} {chance.choice(_DO)}{chance.choice(_WHAT)}"


def subheads(chance: random.Random, count: int) -> list[str]:
    """Subheads of one article, all of a kind as papers set them."""
    kinds = ("plain", "two", "two", "three", "quoted", "numbered", "short", "dotted")
    kind = chance.choice((*kinds, "bracketed"))
    made: list[str] = []
    while len(made) < count:
        text = _subhead(chance, kind, len(made))
        if text not in made:
            made.append(text)
    return made


def leads(chance: random.Random, count: int) -> list[str]:
    """Phrases that open paragraphs in place of subheads."""
    kind = chance.choice(("plain", "short", "comma"))
    if kind == "comma":
        return [
            f"{chance.choice(_FOUR)},{chance.choice(_DO)}{chance.choice(_WHAT)}"
            for _ in range(count)
        ]
    made = [_subhead(chance, kind, 0) for _ in range(count)]
    return made


def _subhead(chance: random.Random, kind: str, number: int) -> str:
    pair = chance.choice(_DO) + chance.choice(_WHAT)
    if kind == "two":
        return f"{chance.choice(_FOUR)} {pair}"
    if kind == "three":
        return f"{chance.choice(_THREE)} {pair}"
    if kind == "quoted":
        text = chance.choice(_QUOTED)
        while "{}" in text:
            text = text.replace("{}", chance.choice(_PET), 1)
        return text
    if kind == "numbered":
        return f"{'一二三四五六七八九十'[number % 10]}、{pair}"
    if kind == "short":
        return chance.choice(_FOUR)
    if kind == "dotted":
        return f"● {pair}"
    if kind == "bracketed":
        return f"({'一二三四五六七八九十'[number % 10]}){pair}"
    return pair


def caption(chance: random.Random, zone: Zone) -> str:
    """What a photo shows."""
    day = f"{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    return chance.choice(_CAPTIONS).format(
        d=day,
        z=zone.name,
        f=chance.choice(_FIELDS),
        n=chance.randrange(12, 90),
        m=chance.randrange(100, 900),
    )


def asides(chance: random.Random) -> list[str]:
    """Paragraphs unlike prose: a list, questions with answers, verses."""
    form = chance.choice(("list", "list", "talk", "verse"))
    field = chance.choice(_FIELDS)
    if form == "talk":
        return [
            f"问:企业怎样申报{field}专项资金?",
            f"答:请登录平台,按要求填报材料,{chance.randrange(3, 9)}个工作日内答复。",
            "问:材料不齐怎么办?",
            "答:可以先受理,后补交。",
        ]
    if form == "verse":
        return [
            "春风吹绿园中路,",
            "塔吊林立日日高。",
            "千家机杼连天响,",
            "万盏明灯照夜潮。",
        ]
    items = [
        f"对引进的{chance.choice(_FIELDS)}项目,补助最高{chance.randrange(10, 90)}万元;"
        for _ in range(chance.randint(2, 4))
    ]
    lead = chance.choice(("{}.", "({})", "{}、"))
    marked = [lead.format(number) + text for number, text in enumerate(items, 1)]
    return [*marked[:-1], marked[-1][:-1] + "。"]


def photo_credit(chance: random.Random, zone: Zone) -> tuple[str, list[str]]:
    """A line that names who took a photo, or where it is from; and the people."""
    name = invent(chance)
    shown = spaced(name, chance)
    forms = (
        (f"{shown}/摄", [name]),
        (f"{shown} 摄", [name]),
        (f"记者 {shown} 摄", [name]),
        (f"本报记者 {shown}/摄", [name]),
        (f"本报记者 {shown} 摄影报道", [name]),
        (f"通讯员 {shown} 摄", [name]),
        (f"图/{name}", [name]),
        (f"摄影:{name}", [name]),
        (f"({shown} 摄)", [name]),
        (f"图片来源:{zone.name}", []),
        (f"图片来源:{zone.name}", []),
        (f"{zone.name}供图", []),
        ("企业供图", []),
        ("受访者供图", []),
        ("(资料图片)", []),
        (f"图片由{zone.name}提供", []),
    )
    return chance.choice(forms)


def notice(chance: random.Random) -> str:
    """A small advertisement."""
    return chance.choice(_NOTICES).format(
        n=invent(chance), m=chance.randrange(1000, 9999), d=chance.randrange(1, 99)
    )


def folio(chance: random.Random, title: str) -> str:
    """A running head."""
    date = f"2023年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    week = f"星期{chance.choice('一二三四五六日')}"
    page = chance.choice(("第{}版", "{}版", "A{}", "{:02}版", "第A{}版"))
    page = page.format(chance.randrange(1, 16))
    people = f"责编:{invent(chance)} 版式:{invent(chance)}"
    if chance.random() < 0.3:
        people += f" 电话:0{chance.randrange(10, 99)}-{chance.randrange(10**6, 10**7)}"
    parts = [date, week, page, chance.choice((title, "要闻", "综合", ""))]
    form = chance.random()
    if form < 0.25:
        return people
    if form < 0.5:
        return " ".join(filter(None, [page, *parts[3:]]))
    text = " ".join(filter(None, parts))
    return f"{text} {people}" if form > 0.8 else text

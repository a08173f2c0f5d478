"""Who signs the made-up articles? Invented names, drawn from lists of their parts."""

import random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷"
    "侯龙史陶贺顾毛郝龚邵万钱严武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
)
_DOUBLE = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "公孙",
    "夏侯",
    "慕容",
    "令狐",
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红健文建国志海波宁慧莉斌鹏"
    "飞宇浩凯倩婷雪琳晨旭阳欣怡佳俊峰林梅兰竹菊春夏秋冬晓雨晴岚云思源子涵梓轩一诺若"
    "彤可心乐天恩泽瑞祥庆丰学思远达诚信义仁德厚朴成立新进步昌盛荣耀辉煌灿烂"
)
_MINORITY = (
    ("买买提", "阿不都", "古丽", "艾合买提", "吐尔逊", "热依拉", "木拉提", "帕提古丽"),
    ("艾山", "热合曼", "努尔", "卡德尔", "吾守尔", "赛买提", "巴合提", "加娜提"),
)


def invent(chance: random.Random) -> str:
    """A name of two or three characters, now and then of a rarer form."""
    form = chance.random()
    given = "".join(chance.choices(_GIVEN, k=2 if chance.random() < 0.72 else 1))
    if form < 0.02:
        return "·".join(chance.choice(parts) for parts in _MINORITY)
    if form < 0.05:
        return chance.choice(_DOUBLE) + given
    if form < 0.06:
        return chance.choice(_SURNAMES) + chance.choice(_SURNAMES) + given[:1] * 2
    return chance.choice(_SURNAMES) + given


def invent_some(chance: random.Random, most: int = 3) -> list[str]:
    """One to `most` different names, mostly few."""
    count = min(most, chance.choice((1, 1, 1, 2, 2, 3, 4)))
    names: list[str] = []
    while len(names) < count:
        if (name := invent(chance)) not in names:
            names.append(name)
    return names


def spaced(name: str, chance: random.Random) -> str:
    """The name as set in type: two characters may stand apart to fill a measure."""
    if len(name) == 2 and chance.random() < 0.5:
        return f"{name[0]}\u3000{name[1]}"
    return name

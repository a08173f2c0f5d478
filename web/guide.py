"""How does one ask? The query language, rule by rule, with examples to click."""

from web import links
from web.contexts import HelpPage, Link, Rule, SearchForm

# name, explanation, queries that show it
_RULES = (
    (
        "词语",
        "直接输入要找的词，用空格隔开，每个词都要出现。繁体、全角、大小写都不必改。",
        ("招商引资", "招商引资 营商环境", "５０億元"),
    ),
    (
        "整句或标题",
        "粘贴一句话或一个标题即可：原文找不到时，放宽为大部分词语出现的报道，并在检索框下说明。",
        ("宝鸡高新区产业转型升级再出发",),
    ),
    (
        "原文",
        "加引号表示一字不差，哪种引号都行。数字按整数匹配：“50亿元”不会找到 450亿元。",
        ("“四证齐发”", "「拿地即开工」", "“50亿元”"),
    ),
    (
        "并且、或者、除去",
        "AND 或“与”、OR 或“或”、NOT 或“非”，两边留空格；减号紧贴词语，表示除去。",
        ("招商引资 AND 钛", "光伏 OR 风电", "招商引资 NOT 疫情", "招商引资 -重庆"),
    ),
    (
        "括号",
        "先算括号里的，全角半角都可以。",
        ("(光伏 OR 风电) 项目",),
    ),
    (
        "限定位置",
        "标题、正文、作者后面加冒号，只在那里找。",
        ("标题:转型", "正文:专精特新", "作者:于淑仪"),
    ),
    (
        "限定范围",
        "园区、主题、省份、城市、年份、报纸、体裁后面加冒号。园区可以写全称或简称。",
        ("园区:衡阳高新区", "主题:科技创新 省份:山东", "年份:2023 体裁:图片新闻"),
    ),
    (
        "筛选",
        "点结果旁的园区、主题、年份就加上，一栏可选几个；选中的列在上方，点 × 去掉。",
        (),
    ),
    (
        "精确与模糊",
        "精确：每个词都按原文找。模糊：同义说法也算，找不到时放宽。放宽了什么，总写在检索框下面。",
        (),
    ),
    (
        "排序",
        "按相关度、最新或最早。报纸没有印日期的，年份由文中推定，并注明“推定”。",
        (),
    ),
)


def help_page() -> HelpPage:
    """The page that explains the query language."""
    return HelpPage(
        SearchForm(),
        tuple(
            Rule(name, text, tuple(Link(q, links.text_url(q)) for q in queries))
            for name, text, queries in _RULES
        ),
    )

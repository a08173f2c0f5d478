"""What is each line of a title: label, kicker, headline, deck?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.pages.joins import opens_report
from search.pages.lines import Line
from search.pages.zones import (
    has_zone_colon,
    is_zone_alone,
    opens_with_zone,
    zone_keys,
)

_DECK = re.compile(
    r"(?:—|–|―|－|--|──)|[【\[]?(?:核心提示|内容提要|内容提示|阅读提示|新闻提示|提要|导读)[:：】\]]"
)
_POINT = re.compile(r"[●■◆•]\s*\S")
_DASHED = ("——", "──", "――")
# A headline that is complete by itself: quoted words, a result made known.
_WHOLE = re.compile(r"“[^“”]+”|.{6,}(?:发布|揭晓|出炉|公布)")
_LABEL = re.compile(
    r"[一-鿿·\s]{0,6}(?:镜头|速递|要闻|简讯|动态|资讯|快讯|短波|视窗|聚焦|观察|广角|扫描|专题|专版|专刊|特刊"
    r"|速览|速读|综合|新闻|播报|传真|之窗|论坛|看台|在线|周刊|一线|焦点|热点|快报|快递|短讯|集萃|纵横|导读|连线"
    r"|风采|关注|视点|调查|评论|时评|访谈|人物|声音|链接|名词解释|深读|问答|小贴士|故事|专栏|园地|天地|头条|快览|集锦|集纳|一览|来电|蹲点|话题|之石|身边)"
)
_FRAMED = re.compile(r"[【［\[★☆◆■┃|]\s*[一-鿿·\d]{4,8}\s*[】］\]★☆◆■┃|]")
_LONGEST_LABEL = 8
# The standing name of a series: …·…, …①, …看园区. Longer than the name of a column.
_SERIES = re.compile(
    r".{2,16}[①-⑳]|(?:[^，,。：:“”]|“[^“”]*”){2,12}·[^，,。：:“”]{2,8}"
    r"|.{2,12}(?:看|走进)(?:园区|开发区|高新区|经开区|新区|一线|基层|变化|发展|亮点|企业)"
)
# What sort of text follows, in front of its headline: 短评:…, (微观)….
_SORT = re.compile(
    r"[(（【\[]?(?:短评|微评|快评|时评|锐评|漫评|短论|微观|评论|社论|评论员文章|今日谈)"
    r"[:：)）】\]│|丨]"
)

# 瑞丽:口岸…, a headline by itself, its zone known by a short name.
_PLACE_COLON = re.compile(r"[一-鿿]{2,6}[:：]\s*\S")

# What counts the parts of an article: 一、…, (2)…, 第三步:…, 三问…, ●….
_COUNTED = re.compile(
    r"[(（]?[一二三四五六七八九十\d]{1,2}(?:\s*[)）、.．](?!\d)|$)"
    r"|第[一二三四五六七八九十\d]{1,2}[步招章站课件张封](?=[\s:：]|$)"
    r"|[一二三四五六七八九十]问[一-鿿]{0,6}[:：]|[问答]\s*[:：]"
)
_POINTED = re.compile(r"[●◆◇■□▲•·❶-❿]")
# What a deck tells, and the second row of a headline seldom: 产能达到1.28万吨.
_FACT = re.compile(r".{7,}\d")
# What makes a point of its own in a headline.
_OWN_POINT = re.compile(r"[“\d]")

# A line that begins so is the second half of a sentence-like headline.
_PREDICATE = re.compile(
    r"落户|落地|入驻|走进|助力|赋能|亮相|服务|花落|签约|进驻|投产|登陆|在|为|向|与|和"
)


@dataclass(slots=True)
class Title:
    """The lines of a title by their part in it."""

    labels: list[Line] = field(default_factory=list)
    kicker: list[Line] = field(default_factory=list)
    headline: list[Line] = field(default_factory=list)
    deck: list[Line] = field(default_factory=list)

    def all(self) -> list[Line]:
        """Every line of the title."""
        return [*self.labels, *self.kicker, *self.headline, *self.deck]


def read_title(run: Sequence[Line]) -> Title:
    """The parts of a run of heading lines above an article."""
    title = Title()
    rest = list(run)
    while len(rest) > 1 and is_label(rest[0], rest[1]):
        title.labels.append(rest.pop(0))
    title.deck = [x for x in rest[1:] if is_deck(x.text) or _POINT.match(x.text)]
    _part(title, [line for line in rest if line not in title.deck])
    return title


def is_label(line: Line, below: Line) -> bool:
    """Whether a line is the name of a column (园镜头) above the headline `below`."""
    text = line.text
    if len(text) > _LONGEST_LABEL or is_zone_alone(text) or has_zone_colon(text):
        return False
    # A marked word above an unmarked headline that begins with its zone.
    if line.level > below.level == 0 and len(text) <= 4 and opens_with_zone(below.text):
        return True
    # Where the ranks of the page tell nothing, only a word or two is no headline.
    longest = _LONGEST_LABEL - (2 if line.level < below.level else 4)
    outranks = 0 < line.rank < below.rank and len(text) <= longest
    return outranks or is_column(text)


def is_column(text: str) -> bool:
    """Whether a line is the name of a column and nothing else.

    >>> is_column("园区速览"), is_column("【五四特别报道】"), is_column("园区添新景")
    (True, True, False)
    """
    bare = text.lstrip("■□◆◇●★▲ ")
    return bool(_LABEL.fullmatch(bare) or _FRAMED.fullmatch(text))


def is_series(text: str) -> bool:
    """Whether a line above a headline is the standing name of a series.

    >>> is_series("开局之年看园区"), is_series("强链①"), is_series("今年再添三家企业")
    (True, True, False)
    """
    return _SERIES.fullmatch(text) is not None


def announces(text: str) -> bool:
    """Whether a headline says what sort of text follows it.

    >>> announces("短评:少开会"), announces("(微观)多跑腿"), announces("短评比赛开幕")
    (True, True, False)
    """
    return _SORT.match(text) is not None


def is_counted(text: str) -> bool:
    """Whether a heading is one of several that are counted, inside an article.

    >>> is_counted("一、拓市场"), is_counted("第二步:分得清"), is_counted("一批项目")
    (True, True, False)
    """
    return _COUNTED.match(text) is not None


def is_enumerated(text: str) -> bool:
    """Whether it is counted, or set off by a mark as its like are: ●拓市场."""
    return is_counted(text) or _POINTED.match(text) is not None


def is_deck(text: str) -> bool:
    """Whether a line is a deck (副题), set off by a dash or a word: 核心提示."""
    return _DECK.match(text) is not None


def _part(title: Title, lines: list[Line]) -> None:
    marked = [line.level for line in lines if line.level]
    if len(lines) > 1 and is_series(lines[0].text):
        title.kicker += lines[:1]
        lines = lines[1:]
    if len(lines) > 1 and not marked:
        lines = _without_frame(title, lines)
    if len(lines) == 1:
        title.headline = lines
        return
    if len(lines) == 2 and _are_halves(lines[0], lines[1]):
        title.headline = lines
    elif len(lines) == 2 and marked and _is_kicker(lines[0], lines[1]):
        title.kicker += lines[:1]
        title.headline = lines[1:]
    elif len(lines) > 1 and len(set(marked)) + (len(marked) < len(lines)) > 1:
        _part_by_marks(title, lines, min(marked))
    elif len(lines) > 1 and _is_kicker(lines[0], lines[1]):
        title.kicker += lines[:1]
        title.headline = lines[1:]
    else:
        title.headline = lines


def _without_frame(title: Title, lines: list[Line]) -> list[Line]:
    """The lines without a kicker that ends in a dash and a deck of facts.

    Under a headline that is complete by itself a line with a comma says more of it;
    under other headlines so does one that opens as reports do.
    """
    if lines[0].text.endswith(_DASHED) and not title.kicker:
        title.kicker += lines[:1]
        lines = lines[1:]
    last = lines[-1]
    more = last.role == "weak" or "、" in last.text
    told = opens_report(last.text) or _WHOLE.fullmatch(lines[0].text)
    if len(lines) > 1 and more and told:
        title.deck, lines = [last, *title.deck], lines[:-1]
    return lines


def _part_by_marks(title: Title, lines: list[Line], top: int) -> None:
    """The lines of the highest rank are the headline; above them is the kicker."""
    first = next(n for n, line in enumerate(lines) if line.level == top)
    if first and is_zone_alone(lines[first - 1].text):
        first -= 1
    title.kicker += lines[:first]
    title.headline = lines[first : first + 1]
    below = lines[first + 1 :]
    # One row may be the headline's second; several, each by itself, are facts.
    several = sum(line.level != top for line in below) > 1
    several = several and not is_zone_alone(title.headline[0].text)
    for line in below:
        fact = several or line.role == "weak" or _FACT.search(line.text) is not None
        if line.level != top and (fact or _has_new_zone(line, title.headline[0])):
            title.deck.append(line)
        else:
            title.headline.append(line)


def _is_kicker(line: Line, below: Line) -> bool:
    """A phrase without a subject above a line that names the zone.

    Two lines that neither way stand so are one headline, printed over two lines.
    """
    if is_zone_alone(line.text) or _PREDICATE.match(below.text):
        return False
    if _PLACE_COLON.match(below.text) and not has_zone_colon(line.text):
        return True
    return _has_new_zone(below, line)


def _are_halves(line: Line, below: Line) -> bool:
    """A play on words above a plain statement about the zone: one headline.

    The second line would be a headline by itself with a play or a figure of its own,
    and then the first is a kicker, unless it begins with what it plays on.
    """
    if "“" not in line.text or has_zone_colon(below.text) or is_series(line.text):
        return False
    if not _has_new_zone(below, line) or below.level < line.level:
        return False
    return line.text[0] == "“" or not _OWN_POINT.search(below.text)


def _has_new_zone(line: Line, other: Line) -> bool:
    return bool(zone_keys(line.text)) and not zone_keys(other.text)

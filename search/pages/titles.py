"""What is each line of a title: label, kicker, headline, deck?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from search.pages.lines import Line
from search.pages.zones import has_zone_colon, is_zone_alone, zone_keys

_DECK = re.compile(r"(?:—|–|―|－|--|──)")
_LABEL = re.compile(
    r"[一-鿿·\s]{0,6}(?:镜头|速递|要闻|简讯|动态|资讯|快讯|短波|视窗|聚焦|观察|广角|扫描|专题|专版|专刊|特刊"
    r"|综合|新闻|播报|传真|之窗|论坛|看台|在线|周刊|一线|焦点|热点|快报|快递|短讯|集萃|纵横|导读|连线"
    r"|风采|关注|视点|调查|评论|时评|访谈|人物|声音|链接|专栏|园地|天地|头条|快览|集锦|集纳|一览)"
)
_LONGEST_LABEL = 8

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
    title.deck = [line for line in rest[1:] if is_deck(line.text)]
    _part(title, [line for line in rest if line not in title.deck])
    return title


def is_label(line: Line, below: Line) -> bool:
    """Whether a line is the name of a column (园镜头) above the headline `below`."""
    text = line.text
    if len(text) > _LONGEST_LABEL or is_zone_alone(text) or has_zone_colon(text):
        return False
    outranks = 0 < line.level < below.level and len(text) <= _LONGEST_LABEL - 2
    return outranks or _LABEL.fullmatch(text) is not None


def is_deck(text: str) -> bool:
    """Whether a line is a deck (副题), set off by a dash."""
    return _DECK.match(text) is not None


def _part(title: Title, lines: list[Line]) -> None:
    marked = [line.level for line in lines if line.level]
    if len(lines) == 2 and marked and _is_kicker(lines[0], lines[1]):
        title.kicker, title.headline = lines[:1], lines[1:]
    elif len(lines) > 1 and len(set(marked)) + (len(marked) < len(lines)) > 1:
        _part_by_marks(title, lines, min(marked))
    elif len(lines) > 1 and _is_kicker(lines[0], lines[1]):
        title.kicker, title.headline = lines[:1], lines[1:]
    else:
        title.headline = lines


def _part_by_marks(title: Title, lines: list[Line], top: int) -> None:
    """The lines of the highest rank are the headline; above them is the kicker."""
    first = next(n for n, line in enumerate(lines) if line.level == top)
    if first and is_zone_alone(lines[first - 1].text):
        first -= 1
    title.kicker = lines[:first]
    title.headline = lines[first : first + 1]
    for line in lines[first + 1 :]:
        if line.level != top and _has_new_zone(line, title.headline[0]):
            title.deck.append(line)
        else:
            title.headline.append(line)


def _is_kicker(line: Line, below: Line) -> bool:
    """A phrase without a subject above a line that names the zone.

    Two lines that neither way stand so are one headline, printed over two lines.
    """
    if is_zone_alone(line.text) or _PREDICATE.match(below.text):
        return False
    return _has_new_zone(below, line)


def _has_new_zone(line: Line, other: Line) -> bool:
    return bool(zone_keys(line.text)) and not zone_keys(other.text)

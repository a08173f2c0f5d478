"""What is printed on a page but no part of its texts?

Running heads and feet, words that the OCR let slip in, and pieces printed twice.
"""

import re
from collections.abc import Iterable

# English function words, parts of pages, scripts of elsewhere in Chinese text: what
# a language model that reads pages slips in. Names and brands (iPhone) are not here.
_INTRUDER = re.compile(
    r"(?<=[一-鿿，、。,])\s+(?:(?:will|would|shall|should|could|can|the|of|and|to|in|is|are|was|were"
    r"|be|been|has|have|had|that|this|which|with|for|from|by|as|on|at|or|not|but|it|its"
    r"|also|into|than|then|their|these|those|such)(?:\s+[a-z]{2,12}){0,3})\s+(?=[一-鿿“])"
    # (下转第三版) behind the last sentence of a page, (上接第一版) before the first.
    r"|[(（]\s*(?:上接|下转|紧接)\s*第?\s*[^\s()（）]{1,6}?\s*版[^()（）]{0,8}[)）]"
    # What names a part of a page, in small letters or in capitals.
    r"|(?<=[一-鿿，、。,])\s+(?:photos?|images?|pictures?|figures?|page|captions?|headers?|footers?|system"
    r"|content|paragraph|PHOTOS?|IMAGES?|PICTURES?|FIGURES?|PAGE|CAPTIONS?|HEADERS?|FOOTERS?)\s+(?=[一-鿿\d“])"
    r"|(?<=[一-鿿])\s?[\u0400-\u04FF\u0590-\u06FF\u0900-\u0DFF\u0E00-\u0E7F\uAC00-\uD7AF]{2,20}\s?(?=[一-鿿，。、])"
)
# One of what they begin with: looked for first, for most texts have none.
_MAY_INTRUDE = re.compile(r"[A-Za-z\u0400-\u0E7F\uAC00-\uD7AF(（]")

_NUMERAL = "[一二三四五六七八九十〇零○]"
_DATE = (
    r"(?:[\d?？]\d{3}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    rf"|{_NUMERAL}{{4}}年{_NUMERAL}{{1,3}}月{_NUMERAL}{{1,3}}日)"
)
_FOLIO = re.compile(
    rf"(?:{_DATE}|星期[一二三四五六日天]|第?\s*[A-Z]?\d{{1,3}}\s*版|[A-Z]\d{{1,2}}(?=\s|$)|\d{{1,3}}(?=\s|$)|农历\S{{2,12}}|-?\d{{1,2}}℃(?:\s*[～~—-]\s*-?\d{{1,2}}℃)?|总第\s*\d+\s*期|第\s*\d+\s*期)"
)
# A10 双创建设: the number of the page and what it is about.
_PAGE_HEAD = re.compile(
    r"(?:[A-Z]?\d{1,2}\s*[:：|│丨]|[A-Z]\d{1,2}\s|第?\s*[A-Z]?\d{1,3}\s*版)[\s:：|│丨]*[一-鿿·]{2,6}"
)
# What names the paper, and the section of the page, at its head.
_PAPER = re.compile(
    r"[一-鿿]{2,8}(?:日报|晚报|晨报|早报|夜报|时报|商报|导报|周报|周刊|工人报|青年报|都市报|[^一-鿿]?(?:经开|高新|开发|新)区报)"
    r"(?:[\s·|│]+[一-鿿·]{2,6})?"
)
# 园 区 经 济: letters set apart are a name, seldom a title.
_SPACED_OUT = re.compile(r"[━─═\s]*(?:[一-鿿]\s){1,7}[一-鿿][━─═\s]*")
_STAFF = re.compile(
    r"(?:本版|本期)?(?:责任?编辑?|编辑|美编|版式|校对|责校|校检|检校|组版|审读|审校|值班\S{0,4}|主编|监制|策划|统筹|视觉|制图|制版|热线|电话|邮箱|来源|投稿\S{0,4}|E-?mail)\s*[:：/／]",
    re.IGNORECASE,
)
# How to reach the paper: 新闻热线 024-1188, 本版投稿邮箱:a@b.
_CONTACT = re.compile(
    r"(?:本[报版刊社]|责编|编辑部?|新闻|广告|投稿|发行|订[报阅]|读者|值班|全省|全市)?"
    r"(?:统一|投稿|服务|联系|新闻|广告|电子)*(?:热线|电话|邮箱|信箱)\s*[:：]?\s*"
    r"(?:[\d(（×ХX][\d\s()（）×ХX·—–-]{5,}|[A-Za-z][\w.·@＠×-]{4,})(?:\s.{0,40})?"
    r"|www\b.{4,60}",
    re.IGNORECASE,
)
# What the editors say of the page.
_REMARK = re.compile(
    r"本版(?:图片|照片|稿件|文字|图文|文图|作品)[^。]{2,30}|扫(?:描|码|一扫)\S{0,8}?(?:视频|二维码|更多|关注|报名|详情|阅读|收听|客户端)\S{0,4}"
    # What is paid for, and what a paper must print of itself.
    r"|(?:[【\[(（]\s*广告\s*[】\])）]|广告\s).{0,60}|[A-Z][A-Z\s&·.]{5,60}"
    r"|.{0,30}(?:国内统一[一-鿿]{2,8}号|邮发代号|零售每份|开机时间|本报地址\s*[:：]|内部资料\s*免费交流).{0,60}"
)
# 责编:甲 电话:010-1: a word for what they do or what it is, and who or how.
_STAFF_PAIR = re.compile(
    rf"(?:{_STAFF.pattern}|(?:社址|地址|邮编|邮政编码|网址|传真|广告|发行|定价)\s*[:：])"
    r"\s*(?:[一-鿿]\s[一-鿿](?=[\s(（]|$)|[^\s:：(（]{1,30})(?:[(（][\dXx×—\s-]{6,}[)）])?",
    re.IGNORECASE,
)
_DESK = (
    "(?:责任编辑|责编|(?:本版|组版|版面)?编辑|美\\s?编|版式|校对|责校|校检|检校|组版|审读|审校|制图|制版|视觉"
    "|统筹|主编|值班主任)"
)
# 编辑 甲 校对 乙 丙: without colons, so one alone is not enough.
_STAFF_SPACED = re.compile(
    rf"(?<!\S){_DESK}(?:\s+(?!{_DESK})(?:[一-鿿]{{2,4}}|[一-鿿]\s+[一-鿿])(?!\S)){{1,4}}"
)
# But of these, for they write nothing.
_STAFF_ALONE = re.compile(
    r"(?:责编|责校|美编|校对|校检|检校|审校|组版|值班主任)\s+[一-鿿\s]{2,9}"
)
# 04 开发区, 园区经济 5: beside a running head, another.
_SECTION = re.compile(r"\d{1,2}\s+[一-鿿·]{2,6}|[一-鿿·]{2,6}\s+\d{1,2}")
# What is paid for or made known officially, in the corners of a page.
_NOTICE = re.compile(
    r"(?:遗失|注销|减资|清算|吸收合并|拍卖|招标|招租)(?:声明|启事|公告|通知)?\s*[:：]"
)
_NOTICE_TITLE = re.compile(
    r"(?:遗失|注销|减资|清算|拍卖|招标|招租|更正)?\s*(?:公\s*告|声\s*明|启\s*事|通\s*告)|更\s*正"
)
_NOTE = re.compile(r"[【\[(（]?(?:编者按|编者的话|开栏的话|开栏语)")
# What is said of an author behind the text: (作者系某大学教授).
_AUTHOR = re.compile(
    r"[(（]\s*(?:本文)?(?:作者|笔者)\s*(?:系|为|是|单位).{2,50}[)）]|(?:本文)?作者[系为][^，,。；;]{2,40}"
)
_TURN = re.compile(
    r"[(（]?\s*(?:上接|下转|紧接)\s*(?:第?\s*\S{1,8}\s*版|头版|本版)\S{0,10}?[)）]?"
    r"|[(（]\s*(?:上接|下转)\S{0,8}[)）]?"
)
_WHOLE_LINES = (_PAGE_HEAD, _CONTACT, _REMARK, _STAFF_ALONE)
_MAY_HEAD = re.compile(r"[\d年编版校审制视星期:：/]")
_WORDS = re.compile(r"[A-Za-z一-鿿·]{1,16}")

# A repeat shorter than this happens in honest prose: names of offices, of documents.
_LONGEST_CHANCE = 30
_STEP = 15
_KEPT, _SOUGHT = 5, 3
# What is doubled on the spot is shorter: no sentence says so much twice in a row.
_SHORTEST_UNIT = 10
_LONGEST_UNIT = 60
_MARKS = re.compile(r"[，,。；;！？!?]")
_LONGEST_LINE = 5_000
_BOUNDS = frozenset("，,。；;！？!?")
_CLAUSE = re.compile(r"[，,。；;:：]")
_TIES = "的了着和与及在是"
_HAN = re.compile(r"[一-鿿]")


def intruders(text: str) -> list[tuple[int, int]]:
    """The spans of words that the OCR let slip into a Chinese sentence.

    >>> intruders("项目建成后 will 有效带动")
    [(5, 11)]
    """
    if not _MAY_INTRUDE.search(text):
        return []
    return [found.span() for found in _INTRUDER.finditer(text)]


def is_folio(text: str) -> bool:
    """Whether a line is a running head or foot: date, page number, editors.

    >>> is_folio("2023年8月7日 星期一 第A10版 双创建设"), is_folio("2023年8月7日,签约")
    (True, False)
    """
    if len(text) > 80:
        return False
    if _TURN.fullmatch(text) or _STAFF.match(text) or _AUTHOR.fullmatch(text):
        return True
    if _NOTICE.match(text):
        return True
    if any(each.fullmatch(text) for each in _WHOLE_LINES):
        return True
    if not _MAY_HEAD.search(text):
        return False
    rest, staff = _STAFF_PAIR.subn(" ", text)
    rest, spaced = _STAFF_SPACED.subn(" ", rest)
    rest, count = _FOLIO.subn(" ", rest)
    count += staff + spaced
    words = rest.split()
    if count <= (spaced == 1) or len(words) > 3 or not all(map(_is_label, words)):
        return False
    return count > 1 or not words or _begins_with_date(text)


def heads_page(text: str) -> bool:
    """Whether a line at the top of a page can be but its head: paper, section.

    >>> heads_page("中原日报 经济"), heads_page("园 区 经 济"), heads_page("签约")
    (True, True, False)
    """
    return bool(_PAPER.fullmatch(text) or _SPACED_OUT.fullmatch(text))


def is_section(text: str) -> bool:
    """Whether a line at the head of a page is a section with the page's number.

    >>> is_section("04 开发区"), is_section("10个项目落地")
    (True, False)
    """
    return _SECTION.fullmatch(text) is not None


def is_notice(text: str) -> bool:
    """Whether a line is the title of an official or paid notice: 公告, 遗失声明."""
    return _NOTICE_TITLE.fullmatch(text) is not None


def is_note(text: str) -> bool:
    """Whether a text is a note of the editors: 编者按, 开栏的话."""
    return _NOTE.match(text) is not None


def _is_label(word: str) -> bool:
    return _WORDS.fullmatch(word) is not None or not any(c.isalnum() for c in word)


def _begins_with_date(text: str) -> bool:
    return re.match(_DATE + r"(?:\s|$)", text) is not None


def doubled(text: str) -> list[tuple[int, int]]:
    """The spans of what is printed a second time directly behind itself.

    >>> doubled("他们用三年时间建成港口,他们用三年时间建成港口,又用一年")
    [(12, 24)]
    """
    if len(text) > _LONGEST_LINE:
        return []
    spans, place = [], 0
    for start in (0, *(found.end() for found in _MARKS.finditer(text))):
        if start >= place and (span := _doubled_at(text, start)):
            spans.append(span)
            place = span[1]
    return spans


def _doubled_at(text: str, start: int) -> tuple[int, int] | None:
    """The second print of the clauses, or of the words, that begin at a place.

    Lists repeat pieces of names (甲会议、某局会议、某局学习), which begin anywhere.
    """
    piece = text[start : start + _SHORTEST_UNIT]
    last = start + _LONGEST_UNIT + _SHORTEST_UNIT
    second = text.find(piece, start + _SHORTEST_UNIT, last)
    while second >= 0:
        unit = text[start:second]
        clause = unit[-1] in _BOUNDS and text[start - 1 : start] in ("", unit[-1])
        if (clause or unit.isalnum()) and text.startswith(unit, second):
            end = second + len(unit)
            while text.startswith(unit, end):
                end += len(unit)
            return second, end
        second = text.find(piece, second + 1, last)
    return None


class Repeats:
    """Finds long pieces of text that were already printed in the same article.

    Pieces of `_STEP` characters are kept from every `_KEPT`-th place of the earlier
    text on, and sought from every `_SOUGHT`-th of the later: the two have no divisor
    in common, so any repeat of twice that length is met, in linear time.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, text: str) -> None:
        """Take a text into the earlier ones."""
        if len(text) > _LONGEST_LINE:
            return
        number = len(self._lines)
        self._lines.append(text)
        for start in range(0, len(text) - _STEP + 1, _KEPT):
            self._places.setdefault(text[start : start + _STEP], (number, start))

    def tail_of_last(self, text: str) -> bool:
        """Whether a short text only repeats the end of the text added last."""
        return len(text) >= 5 and bool(self._lines) and self._lines[-1].endswith(text)

    def span(self, text: str, *, continues: bool) -> tuple[int, int] | None:
        """The part of a text that only repeats an earlier one.

        That is a whole paragraph printed again, or, where the line `continues` a cut
        sentence, a strange end in place of its own. Any other repeat may be meant:
        reports of cases or prizes say the same of each in the same words.
        """
        if len(text) > _LONGEST_LINE:
            return None
        places, last = self._places, len(text) - _STEP
        place = 0
        while place <= last:
            sought = range(place, last + 1, _SOUGHT)
            pieces = (n for n in sought if text[n : n + _STEP] in places)
            if (at := next(pieces, None)) is None:
                return None
            start, end = self._grown(text, at, *places[text[at : at + _STEP]])
            if found := _worth_cutting(text, start, end, continues=continues):
                return found
            place = end
        return None

    def _grown(
        self, text: str, place: int, number: int, origin: int
    ) -> tuple[int, int]:
        earlier = self._lines[number]
        start, first = place, origin
        # A piece is found within a step of the place where the repeat begins.
        stop = max(0, place - _STEP)
        while start > stop and first and text[start - 1] == earlier[first - 1]:
            start, first = start - 1, first - 1
        end, last = place + _STEP, origin + _STEP
        while end < len(text) and last < len(earlier) and text[end] == earlier[last]:
            end, last = end + 1, last + 1
        return start, end


def _worth_cutting(
    text: str, start: int, end: int, *, continues: bool
) -> tuple[int, int] | None:
    if end - start < _LONGEST_CHANCE:
        return None
    if end < len(text):
        # Whole clauses told twice in one paragraph: nobody writes so.
        bounded = text[start - 1 : start] in _BOUNDS and text[end - 1] in _BOUNDS
        return (start, end) if continues and start and bounded else None
    if not _CLAUSE.search(text, start, end - 1):
        return None
    if start == 0:
        return start, end
    # What is meant begins at a comma or behind a figure; what slipped in, anywhere.
    if not continues or not _HAN.match(text, start - 1) or not _HAN.match(text, start):
        return None
    # Two texts may share a tie word in front of the repeat by chance.
    while start < end and text[start] in _TIES:
        start += 1
    return start, end


def cut(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, list[str]]:
    """The text without the spans, and what stood in them."""
    kept, gone, place = [], [], 0
    for start, end in sorted(spans):
        if start < place:
            continue
        kept.append(text[place:start])
        gone.append(text[start:end])
        place = end
    kept.append(text[place:])
    return "".join(kept), gone

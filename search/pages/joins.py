"""Does a sentence go on in the next line?"""

import re
from collections.abc import Iterable

_ENDS = frozenset("。！？!?…；;：:")
_CLOSES = frozenset("”』」’)）》〉】]\"'")

# What no paragraph begins with.
_NEVER_FIRST = frozenset("，,、。；;：:！？!?”』」’)）》〉】%％")

# A page of newsprint holds a third of this; a file that is longer is no page.
_LONGEST_PAGE = 50_000

_OPENER = re.compile(
    r"(?:19|20)\d{2}年|\d{1,2}月|近日|日前|近期|近年|今年|去年|昨日|据|目前|当前|同时|此外|另外|其中"
    r"|截至|截止|随着|对此|接下来|下一步|值得|不仅|记者|前不久|不久前|如今|此次|该|其|并|也|作为|位于|这|我们|他|她"
)

# What reports begin with and headlines do not: 近日, 据某某介绍, 某某传来消息, a date.
_LEAD = re.compile(
    r"(?:近日|日前|近期|近年来|今年以来|连日来|据悉|据了解|目前|当前|眼下|(?:今年)?\d{1,2}月(?:\d{1,2}日)?"
    r"|\d{1,2}日|(?:昨|今|前)[日天](?:[(（][^()（）]{2,12}[)）])?|据.{1,20}?(?:介绍|了解|悉|统计|消息)|记者.{0,12}?获悉|.{2,16}?(?:传来消息|获悉))[,，]"
)

# What a heading hardly ends in: a cut sentence does.
_HANGING = frozenset("的了在和与及为是对将把被从到以等、，,并或由其该而且但所就也都还")


def is_complete(text: str) -> bool:
    """Whether a text ends where a sentence may end.

    A closing quote or bracket ends one only behind the sentence's own end: “好。”
    does, 《条例》 may stand in the middle.

    >>> is_complete("做了大量工作。”"), is_complete("出台《工作方案》")
    (True, False)
    """
    end = len(text)
    while end and text[end - 1] in _CLOSES:
        end -= 1
    return end > 0 and text[end - 1] in _ENDS


def must_go_on(text: str) -> bool:
    """Whether a text begins as no paragraph does: with a comma, a closing quote."""
    return text[:1] in _NEVER_FIRST


def opens_report(text: str) -> bool:
    """Whether a text begins as the first paragraph of a report, not as a headline.

    >>> opens_report("近日,园区召开会议"), opens_report("近日园区添新景")
    (True, False)
    """
    return _LEAD.match(text) is not None


def opens_sentence(text: str) -> bool:
    """Whether a text begins with words that open sentences: 近日, 今年, 7月18日."""
    return _OPENER.match(text) is not None


# Words of sentences that headings do without; and the lengths of both, without spaces.
_FUNCTION = frozenset("是的了也被在这我们他她将已就都还正曾其及该需须")
_SHORTEST_SENTENCE = 11
_LONGEST_PLAIN_HEADING = 18


_COUPLET = re.compile(r"[^,，、。;；:：\d]{3,8}[,，][^,，、。;；:：\d]{4,9}")


def hangs(text: str) -> bool:
    """Whether a text ends in a word that wants another behind it: 的, 和, 对."""
    return text[-1:] in _HANGING


def reads_as_sentence(text: str) -> bool:
    """Whether a short line has the words or the length of a sentence, not of a heading.

    >>> reads_as_sentence("市委的课题组在公开发表"), reads_as_sentence("优服务 见效快")
    (True, False)
    """
    if len(text.split()) > 1:
        return False
    return len(text) > _LONGEST_PLAIN_HEADING or (
        len(text) >= _SHORTEST_SENTENCE and any_function_word(text)
    )


def any_function_word(text: str) -> bool:
    """Whether a text has a word that headings do without: 是, 的, 在."""
    return any(c in _FUNCTION for c in text)


def is_couplet(text: str) -> bool:
    """Whether a text is two short clauses, as subheads are printed.

    >>> is_couplet("招大引强,补链成群"), is_couplet("近日,园区举行了竞赛")
    (True, False)
    """
    return _COUPLET.fullmatch(text) is not None and not any_function_word(text)


def leaves_quote_open(text: str) -> bool:
    """Whether a quote begun in the text is not closed in it."""
    return text.rfind("“") > text.rfind("”")


def closes_quote_first(text: str) -> bool:
    """Whether a closing quote comes in the text before any opening one."""
    closing, opening = text.find("”"), text.find("“")
    return closing >= 0 and (opening < 0 or closing < opening)


class Pairs:
    """How often two characters stand side by side on the page.

    Where a line was cut inside a word (长春高|新区) the page nearly always prints the
    word in one piece elsewhere; so the pair across a true cut is known to the page.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)[:_LONGEST_PAGE]
        self._counted: dict[str, int] = {}

    def across(self, before: str, after: str) -> int:
        """How often the pair that a join would make is printed on the page."""
        if not before[-1:].isalnum() or not after[:1].isalnum():
            return 0
        pair = before[-1] + after[0]
        if pair not in self._counted:
            self._counted[pair] = self._text.count(pair)
        return self._counted[pair]


def goes_on(before: str, after: str) -> bool:
    """Whether `after` is the rest of a sentence begun in `before`."""
    if not is_complete(before) or must_go_on(after):
        return True
    return leaves_quote_open(before) and closes_quote_first(after)

"""Which lines of a PDF page are the printed lines of one paragraph?

A column of Chinese print has as many characters in every full line; a line that falls
short ends a paragraph, or is a headline.
"""

from collections import Counter

_FULLWIDTH = "\u2e80"
_INDENT = "\u3000"
_SLACK = 3  # in half-width columns: hanging punctuation, figures and Latin letters
_NARROWEST = 16
# In columns set from a word processor 70 to 90 % of the lines are full; among
# paragraphs of one line each, hardly ever two are of one length.
_SHARE = 0.4
_ENDS = tuple("。！？!?…”』」：:；;")


def reflow(text: str) -> str:
    """The text with the lines of each paragraph in one, if it was set in columns.

    >>> reflow("高新区举行项目签约仪式\\n共签约项目十个总投资七\\n十八亿元。")
    '高新区举行项目签约仪式共签约项目十个总投资七十八亿元。'
    """
    lines = text.split("\n")
    width = _column(lines)
    if not width:
        return text
    joined: list[str] = []
    full = False
    for line in lines:
        bare = line.rstrip()
        if full and bare and not bare.startswith(_INDENT):
            joined[-1] += bare.lstrip()
        else:
            joined.append(bare)
        near = abs(_columns(bare) - width) <= _SLACK
        full = near and not bare.endswith(_ENDS)
    return "\n".join(joined)


def _column(lines: list[str]) -> int:
    """How wide full lines are, 0 where the text is not set in columns."""
    widths = [_columns(line) for line in lines if line.strip()]
    counts = Counter(width for width in widths if width >= _NARROWEST)
    if not counts:
        return 0
    common = counts.most_common(1)[0][0]
    full = sum(abs(width - common) <= _SLACK for width in widths)
    return common if full > max(1, _SHARE * len(widths)) else 0


def _columns(line: str) -> int:
    return sum(1 + (c >= _FULLWIDTH) for c in line.strip())

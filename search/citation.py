"""How is an article quoted and cited?

GB/T 7714-2015 for newspapers: 作者. 题名[N]. 报名, 年-月-日(版次). What nobody printed
stands in square brackets. Where the newspaper is not known, the file is the place.
"""

import re

from search.models import KIND_LABELS, Article

# GB/T 7714: three names, then 等.
_NAMED = 3
_TEX = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_WORDS_OF_DATE = ("年", "月", "日")


def title_of(article: Article) -> str:
    """A headline; an item without one is called by its kind and its park.

    >>> title_of(Article("1", "p.txt", "photo", parks=("大庆高新区",)))
    '图片新闻：大庆高新区'
    """
    return article.headline or "：".join(
        (KIND_LABELS[article.kind], *article.parks[:1])
    )


def gbt7714(article: Article) -> str:
    """The citation in GB/T 7714.

    >>> gbt7714(Article("1", "a.txt", headline="钛谷", byline=("甲", "乙")))
    '甲, 乙. 钛谷[N]. a.txt.'
    """
    dated = article.published
    date = dated.value if dated else ""
    if dated and dated.ground == "inferred":
        date = f"[{date}]"
    page = f"({article.page_number})" if article.page_number else ""
    names = article.byline
    authors = (*names[:_NAMED], "等") if len(names) > _NAMED else names
    place = ", ".join(filter(None, (article.publication or article.source, date)))
    parts = (", ".join(authors), f"{title_of(article)}[N]", f"{place}{page}")
    return ". ".join(filter(None, parts)) + "."


def one_line(article: Article) -> str:
    """The source as a sentence of a report names it.

    >>> one_line(Article("1", "a.txt", headline="钛谷", byline=("甲",)))
    '《钛谷》（a.txt，记者 甲）'
    """
    dated = article.published
    when = ""
    if dated:
        numbers = (str(int(number)) for number in dated.value.split("-"))
        when = "".join(map("".join, zip(numbers, _WORDS_OF_DATE, strict=False)))
        when += "，推定" * (dated.ground == "inferred")
    page = f"第 {article.page_number} 版" if article.page_number else ""
    paper = f"《{article.publication}》" if article.publication else article.source
    names = f"记者 {'、'.join(article.byline)}" if article.byline else ""
    where = "，".join(filter(None, (paper, when, page, names)))
    return f"《{title_of(article)}》（{where}）"


def bibtex(article: Article) -> str:
    """The citation as an entry of BibTeX."""
    dated = article.published
    year, month, day = (*(dated.value.split("-") if dated else ()), "", "", "")[:3]
    values = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in article.byline),
        "title": f"{{{_escaped(title_of(article))}}}",
        "journal": _escaped(article.publication or ""),
        "year": year,
        "month": str(int(month)) if month else "",
        "day": str(int(day)) if day else "",
        "pages": _escaped(article.page_number or ""),
        "howpublished": "" if article.publication else _escaped(article.source),
        "url": article.url or "",
        "note": "日期系推定" if dated and dated.ground == "inferred" else "",
        "entrysubtype": "newspaper",
        "langid": "chinese",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in values.items() if value)
    key = re.sub(r"[^\w.:-]", "-", article.id, flags=re.ASCII)
    kind = "article" if article.publication else "misc"
    return f"@{kind}{{{key},\n" + "\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in text)

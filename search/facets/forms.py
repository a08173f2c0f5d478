"""In which forms is the name of a zone (园区) written?"""

from collections.abc import Callable, Iterator

# The suffix of the short form -> what it stands for, the usual forms first.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "高新区": (
        "高新技术产业开发区",
        "国家高新技术产业开发区",
        "高新技术开发区",
        "国家高新区",
        "国家级高新区",
        "国家级高新技术产业开发区",
        "高新技术产业园区",
        "高新开发区",
    ),
    "经开区": (
        "经济技术开发区",
        "国家级经济技术开发区",
        "经济开发区",
        "国家经济技术开发区",
        "国家级经开区",
        "开发区",
    ),
    "综合保税区": ("综保区",),
}
# How a free-trade zone is called, within the name of an area of it as well.
FREE_TRADE = ("自贸区", "自贸试验区", "自由贸易试验区")
_LONG = {long: short for short, longs in SUFFIXES.items() for long in longs}


def short_form(name: str) -> str:
    """The name with its suffix as the press shortens it.

    >>> short_form("济南高新技术产业开发区"), short_form("衢州智造新城")
    ('济南高新区', '衢州智造新城')
    """
    for long in sorted(_LONG, key=len, reverse=True):
        if name.endswith(long) and len(name) > len(long) and long != "开发区":
            return name.removesuffix(long) + _LONG[long]
    return name


def written_forms(name: str, is_city: Callable[[str], bool]) -> Iterator[str]:
    """The name and the forms that follow from it by rule, the usual ones first.

    >>> list(written_forms("昆明综合保税区", {"昆明"}.__contains__))
    ['昆明综合保税区', '昆明综保区', '昆明市综合保税区', '昆明市综保区']
    """
    suffix = next((each for each in SUFFIXES if name.endswith(each)), None)
    if suffix is None:
        yield name
        yield from _free_trade_forms(name)
        return
    stem = name.removesuffix(suffix)
    for start in (stem, f"{stem}市") if is_city(stem) else (stem,):
        yield start + suffix
        for long in SUFFIXES[suffix]:
            yield start + long


def _free_trade_forms(name: str) -> Iterator[str]:
    kind = next((each for each in FREE_TRADE if each in name), None)
    if kind is not None:
        yield from (name.replace(kind, each) for each in FREE_TRADE if each != kind)

"""How good is it? The usual figures of the field, on pages that people annotated."""

from search.evaluation.gold import GoldItem, GoldPage, read_gold
from search.evaluation.split import LOWER_IS_BETTER, PageScore, score_page, total

__all__ = [
    "LOWER_IS_BETTER",
    "GoldItem",
    "GoldPage",
    "PageScore",
    "read_gold",
    "score_page",
    "total",
]

"""How is it asked in what order documents come?

By the server's own BM25 over our fields, the formula of `base.Ranking`. Since Lucene 8
it leaves out the factor k1 + 1, which OpenSearch does from its version 3 on: where it
is missing, it is put back. That a term is there at all counts in the field `there` of
words and units, and in no other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from search.engines.base import TEXT_FIELDS, Boost, RankTerm
from search.engines.opensearch.conditions import Condition, clauses, condition
from search.engines.opensearch.documents import pair_of, token_of

K1 = 1.2
_WITHOUT_FACTOR = 3
# What a server takes of a query, unless it is told otherwise, and what is left aside
# for what narrows it.
CLAUSES = 1024
_SPARE = 64

# What is not as `base.Ranking` has it, for whoever wonders.
LIMITS = (
    "打分时文章长度取近似值，删去的文章在服务器合并前仍计入词频；命中、筛选和计数不受影响",
    f"检索式的词和字对超过约 {CLAUSES - _SPARE} 项时，排在后面的不参与打分",
    "只有一个字的检索词，其打分以有该栏（标题、正文、图注、作者）的文章为基数",
)


def scored(
    where: Condition, terms: Sequence[RankTerm], boosts: Sequence[Boost], major: int
) -> Condition:
    """What is found, with the score of the terms and the boosts.

    Of very many terms the first count: a server takes so many clauses and no more.
    """
    factor = K1 + 1 if major >= _WITHOUT_FACTOR else 1.0
    lifts = [
        {"filter": condition(boost.where), "weight": boost.factor} for boost in boosts
    ]
    left = CLAUSES - _SPARE - clauses(where) - clauses(lifts)
    added = [*_fitting(_scores(terms, factor), left)]
    query: Condition = {"bool": {"filter": [where], "should": added}}
    if not added or not lifts:
        return query
    return {
        "function_score": {
            "query": query,
            "functions": lifts,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _fitting(scores: Iterable[Condition], room: int) -> Iterable[Condition]:
    """As many, from the first on, as there is room for."""
    for score in scores:
        room -= clauses(score)
        if room < 0:
            return
        yield score


def _scores(terms: Iterable[RankTerm], factor: float) -> Iterable[Condition]:
    for term in terms:
        token, field = _token(term), _field(term)
        if term.field == "lead":
            opening: dict[str, Any] = {"filter": [{"term": {"lead": token}}]}
            opening["must"] = [_term("chars.there", token, term.weight * term.presence)]
            yield {"bool": opening}
            continue
        yield _term(field, token, term.weight * factor)
        if term.presence and field in ("words", "chars"):
            yield _term(f"{field}.there", token, term.weight * term.presence)


def _term(field: str, token: str, boost: float) -> Condition:
    return {"term": {field: {"value": token, "boost": boost}}}


def _field(term: RankTerm) -> str:
    return f"text_{term.field}" if term.field in TEXT_FIELDS else term.field


def _token(term: RankTerm) -> str:
    if term.field == "bigrams":
        return pair_of(*term.text.split(" "))
    return token_of(term.text)

"""How is a question answered? The read path, on one screen.

text → parse → plan → engine → snippets → response
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from search import snippets
from search.corrections import corrected, doubtful
from search.engines.base import (
    AllOf,
    AnyOf,
    EngineQuery,
    Matches,
    Node,
    Not,
    OneOf,
    View,
)
from search.errors import NotFound
from search.models import (
    FACETS,
    MONTH,
    Article,
    FacetValue,
    Hit,
    IndexInfo,
    Notice,
    SearchRequest,
    SearchResponse,
    Snippet,
    Suggestion,
)
from search.plan import Level, Plan, make_plan
from search.query import Query, literal, negates, parse, unquoted
from search.requests import checked, engine_query
from search.synonyms import last_edited
from search.text import fold

# What only some commands need is loaded by them: a query is answered in less time than
# it takes to load it all.
if TYPE_CHECKING:
    from search.original import Stretch

# When fewer are found, the page goes on with the best by any word.
FEW = 10
_TIMES = ("year", MONTH)
# So many articles of a whole result are fetched at a time.
_CHUNK = 500

# A query as it was read in the end, what that matches, and the wanted slice of it.
Found = tuple[Plan, Node, Matches]


class Searcher:
    """Answers questions about the articles that an engine holds.

    Each answer is of one commit, whatever is committed while it is put together.
    """

    def __init__(self, engine: View) -> None:
        self.engine = engine
        self._holding: tuple[str, IndexInfo] | None = None

    def search(self, request: SearchRequest, strict: bool = False) -> SearchResponse:
        """The page of results for a request; when `strict`, by the letter of it, never
        read more loosely, and with nothing behind what was found.

        Raises InvalidRequest, NotFound (a filter names what is not there),
        EngineError; no text of a query raises anything.
        """
        return Searcher(self.engine.view())._page(request, strict)

    def every(self, request: SearchRequest) -> Iterator[Article]:
        """All articles that answer a request by the letter of it, in its order, of
        whatever page. Raises as `search`, before the first article."""
        view = self.engine.view()
        request = checked(view, request)
        plan = _plan(parse(request.text), request)
        asked = replace(
            engine_query(request),
            where=plan.where(),
            ranking=plan.ranking,
            offset=0,
            limit=_CHUNK,
            facets=(),
            articles=True,
        )
        return _streamed(view, asked)

    def _page(self, request: SearchRequest, strict: bool) -> SearchResponse:
        began = time.perf_counter()
        request = checked(self.engine, request)
        asked = replace(engine_query(request), articles=True)
        (plan, where, matches), more = self._found(request, asked, strict=strict)
        if not strict:
            plan = corrected(self.engine, request, plan, asked, matches.counts)
        return SearchResponse(
            request=request,
            total=matches.total,
            hits=_hits(matches, plan),
            more=_hits(more, plan),
            facets=_facet_values(matches, request),
            notices=plan.notices,
            reading=plan.readings,
            timeline=self._timeline(where, matches, asked),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def values(self, request: SearchRequest, facet: str) -> tuple[FacetValue, ...]:
        """Every value of a facet, however many, with the counts that `search` gives
        for a request. Raises as `search`."""
        looking = Searcher(self.engine.view())
        request = checked(looking.engine, request)
        asked = replace(engine_query(request), facets=(facet,))
        (plan, where, _), _ = looking._found(request, asked, few=0)
        every = replace(asked, limit=0, most={})
        return _facet_values(looking._find(plan, where, every), request)[facet]

    def listed(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of what a reader comes to see: the hits, then what goes on below the
        line, to the limit. Raises as `search`."""
        looking = Searcher(self.engine.view())
        request = checked(looking.engine, request)
        asked = engine_query(request)
        (_, _, matches), more = looking._found(request, asked, request.limit)
        return tuple(match.id for match in (*matches.matches, *more.matches))

    def article(self, article_id: str) -> Article:
        """One article. Raises NotFound."""
        found = self.engine.fetch([article_id])
        if not found:
            raise NotFound(
                f"没有编号为“{article_id}”的文章",
                "编号见搜索结果，如 'search query 招商'",
            )
        return found[0]

    def similar(self, article_id: str, limit: int = 5) -> tuple[Article, ...]:
        """The articles most like one, without copies of it. Raises NotFound."""
        from search.similar import similar

        view = self.engine.view()
        return similar(view, Searcher(view).article(article_id), limit)

    def mark(self, article: Article, request: SearchRequest) -> tuple[Snippet, ...]:
        """Every text of an article, in the order of `Article.texts`, highlighted as
        the query of a request does."""
        parts = _plan(parse(request.text), request).parts
        (marked,) = snippets.mark([article], parts)
        return marked.snippets()

    def original(self, article: Article) -> "tuple[Stretch, ...]":
        """The page that an article stands on, as it was received, if it is there."""
        from search.original import original

        return original(self.engine.view(), article)

    def newest(self, limit: int = 10) -> tuple[Article, ...]:
        """The articles published last."""
        view = self.engine.view()
        return view.find(
            EngineQuery(sort="newest", limit=limit, articles=True)
        ).articles

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What somebody may mean who is typing `text`, in characters or in pinyin; the
        likeliest first, at most `limit`. All of it finds something."""
        from search.lexicon import prepare
        from search.suggestions import suggest

        view = self.engine.view()
        return suggest(view, prepare(view), text, limit)

    def state(self) -> str:
        """What names the state that answers are made of: after another commit, with
        another lexicon or list of synonyms, it has another name."""
        from search.lexicon import lexicon_of

        view = self.engine.view()
        lexicon = lexicon_of(view)
        known = lexicon.commit if lexicon else ""
        return f"{view.commit_id()} {known} {last_edited()}"

    def info(self) -> IndexInfo:
        """What is in the archive; counted once a commit."""
        view = self.engine.view()
        commit, held = view.commit_id(), self._holding
        if held is None or held[0] != commit:
            held = self._holding = (commit, _counted(view))
        return held[1]

    # ------------------------------------------------------------ the steps of a search

    def _found(
        self,
        request: SearchRequest,
        asked: EngineQuery,
        few: int = FEW,
        strict: bool = False,
    ) -> tuple[Found, Matches]:
        """What is found for a checked request; and where that is fewer than `few`,
        what goes on below the line."""
        query = parse(request.text)
        if strict:
            plan = _plan(query, request)
            where = plan.where()
            return (plan, where, self._find(plan, where, asked)), Matches(0, ())
        found = self._climb(query, request, asked)
        return found, self._more(found, request, asked, few)

    def _climb(self, query: Query, request: SearchRequest, asked: EngineQuery) -> Found:
        """Find; and where too little is found, read the query more loosely.

        The plan that comes back says, in its notices, which step answered.
        """
        plan = _plan(query, request)
        meant = plan.running or query.boolean
        sentence = plan.sentences and not meant and not self._printed(plan)
        if sentence and self._count(plan.where(Level.HALF), asked):
            return self._step(plan, Level.HALF, asked)
        where = plan.where()
        matches = self._answer(plan, where, asked)
        if matches.total:
            return plan, where, matches
        if query.operators and (found := self._literally(query, request, asked)):
            return found
        looser = (Level.ANY_PART, Level.ANY_WORD)
        for level in looser if plan.soft and not meant else ():
            if self._count(plan.where(level), asked):
                return self._step(plan, level, asked)
        return self._advised(query, request, plan, asked), where, matches

    def _find(self, plan: Plan, where: Node, asked: EngineQuery) -> Matches:
        return self.engine.find(replace(asked, where=where, ranking=plan.ranking))

    def _answer(self, plan: Plan, where: Node, asked: EngineQuery) -> Matches:
        """What is found, and what tells whether something else was meant."""
        return self._find(plan, where, replace(asked, counted=doubtful(plan)))

    def _count(self, where: Node, asked: EngineQuery | None = None) -> int:
        query = replace(asked or EngineQuery(), where=where, limit=0, facets=())
        return self.engine.find(query).total

    def _printed(self, plan: Plan) -> bool:
        return all(self.engine.counts(part.literal for part in plan.sentences))

    def _step(self, plan: Plan, level: Level, asked: EngineQuery) -> Found:
        said = {
            Level.HALF: "没有一篇印有这句原文，改按其中至少一半的词查找",
            Level.ANY_PART: "没有一篇包含全部各段，改按任一段查找",
            Level.ANY_WORD: "没有一篇包含全部词语，改按任一词查找",
        }
        where = plan.where(level)
        if level != Level.ANY_WORD:
            where = AnyOf((where, self._nearest(plan, asked)))
        notices = (*plan.notices, Notice("relaxed", said[level]))
        return replace(plan, notices=notices), where, self._answer(plan, where, asked)

    def _nearest(self, plan: Plan, asked: EngineQuery) -> Node:
        """The ten best by any word: they are found whatever a looser reading says.

        A rule of so many words leaves out articles that the ranking puts first.
        """
        query = replace(asked, sort="relevance", offset=0, limit=FEW, facets=())
        query = replace(query, articles=False)
        best = self._find(plan, plan.where(Level.ANY_WORD), query).matches
        return OneOf(tuple(match.id for match in best))

    def _literally(
        self, query: Query, request: SearchRequest, asked: EngineQuery
    ) -> Found | None:
        plan = _plan(literal(query), request)
        matches = self._answer(plan, plan.where(), asked)
        if not matches.total or (negates(query.tree) and not self._has(query, matches)):
            return None
        notice = Notice("literal", "按运算符理解没有结果，整个查询改按原文查找")
        return replace(plan, notices=(*plan.notices, notice)), plan.where(), matches

    def _has(self, query: Query, matches: Matches) -> bool:
        """Whether a query is printed as it was typed, marks and all: what was ruled
        out must not come back because it stands behind the rest."""
        typed = "".join(fold(query.text).split())
        found = self.engine.fetch(match.id for match in matches.matches)
        texts = (text for article in found for _, text in article.texts())
        return any(typed in "".join(fold(text).split()) for text in texts)

    def _advised(
        self, query: Query, request: SearchRequest, plan: Plan, asked: EngineQuery
    ) -> Plan:
        """The plan with advice on what would be found without quotes or filters."""
        advice = []
        if any(part.quoted for part in plan.parts):
            loose = _plan(unquoted(query), request)
            if n := self._count(loose.where(), asked):
                advice.append(Notice("corrected", f"去掉引号有 {n} 篇"))
        if plan.is_long and self._count(
            AllOf((plan.beside(0), Not(plan.where()))), asked
        ):
            said = "没有一篇照这样全部印有，最接近的报道列在下面"
            advice.append(Notice("corrected", said))
        if (asked.filters or asked.dated) and (n := self._count(plan.where())):
            advice.append(Notice("corrected", f"去掉筛选条件有 {n} 篇"))
        return replace(plan, notices=(*plan.notices, *advice))

    def _more(
        self, found: Found, request: SearchRequest, asked: EngineQuery, few: int
    ) -> Matches:
        plan, where, matches = found
        if matches.total >= few or request.page > 1:
            return Matches(0, ())
        left = max(few, request.limit) - matches.total
        query = replace(asked, sort="relevance", limit=left, facets=())
        beside = AllOf((plan.beside(matches.total), Not(where)))
        return self._find(plan, beside, query)

    def _timeline(
        self, where: Node, matches: Matches, asked: EngineQuery
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        counted = matches.facets
        if asked.dated:
            every = replace(asked, where=where, dated=None, limit=0, facets=_TIMES)
            counted = self.engine.find(every).facets
        return {name: tuple(sorted(counted[name])) for name in _TIMES}


def _plan(query: Query, request: SearchRequest) -> Plan:
    return make_plan(query, request.exact, request.synonyms, request.scope)


def _counted(view: View) -> IndexInfo:
    from search.hierarchy import nested

    held = view.describe()
    matches = view.find(EngineQuery(limit=0, facets=FACETS))
    kinds = dict(matches.facets["kind"])
    years = sorted(year for year, _ in matches.facets["year"])
    return IndexInfo(
        articles=kinds.get("article", 0),
        photos=kinds.get("photo", 0),
        sources=len(held.sources),
        oldest=years[0] if years else None,
        newest=years[-1] if years else None,
        facets=_facet_values(matches, SearchRequest("")),
        places=nested({name: dict(c) for name, c in matches.facets.items()}),
        bytes=held.bytes,
        engine=held.name,
        limits=held.limits,
    )


def _streamed(view: View, asked: EngineQuery) -> Iterator[Article]:
    while (found := view.find(asked)).matches:
        yield from found.articles
        asked = replace(asked, after=found.matches[-1].id)


def _hits(matches: Matches, plan: Plan) -> tuple[Hit, ...]:
    scores = {match.id: match.score for match in matches.matches}
    marked = snippets.mark(matches.articles, plan.parts)
    return tuple(
        Hit(
            article,
            scores[article.id],
            snippets.headline(article, each),
            snippets.passages(each),
        )
        for article, each in zip(matches.articles, marked, strict=True)
    )


def _facet_values(
    matches: Matches, request: SearchRequest
) -> dict[str, tuple[FacetValue, ...]]:
    """The counted values of each facet, the chosen ones first."""
    return {
        name: tuple(_chosen_first(counts, request.filters.get(name, ())))
        for name, counts in matches.facets.items()
        if name in FACETS
    }


def _chosen_first(
    counts: tuple[tuple[str, int], ...], chosen: tuple[str, ...]
) -> Iterator[FacetValue]:
    counted = dict(counts) if chosen else {}
    for value in chosen:
        yield FacetValue(value, counted.get(value, 0), True)
    for value, count in counts:
        if value not in chosen:
            yield FacetValue(value, count)

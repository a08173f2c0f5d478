"""What does the archive hold as of one commit?

A point in time that the cluster keeps, and the state document as it was, as long as
anybody has the view.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from search.engines.base import (
    EVERYTHING,
    RESCORED,
    EngineInfo,
    EngineQuery,
    Kept,
    Match,
    Matches,
    Node,
    OneOf,
    Phrase,
    Ranking,
    Source,
)
from search.engines.opensearch import facets, order
from search.engines.opensearch.at_once import comes_at_once, page_of, rescoring
from search.engines.opensearch.conditions import (
    EVERY,
    Condition,
    any_value,
    both,
    condition,
)
from search.engines.opensearch.documents import source_key
from search.engines.opensearch.keeping import Keeping
from search.engines.opensearch.long_phrases import (
    BEGINNING,
    beginning,
    shortened,
    stands_in,
)
from search.engines.opensearch.order import Hit, Named
from search.engines.opensearch.point import PointInTime
from search.engines.opensearch.ranking import LIMITS, scored
from search.engines.opensearch.state import Ledger, State
from search.engines.stored import source_of, unpack
from search.models import Article

Json = dict[str, Any]

# Nothing of what is stored: to look up a hundred ids there takes twenty milliseconds.
_BARE: Json = {"stored_fields": "_none_"}
_FETCHED_AT_ONCE = 1_000


class OpenSearchView:
    """What an archive holds as of one commit; any number of threads may ask.

    `hidden` are the keys of sources that it leaves out.
    """

    def __init__(
        self, ledger: Ledger, state: State, hidden: frozenset[str] = frozenset()
    ) -> None:
        self.ledger, self.state, self.hidden = ledger, state, hidden
        self.time = PointInTime(ledger, state)
        self._visible = state.visible(hidden)
        self._known: dict[Phrase, OneOf] = {}

    # ------------------------------------------------------------ what is found

    def find(self, query: EngineQuery) -> Matches:
        """Answer a question: in one request, but for what `at_once` cannot tell."""
        query = shortened(query, self._looked_up)
        at_once = comes_at_once(query, self.time.shards)
        counting = self._counting(query)
        nodes = (self._counting(EngineQuery(node)) for node in query.counted)
        listing = [self._listing(query, at_once)] if query.limit else []
        found = self.time.searches([counting, *nodes, *listing])
        total, *counts = map(_total, found[: len(query.counted) + 1])
        if listing:
            matches, articles = self._page(query, total, found[-1], at_once)
        else:
            matches, articles = (), ()
        told = found[0].get("aggregations", {})
        values = facets.counted(query, told, counting["query"], self.time.search)
        return Matches(total, matches, values, articles, tuple(counts))

    def _listing(self, query: EngineQuery, at_once: bool) -> Json:
        """What asks for the first hits; `at_once`, for the page."""
        body = self._asked(query, order.first_count(query))
        if at_once and order.is_rescored(query):
            body |= rescoring(query, body["post_filter"], self._second(query.ranking))
        if at_once and query.articles:
            # All that is stored: to pick the article takes the server longer.
            del body["stored_fields"]
            body["_source"] = True
        return body

    def _page(
        self, query: EngineQuery, total: int, found: Json, at_once: bool
    ) -> tuple[tuple[Match, ...], tuple[Article, ...]]:
        """The wanted matches and articles; what else it takes is asked for."""
        page = page_of(query, total, found) if at_once else None
        if page is not None:
            matches = tuple(Match(hit.id, hit.score) for hit in page)
        elif at_once:
            again = self.hits(query, order.first_count(query))
            matches = order.page(self, query, again)
        else:
            first = [*map(order.hit_of, found["hits"]["hits"])]
            matches = order.page(self, query, first)
        if not query.articles:
            return matches, ()
        # Most of a page that chance made are of the right one.
        known = _articles(found) if at_once else {}
        left = [match.id for match in matches if match.id not in known]
        known |= {article.id: article for article in self.fetch(left)}
        return matches, tuple(known[m.id] for m in matches if m.id in known)

    def hits(
        self, query: EngineQuery, count: int, after: tuple[Any, ...] | None = None
    ) -> list[Hit]:
        """So many hits, the first, or those behind a place."""
        body = self._asked(query, count)
        if after is not None:
            body["search_after"] = list(after)
        (found,) = self.time.searches([body])
        return [*map(order.hit_of, found["hits"]["hits"])]

    def place_of(self, query: EngineQuery, article_id: str) -> tuple[Any, ...] | None:
        """The place of an article that is found."""
        # Its place among all is that among itself: the server counts terms in all.
        only = any_value("id", [article_id])
        body = self._asked(query, 1)
        body["post_filter"] = both(body["post_filter"], only)
        (found,) = self.time.searches([body])
        hits = found["hits"]["hits"]
        return order.hit_of(hits[0]).place if hits else None

    def rescored(self, query: EngineQuery, hits: list[Hit]) -> dict[Named, float]:
        """What the second stage adds to each."""
        if not hits:
            return {}
        here = [any_value("id", [hit.id for hit in hits]), *self._visible]
        second = self._second(query.ranking)
        body = _BARE | {
            "size": 2 * RESCORED,
            "docvalue_fields": ["id", "key"],
            "track_total_hits": False,
            "query": {"bool": {"filter": here, "must": [second]}},
        }
        (found,) = self.time.searches([body])
        return {
            _named(each["fields"]): order.single(each["_score"])
            for each in found["hits"]["hits"]
        }

    def _second(self, ranking: Ranking) -> Condition:
        """What the second stage adds, wherever it looks."""
        major = self.ledger.connection.major
        return scored(EVERY, ranking.rescoring, ranking.boosts, major)

    def _looked_up(self, phrases: list[Phrase]) -> dict[Phrase, OneOf]:
        """The documents with each of some phrases; as long as the view is there, once.
        A phrase that too many have is left out."""
        new = [phrase for phrase in phrases if phrase not in self._known]
        short = [phrase for phrase in new if len(phrase.units) <= BEGINNING]
        for phrase in new:
            if len(phrase.units) > BEGINNING:
                self._known[phrase] = OneOf(tuple(self._read(phrase)))
        answers = self.time.searches(map(self._ids_of, short))
        for phrase, found in zip(short, answers, strict=True):
            if len(hits := found["hits"]["hits"]) < order.WINDOW:
                ids = tuple(hit["fields"]["id"][0] for hit in hits)
                self._known[phrase] = OneOf(ids)
        return {
            phrase: self._known[phrase] for phrase in phrases if phrase in self._known
        }

    def _read(self, phrase: Phrase) -> Iterator[str]:
        """The ids of the articles with a phrase, read one by one."""
        for held in self.documents(condition(beginning(phrase)), "article"):
            article = unpack(held["article"])
            if stands_in(article, phrase):
                yield article.id

    def _ids_of(self, phrase: Phrase) -> Json:
        return _BARE | {
            "size": order.WINDOW,
            "docvalue_fields": ["id"],
            "sort": ["_doc"],
            "track_total_hits": False,
            "query": both(condition(phrase), *self._visible),
        }

    def _where(self, query: EngineQuery) -> Condition:
        """What is found, but for the filters of facets that are counted."""
        narrowed = facets.narrowed_before(query)
        return both(condition(query.where), *narrowed, *self._visible)

    def _counting(self, query: EngineQuery) -> Json:
        """What asks how many are found, and how many of them have which value of a
        facet. It has no hits: the server knows for a while what it has answered."""
        query = shortened(query, self._looked_up)
        return {
            "size": 0,
            "track_total_hits": True,
            "query": self._where(query),
            "post_filter": both(*facets.narrowed_behind(query).values()),
            "aggs": facets.counting(query),
        }

    def _asked(self, query: EngineQuery, count: int) -> Json:
        ranking = query.ranking if count else Ranking()
        major = self.ledger.connection.major if ranking.terms else 0
        where = self._where(query)
        return _BARE | {
            "size": count,
            "docvalue_fields": ["key"],
            "track_scores": bool(ranking.terms),
            "track_total_hits": False,
            "sort": order.sort_of(query),
            "query": scored(where, ranking.terms, ranking.boosts, major),
            "post_filter": both(*facets.narrowed_behind(query).values()),
        }

    # ------------------------------------------------------------ what is held

    def fetch(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The articles with these ids, in this order; unknown ids are left out."""
        wanted = list(ids)
        found: dict[str, Article] = {}
        for at in range(0, len(wanted), _FETCHED_AT_ONCE):
            some = list(dict.fromkeys(wanted[at : at + _FETCHED_AT_ONCE]))
            for held in self.documents(any_value("id", some), "article"):
                article = unpack(held["article"])
                found.setdefault(article.id, article)
        return tuple(found[each] for each in wanted if each in found)

    def articles(self, source: Source) -> Iterator[Article]:
        """The articles of a source, by their ids."""
        for held in self.documents(any_value("key", [source_key(source)]), "article"):
            yield unpack(held["article"])

    def documents(self, where: Condition, *fields: str) -> Iterator[Json]:
        """What is stored of the documents that a condition describes, by their ids."""
        last: list[Any] | None = None
        while True:
            body: Json = {
                "size": _FETCHED_AT_ONCE,
                "_source": list(fields),
                "track_total_hits": False,
                "query": both(where, *self._visible),
                "sort": [{"id": "asc"}, {"key": "asc"}],
            }
            if last:
                body["search_after"] = last
            hits = self.time.search(body)["hits"]["hits"]
            yield from (hit["_source"] for hit in hits)
            if len(hits) < _FETCHED_AT_ONCE:
                return
            last = hits[-1]["sort"]

    def counts(self, nodes: Iterable[Node]) -> tuple[int, ...]:
        """How many documents each of these nodes describes."""
        asked = (self._counting(EngineQuery(node)) for node in nodes)
        return tuple(map(_total, self.time.searches(asked)))

    def vocabulary(self, least: int = 1) -> tuple[tuple[str, int], ...]:
        """The words that at least so many documents have, and how many do."""
        every = both(*self._visible)
        return tuple(facets.every_word(every, least, self.time.search))

    def describe(self) -> EngineInfo:
        """What the index holds."""
        return replace(self._described, bytes=self._bytes())

    @cached_property
    def _described(self) -> EngineInfo:
        every = both(*self._visible)
        (documents,) = self.counts([EVERYTHING])
        origins = facets.every_value("origin", every, self.time.search)
        return EngineInfo(
            name="opensearch",
            documents=documents,
            sources=tuple(source_of(origin) for origin, _ in origins),
            bytes=0,
            limits=LIMITS,
        )

    def _bytes(self) -> int:
        path = f"/{self.state.index}/_stats/store"
        held = self.ledger.connection.ask("GET", path)
        return int(held["_all"]["total"]["store"]["size_in_bytes"])

    # ------------------------------------------------------------ the commit

    def view(self) -> "OpenSearchView":
        """Itself: it stays as it is."""
        return self

    def commit_id(self) -> str:
        """What names the commit."""
        return self.state.commit

    def kept(self, name: str) -> Kept | None:
        """What was last kept under this name, of whatever commit."""
        return Keeping(self.ledger).read(name)

    def keep(self, name: str, content: bytes) -> None:
        """Keep with the index what was worked out of it."""
        Keeping(self.ledger).write(name, content)


def _articles(found: Json) -> dict[str, Article]:
    held = (unpack(hit["_source"]["article"]) for hit in found["hits"]["hits"])
    return {article.id: article for article in held}


def _total(found: Json) -> int:
    return int(found["hits"]["total"]["value"])


def _named(fields: Json) -> Named:
    return fields["id"][0], fields["key"][0]

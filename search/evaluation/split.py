"""How well were pages split into articles?

An article is found when its text and that of the article it is paired with share 90 %
of their five-character strings (F1). B³ follows Bagga and Baldwin (1998) over the
lines of text; boundary F1 counts the lines on which an item's text begins.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.evaluation.gold import GoldItem, GoldPage, plain, without_credit
from search.models import Article

FOUND = 0.9
PHOTO_FOUND = 0.8
_SIZE = 5

Grams = Counter[str]


@dataclass(frozen=True, slots=True)
class PageScore:
    """Sums from which every figure follows; scores of pages can be added up."""

    sums: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: "PageScore") -> "PageScore":
        keys = self.sums.keys() | other.sums.keys()
        both = {k: self.sums.get(k, 0) + other.sums.get(k, 0) for k in keys}
        return PageScore(both)

    def figures(self) -> dict[str, float | None]:
        """Each figure by its name; None where there was nothing to measure."""
        found = {name: self._figure(name) for name in FIGURES}
        return found | {"bcubed_f1": _harmonic_mean(found)}

    def _figure(self, name: str) -> float | None:
        over, under = FIGURES[name]
        below = sum(self.sums.get(key, 0) for key in under)
        above = sum(self.sums.get(key, 0) for key in over)
        return above / below if below else None


# Each figure is a sum over a sum; an F1 is twice the hits over gold and predicted.
FIGURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "article_f1": (("hits", "hits"), ("gold", "predicted")),
    "article_precision": (("hits",), ("predicted",)),
    "article_recall": (("hits",), ("gold",)),
    "bcubed_precision": (("b_precision",), ("b_lines",)),
    "bcubed_recall": (("b_recall",), ("b_lines",)),
    "boundary_f1": (("border_hits", "border_hits"), ("borders_gold", "borders")),
    "headline_exact": (("headline_exact",), ("headlines",)),
    "headline_lenient": (("headline_lenient",), ("headlines",)),
    "byline_f1": (("names_hit", "names_hit"), ("names_gold", "names")),
    "join_repair": (("joins_hit",), ("joins",)),
    "photo_f1": (("photo_hits", "photo_hits"), ("photos_gold", "photos")),
    "caption_leakage": (("captions_leaked",), ("captions",)),
    "byline_left_in_body": (("signatures_left",), ("signatures",)),
    "noise_left": (("noise_left",), ("noise",)),
    "parks_exact": (("parks",), ("items",)),
    "province": (("province",), ("items",)),
    "city": (("city",), ("items",)),
    "first_topic": (("first_topic",), ("items",)),
    "topics_f1": (("topics_hit", "topics_hit"), ("topics_gold", "topics")),
}
LOWER_IS_BETTER = frozenset({"caption_leakage", "byline_left_in_body", "noise_left"})


def score_page(page: GoldPage, articles: Sequence[Article]) -> PageScore:
    """The sums of one page."""
    scorer = _Scorer(page, [_Predicted(article, page) for article in articles])
    return PageScore(scorer.sums())


def total(scores: Iterable[PageScore]) -> PageScore:
    """The sums of all pages."""
    return sum(scores, PageScore())


def _harmonic_mean(figures: Mapping[str, float | None]) -> float | None:
    """B³ as one figure, of its precision and recall."""
    precision, recall = figures["bcubed_precision"], figures["bcubed_recall"]
    if not precision or not recall:
        return None
    return 2 * precision * recall / (precision + recall)


class _Predicted:
    """An article that came of the page, in the form that is compared.

    Subheads standing as paragraphs of their own are neither asked for nor punished.
    """

    def __init__(self, article: Article, page: GoldPage) -> None:
        self.article = article
        shown = (plain(paragraph) for paragraph in article.body)
        self.paragraphs = [p for p in shown if p and p not in page.subheads]
        self.raw = "".join(self.paragraphs)
        self.text = without_credit(self.raw)
        self.grams = _grams(self.text)
        self.headline = plain(article.headline)

    def holds(self, text: str) -> float:
        """The share of a text's five-character strings that are in here."""
        if len(text) < _SIZE:
            return float(text in self.raw)
        wanted = set(_grams(text))
        return len(wanted & self.grams.keys()) / len(wanted)


class _Scorer:
    def __init__(self, page: GoldPage, predicted: list[_Predicted]) -> None:
        self.page = page
        self.predicted = predicted
        self.gold = [item for item in page.items if item.kind == "article"]
        self.photos = [item for item in page.items if item.kind != "article"]
        self.found = [p for p in predicted if p.article.kind == "article"]
        self.pairs = _paired(self.gold, self.found)

    def sums(self) -> Counter[str]:
        """Every sum that the figures are made of."""
        sums: Counter[str] = Counter(
            gold=len(self.gold), predicted=len(self.found), items=len(self.page.items)
        )
        for item, predicted, share in self.pairs:
            sums["hits"] += share >= FOUND
            sums.update(_headline(item, predicted))
            sums.update(self._names(item, predicted))
            sums.update(self._repairs(item))
        matched = {id(predicted) for _, predicted, _ in self.pairs}
        for extra in self.found:
            if id(extra) not in matched:
                sums["names"] += len(set(extra.article.byline))
        sums.update(self._captions())
        sums.update(self._photos())
        sums.update(self._bcubed())
        sums.update(self._borders())
        for item in self.page.items:
            sums.update(_facets(item, self._overlapping(item)))
        return sums

    def _names(self, item: GoldItem, predicted: "_Predicted | None") -> dict[str, int]:
        names = set(predicted.article.byline) if predicted else set()
        wanted = set(item.byline)
        return {
            "names_hit": len(names & wanted),
            "names": len(names),
            "names_gold": len(wanted),
        }

    def _repairs(self, item: GoldItem) -> dict[str, int]:
        """Joins that were made; bylines and noise that were left in a text."""
        shown = [p for each in self.predicted for p in each.paragraphs]
        joins = [without_credit(a)[-12:] + b[:12] for a, b in item.joins]
        texts = [each.raw for each in self.found]
        return {
            "joins": len(joins),
            "joins_hit": sum(any(join in p for p in shown) for join in joins),
            "signatures": bool(item.signature),
            "signatures_left": bool(item.signature)
            and any(item.signature in text for text in texts),
            "noise": len(item.noise),
            "noise_left": sum(
                sum(text.count(noise) for text in texts) > count
                for noise, count in item.noise
            ),
        }

    def _captions(self) -> dict[str, int]:
        """Captions inside the body of what holds some text of an article."""
        texts = [t for item in self.gold for _, t in item.lines if len(t) >= 8]
        bodies = [p for p in self.found if any(p.holds(t) > 0.8 for t in texts)]
        captions = [c for item in self.page.items for c in item.captions]
        leaked = (
            any(c in p.raw if len(c) < 12 else p.holds(c) >= 0.8 for p in bodies)
            for c in captions
        )
        return {"captions": len(captions), "captions_leaked": sum(leaked)}

    def _photos(self) -> dict[str, int]:
        """Photo items; one that only holds an article's captions counts for nothing."""
        left = [p for p in self.predicted if p.article.kind == "photo"]
        count, hits = len(left), 0
        for item in self.photos:
            best = max(left, key=lambda p: _likeness(item, p), default=None)
            if best is not None and _likeness(item, best) >= PHOTO_FOUND:
                hits += 1
                left.remove(best)
        captions = [_grams("".join(item.captions)) for item in self.gold]
        neutral = sum(
            bool(p.text) and any(c and _share(p.text, c) >= 0.7 for c in captions)
            for p in left
        )
        return {
            "photo_hits": hits,
            "photos": count - neutral,
            "photos_gold": len(self.photos),
        }

    def _bcubed(self) -> dict[str, float]:
        clusters: list[tuple[int, tuple[str, int]]] = []
        for number, item in enumerate(self.page.items):
            before: tuple[str, int] | None = None
            for line, text in item.lines:
                if text:
                    before = self._cluster(line, text, before)
                    clusters.append((number, before))
        gold = Counter(number for number, _ in clusters)
        ours = Counter(cluster for _, cluster in clusters)
        both = Counter(clusters)
        return {
            "b_precision": sum(both[pair] / ours[pair[1]] for pair in clusters),
            "b_recall": sum(both[pair] / gold[pair[0]] for pair in clusters),
            "b_lines": len(clusters),
        }

    def _cluster(
        self, line: int, text: str, before: tuple[str, int] | None
    ) -> tuple[str, int]:
        """The predicted article that a line went to, the same as before in a tie."""
        shares = [p.holds(text) for p in self.predicted]
        most = max(shares, default=0.0)
        if most < 0.5:
            return "none", line
        tied = [("article", n) for n, share in enumerate(shares) if share == most]
        return before if before in tied else tied[0]

    def _borders(self) -> dict[str, int]:
        gold = {min(n for n, _ in item.lines) for item in self.page.items if item.lines}
        texts = {n for item in self.page.items for n, _ in item.lines}
        ours = set()
        for predicted in self.predicted:
            inside = texts & set(_numbers(predicted.article))
            ours |= {min(inside)} if inside else set()
        return {
            "border_hits": len(gold & ours),
            "borders": len(ours),
            "borders_gold": len(gold),
        }

    def _overlapping(self, item: GoldItem) -> Article | None:
        """The predicted article with most of an item's lines."""
        wanted = {number for number, _ in item.lines}
        best = max(
            self.predicted,
            key=lambda p: len(wanted & set(_numbers(p.article))),
            default=None,
        )
        if best is None or not wanted & set(_numbers(best.article)):
            return None
        return best.article


def _paired(
    gold: list[GoldItem], found: list[_Predicted]
) -> list[tuple[GoldItem, _Predicted | None, float]]:
    """Each item with the article most like it, the most alike paired first."""
    grams = [_grams(item.body) for item in gold]
    likeness = sorted(
        (-_f1(g, p.grams), i, j)
        for i, g in enumerate(grams)
        for j, p in enumerate(found)
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for less, i, j in likeness:
        if less < 0 and i not in taken and j not in used:
            taken[i] = j, -less
            used.add(j)
    return [
        (item, found[taken[i][0]], taken[i][1]) if i in taken else (item, None, 0.0)
        for i, item in enumerate(gold)
    ]


def _headline(item: GoldItem, predicted: _Predicted | None) -> dict[str, int]:
    """Exact, or lenient: the headline with neighbouring lines of the title."""
    if not item.headline:
        return {}
    said = predicted.headline if predicted else ""
    lines = item.display
    main = max(
        range(len(lines)), key=lambda n: (lines[n] in item.headline, len(lines[n]))
    )
    allowed = {item.headline} | {
        "".join(lines[a:b])
        for a in range(main + 1)
        for b in range(main + 1, len(lines) + 1)
    }
    return {
        "headlines": 1,
        "headline_exact": said == item.headline,
        "headline_lenient": said in allowed,
    }


def _facets(item: GoldItem, article: Article | None) -> dict[str, int]:
    topics = set(article.topics) if article else set()
    return {
        "parks": article is not None and set(article.parks) == item.parks,
        "province": article is not None and (article.province or "") == item.province,
        "city": article is not None and (article.city or "") == item.city,
        "first_topic": article is not None and article.topics[:1] == item.topics[:1],
        "topics_hit": len(topics & set(item.topics)),
        "topics": len(topics),
        "topics_gold": len(item.topics),
    }


def _likeness(item: GoldItem, predicted: _Predicted) -> float:
    """How alike a photo item and a predicted one are, with or without its credit."""
    titled = _grams(predicted.headline + predicted.text)
    body, whole = _grams(item.body), _grams(item.body + item.caption_text)
    return max(
        _f1(body, predicted.grams), _f1(body, titled), _f1(whole, predicted.grams)
    )


def _numbers(article: Article) -> Iterator[int]:
    for first, last in article.lines:
        yield from range(first, last + 1)


def _grams(text: str) -> Grams:
    """The five-character strings of a text; a shorter text is one itself."""
    if len(text) < _SIZE:
        return Counter([text] if text else [])
    return Counter(text[i : i + _SIZE] for i in range(len(text) - _SIZE + 1))


def _share(text: str, grams: Grams) -> float:
    wanted = set(_grams(text))
    return len(wanted & grams.keys()) / len(wanted)


def _f1(a: Grams, b: Grams) -> float:
    if not a or not b:
        return float(not a and not b)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))

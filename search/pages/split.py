"""How does a page become articles?

Lines are read one by one, photos gathered from them, the outline drawn, and the lines
of each article put together: text as printed, cuts closed, nothing lost or added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.models import Article, Page
from search.pages.bylines import is_finished
from search.pages.captions import is_dated, photo_source
from search.pages.cohesion import Cohesion
from search.pages.context import read_lines
from search.pages.dates import issue_date, publication
from search.pages.drafts import Draft
from search.pages.joins import Pairs, opens_sentence
from search.pages.lines import Line
from search.pages.outline import Block, Outliner
from search.pages.photos import Photo, PhotoFinder
from search.pages.reunions import reunited
from search.pages.titles import read_title
from search.pages.zones import zone_keys

# Raised with every change that makes other articles of the same page.
RULES_VERSION = "8"


def split_page(page: Page) -> tuple[Article, ...]:
    """The articles and photo items of a page, in reading order."""
    lines = read_lines(page.text)
    drafts = sorted(_Assembler(lines).drafts(), key=lambda draft: draft.first)
    ranks = _ranks(lines)
    paper, published = publication(page, lines), issue_date(page, lines)
    return tuple(
        replace(
            draft.finish(ranks),
            id=f"{page.id}-{number:02}",
            source=page.source,
            publication=paper,
            published=published,
        )
        for number, draft in enumerate(drafts, 1)
    )


def _ranks(lines: Sequence[Line]) -> list[int]:
    """For every line number, how many printed lines there are up to it."""
    ranks = [0] * (lines[-1].number + 1 if lines else 1)
    for rank, line in enumerate(lines, 1):
        ranks[line.number] = rank
    return ranks


class _Assembler:
    """Deals the blocks of the outline out to drafts."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._now: Draft | None = None
        self._zones: set[str] = set()
        self._words = Cohesion()
        self._last = ""
        self._drafts: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """One draft an item, each with at least one line."""
        pairs = Pairs(line.text for line in self._lines)
        photos = PhotoFinder(self._lines, pairs).find()
        blocks = list(Outliner(_entries(self._lines, photos), pairs).blocks())
        loose: list[Line] = []
        for place, block in enumerate(blocks):
            if block.kind == "folio" and self._now is None:
                loose.extend(block.lines)
            else:
                self._take(block, blocks[place + 1 : place + 2])
        self._keep(loose)
        if len(self._drafts) > 1 and (head := self._drafts[0].page_head):
            self._drafts.pop(0)
            self._keep(head)
        return list(_without_introductions(reunited(self._drafts, pairs)))

    def _keep(self, loose: Sequence[Line]) -> None:
        """Running heads above the first article belong to it."""
        if loose and not self._drafts:
            self._drafts.append(Draft())
        for line in loose:
            self._drafts[0].add_noise(line)

    def _take(self, block: Block, below: Sequence[Block]) -> None:
        if block.photo is not None:
            self._photo(block.photo, below)
        elif block.kind == "start":
            self._start(block)
        else:
            self._add(block, below)

    def _start(self, block: Block) -> None:
        self._begin()
        *above, first = block.lines
        if first.role == "text":
            for line in above:
                self._draft.add_noise(line)
            self._text(first, last=False)
        else:
            self._draft.title = read_title(block.lines)
            self._zones.update(k for line in block.lines for k in zone_keys(line.text))

    def _begin(self) -> None:
        self._now = Draft()
        self._drafts.append(self._now)
        self._zones, self._words, self._last = set(), Cohesion(), ""

    @property
    def _draft(self) -> Draft:
        if self._now is None:
            self._begin()
        assert self._now is not None
        return self._now

    def _add(self, block: Block, below: Sequence[Block]) -> None:
        for line in block.lines:
            if block.kind == "text":
                self._text(line, last=not below or below[0].kind != "text")
            elif block.kind == "subhead":
                self._draft.add_subhead(line)
            elif block.kind == "displaced":
                self._draft.add_displaced(line)
            elif block.kind == "byline":
                self._draft.add_byline(line)
            else:
                self._draft.add_noise(line)

    def _text(self, line: Line, *, last: bool) -> None:
        self._draft.add_text(line, last=last)
        self._zones.update(zone_keys(line.text))
        self._words.add(line.text)
        self._last = line.text

    # Photos

    def _photo(self, photo: Photo, below: Sequence[Block]) -> None:
        captions = [self._lines[place] for place in photo.captions]
        credits = [self._lines[place] for place in photo.credits]
        if not photo.labels and not self._stands_alone(captions, credits, below):
            self._draft.add_captions(
                sorted(captions + credits, key=lambda line: line.number)
            )
            return
        draft = Draft(kind="photo")
        for line in captions:
            draft.add_text(line, last=True)
        draft.add_captions(credits)
        for place in photo.labels:
            draft.add_noise(self._lines[place])
        self._drafts.append(draft)

    def _stands_alone(
        self, captions: Sequence[Line], credits: Sequence[Line], below: Sequence[Block]
    ) -> bool:
        """Whether a photo is an item of its own rather than part of the article."""
        if not captions:
            return False
        if self._now is None or not self._now.has_text:
            return self._now is None
        text = "".join(line.text for line in captions)
        keys = {
            *zone_keys(text),
            *(k for c in credits for k in zone_keys(photo_source(c.text))),
        }
        if keys and not keys & self._zones:
            return True
        if (
            self._last
            and not is_finished(self._last)
            and below
            and below[0].kind == "text"
        ):
            return False
        if below and below[0].kind not in ("start", "photo"):
            return False
        # News by itself behind a finished article, on the same zone or on none.
        if is_dated(text):
            return is_finished(self._last) and not self._words.speak_of(text)
        return not keys and opens_sentence(text)


def _without_introductions(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts; what the editors say of a series above its first article is noise."""
    lines: list[Line] = []
    for place, draft in enumerate(drafts, 1):
        if place < len(drafts) and (introduction := draft.introduction):
            lines += introduction
            continue
        for line in lines:
            draft.add_noise(line)
        lines = []
        yield draft


def _entries(lines: Sequence[Line], photos: Sequence[Photo]) -> list[Line | Photo]:
    """The lines of the page with each photo in the place of its first line."""
    starts = {photo.first: photo for photo in photos}
    taken = {place for photo in photos for place in photo.places}
    return list(_merged(lines, starts, taken))


def _merged(
    lines: Sequence[Line], starts: dict[int, Photo], taken: set[int]
) -> Iterator[Line | Photo]:
    for place, line in enumerate(lines):
        if place in starts:
            yield starts[place]
        elif place not in taken:
            yield line

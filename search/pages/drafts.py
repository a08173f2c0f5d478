"""How do the lines of an article become an Article?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from search.models import Article, Credit, Kind, Noise, Subhead
from search.pages.bylines import is_finished, opening_credit, tail_byline
from search.pages.captions import is_photo_credit, photographer_at_end, photographers
from search.pages.joins import goes_on
from search.pages.lines import Line
from search.pages.names import name_in_place, names_in_place, read_names
from search.pages.noise import Repeats, cut, doubled, intruders, is_note
from search.pages.titles import Title, is_enumerated
from search.pages.zones import zone_keys

# A displaced second line of a headline stands near its beginning.
_DISPLACED_WITHIN = 8
_LONGEST_HEADLINE = 60
# Shorter lines that end without a full stop may be headings.
_SHORTEST_CUT = 20
# A note of the editors has so many paragraphs.
_LONGEST_NOTE = 2


# So much stands at the head of a page: the paper, its section, its number.
_LONGEST_HEAD = 24


@dataclass(slots=True)
class Draft:
    """An article while its lines are gathered."""

    kind: Kind = "article"
    title: Title = field(default_factory=Title)
    _pieces: list[tuple[str, Line, bool]] = field(default_factory=list)
    # Counted as they come: it is asked at each heading of a page, however long.
    _texts: int = 0
    _bylines: list[Line] = field(default_factory=list)
    _captions: list[Line] = field(default_factory=list)
    _noise: list[Line] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """Whether any body text was added."""
        return self._texts > 0

    @property
    def length(self) -> int:
        """How many pieces, texts and headings, it has."""
        return len(self._pieces)

    @property
    def texts(self) -> list[tuple[int, str]]:
        """The texts, each with its place among the pieces."""
        return [(n, p[1].text) for n, p in enumerate(self._pieces) if p[0] == "text"]

    @property
    def headings(self) -> list[tuple[int, Line]]:
        """The headings inside it, each with its place among the pieces."""
        return [(n, p[1]) for n, p in enumerate(self._pieces) if p[0] == "subhead"]

    @property
    def subheads(self) -> list[Line]:
        """The headings inside it."""
        return [line for _, line in self.headings]

    @property
    def breaks_off(self) -> bool:
        """Whether the last of its texts, if it is one, ends in mid-sentence."""
        last = self.texts[-1][1] if self._texts else ""
        return len(last) >= _SHORTEST_CUT and not is_finished(last)

    @property
    def is_signed(self) -> bool:
        """Whether a line of names is part of it."""
        return bool(self._bylines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is left of it."""
        return not any(
            (self._pieces, self._bylines, self._captions, self._noise, self.title.all())
        )

    @property
    def zones(self) -> list[str]:
        """The keys of the zones that its title and its texts name."""
        return [*self.title_zones, *self.zones_from(0)]

    @property
    def title_zones(self) -> list[str]:
        """The keys of the zones that its title names."""
        return [key for line in self.title.all() for key in zone_keys(line.text)]

    def zones_from(self, place: int) -> list[str]:
        """The keys of the zones that its pieces from a place on name."""
        lines = (line for _, line, _ in self._pieces[place:])
        return [key for line in lines for key in zone_keys(line.text)]

    def without(self, start: int, stop: int) -> "Draft":
        """Some of its pieces, taken out of it."""
        taken = Draft(_pieces=self._pieces[start:stop])
        self._pieces[start:stop] = []
        self._texts = len(self.texts)
        return taken

    def all_as_section(self) -> "Draft":
        """All of it, taken out of it, its headline as a heading inside an article."""
        taken = Draft(
            _pieces=[
                *(("subhead", line, False) for line in self.title.all()),
                *self._pieces,
            ],
            _bylines=self._bylines,
            _captions=self._captions,
            _noise=self._noise,
        )
        self.title, self._pieces, self._texts = Title(), [], 0
        self._bylines, self._captions, self._noise = [], [], []
        return taken

    def append(self, other: "Draft") -> None:
        """Put the pieces of another behind its own."""
        self._pieces += other._pieces
        self._texts = len(self.texts)
        self._bylines += other._bylines
        self._captions += other._captions
        self._noise += other._noise

    @property
    def page_head(self) -> list[Line]:
        """Its lines, if all it has are a few words: the head of the page (园区 05)
        rather than an article."""
        if self._pieces or self._bylines or self._captions:
            return []
        if self.title_zones:
            return []
        titles = self.title.all()
        short = sum(len(line.text) for line in titles) <= _LONGEST_HEAD
        return [*titles, *self._noise] if short else []

    @property
    def introduction(self) -> list[Line]:
        """Its lines, if all of it is a note of the editors: 编者按, its label above."""
        texts = [line for kind, line, _ in self._pieces if kind == "text"]
        if not texts or len(texts) < len(self._pieces) or not is_note(texts[0].text):
            return []
        if self._bylines or self._captions or len(texts) > _LONGEST_NOTE:
            return []
        return [*self.title.all(), *texts, *self._noise]

    @property
    def first(self) -> int:
        """The number of its first line."""
        return min(self._numbers())

    def add_text(self, line: Line, *, last: bool) -> None:
        """A line of the body; `last` when no other text follows it directly."""
        self._pieces.append(("text", line, last))
        self._texts += 1

    def add_subhead(self, line: Line) -> None:
        """A heading inside the article."""
        self._pieces.append(("subhead", line, False))

    def add_displaced(self, line: Line) -> None:
        """A heading inside a sentence: the headline's next line, or a subhead."""
        if self._wants_headline(line):
            self.title.headline.append(line)
        else:
            self.add_subhead(line)

    def _wants_headline(self, line: Line) -> bool:
        if not self.title.headline or self._texts > _DISPLACED_WITHIN:
            return False
        if is_enumerated(line.text):
            return False
        # Behind a subhead only where it cuts a word: behind a comma it may be one more.
        if (
            len(self._pieces) > self._texts
            and not self._pieces[-1][1].text[-1].isalnum()
        ):
            return False
        printed = sum(len(each.text) for each in self.title.headline)
        return printed + len(line.text) <= _LONGEST_HEADLINE

    def add_byline(self, line: Line) -> None:
        """A line of names."""
        self._bylines.append(line)

    def add_captions(self, lines: Iterable[Line]) -> None:
        """The caption of a photo, its photographer, its source."""
        self._captions.extend(lines)

    def add_noise(self, line: Line) -> None:
        """A line that is no part of the text."""
        self._noise.append(line)

    def _numbers(self) -> list[int]:
        held = [*self.title.all(), *self._bylines, *self._captions, *self._noise]
        return [line.number for line in held] + [p[1].number for p in self._pieces]

    def finish(self, ranks: Sequence[int]) -> Article:
        """The article, without id, source and the facts of the page.

        `ranks` gives for every line number how many lines are printed up to it.
        """
        self._become_photo()
        body = self._body()
        own = [credit for line in self._bylines for credit in _people(line.text)]
        people = _unique([*own, *_opening_credits(body.paragraphs), *body.credits])
        apart = [*self.title.labels, *self._noise]
        noise = [*(Noise(line.number, line.text) for line in apart), *body.noise]
        return Article(
            id="",
            source="",
            kind=self.kind,
            headline=_joined(self.title.headline),
            kicker=_joined(self.title.kicker),
            deck=_joined(self.title.deck),
            subheads=tuple(body.subheads),
            byline=tuple(dict.fromkeys(x.name for x in people if x.role != "摄")),
            credits=tuple(_unique([*people, *self._photographers()])),
            byline_lines=(*(line.text for line in self._bylines), *body.byline_lines),
            body=tuple(body.paragraphs),
            captions=tuple(line.text for line in self._captions),
            noise=tuple(sorted(noise, key=lambda each: each.line)),
            lines=tuple(_ranges(self._numbers(), ranks)),
        )

    def _become_photo(self) -> None:
        """A headline over a caption and nothing else is the title of a photo."""
        told = [line for line in self._captions if not is_photo_credit(line.text)]
        if self._texts or self._bylines or not told:
            return
        self.kind = "photo"
        self._captions = [line for line in self._captions if line not in told]
        for line in told:
            self.add_text(line, last=True)

    def _body(self) -> "_Body":
        body = _Body(signed=self.kind == "article")
        for kind, line, last in self._pieces:
            if kind == "text":
                body.add(line, last=last)
            else:
                body.add_subhead(line.text)
        return body

    def _photographers(self) -> list[Credit]:
        lines = list(self._captions)
        if self.kind == "photo":
            lines += [line for kind, line, _ in self._pieces if kind == "text"]
        found = (photographers(x.text) or photographer_at_end(x.text) for x in lines)
        return [credit for people in found for credit in people]


class _Body:
    """Paragraphs in the making: cuts closed, names and noise taken out."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self._paragraphs: list[list[str]] = []
        self.subheads: list[Subhead] = []
        self.credits: list[Credit] = []
        self.byline_lines: list[str] = []
        self.noise: list[Noise] = []
        self._repeats = Repeats()
        self._before: str | None = None

    def add_subhead(self, text: str) -> None:
        """A heading before the paragraph that comes next."""
        self.subheads.append(Subhead(text, len(self._paragraphs)))

    def add(self, line: Line, *, last: bool) -> None:
        """The next line of the text; `last` when no other text follows directly."""
        text = line.text
        if self._repeats.tail_of_last(text):
            self.noise.append(Noise(line.number, text))
            return
        # Whether a sentence goes on is seen from the lines as printed.
        cut_off = self._before is not None and goes_on(self._before, text)
        joined = cut_off and not line.item
        unsigned = self._without_byline(text, last=last)
        bare = self._without_noise(line, unsigned, joined=joined)
        self._repeats.add(text)
        if bare.strip():
            self._put(bare, joined=joined)
        self._before = None if line.item else unsigned

    def _put(self, text: str, *, joined: bool) -> None:
        if joined and self._paragraphs:
            self._paragraphs[-1].append(text)
        else:
            self._paragraphs.append([text])

    @property
    def paragraphs(self) -> list[str]:
        """The body, pieces of cut sentences put together with nothing between."""
        return ["".join(pieces) for pieces in self._paragraphs]

    def _without_byline(self, text: str, *, last: bool) -> str:
        tail = tail_byline(text, last=last) if self._signed else None
        if tail is None or not (last or tail.spaced):
            return text
        self.credits.extend(tail.credits)
        self.byline_lines.append(tail.printed)
        return text[: tail.start]

    def _without_noise(self, line: Line, text: str, *, joined: bool) -> str:
        spans = [*intruders(text), *doubled(text)]
        if repeat := self._repeats.span(text, continues=joined):
            spans.append(repeat)
        kept, gone = cut(text, spans)
        self.noise.extend(Noise(line.number, each.strip()) for each in gone)
        return kept.strip() if gone else text


def _people(text: str) -> tuple[Credit, ...]:
    return read_names(text) or names_in_place(text) or name_in_place(text)


def _opening_credits(paragraphs: Sequence[str]) -> Iterator[Credit]:
    """The people of 本报讯(记者 甲), which may have been cut over two lines."""
    for text in paragraphs:
        if opening := opening_credit(text):
            yield from opening.credits


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _unique(credits: Iterable[Credit]) -> list[Credit]:
    return list(dict.fromkeys(credits))


def _ranges(numbers: Iterable[int], ranks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The numbers as ranges, bridged over blank lines but not over other lines."""
    start = end = 0
    for number in sorted(set(numbers)):
        if start and ranks[number] != ranks[end] + 1:
            yield start, end
            start = 0
        start, end = start or number, number
    if start:
        yield start, end

"""In which house styles are the made-up pages set?

Each is modelled on how some kind of paper prints, and on how a reader of images marks
what it takes for headings. Numbers are shares of articles unless said otherwise.
"""

from dataclasses import dataclass, field
from typing import Literal

Marks = Literal["true", "section", "flat", "wild", "headline", "none"]
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paper looks.

    `gap` blank lines stand between paragraphs; with `apart` more around photos.
    """

    name: str
    marks: Marks
    heads: Weights
    bylines: Weights
    openings: Weights
    byline_mark: str = ""
    roles: bool = False
    gap: int = 1
    apart: bool = True
    newline: str = "\n"
    indent: str = ""
    trailing: float = 0.0
    half: bool = True
    subheads: float = 0.4
    labelled: float = 0.2
    photos: float = 0.3
    alone: float = 0.3
    cuts: float = 0.15
    briefs: float = 0.1
    folio: float = 0.2
    section: float = 0.1
    noise: float = 0.15
    jumps: float = 0.0
    asides: float = 0.05
    # Whether all articles are about one zone.
    one_zone: bool = False
    articles: tuple[int, int] = (4, 7)
    paragraphs: tuple[int, int] = (3, 9)
    captions: Weights = field(
        default_factory=lambda: {"below": 4, "above": 1, "inline": 1, "bare": 0.5}
    )


STYLES = (
    # A trade paper: colon headlines, 本报讯, the writer behind the last sentence.
    Style(
        "trade",
        "true",
        {"colon": 4, "plain": 4, "kicker": 1, "zone-line": 1},
        {"tail-spaced": 6, "under": 2, "credit": 1, "middle": 0.5, "none": 1},
        {"本报讯": 8, "none": 1},
        captions={"above": 3, "below": 2, "inline": 0.5},
        photos=0.1,
        alone=0.4,
    ),
    # The same paper without marks, writers below their texts or beside ►.
    Style(
        "signed",
        "none",
        {"colon": 4, "plain": 4, "kicker": 1, "short": 0.3},
        {"own-end": 5, "under": 3, "tail-spaced": 1, "none": 1},
        {"本报讯": 6, "none": 2},
        byline_mark="►",
        labelled=0.3,
    ),
    # Headlines over two paragraphs, or a line of them slipped into a column.
    Style(
        "broken",
        "none",
        {"zone-line": 4, "two": 2, "displaced": 2, "kicker": 2, "plain": 3},
        {"tail": 3, "tail-spaced": 3, "under": 3, "own-end": 1, "none": 1},
        {"本报道": 3, "本报讯": 4, "none": 3},
        cuts=0.25,
        noise=0.3,
    ),
    # A national daily: ◎ and roles, deck, section labels, its own name for a credit.
    Style(
        "national",
        "section",
        {"colon": 3, "deck": 2, "two-part": 2, "plain": 3, "question": 0.5},
        {"under": 4, "two-lines": 1, "credit": 4, "none": 0.5},
        {"日报讯": 5, "none": 1},
        byline_mark="◎",
        roles=True,
        section=0.3,
        subheads=0.6,
    ),
    # An evening paper: marks at random, many photographers, 讯 记者 甲 unbracketed.
    Style(
        "evening",
        "wild",
        {"plain": 5, "comma": 2, "question": 1, "short": 1, "kicker": 1},
        {"word": 4, "credit": 3, "under": 2, "bracket-end": 1, "none": 0.5},
        {"晚报讯": 6, "none": 2},
        roles=True,
        photos=0.5,
        folio=0.5,
        captions={"below": 3, "inline": 4, "bare": 0.5},
    ),
    # Columns of news in brief, set without blank lines.
    Style(
        "briefs",
        "none",
        {"plain": 5, "colon": 2, "short": 0.5},
        {"bracket-end": 4, "credit": 3, "none": 1},
        {"本报讯": 5, "none": 2},
        roles=True,
        gap=0,
        apart=True,
        briefs=0.7,
        subheads=0.05,
        section=0.4,
        articles=(7, 11),
        paragraphs=(2, 4),
        photos=0.1,
    ),
    # Every heading marked alike, Windows lines, a few body lines marked as well.
    Style(
        "flat",
        "flat",
        {"plain": 5, "colon": 2, "kicker": 1, "comma": 1, "two": 1},
        {"under": 4, "credit": 3, "tail-spaced": 2, "none": 0.5},
        {"本报讯": 4, "none": 3},
        byline_mark="■",
        newline="\r\n",
        subheads=0.5,
        folio=0.4,
    ),
    # A municipal daily in full-width punctuation: running heads, jump lines, datelines.
    Style(
        "municipal",
        "true",
        {"plain": 4, "two-part": 3, "kicker": 2, "deck": 1, "comma": 1},
        {"under": 5, "two-lines": 1, "credit": 3, "own-end": 1},
        {"dateline": 2, "本报讯": 3, "none": 3},
        byline_mark="",
        roles=True,
        half=False,
        trailing=0.3,
        folio=0.7,
        jumps=0.15,
        section=0.2,
    ),
    # Long reports: subheads throughout, several photos, decks, 文/图.
    Style(
        "feature",
        "none",
        {"two-part": 3, "deck": 3, "short": 1, "question": 1, "plain": 2},
        {"under": 4, "two-lines": 3, "own-end": 1},
        {"none": 5, "本报讯": 1},
        byline_mark="▲",
        roles=True,
        half=False,
        asides=0.2,
        subheads=0.95,
        photos=0.7,
        articles=(2, 3),
        paragraphs=(8, 14),
    ),
    # As a web reader saves it: indented paragraphs, no blank lines, no gaps.
    Style(
        "indented",
        "none",
        {"plain": 4, "colon": 3, "kicker": 1, "two-part": 1},
        {"under": 3, "tail-spaced": 2, "bracket-end": 2, "credit": 2},
        {"本报讯": 4, "none": 2},
        roles=True,
        gap=0,
        apart=False,
        indent="\u3000\u3000",
        half=False,
        photos=0.3,
        alone=0.15,
    ),
    # Reliable marks of three ranks, label leads in place of subheads, names in type.
    Style(
        "ranked",
        "section",
        {"plain": 4, "colon": 2, "kicker": 2, "deck": 1, "two": 1},
        {"under": 4, "tail": 2, "tail-spaced": 2, "none": 1},
        {"本报讯": 4, "none": 3},
        byline_mark="●",
        labelled=0.5,
        cuts=0.2,
    ),
    # The paper of a zone itself: every article is about it, many have two writers.
    Style(
        "own",
        "none",
        {"plain": 6, "kicker": 2, "two-part": 2, "wrapped": 1, "three": 1},
        {"under": 4, "credit": 4, "tail-spaced": 2, "bracket-end": 1},
        {"本报讯": 5, "none": 2},
        roles=True,
        one_zone=True,
        asides=0.15,
        folio=0.5,
        section=0.2,
        alone=0.1,
    ),
    # Marks on headlines alone, wrapped headlines, lists and questions in the text.
    Style(
        "plainmarked",
        "headline",
        {"wrapped": 3, "three": 2, "plain": 3, "colon": 2, "comma": 1},
        {"under": 5, "own-end": 2, "tail-spaced": 2, "credit": 2, "none": 0.5},
        {"本报讯": 3, "none": 5},
        byline_mark="□",
        half=False,
        asides=0.3,
        subheads=0.6,
        noise=0.2,
    ),
    # The marks have gone wrong: any line may bear one, headlines may lack theirs.
    Style(
        "wild",
        "wild",
        {"plain": 4, "colon": 2, "kicker": 1, "zone-line": 1, "two": 1},
        {"under": 4, "tail-spaced": 3, "own-end": 2, "credit": 2, "none": 0.5},
        {"本报讯": 5, "none": 2},
        cuts=0.2,
        noise=0.25,
    ),
)

"""How are values said, and texts cut, for the pages?"""

from search import PartialDate, Snippet
from web.contexts import Piece


def pieces(snippet: Snippet, hits_before: int = 0) -> tuple[Piece, ...]:
    """The text of a snippet cut at its spans.

    >>> pieces(Snippet("body", "全年招商引资额", ((2, 6),)))
    (Piece(text='全年', hit=0), Piece(text='招商引资', hit=1), Piece(text='额', hit=0))
    """
    cut: list[Piece] = []
    end = 0
    for number, (start, stop) in enumerate(snippet.spans, hits_before + 1):
        cut += [Piece(snippet.text[end:start]), Piece(snippet.text[start:stop], number)]
        end = stop
    cut.append(Piece(snippet.text[end:]))
    return tuple(piece for piece in cut if piece.text)


def date_words(published: PartialDate) -> str:
    """A date in Chinese words, as far as it is known.

    >>> date_words(PartialDate("2023-07", "month", "printed"))
    '2023年7月'
    """
    parts = (int(part) for part in published.value.split("-"))
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def shortened(text: str, length: int = 60) -> str:
    """The text, cut where a tab of the browser or a heading has no more room.

    >>> shortened("招商引资项目", 4)
    '招商引资…'
    """
    return text if len(text) <= length else text[:length] + "…"


def line_ranges(lines: tuple[tuple[int, int], ...]) -> str:
    """Ranges of lines as one writes them.

    >>> line_ranges(((3, 39), (45, 45)))
    '3–39、45'
    """
    return "、".join(
        str(first) if first == last else f"{first}–{last}" for first, last in lines
    )

"""Text is cut into pieces without losing a character, and said in words."""

from hypothesis import given
from hypothesis import strategies as st

from search import PartialDate, Snippet
from web.words import date_words, pieces


@st.composite
def snippets(draw: st.DrawFn) -> Snippet:
    """A text with ordered, disjoint spans."""
    text = draw(st.text(min_size=1))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)))))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    return Snippet("body", text, spans)


@given(snippets(), st.integers(0, 5))
def test_the_pieces_of_a_snippet_are_its_text(snippet: Snippet, before: int) -> None:
    cut = pieces(snippet, before)
    assert "".join(piece.text for piece in cut) == snippet.text
    assert [(p.hit, p.text) for p in cut if p.hit] == [
        (number, snippet.text[start:end])
        for number, (start, end) in enumerate(snippet.spans, before + 1)
    ]


def test_a_date_is_said_as_far_as_it_is_known() -> None:
    assert date_words(PartialDate("2023", "year", "inferred")) == "2023年"
    assert date_words(PartialDate("2023-07-06", "day", "printed")) == "2023年7月6日"

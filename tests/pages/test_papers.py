"""Are papers that the rules were not written from split well enough?

In `papers`, twenty-eight pages of as many house styles, written by two who had not seen
the code; rules were then written for what they showed. The floors stand a little under
what was reached. Known to be wrong there: the number of a page inside a sentence stays
(p21), a first line that may be a kicker or half of the headline is taken for the other
(p22, p25).

In `alike`, eight pages in the manner of the seeds by two others, who had not seen the
code either: nobody had looked at them before they were split so well.

In `strange`, twenty-four by others again. In sixteen (q) articles are cut into each
other by columns read in a wrong order; rules were written for what half of them showed,
and two (q07, q12) are hardly more than shuffled. Eight (r) are papers in their usual
order.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from search.evaluation import read_gold, score_page, total
from search.pages import read_page, split_page
from tests.pages.pages import ROOT

PAPERS = ROOT / "tests" / "data" / "papers"
AT_LEAST = {
    "article_f1": 0.99,
    "headline_exact": 0.97,
    "headline_lenient": 0.99,
    "byline_f1": 0.99,
    "join_repair": 0.99,
    "photo_f1": 0.99,
}
ALIKE = ROOT / "tests" / "data" / "alike"
AT_LEAST_ALIKE = {
    "article_f1": 1.0,
    "boundary_f1": 0.99,
    "headline_lenient": 0.97,
    "byline_f1": 0.99,
    "join_repair": 0.96,
    "photo_f1": 0.96,
}
STRANGE = ROOT / "tests" / "data" / "strange"
AT_LEAST_STRANGE = {
    True: {
        "article_f1": 0.78,
        "boundary_f1": 0.93,
        "headline_lenient": 0.83,
        "byline_f1": 0.92,
        "join_repair": 0.56,
        "photo_f1": 0.87,
    },
    False: {
        "article_f1": 0.72,
        "boundary_f1": 0.91,
        "headline_lenient": 0.74,
        "byline_f1": 0.88,
        "join_repair": 0.56,
        "photo_f1": 0.87,
    },
}
AT_MOST = {"caption_leakage": 0.01, "byline_left_in_body": 0.01, "noise_left": 0.04}


@pytest.mark.parametrize("marked", [True, False], ids=["as printed", "no marks"])
def test_papers_of_other_houses_are_split_well(marked: bool) -> None:
    """Every figure, with the marks of headings and without."""
    figures = _figures(PAPERS, marked=marked)
    low = _under(figures, AT_LEAST)
    high = {
        name: figures[name] for name, roof in AT_MOST.items() if figures[name] > roof
    }
    assert (low, high) == ({}, {})


def test_pages_like_the_seeds_are_split_as_well() -> None:
    """Articles without a fault, the rest nearly so."""
    figures = _figures(ALIKE, marked=True)
    assert _under(figures, AT_LEAST_ALIKE) == {}


@pytest.mark.parametrize("marked", [True, False], ids=["as printed", "no marks"])
def test_strange_pages_are_split_no_worse_than_they_were(marked: bool) -> None:
    """Far from perfect; each figure stands a little over its floor."""
    figures = _figures(STRANGE, marked=marked)
    assert _under(figures, AT_LEAST_STRANGE[marked]) == {}


def _under(
    figures: Mapping[str, float], floors: Mapping[str, float]
) -> dict[str, float]:
    """The figures that fall short of their floors."""
    return {
        name: figures[name] for name, floor in floors.items() if figures[name] < floor
    }


def _figures(folder: Path, *, marked: bool) -> Mapping[str, float]:
    return total(
        score_page(page, split_page(_page(page.path, marked=marked)))
        for page in read_gold(folder, folder)
    ).figures()


def _page(path: Path, *, marked: bool):
    page = read_page(path)
    text = page.text if marked else re.sub(r"(?m)^#+\s*", "", page.text)
    return replace(page, text=text)

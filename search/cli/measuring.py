"""How good is it, in figures?"""

from pathlib import Path

import click

from search.cli.common import json_option, print_json


@click.group(name="eval")
def evaluate() -> None:
    """Measure on annotated data, such as pages of your own newspaper."""


@evaluate.command(name="split")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pages", type=click.Path(path_type=Path), help="The folder of the page texts."
)
@json_option
def evaluate_split(folder: Path, pages: Path | None, as_json: bool) -> int:
    """Score the splitter, parks and topics on the annotated pages of a folder."""
    from search import render
    from search.evaluation import read_gold, score_page, total
    from search.files import PageFile
    from search.indexing import read_articles

    gold = read_gold(folder, pages)
    scores = {
        page.path.name: score_page(
            page, tuple(read_articles(PageFile(page.path, page.path.parent)))
        )
        for page in gold
    }
    figures = total(scores.values()).figures()
    if as_json:
        print_json(figures | {"pages": len(gold)})
        return 0
    for line in render.figure_lines(figures, len(gold)):
        click.echo(line)
    return 0

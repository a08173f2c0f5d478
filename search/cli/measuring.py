"""How good is it, in figures?"""

import tempfile
from contextlib import closing
from pathlib import Path

import click

from search.cli.common import json_option, print_json, say


@click.group
def eval() -> None:
    """Measure how good it is.

    On annotated data, such as pages of your own newspaper: how pages are split, and in
    what order articles are found.

    Example: search eval split tests/data/gold --pages seeds
    """


@eval.command(name="split")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--pages", type=click.Path(path_type=Path), help="The folder of the page texts."
)
@json_option
def evaluate_split(folder: Path, pages: Path | None, as_json: bool) -> int:
    """Score the splitter, parks and topics.

    FOLDER holds the annotations, a JSON file a page, and the page texts unless --pages
    names another folder.

    Example: search eval split tests/data/gold --pages seeds
    """
    from search import reports
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
    for line in reports.figure_lines(figures, len(gold)):
        click.echo(line)
    return 0


@eval.command(name="rank")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    help="The file of the articles (.jsonl, .jsonl.gz, .jsonl.xz).",
)
@click.option(
    "--index",
    "kept",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep the index of the articles here, and use it again.",
)
@json_option
def evaluate_rank(
    folder: Path, corpus: Path | None, kept: Path | None, as_json: bool
) -> int:
    """Score the order of results on judged queries.

    FOLDER holds queries.jsonl, qrels.tsv and, unless --corpus names it, corpus.jsonl.
    Each figure stands with its 95 % interval, beside BM25 over words and over pairs of
    characters alone.

    Example: search eval rank tests/data/rank
    """
    from search import reports
    from search.evaluation.judged import index_judged, read_judged
    from search.evaluation.rank import evaluate_ranking

    judged = read_judged(folder, corpus)
    with tempfile.TemporaryDirectory() as made:
        place = kept or Path(made, "index")
        with closing(index_judged(judged, place, say)) as engine:
            figures = evaluate_ranking(engine.view(), judged.queries)
    if as_json:
        print_json(figures)
        return 0
    for line in reports.ranking_lines(figures):
        click.echo(line)
    return 0

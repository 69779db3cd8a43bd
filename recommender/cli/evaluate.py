"""`recommender evaluate`: how good the lists are, beside what blogs use today."""

import json
from pathlib import Path

import click
from rich.table import Table

from recommender.cli.console import open_console, progress_bars
from recommender.cli.options import jobs_option, json_option, site_argument
from recommender.evaluation.evaluate import Evaluation
from recommender.evaluation.evaluate import evaluate as evaluate_site


@click.command(epilog="Example:  recommender evaluate examples/blog")
@site_argument
@click.option(
    "--gold", type=click.Path(path_type=Path, dir_okay=False), help="Pairs to find: SOURCE TAB TARGET a line."
)
@jobs_option
@json_option
def evaluate(site: Path, gold: Path | None, jobs: int, as_json: bool) -> None:
    """Measure how many of the authors' own in-site links the lists find again.

    The links are masked first: their text is taken out of the posts before words are counted.
    """
    with progress_bars(shown=not as_json) as progress:
        evaluation = evaluate_site(site, gold=gold, jobs=jobs, progress=progress)
    if as_json:
        click.echo(json.dumps(evaluation.to_json(), ensure_ascii=False))
        return
    console = open_console()
    source = f"pairs of {gold}" if gold else "links in the authors' own text"
    console.print(
        f"{evaluation.posts} posts; gold: {evaluation.pairs} {source}, counted in either direction "
        f"for {evaluation.queries} posts, their text masked"
    )
    console.print(_table(evaluation))


def _table(evaluation: Evaluation) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    measures = list(next(iter(evaluation.scores.values())))
    for name in (*measures, f"unreached@{evaluation.limit}", f"largest@{evaluation.limit}"):
        table.add_column(name, justify="right")
    for name, scores in evaluation.scores.items():
        reach = evaluation.reach[name]
        table.add_row(
            name,
            *(f"{scores[measure]:.3f}" for measure in measures),
            f"{reach['unreached']:.1%}",
            f"{reach['largest']:.1%}",
        )
    return table

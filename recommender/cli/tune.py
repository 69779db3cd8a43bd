"""`recommender tune`: the weights that a site's own links ask for."""

import json
from pathlib import Path

import click
from rich.table import Table

from recommender.cli.console import open_console, printable, progress_bars
from recommender.cli.options import jobs_option, json_option, site_argument
from recommender.evaluation.bootstrap import Mean
from recommender.settings import FILE_NAME
from recommender.settings.file import write_weights
from recommender.tuning import MEASURE, Tuning
from recommender.tuning import tune as tune_site


@click.command(epilog="Example:  recommender tune examples/blog --dry-run")
@site_argument
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@jobs_option
@json_option
def tune(site: Path, dry_run: bool, jobs: int, as_json: bool) -> None:
    """Fit the weights to the in-site links of SITE, and write them into its recommender.toml if that helps.

    Whether it helps is measured on posts whose links the weights were not fitted on. Nothing is written unless the
    95 % interval of the gain lies above 0.
    """
    with progress_bars(shown=not as_json) as progress:
        tuning = tune_site(site, jobs=jobs, progress=progress)
    written = tuning.is_gain and not dry_run
    if written:
        write_weights(site, tuning.tuned)
    if as_json:
        click.echo(json.dumps({**tuning.to_json(), "written": written}, ensure_ascii=False))
        return
    console = open_console()
    console.print(
        f"{tuning.posts} posts; {tuning.links} links between them in the authors' own text, counted in either "
        f"direction for {tuning.queries} posts, their text masked",
        soft_wrap=True,
    )
    console.print(_measure_table(tuning))
    console.print()
    console.print(_weights_table(tuning))
    console.print()
    console.print(printable(_verdict(tuning, site / FILE_NAME, dry_run)), soft_wrap=True)


def _measure_table(tuning: Tuning) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in (f"{MEASURE} of links held out", "", "95 % interval"):
        table.add_column(name)
    for name, one, form in (
        ("weights that ship", tuning.before, ".3f"),
        ("weights of your links", tuning.after, ".3f"),
        ("gain", tuning.gain, "+.4f"),
        ("gain on the newest fifth", tuning.newest, "+.4f"),
    ):
        if one is None:
            continue
        table.add_row(name, format(one.mean, form), _interval(one, form))
    return table


def _weights_table(tuning: Tuning) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("weight")
    table.add_column("ships", justify="right")
    table.add_column("yours", justify="right")
    for name, weight in tuning.tuned.items():
        table.add_row(name, f"{tuning.shipped[name]:.3f}", f"{weight:.3f}")
    return table


def _interval(one: Mean, form: str) -> str:
    return f"{one.low:{form}} … {one.high:{form}}"


def _verdict(tuning: Tuning, file: Path, dry_run: bool) -> str:
    if not tuning.is_gain:
        return (
            f"No gain beyond doubt: its interval is {_interval(tuning.gain, '+.4f')}, and all of it would have to lie "
            "above 0. Nothing changed."
        )
    if dry_run:
        return f"Would be written into {file}; run without --dry-run."
    return f"Written into {file}; `recommender train` uses them from now on."

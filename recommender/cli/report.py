"""`recommender report`: a site and its lists on one page."""

import json
from datetime import datetime
from pathlib import Path

import click

from recommender.cli.console import printable, progress_bars
from recommender.cli.options import jobs_option, json_option, model_folder, model_option
from recommender.cli.page_file import check_page, write_page
from recommender.model.storage import load_model
from recommender.report.site_page import site_page
from recommender.report.survey import survey, survey_today


@click.command(epilog="Example:  recommender report examples/blog --model models/blog --out report.html")
@click.argument("site", type=click.Path(path_type=Path), required=False)
@model_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("report.html"),
    show_default=True,
    callback=check_page,
    help="HTML page to write.",
)
@jobs_option
@json_option
def report(site: Path | None, folder: Path | None, out: Path, jobs: int, as_json: bool) -> None:
    """Show a trained blog on one page: a map, who is recommended where, near-duplicates, series, health of the texts.

    With SITE, the folder of the blog, also its dead links and how good the lists are. The page needs no network.
    With --json the same facts, and no page.
    """
    model = load_model(model_folder(folder, site or Path()))
    with progress_bars(shown=not as_json) as progress:
        facts = survey(model)
        today = survey_today(site, jobs=jobs, progress=progress) if site else None
        if as_json:
            click.echo(json.dumps({**facts.to_json(), **(today.to_json() if today else {})}, ensure_ascii=False))
            return
        progress("drawing the map", 0, 1)
        page = site_page(facts, now=datetime.now().astimezone(), today=today)
        progress("drawing the map", 1, 1)
    write_page(page, out, "--out")
    click.echo(
        f"{len(model.posts)} posts, {facts.links} links in {len(facts.lists)} lists, none to {len(facts.orphans)} posts"
    )
    click.echo(f"report: {printable(str(out))}")

"""`recommender train`: read a site, rank its posts, store the model, say what was read."""

import json
import os
import shlex
import shutil
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from recommender.cli.console import open_console, printable, progress_bars, related_table
from recommender.cli.options import MODELS, jobs_option, json_option, model_option, site_argument
from recommender.cli.reading import print_details, print_reading, reading_json
from recommender.inputs import find_current, find_inputs
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.settings import load_settings
from recommender.site.reader import open_site
from recommender.text.cache import CACHE_SUFFIX
from recommender.text.reading import read_site
from recommender.text.summary import hidden_reasons

if TYPE_CHECKING:
    from recommender.ranking.churn import Churn
    from recommender.training import Training


@click.command(epilog="Example:  recommender train examples/blog --model models/blog")
@site_argument
@model_option
@jobs_option
@click.option(
    "--cluster", metavar="ADDRESS", help="Use the workers of a Dask cluster: tcp://HOST:8786 of its scheduler."
)
@click.option(
    "--samples", type=click.IntRange(0, 100), default=3, show_default=True, help="Lists (or posts) to show afterwards."
)
@click.option("--fresh", is_flag=True, help="Make every list anew, whatever the last training made.")
@click.option("--no-cache", is_flag=True, help="Read every post anew, and keep nothing beside the model.")
@click.option("--dry-run", is_flag=True, help="Only read the blog, and say what was read.")
@json_option
def train(
    site: Path,
    folder: Path | None,
    jobs: int,
    cluster: str | None,
    samples: int,
    fresh: bool,
    no_cache: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read the blog in SITE and make every post's list.

    What was made of each post is kept in MODEL.recommender-cache beside the model, so that the next training reads
    changed posts alone; it may be deleted at any time. Where nothing has changed, the model stays as it is.
    """
    if dry_run:
        _read_only(site, jobs, samples, as_json=as_json)
        return
    folder = folder or MODELS / site.resolve().name
    # Workers elsewhere have another current folder.
    root = site.resolve() if cluster else site
    with progress_bars(shown=not as_json) as progress:
        inputs = find_inputs(root, jobs=jobs, progress=progress)
    current = None if fresh or no_cache else find_current(inputs, folder)
    if current:
        if as_json:
            click.echo(json.dumps(_summary(current, folder, None, unchanged=True), ensure_ascii=False))
        else:
            _print_current(open_console(), site, folder, current, samples)
        return
    # Its libraries take a second to load.
    from recommender.training import train as train_site

    whole = folder.resolve()
    cache = None if no_cache else whole.parent / f"{whole.name}{CACHE_SUFFIX}"
    with _workers(cluster, jobs) as count, progress_bars(shown=not as_json) as progress:
        training = train_site(root, folder, fresh=fresh, cache=cache, jobs=count, progress=progress, inputs=inputs)
    model = load_model(folder)
    if as_json:
        click.echo(json.dumps(_summary(model, folder, training.churn, unchanged=False), ensure_ascii=False))
        return
    console = open_console()
    print_reading(console, training.site, training.ranked.reading)
    _print_rules(console, training)
    _print_lists(console, training)
    _print_model(console, site, folder, model, samples)


def _workers(cluster: str | None, jobs: int) -> AbstractContextManager[int]:
    """Give the number of processes to use, here or on a cluster."""
    if cluster is None:
        return nullcontext(jobs)
    from recommender.cluster import on_cluster

    return on_cluster(cluster)


def _print_current(console: Console, site: Path, folder: Path, model: Model, samples: int) -> None:
    """Say that the model stays, since nothing has changed that it was made of."""
    console.print(
        f"{site.resolve().name}: {len(model.posts)} posts; nothing has changed since {model.manifest.trained_at}: "
        "the model stays (--fresh makes it anew)",
        soft_wrap=True,
    )
    _print_model(console, site, folder, model, samples)


def _print_model(console: Console, site: Path, folder: Path, model: Model, samples: int) -> None:
    """Name the model, show some of its lists and what to do with them."""
    console.print(f"\nModel {folder} (version {model.manifest.version})")
    for number in _sample(model, samples):
        console.print()
        console.print(related_table(model.posts[number].title, model.related(number, limit=3)))
    _print_next(console, site, folder, model)


def _read_only(site: Path, jobs: int, samples: int, *, as_json: bool) -> None:
    """Read the blog and say what was read, without making anything of it."""
    settings = load_settings(site)
    opened = open_site(site, settings.site)
    with progress_bars(shown=not as_json) as progress:
        reading = read_site(opened, settings.text, jobs=jobs, progress=progress)
    if as_json:
        click.echo(json.dumps(reading_json(opened, reading), ensure_ascii=False))
        return
    console = open_console()
    print_reading(console, opened, reading)
    print_details(console, opened, reading, shown=samples)


def _print_rules(console: Console, training: "Training") -> None:
    for line in training.ranked.rules.unknown:
        console.print(f"  rule without a post: {printable(line)}")
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in training.manifest.weights.items() if weight)
    console.print(f"  weights: {weights}")


def _print_lists(console: Console, training: "Training") -> None:
    site, links = training.manifest.site, training.manifest.site["own_links"]
    if site["near_duplicates"]:
        console.print(f"  {site['near_duplicates']} near-duplicates in {site['duplicate_clusters']} groups")
    if site["series_parts"]:
        console.print(f"  {site['series_parts']} parts of series")
    if "median" in links:
        console.print(
            f"  the authors' own {links['count']} links score {links['median']:.2f} in the middle, nine of ten from "
            f"{links['weakest_tenth']:.2f} on: the scale for ranking.threshold"
        )
    if training.churn:
        changed = training.churn.changed
        reasons = f" ({', '.join(f'{count} {reason}' for reason, count in changed.items())})" if changed else ""
        console.print(f"  lists changed: {sum(changed.values())} of {training.churn.lists}{reasons}")
        if training.churn.kept:
            console.print(
                f"  {training.churn.kept} lists stand, since new ones are hardly better; --fresh makes all anew"
            )


def _sample(model: Model, count: int) -> list[int]:
    """Choose posts spread over the site whose lists have something to show."""
    shown = [number for number, post in enumerate(model.posts) if post.is_recommendable and model.related(number, 1)]
    step = max(1, len(shown) // max(count, 1))
    return shown[step // 2 :: step][:count]


def _print_next(console: Console, site: Path, folder: Path, model: Model) -> None:
    example = next((post.path for post in model.posts if post.is_recommendable), "POST")
    console.print("\nNext:")
    for arguments, meaning in (
        (("preview", site, "--model", folder), "every list with its reasons, in a browser"),
        (("related", example, "--model", folder), "one post's list"),
        (("inject", site, "--model", folder, "--diff"), "what the posts' files would get"),
        (("serve", "--model", folder), "the same lists over HTTP"),
        (("evaluate", site), "how good they are"),
        (("report", site, "--model", folder), "the whole blog on one page, with what is wrong"),
    ):
        command = f"{_program()} {shlex.join(map(str, arguments))}"
        console.print(f"  {printable(command)}    # {meaning}", soft_wrap=True)


def _program() -> str:
    """Name this program so that the shell finds it: by its file where it is not on the path."""
    if sys.argv[0].endswith("__main__.py"):
        return "python -m recommender"
    return "recommender" if shutil.which("recommender") else os.path.relpath(sys.argv[0])


def _summary(model: Model, folder: Path, churn: "Churn | None", *, unchanged: bool) -> dict[str, object]:
    manifest = model.manifest
    read = {post.path for post in model.posts}
    return {
        "model": str(folder),
        "version": manifest.version,
        **manifest.site,
        "not_recommended": hidden_reasons(model.posts),
        "skipped": [one for one in manifest.skipped if one["path"] not in read],
        "troubles": [one for one in manifest.skipped if one["path"] in read],
        "weights": dict(manifest.weights),
        "churn": asdict(churn) if churn else None,
        "unchanged": unchanged,
    }

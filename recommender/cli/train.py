"""`recommender train`: read a site, rank its posts, store the model, say what was read."""

import json
import os
import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console

from recommender.cli.console import open_console, printable, progress_bars, related_table
from recommender.cli.options import MODELS, jobs_option, json_option, model_option, site_argument
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.site.post import Post
from recommender.training import Training
from recommender.training import train as train_site

_SHOWN_TROUBLES = 10


@click.command(epilog="Example:  recommender train examples/blog --model models/blog")
@site_argument
@model_option
@jobs_option
@click.option("--samples", type=click.IntRange(0, 100), default=3, show_default=True, help="Lists to show afterwards.")
@json_option
def train(site: Path, folder: Path | None, jobs: int, samples: int, as_json: bool) -> None:
    """Read the blog in SITE and make every post's list."""
    folder = folder or MODELS / site.resolve().name
    with progress_bars(shown=not as_json) as progress:
        training = train_site(site, folder, jobs=jobs, progress=progress)
    if as_json:
        click.echo(json.dumps(_summary(training, folder), ensure_ascii=False))
        return
    console = open_console()
    _print_reading(console, training)
    console.print(f"\nModel {folder} (version {training.manifest.version})")
    model = load_model(folder)
    for number in _sample(model, samples):
        console.print()
        console.print(related_table(model.posts[number].title, model.related(number, limit=3)))
    _print_next(console, site, folder, model)


def _print_reading(console: Console, training: Training) -> None:
    posts = [one.post for one in training.ranked.reading.posts]
    skipped, troubles = training.ranked.reading.skipped, training.ranked.reading.troubles
    table = training.manifest.site
    console.print(f"{table['name']}: {len(posts)} posts read (as {table['generator']}), {len(skipped)} files skipped")
    for reason, count in sorted(_hidden(posts).items()):
        console.print(f"  {count:>5} not recommended: {reason}")
    for heading, files in (("skipped", skipped), ("read with trouble", troubles)):
        for one in files[:_SHOWN_TROUBLES]:
            console.print(f"  {heading}: {printable(one.path)}: {printable(one.reason)}")
        if len(files) > _SHOWN_TROUBLES:
            console.print(
                f"  … and {len(files) - _SHOWN_TROUBLES} more {heading}; all stand in the model's manifest.json"
            )
    for line in training.ranked.rules.unknown:
        console.print(f"  rule without a post: {printable(line)}")
    if _has_no_addresses(posts):
        console.print(
            "  addresses: each post's file; if your pages have others, set [site] permalink in recommender.toml"
        )
    weights = ", ".join(f"{name} {weight:.2f}" for name, weight in training.manifest.weights.items() if weight)
    console.print(f"  weights: {weights}")


def _has_no_addresses(posts: list[Post]) -> bool:
    """Tell a folder whose posts are linked as files, since nothing says what their pages are called."""
    return all((post.url or "").endswith("/" + post.path.rsplit("/", 1)[-1]) for post in posts)


def _hidden(posts: list[Post]) -> Counter[str]:
    return Counter(reason for post in posts if (reason := post.concealed or post.withheld))


def _sample(model: Model, count: int) -> list[int]:
    """Choose posts spread over the site whose lists have something to show."""
    shown = [number for number, post in enumerate(model.posts) if post.is_recommendable and model.related(number, 1)]
    step = max(1, len(shown) // max(count, 1))
    return shown[step // 2 :: step][:count]


def _print_next(console: Console, site: Path, folder: Path, model: Model) -> None:
    example = next((post.path for post in model.posts if post.is_recommendable), "POST")
    console.print("\nNext:")
    for arguments, meaning in (
        (("related", example, "--model", folder), "one post's list"),
        (("inject", site, "--model", folder, "--diff"), "what the posts' files would get"),
        (("serve", "--model", folder), "the same lists over HTTP"),
        (("evaluate", site), "how good they are"),
    ):
        command = f"{_program()} {shlex.join(map(str, arguments))}"
        console.print(f"  {printable(command)}    # {meaning}", soft_wrap=True)


def _program() -> str:
    """Name this program so that the shell finds it: by its file where it is not on the path."""
    if sys.argv[0].endswith("__main__.py"):
        return "python -m recommender"
    return "recommender" if shutil.which("recommender") else os.path.relpath(sys.argv[0])


def _summary(training: Training, folder: Path) -> dict[str, object]:
    posts = [one.post for one in training.ranked.reading.posts]
    return {
        "model": str(folder),
        "version": training.manifest.version,
        **training.manifest.site,
        "not_recommended": dict(_hidden(posts)),
        "skipped": [{"path": one.path, "reason": one.reason} for one in training.ranked.reading.skipped],
        "troubles": [{"path": one.path, "reason": one.reason} for one in training.ranked.reading.troubles],
        "unknown_rules": list(training.ranked.rules.unknown),
        "weights": dict(training.manifest.weights),
    }

"""`recommender related`: one post's list, with the reasons for each link."""

import json
from pathlib import Path

import click

from recommender.cli.console import open_console, related_table
from recommender.cli.options import json_option, model_folder, model_option
from recommender.model.answer import related_answer
from recommender.model.storage import load_model


@click.command(epilog="Example:  recommender related ume-shigoto --model models/blog -k 3")
@click.argument("post")
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Links to show.")
@json_option
def related(post: str, folder: Path | None, limit: int, as_json: bool) -> None:
    """Show the list of POST, given by path, URL, slug or id."""
    model = load_model(model_folder(folder))
    number = model.names.find(post)
    if as_json:
        click.echo(json.dumps(related_answer(model, number, limit), ensure_ascii=False))
        return
    console = open_console()
    items = model.related(number, limit)
    if items:
        console.print(related_table(model.posts[number].title, items))
    else:
        console.print(f"{model.posts[number].title}: no related posts")

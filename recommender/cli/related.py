"""`recommender related`: one post's list, with the reasons for each link."""

import json
from pathlib import Path

import click

from recommender.cli.console import open_console, printable, related_table
from recommender.cli.explain import explain_list
from recommender.cli.options import json_option, model_folder, model_option
from recommender.model.answer import related_answer
from recommender.model.storage import load_model


@click.command(epilog="Example:  recommender related ume-shigoto --model models/blog -k 3")
@click.argument("post")
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Links to show.")
@click.option("--explain", is_flag=True, help="Say how each score came about, and what was left out and why.")
@json_option
def related(post: str, folder: Path | None, limit: int, explain: bool, as_json: bool) -> None:
    """Show the list of POST, given by path, URL, slug or id."""
    model = load_model(model_folder(folder))
    number = model.names.find(post)
    if as_json:
        click.echo(json.dumps(related_answer(model, number, limit, explain=explain), ensure_ascii=False))
        return
    console = open_console()
    items = model.related(number, limit)
    if items:
        console.print(related_table(model.posts[number].title, items))
    else:
        console.print(f"{printable(model.posts[number].title)}: no related posts")
    if explain:
        for line in explain_list(items, model.left_out(number)):
            console.print(line, soft_wrap=True)

"""`recommender related`: one post's list, with the reasons for each link."""

import json
import sys
from pathlib import Path

import click

from recommender.cli.console import open_console, printable, related_table
from recommender.cli.explain import explain_list
from recommender.cli.options import json_option, model_folder, model_option
from recommender.errors import PostError, SettingsError
from recommender.model.answer import related_answer
from recommender.model.model import Model
from recommender.model.storage import load_model
from recommender.site.text_file import read_text


@click.command(epilog="Example:  recommender related ume-shigoto --model models/blog -k 3")
@click.argument("post", required=False)
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Instead of POST: a file that is not published yet (- is standard input).",
)
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Links to show.")
@click.option("--explain", is_flag=True, help="Say how each score came about, and what was left out and why.")
@json_option
def related(post: str | None, file: Path | None, folder: Path | None, limit: int, explain: bool, as_json: bool) -> None:
    """Show the list of POST, given by path, URL, slug or id, or of a text that is not published yet."""
    if (post is None) == (file is None):
        raise click.UsageError("give a POST, or with --text FILE a text that is not published yet")
    model = load_model(model_folder(folder))
    if file is not None:
        model = _rank_later(file, model)
    number = model.names.find(post) if post is not None else len(model.posts) - 1
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


def _rank_later(file: Path, model: Model) -> Model:
    # Tokenizer and vectors take a second to load, which a list that is finished does not need.
    from recommender.unpublished import Desk, read_later

    try:
        source = read_later(file.name, _text_of(file), model)
        return Desk(model).rank(source)
    except PostError as error:
        raise SettingsError(f"{file}: {error}") from error


def _text_of(file: Path) -> str:
    if str(file) != "-":
        return read_text(file).text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PostError("standard input is not UTF-8; convert it, or give a file") from error

"""`recommender export`: all lists in one file, for other people's scripts."""

from pathlib import Path

import click

from recommender.cli.options import model_folder, model_option
from recommender.errors import SettingsError
from recommender.export import FORMATS, export_lists
from recommender.model.storage import load_model
from recommender.whole_file import write_whole


@click.command(epilog="Example:  recommender export --model models/blog -k 3 --format csv --out related.csv")
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), default=10, show_default=True, help="Links per post.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: standard output]"
)
def export(folder: Path | None, limit: int, kind: str, out: Path | None) -> None:
    """Write the lists of all posts, one line a post (jsonl), in the site's order."""
    text = export_lists(load_model(model_folder(folder)), limit, kind)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(out, text.encode())
    except OSError as error:
        raise SettingsError(f"--out {out}: cannot be written ({error.strerror}); choose another place") from error

"""`recommender export`: all lists in one file, for other people's scripts, or in a file a post for pages."""

from pathlib import Path

import click

from recommender.cli.options import model_folder, model_option
from recommender.errors import SettingsError
from recommender.export import FORMATS, export_lists
from recommender.model.storage import load_model
from recommender.static_export import export_static
from recommender.whole_file import write_whole

#: The format that is a folder of files.
STATIC = "static"


@click.command(epilog="Example:  recommender export --model models/blog -k 3 --format csv --out related.csv")
@model_option
@click.option("-k", "limit", type=click.IntRange(1, 20), default=10, show_default=True, help="Links per post.")
@click.option("--format", "kind", type=click.Choice((*FORMATS, STATIC)), default="jsonl", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write, for static the folder of the site.  [default: standard output]",
)
def export(folder: Path | None, limit: int, kind: str, out: Path | None) -> None:
    """Write the lists of all posts, one line a post (jsonl), in the site's order.

    `--format static` writes what the service answers as related/ID.json below --out, for a site without a service.
    """
    if kind == STATIC and out is None:
        raise SettingsError("--format static writes many files; name the folder of the site with --out")
    model = load_model(model_folder(folder))
    if kind == STATIC and out is not None:
        done = export_static(model, limit, out)
        click.echo(f"{done.posts} posts in {out}: {done.written} written, {done.removed} removed", err=True)
        return
    text = export_lists(model, limit, kind)
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        write_whole(out, text.encode())
    except OSError as error:
        raise SettingsError(f"--out {out}: cannot be written ({error.strerror}); choose another place") from error

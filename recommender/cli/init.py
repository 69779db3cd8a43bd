"""`recommender init`: write a recommender.toml to begin with."""

from pathlib import Path

import click

from recommender.cli.console import progress_bars
from recommender.cli.options import jobs_option, site_argument
from recommender.errors import SettingsError
from recommender.settings import FILE_NAME, SiteSettings, TextSettings
from recommender.site.reader import open_site
from recommender.starter import starter_settings
from recommender.text.reading import read_site
from recommender.whole_file import write_whole


@click.command(epilog="Example:  recommender init examples/blog --stdout")
@site_argument
@jobs_option
@click.option("--stdout", is_flag=True, help="Print it instead of writing it.")
def init(site: Path, jobs: int, stdout: bool) -> None:
    """Look at the blog in SITE and write SITE/recommender.toml: every setting, commented out, and what was found.

    As it is written it changes nothing. A file that is there already stays.
    """
    file = site / FILE_NAME
    if file.exists() and not stdout:
        raise SettingsError(f"{file}: is there already and stays; --stdout prints what would have been written")
    opened = open_site(site, SiteSettings())
    with progress_bars(shown=not stdout) as progress:
        text = starter_settings(opened, read_site(opened, TextSettings(), jobs=jobs, progress=progress))
    if stdout:
        click.echo(text, nl=False)
        return
    write_whole(file, text.encode())
    click.echo(f"{file}: written; it changes nothing yet. Next: recommender preview {site}")

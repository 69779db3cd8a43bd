"""The file of an HTML page: checked before the work that the page would show, written whole."""

from pathlib import Path

import click

from recommender.errors import SettingsError
from recommender.report.charts import require_charts
from recommender.whole_file import write_whole


def check_page(context: click.Context, option: click.Parameter, file: Path | None) -> Path | None:
    """See that a page can be made; for an option's callback.

    Raises:
        BadParameter: its folder is not there.
        SettingsError: charts cannot be drawn.
    """
    if file is not None:
        require_charts()
        if not file.parent.is_dir():
            raise click.BadParameter(f'found no folder "{file.parent}"; make it first', context, option)
    return file


def write_page(page: str, file: Path, option: str) -> None:
    """Write a page.

    Args:
        option: by which the file was named.

    Raises:
        SettingsError: it cannot be written.
    """
    try:
        # JSON and YAML can hold half a letter, which no file can.
        write_whole(file, page.encode(errors="replace"))
    except OSError as error:
        raise SettingsError(f"{option} {file}: cannot be written ({error.strerror}); choose another file") from error

"""Options that several commands share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from recommender.errors import SettingsError

F = TypeVar("F", bound=Callable[..., Any])

#: Where `train` puts models unless told otherwise.
MODELS = Path("models")


def site_argument(command: F) -> F:
    """Take SITE, the folder of the blog; the current one if not given."""
    return click.argument("site", type=click.Path(path_type=Path), default=Path())(command)


def model_option(command: F) -> F:
    """Take --model, the model's own folder."""
    return click.option(
        "--model",
        "folder",
        type=click.Path(path_type=Path),
        help="Model folder.  [default: models/NAME-OF-SITE, or the only one in models/]",
    )(command)


def jobs_option(command: F) -> F:
    """Take --jobs, the number of processes."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=os.cpu_count() or 1,
        show_default="all cores",
        help="Processes to use.",
    )(command)


def json_option(command: F) -> F:
    """Take --json, for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")(command)


def model_folder(folder: Path | None, site: Path = Path()) -> Path:
    """Give the model folder: the one named, else the site's own, else the only one there is.

    Raises:
        SettingsError: there are several, and none is the site's own.
    """
    if folder is not None:
        return folder
    own = MODELS / site.resolve().name
    if own.exists() or site != Path():
        return own
    trained = sorted(one.parent for one in MODELS.glob("*/manifest.json"))
    if len(trained) > 1:
        names = ", ".join(map(str, trained[:10]))
        raise SettingsError(f"there are {len(trained)} models here; name one with --model: {names}")
    return trained[0] if trained else own

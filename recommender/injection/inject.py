"""Put every post's list into the site's files, or say what would change."""

from collections.abc import Iterator

from recommender.errors import ModelError, PostError
from recommender.injection.block_style import BlockStyle
from recommender.injection.change import Change, Untouched
from recommender.injection.data_style import open_data_style
from recommender.injection.files import create_whole, read_exactly, remove, replace_whole
from recommender.injection.front_matter_style import FrontMatterStyle
from recommender.injection.html_style import open_html_style
from recommender.injection.lists import Lists
from recommender.injection.style import Style
from recommender.injection.targets import open_targets
from recommender.model.model import Model
from recommender.progress import Progress, silent
from recommender.settings import Settings
from recommender.site.reader import Site


def plan_injection(
    site: Site, model: Model, settings: Settings, *, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out the new content of every file, without writing any.

    Raises:
        ModelError: the model was trained on another site.
    """
    return _open_style(site, model, settings).plan(_lists(site, model, settings), progress)


def plan_removal(
    site: Site, model: Model, settings: Settings, *, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out every file's content without our lists, without writing any.

    Raises:
        ModelError: the model was trained on another site.
    """
    return _open_style(site, model, settings).plan(_lists(site, model, settings, removes=True), progress)


def write_change(site: Site, change: Change) -> None:
    """Replace the file, make it with the folders above it, or remove it, as the change says.

    Raises:
        PostError: it cannot be written, or is no longer what the change was worked out from; it stays as it is.
    """
    file = site.root / change.path
    if (read_exactly(file) if change.old is not None or file.exists() else None) != change.old:
        raise PostError("changed while this ran; left as it is, run inject again")
    if change.new is None:
        remove(file)
    elif change.old is None:
        create_whole(file, change.new)
    else:
        replace_whole(file, change.new)


def _open_style(site: Site, model: Model, settings: Settings) -> Style:
    targets = open_targets(site, model, settings.inject.links)
    match settings.inject.style:
        case "data":
            return open_data_style(site, settings.inject, targets)
        case "front-matter":
            return FrontMatterStyle(site, settings.inject, targets)
        case "html":
            return open_html_style(site, settings.inject, targets)
        case _:
            return BlockStyle(site, settings, targets)


def _lists(site: Site, model: Model, settings: Settings, *, removes: bool = False) -> Lists:
    lists = Lists(model, tuple(site.files()), settings.inject.limit, removes)
    if not any(path in model.numbers for path in lists.paths):
        raise ModelError(
            f"{site.root}: none of its {len(lists.paths)} posts is in the model, which was trained on "
            f'"{model.manifest.site.get("name")}"; train on this site, or name its model with --model'
        )
    return lists

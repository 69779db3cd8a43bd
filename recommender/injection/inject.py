"""Put every post's list into the site's files, or say what would change."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from recommender.errors import ModelError
from recommender.injection.batch import SIZE, Batch
from recommender.injection.block_style import BlockStyle
from recommender.injection.change import Change, Failed, Untouched
from recommender.injection.data_style import open_data_style
from recommender.injection.front_matter_style import FrontMatterStyle
from recommender.injection.html_style import open_html_style
from recommender.injection.lists import Lists
from recommender.injection.style import Style
from recommender.injection.targets import open_targets
from recommender.model.model import Model
from recommender.progress import Progress, silent
from recommender.settings import Settings
from recommender.site.reader import Site
from recommender.whole_file import remove_leftovers


def plan_injection(
    site: Site, model: Model, settings: Settings, *, only: frozenset[str] | None = None, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out the new content of every file, without writing any.

    Args:
        only: the posts to see to; all if not given.

    Raises:
        ModelError: the model was trained on another site.
    """
    return _open_style(site, model, settings).plan(_lists(site, model, settings, only), progress)


def plan_removal(
    site: Site, model: Model, settings: Settings, *, only: frozenset[str] | None = None, progress: Progress = silent
) -> Iterator[Change | Untouched]:
    """Work out every file's content without our lists, without writing any.

    Args:
        only: the posts to see to; all if not given.

    Raises:
        ModelError: the model was trained on another site.
    """
    return _open_style(site, model, settings).plan(_lists(site, model, settings, only, removes=True), progress)


def write_changes(site: Site, results: Iterable[Change | Untouched]) -> Iterator[Change | Untouched | Failed]:
    """Bring changes to the files as they come, and give back each result once it is on the disk.

    What an earlier run that was killed left beside the files is removed. One file that cannot be written stays as it
    was, comes back as failed, and the rest go on. Whoever writes holds `lock_site`.
    """
    looked_at: set[Path] = set()
    with Batch(site.root) as batch:
        for result in results:
            if not isinstance(result, Change):
                yield result
                continue
            file = site.root / result.path
            folder = file.resolve().parent if file.is_symlink() else file.parent
            if folder not in looked_at:
                looked_at.add(folder)
                remove_leftovers(folder)
            if result.new == result.old:
                yield result
                continue
            batch.add(result)
            if len(batch) >= SIZE:
                yield from batch.put()
        yield from batch.put()


def _open_style(site: Site, model: Model, settings: Settings) -> Style:
    targets = open_targets(site, model, settings)
    match settings.inject.style:
        case "data":
            return open_data_style(site, settings.inject, targets)
        case "front-matter":
            return FrontMatterStyle(site, settings.inject, targets)
        case "html":
            return open_html_style(site, settings.inject, targets)
        case _:
            return BlockStyle(site, settings, targets)


def _lists(
    site: Site, model: Model, settings: Settings, only: frozenset[str] | None, *, removes: bool = False
) -> Lists:
    lists = Lists(model, tuple(site.files()), settings.inject.limit, removes, only)
    if not any(path in model.numbers for path in lists.paths):
        raise ModelError(
            f"{site.root}: none of its {len(lists.paths)} posts is in the model, which was trained on "
            f'"{model.manifest.site.get("name")}"; train on this site, or name its model with --model'
        )
    return lists

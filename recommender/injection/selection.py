"""Which of a site's posts a run is asked to see to."""

import fnmatch
from collections.abc import Sequence
from pathlib import Path

from recommender.errors import SettingsError


def select_posts(root: Path, paths: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """Find the posts that names mean: files, folders or globs, below the site or seen from the current folder.

    Args:
        root: the site.
        paths: its posts.
        names: as the user gave them.

    Raises:
        SettingsError: a name means no post.
    """
    return frozenset(path for name in names for path in _meant(root, paths, name))


def _meant(root: Path, paths: Sequence[str], name: str) -> list[str]:
    spellings = [one for one in (_plain(name), _below(root, name)) if one is not None] if name else []
    found = [path for path in paths if any(_means(one, path) for one in spellings)]
    if not found:
        raise SettingsError(
            f'--only "{name}": none of the {len(paths)} posts of {root}; give a file, a folder or a glob below it, as '
            f'"{paths[0]}"'
        )
    return found


def _means(spelling: str, path: str) -> bool:
    return spelling in ("", path) or path.startswith(spelling + "/") or fnmatch.fnmatchcase(path, spelling)


def _plain(name: str) -> str:
    plain = Path(name).as_posix()
    return "" if plain == "." else plain


def _below(root: Path, name: str) -> str | None:
    """Give a name that is seen from the current folder as one below the site; None for one that is not below it."""
    try:
        below = Path(name).absolute().resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return None
    return "" if below == "." else below

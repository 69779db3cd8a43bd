"""Walk a site's files without leaving it."""

import fnmatch
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

#: Those of dependencies, which bring Markdown of their own.
_NEVER_ENTERED = frozenset({"node_modules", "vendor", "__pycache__", "venv"})


def walk_files(root: Path, exclude: Sequence[str], *, below: str = "", enters: Sequence[str] = ()) -> list[str]:
    """List the files under `root`, or under the folder `below` of it alone, as sorted paths from `root` with `/`.

    `below` is entered whatever its name. Of the folders in it, those that begin with a dot or an underscore are left
    out but for those in `enters`, as are dependencies' folders. What matches an `exclude` glob is left out, every link
    (it may lead out of the site, or round in a circle), and pipes, sockets and devices, whatever their names.
    """
    parts = below.split("/") if below else []
    above = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    # pathlib's own test raises where a name is too long for the file system.
    if any(os.path.islink(root / folder) or _is_excluded(folder, exclude) for folder in above):  # noqa: PTH114
        return []
    return sorted(_files_in(root, below + "/" if below else "", exclude, frozenset(enters)))


def _files_in(root: Path, folder: str, exclude: Sequence[str], enters: frozenset[str]) -> Iterator[str]:
    # No recursion: a tree may be deeper than Python's stack.
    folders = [folder]
    while folders:
        under = folders.pop()
        try:
            entries = list(os.scandir(root / under))
        except (OSError, ValueError):
            # A folder that may not be looked into, or a name that no file system takes.
            continue
        for entry in entries:
            path = under + entry.name
            if entry.is_symlink() or _is_excluded(path, exclude):
                continue
            if entry.is_dir():
                if entry.name in enters or not (entry.name.startswith((".", "_")) or entry.name in _NEVER_ENTERED):
                    folders.append(path + "/")
            elif entry.is_file():
                yield path


def _is_excluded(path: str, exclude: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(path, pattern) or path.startswith(pattern.rstrip("/") + "/") for pattern in exclude)

"""Walk a site's files without leaving it."""

import fnmatch
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

_NEVER_ENTERED = frozenset({"node_modules", "vendor", "__pycache__", "venv"})


def walk_files(root: Path, exclude: Sequence[str], *, enters: Sequence[str] = ()) -> list[str]:
    """List the files under `root` as sorted paths with `/`.

    Folders that begin with a dot or an underscore are left out but for those in `enters`, as are dependencies'
    folders, what matches an `exclude` glob, every link (it may lead out of the site, or round in a circle), and
    pipes, sockets and devices, whatever their names.
    """
    return sorted(_files_below(root, exclude, frozenset(enters)))


def _files_below(root: Path, exclude: Sequence[str], enters: frozenset[str]) -> Iterator[str]:
    # No recursion: a tree may be deeper than Python's stack.
    folders = [""]
    while folders:
        under = folders.pop()
        try:
            entries = list(os.scandir(root / under))
        except OSError:
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

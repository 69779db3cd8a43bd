"""Folders of a site by their names: brought to one form, and taken off the paths of what lies in them."""

import posixpath


def folder_path(name: str) -> str:
    """Give a folder below the site as `a/b`, "" for the site itself; it never leads out of it."""
    return posixpath.normpath("/" + name).strip("/")


def path_below(folder: str, path: str) -> str | None:
    """Give the rest of a path that lies in a folder (`a/b`, "" for the whole site), None for one that does not."""
    if not folder:
        return path
    return path.removeprefix(folder + "/") if path.startswith(folder + "/") else None

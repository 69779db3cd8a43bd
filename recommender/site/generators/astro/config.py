"""What an Astro project's settings say, looked at as text: they are programs, and none is run."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.errors import PostError, SiteError
from recommender.site.text_file import read_text
from recommender.site.url import base_path

_SUFFIXES = (".mjs", ".ts", ".js", ".cjs", ".mts")
_CONTENT_CONFIGS = ("src/content.config", "src/content/config")
_COMMENT_LINE = re.compile(r"^[ \t]*(?://|/?\*)[^\n]*$", re.MULTILINE)
_FOLDER = re.compile(r"[\"'`]\.?/?([\w./-]{1,200})[\"'`]")
#: No collection is kept in these, although settings name them.
_NO_COLLECTIONS = frozenset({".", "src", "src/pages", "public"})
_DEFAULT_FOLDER = "src/content"


@dataclass(frozen=True)
class AstroConfig:
    """What decides addresses.

    Attributes:
        site: the site's own address, "" where it is not written out.
        base_path: what stands before every address, "" for nothing.
        has_slash: whether addresses end with a slash.
        is_starlight: whether Starlight gives the collection `docs` its routes.
    """

    site: str
    base_path: str
    has_slash: bool
    is_starlight: bool


def find_config(root: Path) -> Path | None:
    """Give the project's settings file, None where there is none."""
    files = (root / f"astro.config{suffix}" for suffix in _SUFFIXES)
    return next((file for file in files if file.is_file()), None)


def read_config(file: Path | None) -> AstroConfig:
    """Read the settings; what is computed rather than written out is as if it were not there.

    Raises:
        SiteError: the file cannot be read.
    """
    text = _read(file) if file else ""
    ends_without = _value(text, "trailingSlash") == "never" or _value(text, "format") == "file"
    return AstroConfig(
        site=_value(text, "site"),
        base_path=base_path(_value(text, "base")),
        has_slash=not ends_without,
        is_starlight="starlight(" in text,
    )


def collection_folders(root: Path) -> tuple[str, ...]:
    """List the folders of content collections: those below `src/content`, and those that their settings name.

    Raises:
        SiteError: the settings cannot be read.
    """
    default = root / _DEFAULT_FOLDER
    below = (f"{_DEFAULT_FOLDER}/{one.name}" for one in sorted(default.iterdir())) if default.is_dir() else iter(())
    named = (posixpath.normpath(name) for name in _named_folders(root))
    folders = (one for one in (*below, *named) if one not in _NO_COLLECTIONS and not one.startswith("../"))
    return tuple(dict.fromkeys(one for one in folders if (root / one).is_dir()))


def _named_folders(root: Path) -> Iterator[str]:
    for name in _CONTENT_CONFIGS:
        for suffix in _SUFFIXES:
            file = root / (name + suffix)
            if file.is_file():
                yield from (found for found in _FOLDER.findall(_read(file)) if not found.startswith("/"))


def _read(file: Path) -> str:
    try:
        return _COMMENT_LINE.sub("", read_text(file).text)
    except PostError as error:
        raise SiteError(f"{file}: {error}") from error


def _value(text: str, key: str) -> str:
    """Give the text that is written out behind a key, "" where there is none."""
    found = re.search(rf"""(?<![\w$.-])["']?{key}["']?\s{{0,20}}:\s{{0,20}}(["'`])([^"'`$\n]{{1,300}})\1""", text)
    return found[2].strip() if found else ""

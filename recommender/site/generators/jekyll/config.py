"""Jekyll's `_config.yml`: found, read, and brought to what the posts depend on."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.errors import SiteError
from recommender.site.config_file import read_config_file
from recommender.site.generators.jekyll.defaults import Defaults, read_defaults
from recommender.site.generators.jekyll.entries import Entries
from recommender.site.generators.jekyll.permalink import STYLES, collection_template
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table

_NAMES = ("_config.yml", "_config.yaml", "_config.toml")
#: Where a site may stand below the root of its repository, as with `jekyll build -s docs`.
_SOURCES = ("docs", "src", "source")
#: Hexo's config has the same name; Jekyll has none of these keys.
_KEYS_OF_HEXO = frozenset({"source_dir", "public_dir", "new_post_name"})
_MARKDOWN_SUFFIXES = "markdown,mkdown,mkdn,mkd,md"
_LABEL_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


@dataclass(frozen=True)
class Config:
    """A config file's table, {} without a file, and the folder of the site's sources, "" for the root."""

    table: Mapping[str, Any]
    source: str
    exists: bool

    @property
    def is_hexos(self) -> bool:
        """Whether the file is Hexo's rather than Jekyll's."""
        return bool(_KEYS_OF_HEXO & self.table.keys())

    @property
    def collections_dir(self) -> str:
        """The folder below the source that holds all collections, "" for the source itself."""
        return _folder(self.table.get("collections_dir"))

    def templates(self) -> dict[str, str]:
        """Give the address template of every collection whose documents become pages, `posts` among them."""
        style = scalar_text(self.table.get("permalink")) or "date"
        templates = {"posts": STYLES.get(style, style)}
        for name, metadata in as_table(self.table.get("collections")).items():
            label = "".join(one for one in scalar_text(name) if one in _LABEL_CHARACTERS)
            options = as_table(metadata)
            own = options.get("permalink")
            if label == "posts":
                # A style's name is a literal here, a gotcha of Jekyll.
                templates[label] = scalar_text(own) or templates[label]
            elif label not in ("", "data") and options.get("output") not in (None, False):
                templates[label] = scalar_text(own) or collection_template(style)
        return templates

    def entries(self) -> Entries:
        """Give what decides which files are read."""
        return Entries(
            source=self.source,
            destination=_folder(self.table.get("destination")) or "_site",
            collections_dir=self.collections_dir,
            labels=tuple(label for label in self.templates() if label != "posts"),
            include=_texts(self.table.get("include")),
            exclude=_texts(self.table.get("exclude")),
        )

    def defaults(self) -> Defaults:
        """Give the front matter defaults."""
        return read_defaults(self.table.get("defaults"), self.collections_dir)

    def markdown_suffixes(self) -> frozenset[str]:
        """Give the suffixes of Markdown files, in lower case with their dot."""
        names = scalar_text(self.table.get("markdown_ext")) or _MARKDOWN_SUFFIXES
        return frozenset("." + name.lower() for name in names.split(","))


def read_config(root: Path) -> Config:
    """Find and read the site's config.

    Without `source` in it, the source is the folder of the config; without a config, the first with `_posts`.

    Raises:
        SiteError: the config cannot be parsed, or its source is outside the site.
    """
    for folder in ("", *_SOURCES):
        file = next((root / folder / name for name in _NAMES if (root / folder / name).is_file()), None)
        if file is not None:
            table = read_config_file(file)
            return Config(table, posixpath.join(folder, _source(table, file)).strip("/"), exists=True)
    return Config({}, next((one for one in ("", *_SOURCES) if (root / one / "_posts").is_dir()), ""), exists=False)


def _source(table: Mapping[str, Any], file: Path) -> str:
    written = scalar_text(table.get("source"))
    # An absolute path is of the machine that builds the site, where it names what stands here.
    if not written or written.startswith("/"):
        return ""
    source = _folder(written)
    if source == ".." or source.startswith("../"):
        raise SiteError(
            f'{file}: source is "{written}", expected a folder of the site; give the folder above as the site'
        )
    return source


def _folder(value: object) -> str:
    """Bring a folder's name to the form `a/b`, "" for the folder that it is relative to."""
    written = scalar_text(value)
    folder = posixpath.normpath(written).strip("/") if written else ""
    return "" if folder == "." else folder


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()

"""Which files of a Jekyll site are documents: `_posts` anywhere, `_drafts`, and the folders of collections.

After reader.rb, post_reader.rb, collection.rb and entry_filter.rb.
"""

import fnmatch
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

_SPECIAL = (".", "_", "#", "~")
_POST_FOLDERS = ("_posts", "_drafts")
#: Left out of every site; a pattern is a glob or the beginning of a path.
_ALWAYS_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)


@dataclass(frozen=True)
class Place:
    """Where a document stands: the label of its collection, and its path below the folder of collections."""

    collection: str
    path: str
    is_draft: bool = False


@dataclass(frozen=True)
class Entries:
    """What decides which files Jekyll reads.

    Attributes:
        source: the folder of the site's sources, "" for the root; all other paths are below it.
        destination: the folder that the site is written to.
        collections_dir: the folder that holds `_posts` and the collections, "" for `source` itself.
        labels: the collections whose documents become pages, besides `posts`.
    """

    source: str
    destination: str
    collections_dir: str
    labels: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders with a special name that documents may be in."""
        above = [*self.source.split("/"), *self.collections_dir.split("/")]
        included = [name for one in self.include for name in one.split("/")]
        return (*_POST_FOLDERS, *("_" + label for label in self.labels), *filter(None, above + included))

    def place(self, path: str) -> Place | None:
        """Find out where a file of the site stands, None if Jekyll reads no document from it."""
        below = path.removeprefix(self.source + "/") if self.source else path
        if self.source and below == path:
            return None
        for label in self.labels:
            folder = posixpath.join(self.collections_dir, f"_{label}/")
            if below.startswith(folder):
                entry = below.removeprefix(folder)
                return Place(label, f"_{label}/{entry}") if self._is_read(entry, f"_{label}/") else None
        return self._post_place(below)

    def _post_place(self, path: str) -> Place | None:
        folders = path.split("/")[:-1]
        depth = next((number for number, name in enumerate(folders) if name in _POST_FOLDERS), None)
        if depth is None:
            return None
        above = "".join("/" + name for name in folders[:depth])
        if self.collections_dir and not above.startswith("/" + self.collections_dir):
            return None
        start = "/".join(folders[: depth + 1]) + "/"
        if not (self._are_entered(folders[:depth]) and self._is_read(path.removeprefix(start), start)):
            return None
        relative = path.removeprefix(self.collections_dir + "/") if self.collections_dir else path
        return Place("posts", relative, is_draft=folders[depth] == "_drafts")

    def _are_entered(self, folders: Sequence[str]) -> bool:
        above = ""
        for name in folders:
            if above + name == self.destination or not self._is_read(name, above, is_folder=True):
                return False
            above += name + "/"
        return True

    def _is_read(self, entry: str, above: str, *, is_folder: bool = False) -> bool:
        """Filter an entry, a path below `above`, as Jekyll does: what is included is never too special."""
        name = posixpath.basename(entry)
        if entry.endswith("."):
            return False
        if _matches(self.include, entry, is_folder) or _matches(self.include, name, is_folder):
            return True
        excluded = [one for one in (*self.exclude, *_ALWAYS_EXCLUDED) if one not in self.include]
        if _matches(excluded, above + entry, is_folder):
            return False
        return not (entry.startswith(_SPECIAL) or name.startswith(_SPECIAL) or entry.endswith("~"))


def _matches(patterns: Sequence[str], path: str, is_folder: bool) -> bool:
    """Match as Ruby's fnmatch, whose `*` takes slashes too, or by the beginning of the path."""
    for pattern in (one.removeprefix("/") for one in patterns):
        if fnmatch.fnmatchcase(path, pattern) or path.startswith(pattern) or (is_folder and pattern == path + "/"):
            return True
    return False

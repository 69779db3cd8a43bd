"""Where Hugo's pages stand: content folders, languages by folder or file name, bundles, sections and cascades."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.errors import PostError
from recommender.site.folders import path_below
from recommender.site.front_matter import split_front_matter
from recommender.site.generators.hugo.config import lowered, tables
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table, lower_keys
from recommender.site.text_file import read_text
from recommender.site.walk import walk_files

_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".adoc", ".asciidoc"})
#: Longer patterns than this are not what a person wrote; bounds the work of matching.
_MAX_PATTERN = 200


@dataclass(frozen=True)
class ContentRoot:
    """A folder of content: `folder` under the site, mounted at `target` of the content, in one language or in all."""

    folder: str
    target: str = ""
    language: str | None = None


@dataclass(frozen=True)
class Page:
    """Where a file of content stands.

    Attributes:
        folder: folders below the content folder, "" at the top.
        stem: file name without suffix and language.
        suffix: of the file, with its dot.
        language: key of the language in the site's settings.
    """

    folder: str
    stem: str
    suffix: str
    language: str

    @property
    def is_leaf_bundle(self) -> bool:
        """Whether the page is its folder: `index.md`, beside which everything is a resource."""
        return self.stem == "index"

    @property
    def is_branch(self) -> bool:
        """Whether the file is about a list: `_index.md`."""
        return self.stem == "_index"

    @property
    def section(self) -> str:
        """The folder at the top of the content in which the page stands, "" for none."""
        return self.parent.split("/", 1)[0]

    @property
    def parent(self) -> str:
        """The folder in which the page stands, or its bundle's folder does."""
        return posixpath.dirname(self.folder) if self.is_leaf_bundle else self.folder

    @property
    def base_name(self) -> str:
        """The name of the page, or of its bundle's folder."""
        return posixpath.basename(self.folder) or self.stem if self.is_leaf_bundle else self.stem

    @property
    def place(self) -> str:
        """The page's path below the content without suffix, shared by its translations."""
        return posixpath.join("/", self.parent, self.base_name)


@dataclass(frozen=True)
class Cascade:
    """Values that hold for the pages below a section and whose path `pattern` matches, unless they say otherwise."""

    folder: str
    language: str | None
    values: Mapping[str, Any]
    pattern: re.Pattern[str] | None = None

    def applies_to(self, page: Page) -> bool:
        """Tell whether the values reach the page."""
        below = not self.folder or (page.folder + "/").startswith(self.folder + "/")
        if not below or self.language not in (None, page.language):
            return False
        file = posixpath.join("/", page.folder, page.stem + page.suffix).lower()
        return self.pattern is None or any(self.pattern.fullmatch(one) for one in (file, page.place.lower()))


@dataclass(frozen=True)
class Content:
    """The content folders of a site and the languages that its files may be in."""

    roots: tuple[ContentRoot, ...]
    languages: frozenset[str]
    default_language: str

    def find(self, path: str) -> Page | None:
        """Give the page of a file, None for one that is no content; the innermost content folder holds it."""
        holding = [root for root in self.roots if path_below(root.folder, path) is not None]
        name = posixpath.basename(path)
        stem, suffix = posixpath.splitext(name)
        if not holding or suffix.lower() not in _SUFFIXES or name.startswith((".", "#")):
            return None
        root = max(holding, key=lambda one: len(one.folder))
        below = posixpath.dirname(path)[len(root.folder) :].strip("/")
        language = stem.rpartition(".")[2].lower() if "." in stem else ""
        if language in self.languages:
            stem = stem.rpartition(".")[0]
        else:
            language = root.language or self.default_language
        return Page(posixpath.join(root.target, below) if below else root.target, stem, suffix, language)


def find_pages(content: Content, root: Path, exclude: Sequence[str]) -> dict[str, Page]:
    """Find the pages of a site, sorted, lists included; what stands in a leaf bundle beside its index is none."""
    folders = {one.folder for one in content.roots}
    enters = ("_posts", "_drafts")
    paths = {path for folder in folders for path in walk_files(root, exclude, below=folder, enters=enters)}
    pages = {path: page for path in sorted(paths) if (page := content.find(path))}
    bundles = {page.folder for page in pages.values() if page.is_leaf_bundle}
    return {path: page for path, page in pages.items() if not _is_resource(page, bundles)}


def read_cascades(root: Path, lists: Mapping[str, Page]) -> tuple[Cascade, ...]:
    """Read `cascade` of the `_index.md` files, those of inner sections first."""
    found: list[Cascade] = []
    for path, page in sorted(lists.items(), key=lambda item: -len(item[1].folder)):
        try:
            front = lower_keys(split_front_matter(read_text(root / path).text).table)
        except PostError:
            continue
        found += cascades(front.get("cascade"), page.folder, page.language)
    return tuple(found)


def cascades(value: object, folder: str = "", language: str | None = None) -> list[Cascade]:
    """Read one `cascade` table or a list of them, of a section or of the site's settings."""
    return [_cascade(one, folder, language) for one in tables(lowered(value))]


def sections_of(page: Page, sections: frozenset[str]) -> tuple[str, ...]:
    """Give the names of the page's section and those above it: folders at the top, and others with `_index.md`."""
    folders = page.parent.split("/") if page.parent else []
    while len(folders) > 1 and "/".join(folders) not in sections:
        folders.pop()
    return tuple(folders)


def _cascade(values: Mapping[str, Any], folder: str, language: str | None) -> Cascade:
    target = as_table(values.get("target") or values.get("_target"))
    written = scalar_text(target.get("path"))
    return Cascade(
        folder,
        scalar_text(target.get("lang")).lower() or language,
        {key: value for key, value in values.items() if key not in ("target", "_target")},
        _glob(written.lower()) if written else None,
    )


def _glob(pattern: str) -> re.Pattern[str]:
    """Turn a glob with `*`, `**`, `?` and `{a,b}` into a regular expression."""
    pattern = re.sub(r"\*{3,}", "**", pattern[:_MAX_PATTERN])
    depth, parts = 0, []
    for sign in re.findall(r"\*\*|.", pattern, re.DOTALL):
        if sign == "{" and "}" in pattern:
            depth += 1
            parts.append("(?:")
        elif sign == "}" and depth:
            depth -= 1
            parts.append(")")
        elif sign == "," and depth:
            parts.append("|")
        else:
            parts.append({"**": ".*", "*": "[^/]*", "?": "[^/]"}.get(sign) or re.escape(sign))
    return re.compile("".join(parts) + ")" * depth, re.DOTALL)


def _is_resource(page: Page, bundles: set[str]) -> bool:
    folders = page.folder.split("/") if page.folder else []
    above = ("/".join(folders[:depth]) for depth in range(len(folders)))
    return any(folder in bundles for folder in above) or (page.folder in bundles and not page.is_leaf_bundle)

"""Open a site: find its generator, list its files, read them one by one."""

import dataclasses
import os
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from recommender.errors import PostError, SiteError
from recommender.settings import SiteSettings
from recommender.site.folders import folder_path
from recommender.site.generators.astro.generator import find_astro
from recommender.site.generators.folder import open_folder
from recommender.site.generators.hatena import find_hatena
from recommender.site.generators.hexo.generator import find_hexo
from recommender.site.generators.html.generator import find_html
from recommender.site.generators.hugo.generator import find_hugo
from recommender.site.generators.jekyll.generator import find_jekyll
from recommender.site.generators.zenn import find_zenn
from recommender.site.permalink import check_permalink
from recommender.site.post import Skipped, Source
from recommender.site.sidecar import with_sidecar
from recommender.site.text_file import read_text

#: Controls, lone surrogates and line ends: a file of such a name cannot be spoken of in one line of text.
_NOT_IN_NAMES = ("Cc", "Cs", "Zl", "Zp")


class Generator(Protocol):
    """What a static-site generator makes of files; one class a generator, all of this shape."""

    @property
    def name(self) -> str:
        """The generator's name, as in the settings."""

    @property
    def hosts(self) -> frozenset[str]:
        """The site's own host names, as far as its settings tell."""

    @property
    def now(self) -> datetime:
        """The clock by which posts are future."""

    @property
    def base_path(self) -> str:
        """What stands before every address of the site, "" if nothing."""

    def files(self, root: Path) -> list[str]:
        """List the paths of post files."""

    def read(self, path: str, text: str) -> Source:
        """Turn a file's text into a post.

        Raises:
            PostError: the generator would not take the file for a post.
        """


@dataclass(frozen=True)
class Site:
    """An opened site; small and picklable, so that worker processes read posts by path."""

    root: Path
    generator: Generator

    def files(self) -> list[str]:
        """List the paths of post files in the site's order.

        Raises:
            SiteError: there are none.
        """
        files = self.generator.files(self.root)
        if not files:
            raise SiteError(
                f"{self.root}: no posts found (read as: {self.generator.name}); expected the folder of a blog; "
                "if its posts are elsewhere in it, say so in its recommender.toml, [site] posts"
            )
        return files

    def read(self, path: str) -> Source | Skipped:
        """Read one post; a file that cannot be one is skipped, with the reason."""
        try:
            if any(unicodedata.category(one) in _NOT_IN_NAMES for one in path):
                raise PostError("its name is not UTF-8 or holds control characters; rename it")
            alone = read_text(self.root / path)
            file = with_sidecar(self.root / path, alone)
            source = self.generator.read(path, file.text)
            troubles = [one for one in (file.trouble, source.trouble) if one]
            post = source.post
            if not source.body.strip():
                post = dataclasses.replace(post, withheld=post.withheld or "empty")
            return dataclasses.replace(source, post=post, trouble="; ".join(troubles) or None, text=alone.text)
        except PostError as error:
            return Skipped(path.encode(errors="backslashreplace").decode(), str(error))


#: Asked one after the other until one knows the site by its own files; a plain folder is what nobody knows.
#: Hexo comes before Jekyll, whose `_config.yml` and `_posts` it has too.
_FINDERS: Mapping[str, Callable[[Path, SiteSettings, datetime], Generator | None]] = {
    "hexo": find_hexo,
    "jekyll": find_jekyll,
    "hugo": find_hugo,
    "zenn": find_zenn,
    "hatena": find_hatena,
    "astro": find_astro,
    "html": find_html,
}

#: These have templates of their own, with placeholders of their own.
_WITH_PERMALINKS = frozenset({"jekyll", "hugo", "hexo"})

#: Files at the top of a blog that say which generator it has.
_MARKERS = (
    "_config.yml",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "astro.config.mjs",
    "astro.config.ts",
    "blogsync.yaml",
)


def find_marker_nearby(root: Path) -> str | None:
    """Find a generator's settings one folder above or below, where `root` is perhaps not the blog's own folder."""
    above = (root.resolve().parent / name for name in _MARKERS)
    below = (found for name in _MARKERS for found in sorted(root.glob(f"*/{name}")))
    return next((os.path.relpath(file) for file in (*above, *below) if file.is_file()), None)


def open_site(root: Path, settings: SiteSettings, *, now: datetime | None = None) -> Site:
    """Find out what made the site.

    Args:
        now: the clock by which posts are future; the system's if not given.

    Raises:
        SiteError: `root` is no folder, has no folder of the posts, or its generator's settings cannot be read.
        SettingsError: [site] permalink has a placeholder that is not known.
    """
    if not root.is_dir():
        found = "is a file" if root.exists() else "no such folder"
        raise SiteError(f"{root}: {found}; give the folder that holds the blog")
    if settings.posts and not (root / folder_path(settings.posts)).is_dir():
        raise SiteError(f"{root}: no folder {settings.posts} in it; mend [site] posts in recommender.toml")
    clock = now or datetime.now(UTC)
    site = Site(root, _find_generator(root, settings, clock))
    if settings.permalink and site.generator.name not in _WITH_PERMALINKS:
        check_permalink(settings.permalink)
    return site


def _find_generator(root: Path, settings: SiteSettings, clock: datetime) -> Generator:
    for name, find in _FINDERS.items():
        if settings.generator not in (None, name):
            continue
        try:
            generator = find(root, settings, clock)
        except OSError as error:
            # A name from the settings that no file system takes, or a folder that may not be looked into.
            found = f'"{os.path.relpath(error.filename, root)[:100]}" ({error.strerror})' if error.filename else error
            raise SiteError(
                f"{root}: cannot look for {found}; mend the settings that name it, or its permissions"
            ) from error
        if generator is not None:
            return generator
    return open_folder(settings, clock)

"""Hatena Blog by blogsync: entries pulled from the blog, each with its address in its front matter.

The rules follow https://github.com/x-motemen/blogsync, entry.go and doc/file-structure.md.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.config_file import read_config_file
from recommender.site.dates import parse_date
from recommender.site.fields import make_post
from recommender.site.folders import folder_path, path_below
from recommender.site.front_matter import split_front_matter
from recommender.site.generators.folder import is_about_the_folder
from recommender.site.markup import markup_of
from recommender.site.permalink import fill_permalink
from recommender.site.post import Source
from recommender.site.scalars import is_true, scalar_text
from recommender.site.tables import as_table, lower_keys
from recommender.site.tags import read_tags
from recommender.site.text_file import read_texts
from recommender.site.url import hosts_of, readable_url, url_path
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE

_CONFIG = "blogsync.yaml"
#: So many files tell whether a folder is blogsync's, and which domain its blog has.
_SAMPLE = 20


@dataclass(frozen=True)
class Hatena:
    """A blog of Hatena's, or several, as blogsync keeps it; `folders` are those of its entries, "" for all."""

    permalink: str | None
    folders: tuple[str, ...]
    zone: ZoneInfo
    future: bool
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "hatena"
    base_path: str = ""

    def files(self, root: Path) -> list[str]:
        """List the paths of entries, static pages and drafts, sorted."""
        return _entries(root, self.folders, self.exclude)

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post; one that Hatena has given no address yet is a draft.

        Hatena's categories are what other blogs call tags.
        """
        front = split_front_matter(text)
        table = lower_keys(front.table)
        body = text[front.body_start :]
        date = parse_date(table.get("date"), self.zone)
        place = self._place(path)
        url = self._url(place, table, date)
        # Pushing a file that was moved moves the entry there.
        filed_at = readable_url("/" + posixpath.splitext(place)[0])
        post = make_post(
            path,
            {**table, "draft": True} if url is None else {**table, "aliases": [filed_at]},
            body,
            url=url,
            date=date,
            tags=read_tags(table.get("category")),
            categories=(),
            fallback_title=posixpath.splitext(posixpath.basename(path))[0],
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, body, markup=markup_of(path) or "markdown", trouble=front.trouble)

    def _place(self, path: str) -> str:
        """Give a file's path below the folder of its blog."""
        return next(filter(None, (path_below(folder, path) for folder in self.folders)), path)

    def _url(self, place: str, table: Mapping[str, Any], date: datetime | None) -> str | None:
        """Give the path of `URL`, else the one that an entry with a path of its own gets when it is pushed."""
        published = _path_of(scalar_text(table.get("url")))
        custom = scalar_text(table.get("custompath")).strip("/")
        if not published and (not custom or is_true(table.get("draft"))):
            return None
        if self.permalink is not None:
            stem = posixpath.splitext(posixpath.basename(place))[0]
            return fill_permalink(self.permalink, place, slug=custom or stem, date=date)
        return readable_url(published or f"/entry/{custom}")


def find_hatena(root: Path, settings: SiteSettings, now: datetime) -> Hatena | None:
    """Read the site as blogsync's if it has its settings or entries, else None.

    Raises:
        SiteError: `blogsync.yaml` cannot be parsed.
    """
    file = root / _CONFIG
    has_config = file.is_file()
    config = lower_keys(read_config_file(file)) if has_config else {}
    folders = (folder_path(settings.posts),) if settings.posts else _folders(root, config)
    entries = _entries(root, folders, settings.exclude)
    tables = [lower_keys(split_front_matter(text).table) for text in read_texts(root, entries[:_SAMPLE])]
    if settings.generator != "hatena" and not has_config and not any("editurl" in table for table in tables):
        return None
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    return Hatena(
        permalink=settings.permalink,
        folders=folders,
        zone=zone,
        future=bool(settings.future),
        hosts=hosts_of(settings.url or "", *(scalar_text(table.get("url")) for table in tables)) | set(_blogs(config)),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _path_of(url: str) -> str:
    """Give the path of an absolute URL, "" where there is none."""
    path = url_path(url)
    # That of `javascript:…` and the like is none.
    return path if path.startswith("/") else ""


def _entries(root: Path, folders: Sequence[str], exclude: Sequence[str]) -> list[str]:
    paths = {path for folder in folders for path in walk_files(root, exclude, below=folder, enters=("_draft",))}
    return sorted(path for path in paths if markup_of(path) == "markdown" and not is_about_the_folder(path))


def _blogs(config: Mapping[str, Any]) -> tuple[str, ...]:
    """List the ids of the blogs, which are the domains that Hatena gave them."""
    return tuple(blog for blog in config if blog != "default" and "." in blog)


def _folders(root: Path, config: Mapping[str, Any]) -> tuple[str, ...]:
    """List the folders of the blogs' entries below the site, all of it where the settings name none that is there."""
    defaults = lower_keys(as_table(config.get("default")))
    folders = (_folder(blog, {**defaults, **lower_keys(as_table(config[blog]))}) for blog in _blogs(config))
    return tuple(folder for folder in folders if folder and (root / folder).is_dir()) or ("",)


def _folder(blog: str, options: Mapping[str, Any]) -> str:
    local_root = folder_path(scalar_text(options.get("local_root")))
    return local_root if is_true(options.get("omit_domain")) else posixpath.join(local_root, blog)

"""A plain folder of Markdown: every file is a post, its address is its place in the folder."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.dates import parse_date
from recommender.site.fields import lower_keys, make_post
from recommender.site.front_matter import split_front_matter
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.tags import read_tags
from recommender.site.url import host, readable_url
from recommender.site.walk import walk_files

_SUFFIXES = (".md", ".markdown")
_PAGES_ABOUT_THE_FOLDER = frozenset({"readme", "license", "changelog", "contributing", "security", "code_of_conduct"})
_DATE_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_](.+))?")
_PLACEHOLDER = re.compile(r":(year|month|day|title|slug|path)")
_DATE_KEYS = ("date", "published_at", "publishdate", "pubdate", "created")
# Only future dates depend on it, and the blogs this is made for are Japanese.
_DEFAULT_ZONE = "Asia/Tokyo"


@dataclass(frozen=True)
class Folder:
    """A folder of Markdown files, with whatever front matter they have.

    Without a permalink in the settings or the post, `url` is the file's own place below `posts` (`/a/b.md`).
    """

    permalink: str | None
    posts: str
    zone: ZoneInfo
    future: bool
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "folder"
    base_path: str = ""

    @property
    def _prefix(self) -> str:
        """The folder of the posts with its slash, "" where it is the whole site."""
        folder = posixpath.normpath("/" + self.posts).strip("/")
        return folder + "/" if folder else ""

    def files(self, root: Path) -> list[str]:
        """List the paths of all Markdown files, sorted, but for a README and its like at the top."""
        return [
            path
            for path in walk_files(root, self.exclude, enters=("_posts", "_drafts"))
            if path.lower().endswith(_SUFFIXES) and path.startswith(self._prefix) and not _is_about_the_folder(path)
        ]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post; every text is one."""
        front = split_front_matter(text)
        table = lower_keys(front.table)
        stem = posixpath.splitext(posixpath.basename(path))[0]
        name = _DATE_IN_NAME.fullmatch(stem)
        written = next((table[key] for key in _DATE_KEYS if table.get(key)), name and name[1])
        date = parse_date(written, self.zone) if written else None
        slug = scalar_text(table.get("slug")) or (name and name[2]) or stem
        post = make_post(
            path,
            {**table, "draft": True} if "_drafts" in path.split("/") else table,
            text[front.body_start :],
            url=self._url(path, table, slug, date),
            date=date,
            tags=_tags(table),
            categories=read_tags(table.get("categories") or table.get("category"), splits_at=","),
            fallback_title=slug,
            now=self.now,
            future=self.future,
            hosts=self.hosts | _host_of(table),
        )
        return Source(post, text[front.body_start :], trouble=front.trouble)

    def _url(self, path: str, table: Mapping[str, Any], slug: str, date: datetime | None) -> str:
        own = scalar_text(table.get("permalink") or table.get("url"))
        if own:
            return readable_url("/" + re.sub(r"^https?://[^/]*", "", own).lstrip("/"))
        place = path.removeprefix(self._prefix)
        if self.permalink is None:
            return readable_url("/" + place)
        parts = {
            "year": f"{date:%Y}" if date else "",
            "month": f"{date:%m}" if date else "",
            "day": f"{date:%d}" if date else "",
            "title": slug,
            "slug": slug,
            "path": posixpath.splitext(place)[0],
        }
        filled = _PLACEHOLDER.sub(lambda found: parts[found[1]], self.permalink)
        return readable_url(re.sub("/{2,}", "/", "/" + filled))


def open_folder(settings: SiteSettings, now: datetime) -> Folder:
    """Make a reader for a plain folder."""
    zone = ZoneInfo(settings.timezone or _DEFAULT_ZONE)
    own_host = host(settings.url) if settings.url else None
    return Folder(
        permalink=settings.permalink,
        posts=settings.posts or "",
        zone=zone,
        future=bool(settings.future),
        hosts=frozenset({own_host} if own_host else ()),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _is_about_the_folder(path: str) -> bool:
    return posixpath.splitext(path)[0].lower() in _PAGES_ABOUT_THE_FOLDER


def _tags(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Read tags under the names that Markdown tools give them; Hatena's categories are its tags."""
    for key in ("tags", "tag", "topics", "keywords", "category", "categories"):
        tags = read_tags(table.get(key), splits_at=",")
        if tags:
            return tags
    return ()


def _host_of(table: Mapping[str, Any]) -> frozenset[str]:
    own = host(scalar_text(table.get("url")))
    return frozenset({own} if own else ())

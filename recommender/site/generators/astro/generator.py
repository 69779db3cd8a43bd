"""Astro: Markdown and MDX of content collections and pages.

The rules follow Astro's own code: packages/astro/src/content/utils.ts (getContentEntryIdAndSlug), loaders/glob.ts, and
github-slugger's.
"""

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.content_keys import written_categories, written_date, written_tags
from recommender.site.fields import make_post
from recommender.site.folders import folder_path, path_below
from recommender.site.front_matter import split_front_matter
from recommender.site.generators.astro.config import collection_folders, find_config, read_config
from recommender.site.generators.astro.routes import find_routes, prefix_of
from recommender.site.markup import markup_of
from recommender.site.permalink import fill_permalink
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.tables import lower_keys
from recommender.site.url import hosts_of, readable_url
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE

_MARKUPS = ("markdown", "mdx")
_PAGES = "src/pages"
# What github-slugger keeps besides blanks and hyphens: letters, marks, decimal digits, joining punctuation.
_KEPT_CATEGORIES = frozenset({"Nd", "Nl", "Pc"})


@dataclass(frozen=True)
class Collection:
    """A folder of posts and what stands before their slugs in addresses."""

    folder: str
    prefix: str


@dataclass(frozen=True)
class Astro:
    """An Astro project's settings, as far as its posts depend on them.

    Astro itself leaves it to each page's code which entries it shows; drafts and future posts are taken to be hidden,
    as its themes do.
    """

    collections: tuple[Collection, ...]
    permalink: str | None
    has_slash: bool
    zone: ZoneInfo
    future: bool
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "astro"

    def files(self, root: Path) -> list[str]:
        """List the paths of entries and pages, sorted; Astro ignores names that begin with an underscore."""
        paths = {path for one in self.collections for path in walk_files(root, self.exclude, below=one.folder)}
        return sorted(
            path for path in paths if markup_of(path) in _MARKUPS and not posixpath.basename(path).startswith("_")
        )

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post; every text is one."""
        front = split_front_matter(text)
        table = lower_keys(front.table)
        body = text[front.body_start :]
        date = written_date(table, self.zone)
        post = make_post(
            path,
            table,
            body,
            url=self._url(path, table, date),
            date=date,
            tags=written_tags(table),
            categories=written_categories(table),
            fallback_title=posixpath.splitext(posixpath.basename(path))[0],
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, body, markup=markup_of(path) or "markdown", trouble=front.trouble)

    def _collection(self, path: str) -> Collection | None:
        within = [one for one in self.collections if path_below(one.folder, path) is not None]
        return max(within, key=lambda one: len(one.folder), default=None)

    def _url(self, path: str, table: Mapping[str, Any], date: datetime | None) -> str:
        collection = self._collection(path) or Collection("", "")
        place = path_below(collection.folder, path) or path
        is_page = collection.folder == _PAGES
        name = posixpath.splitext(place)[0]
        slug = _page_address(name) if is_page else scalar_text(table.get("slug")).strip("/") or slug_of(name)
        if self.permalink and not is_page:
            return self.base_path + fill_permalink(self.permalink, place, slug=slug, date=date)
        address = f"{self.base_path}{collection.prefix}/{slug}".rstrip("/")
        return readable_url(address + "/" if self.has_slash or not address else address)


def slug_of(name: str) -> str:
    """Give the slug that Astro makes of a file's place in its collection, suffix off."""
    return "/".join(_github_slug(part) for part in name.split("/")).removesuffix("/index")


def find_astro(root: Path, settings: SiteSettings, now: datetime) -> Astro | None:
    """Read the site as Astro's if it has Astro's settings, else None.

    Raises:
        SiteError: the settings cannot be read.
    """
    file = find_config(root)
    if settings.generator != "astro" and file is None:
        return None
    config = read_config(file)
    routes = find_routes(root)
    named = (folder_path(settings.posts),) if settings.posts else ()
    collections = []
    for folder in named or (*collection_folders(root), _PAGES):
        name = posixpath.basename(folder)
        is_at_root = folder in ("", _PAGES) or (config.is_starlight and name == "docs")
        collections.append(Collection(folder, "" if is_at_root else prefix_of(name, routes)))
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    return Astro(
        collections=tuple(collections),
        permalink=settings.permalink,
        has_slash=config.has_slash,
        zone=zone,
        future=bool(settings.future),
        base_path=config.base_path,
        hosts=hosts_of(config.site, settings.url or ""),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _page_address(name: str) -> str:
    return "" if name == "index" else name.removesuffix("/index")


def _github_slug(part: str) -> str:
    return "".join(one for one in part.lower() if one in " -" or _is_kept(one)).replace(" ", "-")


def _is_kept(letter: str) -> bool:
    category = unicodedata.category(letter)
    # Circled letters are letters to Unicode's Alphabetic, circled digits are not.
    return category[0] in "LM" or category in _KEPT_CATEGORIES or "Ⓐ" <= letter <= "ⓩ"

"""Jekyll: which files are posts and which address each of them gets.

The rules follow the code of Jekyll 4.3: document.rb here, its other files in the modules beside this one.
"""

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.errors import PostError, SiteError
from recommender.settings import SiteSettings
from recommender.site.fields import make_post
from recommender.site.front_matter import split_front_matter
from recommender.site.generators.jekyll.config import Config, read_config
from recommender.site.generators.jekyll.dates import parse_time
from recommender.site.generators.jekyll.defaults import Defaults, merged
from recommender.site.generators.jekyll.entries import Entries, Place
from recommender.site.generators.jekyll.permalink import STYLES, Document, fill_permalink, titleize
from recommender.site.generators.jekyll.terms import read_categories, read_terms
from recommender.site.markup import Markup, markup_of
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.url import base_path, hosts_of, readable_url
from recommender.site.walk import walk_files
from recommender.site.zone import named_zone

_POST_NAME = re.compile(r"([0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2})-(.*)", re.DOTALL)
_HEADER = re.compile(r"---[ \t]*\r?\n")
# Jekyll without a `timezone` takes the building machine's; hosted builds run in UTC.
_DEFAULT_ZONE = "UTC"


@dataclass(frozen=True)
class Jekyll:
    """A Jekyll site's settings, as far as its posts depend on them.

    Posts are the documents of `_posts`, of `_drafts` and of every collection that is written out. `templates` has
    the address template of each of them by label.
    """

    entries: Entries
    templates: Mapping[str, str]
    defaults: Defaults
    markdown_suffixes: frozenset[str]
    zone: ZoneInfo
    future: bool
    unpublished: bool
    show_drafts: bool
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "jekyll"

    def files(self, root: Path) -> list[str]:
        """List the paths of posts and drafts, sorted."""
        files = walk_files(root, self.exclude, enters=self.entries.folders)
        return [path for path in files if self._markup(path) and self.entries.place(path)]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Jekyll gives it.

        Raises:
            PostError: Jekyll would not take the file for a post.
        """
        place, markup = self.entries.place(path), self._markup(path)
        if place is None or markup is None:
            raise PostError("not among what Jekyll reads; expected a text in _posts, _drafts or a collection's folder")
        if place.collection != "posts" and not _HEADER.match(text):
            raise PostError("no front matter; Jekyll copies it as it is, begin it with two lines of --- to publish it")
        front = split_front_matter(text)
        defaults = self.defaults.values(place.collection, place.path)
        table = merged(defaults, front.table)
        categories = read_categories(place, defaults, front.table)
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        dated = _POST_NAME.fullmatch(stem)
        if dated is None and place.collection == "posts" and not place.is_draft:
            raise PostError("no date in the file name; Jekyll wants YYYY-MM-DD-title" + suffix)
        slug = (dated[2] if dated else stem).rstrip(".")
        date = self._date(table, dated[1] if dated else None, place)
        document = Document(
            collection=place.collection,
            path=place.path,
            slug=slug if table.get("slug") is None else scalar_text(table["slug"]),
            categories=categories,
            date=date,
            output_ext=_output_ext(table, ".html" if markup == "markdown" else suffix),
        )
        body = text[front.body_start :]
        post = make_post(
            path,
            self._shared_keys(table, place),
            body,
            url=self._url(table, document),
            date=date,
            tags=read_terms(table, "tag", "tags"),
            categories=categories,
            fallback_title=titleize(slug),
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, body, markup=markup, trouble=front.trouble)

    def _markup(self, path: str) -> Markup | None:
        """Tell the markup of a file, None for one that Jekyll would not make a page of text."""
        suffix = posixpath.splitext(path)[1].lower()
        if suffix in self.markdown_suffixes:
            return "markdown"
        return "html" if markup_of(path) == "html" else None

    def _date(self, table: Mapping[str, Any], in_name: str | None, place: Place) -> datetime | None:
        """Read the date, None for a draft or a document of a collection without one.

        Raises:
            PostError: what stands for the date is none.
        """
        written = table.get("date") or in_name
        date = parse_time(written, self.zone)
        if date is None and written and not place.is_draft:
            raise PostError(f'date "{scalar_text(written)[:40]}" is no date; write YYYY-MM-DD HH:MM:SS +0900')
        return date

    def _url(self, table: Mapping[str, Any], document: Document) -> str | None:
        own = table.get("permalink")
        template = self.templates[document.collection] if own in (None, False) else scalar_text(own)
        filled = fill_permalink(template, document)
        return None if filled is None else readable_url(self.base_path + filled)

    def _shared_keys(self, table: Mapping[str, Any], place: Place) -> dict[str, Any]:
        """Give the table as the keys that all generators share would say it."""
        # Themes print titles as they stand, so that entities in them are what readers see as letters.
        keys = {**table, "title": html.unescape(scalar_text(table.get("title")))}
        if place.is_draft:
            keys["draft"] = not self.show_drafts
        if self.unpublished:
            keys.pop("published", None)
        return keys


def find_jekyll(root: Path, settings: SiteSettings, now: datetime) -> Jekyll | None:
    """Read the site as Jekyll's if it has Jekyll's files, else None.

    Raises:
        SiteError: `_config.yml` cannot be parsed.
    """
    is_chosen = settings.generator == "jekyll"
    try:
        config = read_config(root)
    except SiteError:
        # Other tools have files of this name too; theirs are not for us to complain about.
        if is_chosen or (root / "_posts").is_dir() or _has_posts_below(root):
            raise
        return None
    if not is_chosen and (config.is_hexos or not _has_documents(root, config)):
        return None
    table = config.table
    written_zone = scalar_text(table.get("timezone")) or _DEFAULT_ZONE
    zone = named_zone(settings.timezone or written_zone, "_config.yml: timezone")
    templates = config.templates()
    if settings.permalink:
        templates["posts"] = STYLES.get(settings.permalink, settings.permalink)
    own_urls = (scalar_text(table.get(key)) for key in ("url", "production_url"))
    return Jekyll(
        entries=config.entries(),
        templates=templates,
        defaults=config.defaults(),
        markdown_suffixes=config.markdown_suffixes(),
        zone=zone,
        future=settings.future if settings.future is not None else table.get("future") is True,
        unpublished=table.get("unpublished") is True,
        show_drafts=table.get("show_drafts") is True,
        base_path=base_path(scalar_text(table.get("baseurl"))),
        hosts=hosts_of(*own_urls, settings.url or ""),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _has_documents(root: Path, config: Config) -> bool:
    folder = root / config.source / config.collections_dir
    if (folder / "_posts").is_dir():
        return True
    labels = config.entries().labels
    return config.exists and (_has_posts_below(folder) or any((folder / f"_{label}").is_dir() for label in labels))


def _has_posts_below(folder: Path) -> bool:
    return any(one.is_dir() for one in folder.glob("*/_posts"))


def _output_ext(table: Mapping[str, Any], converted: str) -> str:
    """Give the suffix of the written file: that of the post's own permalink if it has one."""
    own = scalar_text(table.get("permalink"))
    return (posixpath.splitext(own)[1] if not own.endswith("/") else "") or converted

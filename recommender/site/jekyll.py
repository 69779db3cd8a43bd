"""Jekyll: which files are posts and which address each of them gets.

The rules follow Jekyll 4's own code: lib/jekyll/drops/url_drop.rb, url.rb, utils.rb (slugify), document.rb.
"""

import fnmatch
import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from recommender.errors import PostError, SiteError
from recommender.settings import SiteSettings
from recommender.site.dates import has_seconds_and_no_zone, parse_date
from recommender.site.fields import lower_keys, make_post
from recommender.site.front_matter import split_front_matter
from recommender.site.post import Source
from recommender.site.tags import read_tags
from recommender.site.url import host, readable_url
from recommender.site.walk import walk_files

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_POST_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)")
_NOT_IN_SLUG = re.compile(r"[^\w._~!$&'()+,;=@]+")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_TEXT_SUFFIXES = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html")
# Jekyll without a `timezone` takes the building machine's; hosted builds run in UTC.
_DEFAULT_ZONE = "UTC"


@dataclass(frozen=True)
class Jekyll:
    """A Jekyll site's settings, as far as its posts depend on them."""

    permalink: str
    zone: ZoneInfo
    future: bool
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    defaults: tuple[Mapping[str, Any], ...]
    now: datetime
    name: str = "jekyll"

    def files(self, root: Path) -> list[str]:
        """List the paths of posts and drafts, sorted."""
        return [
            path
            for path in walk_files(root, self.exclude, enters=("_posts", "_drafts"))
            if path.endswith(_TEXT_SUFFIXES) and {"_posts", "_drafts"} & set(path.split("/")[:-1])
        ]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Jekyll gives it.

        Raises:
            PostError: Jekyll would not take the file for a post.
        """
        front = split_front_matter(text)
        is_draft = "_drafts" in path.split("/")
        table = {**self._default_values(path), **lower_keys(front.table)}
        if isinstance(table.get("title"), str):
            # Themes print titles as they stand, so that entities in them are what readers see as letters.
            table["title"] = html.unescape(table["title"])
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        dated = _POST_NAME.fullmatch(stem)
        if dated is None and not is_draft:
            raise PostError("no date in the file name; Jekyll wants YYYY-MM-DD-title" + suffix)
        slug = dated[2] if dated else stem
        date = self._date(table.get("date") or (dated and dated[1]))
        if date is None and not is_draft:
            raise PostError(f"date {table.get('date')!r} is no date; write YYYY-MM-DD HH:MM:SS +0900")
        categories = tuple(dict.fromkeys(_folders_above(path) + _plural(table, "category", "categories")))
        url = self._url(table, slug, date, categories) if date else None
        post = make_post(
            path,
            {**table, "draft": True} if is_draft else table,
            text[front.body_start :],
            url=url,
            date=date,
            tags=_plural(table, "tag", "tags"),
            categories=categories,
            fallback_title=slug.replace("-", " "),
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, text[front.body_start :], is_html=suffix == ".html", trouble=front.trouble)

    def _date(self, text: object) -> datetime | None:
        zone = ZoneInfo("UTC") if has_seconds_and_no_zone(text) else self.zone
        date = parse_date(text, zone)
        return date.astimezone(self.zone) if date else None

    def _default_values(self, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for entry in self.defaults:
            scope = entry.get("scope") if isinstance(entry.get("scope"), dict) else {}
            if _in_scope(path, scope or {}) and isinstance(entry.get("values"), dict):
                values.update(lower_keys(entry["values"]))
        return values

    def _url(self, table: Mapping[str, Any], slug: str, date: datetime, categories: tuple[str, ...]) -> str:
        template = str(table.get("permalink") or self.permalink)
        template = _STYLES.get(template, template)
        named = str(table.get("slug") or slug)
        parts = {
            "title": _slugify(named),
            "slug": _slugify(named).lower(),
            "categories": "/".join(dict.fromkeys(one.lower() for one in categories)),
            "name": _slugify(slug),
            "output_ext": ".html",
            "year": f"{date:%Y}",
            "month": f"{date:%m}",
            "i_month": str(date.month),
            "day": f"{date:%d}",
            "i_day": str(date.day),
            "short_year": f"{date:%y}",
            "hour": f"{date:%H}",
            "minute": f"{date:%M}",
            "second": f"{date:%S}",
            "y_day": f"{date:%j}",
            "week": f"{date:%V}",
            "w_year": f"{date:%G}",
            "w_day": f"{date:%u}",
            "short_day": f"{date:%a}",
            "long_day": f"{date:%A}",
            "short_month": f"{date:%b}",
            "long_month": f"{date:%B}",
        }
        path = _PLACEHOLDER.sub(lambda found: _placeholder(found[1], parts), template)
        return readable_url(self.base_path + "/" + re.sub("/{2,}", "/", path).lstrip("/"))


def find_jekyll(root: Path, settings: SiteSettings, now: datetime) -> Jekyll | None:
    """Read the site as Jekyll's if it has Jekyll's files, else None.

    Raises:
        SiteError: `_config.yml` cannot be parsed.
    """
    file = root / "_config.yml"
    has_posts = any((root / folder / "_posts").is_dir() for folder in ("", "src", "source", "docs"))
    if settings.generator != "jekyll" and not (has_posts or (file.is_file() and _has_posts_below(root))):
        return None
    config = _read_config(file)
    zone = ZoneInfo(settings.timezone or _zone_name(config))
    hosts = (host(str(url)) for url in (config.get("url"), config.get("production_url"), settings.url) if url)
    return Jekyll(
        permalink=settings.permalink or _permalink(config),
        zone=zone,
        future=settings.future if settings.future is not None else config.get("future") is True,
        base_path=("/" + str(config.get("baseurl") or "").strip("/")).rstrip("/"),
        hosts=frozenset(one for one in hosts if one),
        exclude=settings.exclude + tuple(str(one).rstrip("/") for one in config.get("exclude") or ()),
        defaults=tuple(one for one in config.get("defaults") or () if isinstance(one, dict)),
        now=now.astimezone(zone),
    )


def _has_posts_below(root: Path) -> bool:
    return any(one.is_dir() for one in root.glob("*/_posts"))


def _read_config(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        config = yaml.load(file.read_text(encoding="utf-8-sig"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise SiteError(f"{file}: cannot be read as YAML ({str(error).splitlines()[0]}); mend it") from error
    return config if isinstance(config, dict) else {}


def _permalink(config: Mapping[str, Any]) -> str:
    collections = config.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    own = posts.get("permalink") if isinstance(posts, dict) else None
    return str(own or config.get("permalink") or "date")


def _zone_name(config: Mapping[str, Any]) -> str:
    name = str(config.get("timezone") or _DEFAULT_ZONE)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SiteError(f'_config.yml: timezone is "{name}", expected a name like "Asia/Tokyo"') from None
    return name


def _in_scope(path: str, scope: Mapping[str, Any]) -> bool:
    kind = "drafts" if "_drafts" in path.split("/") else "posts"
    if scope.get("type") not in (None, "", kind, "posts"):
        return False
    under = str(scope.get("path") or "").strip("/")
    return not under or path == under or path.startswith(under + "/") or fnmatch.fnmatch(path, under + "*")


def _folders_above(path: str) -> tuple[str, ...]:
    folders = path.split("/")[:-1]
    root = next(index for index, folder in enumerate(folders) if folder in ("_posts", "_drafts"))
    return tuple(folders[:root])


def _plural(table: Mapping[str, Any], one: str, many: str) -> tuple[str, ...]:
    """Read `tag`/`tags` and `category`/`categories`: the plural splits a text at blanks, the singular does not."""
    return tuple(dict.fromkeys(read_tags(table.get(one)) + read_tags(table.get(many), splits_at=" ")))


def _slugify(text: str) -> str:
    # \w is \p{M}\p{L}\p{Nd} and the underscore, which Ruby's pattern names apart.
    return _NOT_IN_SLUG.sub("-", text).strip("-")


def _placeholder(name: str, parts: Mapping[str, str]) -> str:
    """Fill one placeholder; `:title_x` is `:title` followed by text, as Jekyll's longest match has it."""
    for length in range(len(name), 0, -1):
        if name[:length] in parts:
            return parts[name[:length]] + name[length:]
    return ":" + name

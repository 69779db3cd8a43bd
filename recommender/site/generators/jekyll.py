"""Jekyll: which files are posts and which address each of them gets.

The rules follow Jekyll 4's own code: lib/jekyll/drops/url_drop.rb, url.rb, utils.rb (slugify), document.rb.
"""

import fnmatch
import html
import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.errors import PostError, SiteError
from recommender.settings import SiteSettings
from recommender.site.dates import is_utc_to_yaml, parse_date
from recommender.site.fields import lower_keys, make_post
from recommender.site.front_matter import split_front_matter
from recommender.site.markup import markup_of
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.tags import read_tags
from recommender.site.url import host, readable_url
from recommender.site.walk import walk_files
from recommender.site.yaml_text import parse_yaml

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_POST_NAME = re.compile(r"(\d{2,4}-\d{1,2}-\d{1,2})-(.*)")
_PRETTY_SLUG = frozenset("._~!$&'()+,;=@")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
#: Jekyll itself reads no AsciiDoc.
_MARKUPS = ("markdown", "html")
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
            if markup_of(path) in _MARKUPS and {"_posts", "_drafts"} & set(path.split("/")[:-1])
        ]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Jekyll gives it.

        Raises:
            PostError: Jekyll would not take the file for a post.
        """
        front = split_front_matter(text)
        is_draft = "_drafts" in path.split("/")
        table = {**self._default_values(path), **lower_keys(front.table)}
        # Themes print titles as they stand, so that entities in them are what readers see as letters.
        table["title"] = html.unescape(scalar_text(table.get("title")))
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        dated = _POST_NAME.fullmatch(stem)
        if dated is None and not is_draft:
            raise PostError("no date in the file name; Jekyll wants YYYY-MM-DD-title" + suffix)
        slug = dated[2] if dated else stem
        date = self._date(table.get("date") or (dated and _with_century(dated[1])))
        if date is None and not is_draft:
            written = scalar_text(table.get("date"))
            raise PostError(f'date "{written[:40]}" is no date; write YYYY-MM-DD HH:MM:SS +0900')
        categories = _folders_above(path) + read_tags(table.get("categories"), splits_at=" ")
        categories = tuple(dict.fromkeys(categories + _one_or_many(table, "category", "categories")))
        url = self._url(table, stem, slug, date, categories) if date else None
        post = make_post(
            path,
            {**table, "draft": True} if is_draft else table,
            text[front.body_start :],
            url=url,
            date=date,
            tags=_one_or_many(table, "tag", "tags"),
            categories=categories,
            fallback_title=slug.replace("-", " "),
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, text[front.body_start :], markup=markup_of(path) or "markdown", trouble=front.trouble)

    def _date(self, text: object) -> datetime | None:
        date = parse_date(text, UTC if is_utc_to_yaml(text) else self.zone)
        try:
            return date.astimezone(self.zone) if date else None
        except OverflowError:
            return None

    def _default_values(self, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for entry in self.defaults:
            scope = entry.get("scope") if isinstance(entry.get("scope"), dict) else {}
            if _in_scope(path, scope or {}) and isinstance(entry.get("values"), dict):
                values.update(lower_keys(entry["values"]))
        return values

    def _url(self, table: Mapping[str, Any], stem: str, slug: str, date: datetime, categories: tuple[str, ...]) -> str:
        template = scalar_text(table.get("permalink")) or _STYLES.get(self.permalink, self.permalink)
        named = scalar_text(table.get("slug")) or slug
        parts = {
            "title": _slugify(named, kept=_PRETTY_SLUG),
            "slug": _slugify(named).lower(),
            "name": _slugify(stem).lower(),
            "categories": "/".join(dict.fromkeys(one.lower() for one in categories)),
            "slugified_categories": "/".join(dict.fromkeys(_slugify(one).lower() for one in categories)),
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
    urls = (scalar_text(url) for url in (config.get("url"), config.get("production_url"), settings.url))
    return Jekyll(
        permalink=settings.permalink or _permalink(config),
        zone=zone,
        future=settings.future if settings.future is not None else config.get("future") is True,
        base_path=("/" + scalar_text(config.get("baseurl")).strip("/")).rstrip("/"),
        hosts=frozenset(one for one in map(host, urls) if one),
        exclude=settings.exclude + tuple(one.rstrip("/") for one in read_tags(config.get("exclude"))),
        defaults=tuple(one for one in _list(config.get("defaults")) if isinstance(one, dict)),
        now=now.astimezone(zone),
    )


def _has_posts_below(root: Path) -> bool:
    return any(one.is_dir() for one in root.glob("*/_posts"))


def _read_config(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        config = parse_yaml(file.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        raise SiteError(f"{file}: cannot be read as YAML ({error}); mend it") from error
    return config if isinstance(config, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _permalink(config: Mapping[str, Any]) -> str:
    collections = config.get("collections")
    posts = collections.get("posts") if isinstance(collections, dict) else None
    own = posts.get("permalink") if isinstance(posts, dict) else None
    return scalar_text(own) or scalar_text(config.get("permalink")) or "date"


def _zone_name(config: Mapping[str, Any]) -> str:
    name = scalar_text(config.get("timezone")) or _DEFAULT_ZONE
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SiteError(f'_config.yml: timezone is "{name}", expected a name like "Asia/Tokyo"') from None
    return name


def _in_scope(path: str, scope: Mapping[str, Any]) -> bool:
    kind = "drafts" if "_drafts" in path.split("/") else "posts"
    if scope.get("type") not in (None, "", kind, "posts"):
        return False
    under = scalar_text(scope.get("path")).strip("/")
    return not under or path == under or path.startswith(under + "/") or fnmatch.fnmatch(path, under + "*")


def _folders_above(path: str) -> tuple[str, ...]:
    folders = path.split("/")[:-1]
    root = next(index for index, folder in enumerate(folders) if folder in ("_posts", "_drafts"))
    return tuple(folders[:root])


def _one_or_many(table: Mapping[str, Any], one: str, many: str) -> tuple[str, ...]:
    """Read `tag`, else `tags` (so with `category`): the singular is one value, the plural splits a text at blanks."""
    return read_tags(table.get(one)) or read_tags(table.get(many), splits_at=" ")


def _with_century(date: str) -> str:
    """Read a year of two digits as Ruby does: 69–99 are the twentieth century."""
    year = date.split("-", 1)[0]
    return date if len(year) > 2 else f"{'19' if int(year) >= 69 else '20'}{date}"


def _slugify(text: str, kept: frozenset[str] = frozenset()) -> str:
    """Turn every run of other characters than letters, marks, decimal digits and `kept` into one hyphen."""
    letters = (one if one in kept or _is_word(one) else " " for one in text)
    return "-".join("".join(letters).split())


def _is_word(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LM" or category == "Nd"


def _placeholder(name: str, parts: Mapping[str, str]) -> str:
    """Fill one placeholder; `:title_x` is `:title` followed by text, as Jekyll's longest match has it."""
    for length in range(len(name), 0, -1):
        if name[:length] in parts:
            return parts[name[:length]] + name[length:]
    return ":" + name

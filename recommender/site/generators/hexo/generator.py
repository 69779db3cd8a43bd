"""Hexo: which files are posts and which address each of them gets.

The rules follow Hexo 8's own code: plugins/processor/post.js, plugins/filter/post_permalink.js, models/post.js.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.fields import make_post
from recommender.site.folders import folder_path, path_below
from recommender.site.generators.hexo.config import find_posts_folder, is_hexo, read_config
from recommender.site.generators.hexo.dates import date_values, post_hash, read_hexo_date
from recommender.site.generators.hexo.front_matter import split_hexo_front_matter
from recommender.site.generators.hexo.glob import matches_glob
from recommender.site.generators.hexo.permalink import (
    category_slug,
    fill_permalink,
    javascript_text,
    parse_post_name,
    placeholders,
    slugize,
)
from recommender.site.markup import markup_of
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.tables import as_table, lower_keys
from recommender.site.tags import read_tags
from recommender.site.url import base_path, hosts_of, readable_url, url_path
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE, named_zone

#: What hexo-renderer-marked and Hexo itself render, in lower case only.
_SUFFIXES = (".md", ".markdown", ".mkd", ".mkdn", ".html", ".htm")
#: What a file name says about the address and no key of front matter.
_OF_NAME_ALONE = frozenset({"title", "year", "month", "day", "i_month", "i_day", "hash"})
_ADDRESS_KEYS = frozenset({"post_asset_folder", "render_drafts", "pretty_urls", "permalink_defaults"}) | {
    "category_map",
    "default_category",
    "filename_case",
    "use_slug_as_post_title",
}
_HIDDEN = re.compile(r"(?:^|/)[_.]")
_UNDATED = (
    "no date that Hexo can read; it takes that of the file where the site is built, so that the address is unknown: "
    "write date: YYYY-MM-DD HH:MM:SS"
)


@dataclass(frozen=True)
class Hexo:
    """A Hexo site's settings, as far as its posts depend on them.

    Attributes:
        posts, drafts: folders of posts and of drafts.
        zone: in which dates are written; `machine_zone`: in which the building machine writes them into addresses.
        config: keys of `_config.yml` that addresses depend on.
    """

    posts: str
    drafts: str
    permalink: str
    new_post_name: str
    zone: ZoneInfo
    machine_zone: ZoneInfo
    future: bool
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    ignore: tuple[str, ...]
    skip_render: tuple[str, ...]
    config: Mapping[str, Any]
    now: datetime
    name: str = "hexo"

    def files(self, root: Path) -> list[str]:
        """List the paths of posts and drafts, sorted."""
        folders = (self.posts, self.drafts)
        paths = {path for folder in folders for path in walk_files(root, self.exclude, below=folder)}
        return sorted(path for path in paths if self._is_post(path))

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Hexo gives it; every text is one."""
        front = split_hexo_front_matter(text)
        name = posixpath.splitext(self._place(path))[0]
        named = parse_post_name(posixpath.splitext(self.new_post_name)[0], name)
        # What a name says goes before front matter, but for the date, which has its own rule.
        known = {key: value for key, value in named.items() if key not in _OF_NAME_ALONE}
        written = {**front.table, **known}
        table = lower_keys(written)
        date = read_hexo_date(table.get("date"), named, zone=self.zone, machine_zone=self.machine_zone)
        url = self._url(written, named["title"], date)
        body = text[front.body_start :]
        post = make_post(
            path,
            self._shared_keys(path, table),
            body,
            url=url,
            date=date,
            tags=read_tags(_one_or_many(table, "tag", "tags")),
            categories=read_tags(_one_or_many(table, "category", "categories")),
            fallback_title=posixpath.basename(named["title"]),
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        trouble = front.trouble or (_UNDATED if url is None and not self._is_draft(path) else None)
        return Source(post, body, markup=markup_of(path) or "markdown", trouble=trouble)

    def _is_post(self, path: str) -> bool:
        place = self._place(path)
        if _HIDDEN.search(place) or not path.endswith(_SUFFIXES):
            return False
        suffixes = {posixpath.splitext(one)[1] for one in (path, self.new_post_name)}
        if self.config.get("post_asset_folder") and len(suffixes) > 1:
            return False
        folders = path.split("/")
        ignored = any(matches_glob("/" + "/".join(folders[:end]), self.ignore) for end in range(1, len(folders) + 1))
        return not ignored and not matches_glob(
            ("_drafts/" if self._is_draft(path) else "_posts/") + place, self.skip_render
        )

    def _is_draft(self, path: str) -> bool:
        return path_below(self.drafts, path) is not None

    def _place(self, path: str) -> str:
        """Give a path below its folder; the path itself if it is in none."""
        return path_below(self.drafts if self._is_draft(path) else self.posts, path) or path

    def _url(self, table: Mapping[str, Any], slug: str, date: datetime | None) -> str | None:
        """Give the address; None where it depends on what only the building machine knows."""
        path = scalar_text(table.get("permalink")) or fill_permalink(self.permalink, self._values(table, slug, date))
        if path is None:
            return None
        if self.config.get("post_asset_folder") and not path.endswith(("/", ".html")):
            path += "/"
        # The page is written where its address ends before a question mark.
        path = re.sub("/{2,}", "/", f"{self.base_path}/{path}".replace("\\", "/").split("?", 1)[0])
        pretty = as_table(self.config.get("pretty_urls"))
        if path.endswith("index.html"):
            path = path.removesuffix("index.html") if pretty.get("trailing_index") is False else path
        elif pretty.get("trailing_html") is False:
            path = path.removesuffix(".html")
        return readable_url(path)

    def _values(self, table: Mapping[str, Any], slug: str, date: datetime | None) -> dict[str, str | None]:
        """Give the value of every placeholder, by what Hexo itself knows, front matter and `permalink_defaults`."""
        title = scalar_text(table.get("title"))
        if "title" not in table and self.config.get("use_slug_as_post_title"):
            title = slug
        category = category_slug(
            _one_or_many(table, "category", "categories"),
            as_table(self.config.get("category_map")),
            case=self.config.get("filename_case"),
        )
        others = {**as_table(self.config.get("permalink_defaults")), **table}
        return {
            **{key: javascript_text(others[key]) for key in placeholders(self.permalink) if key in others},
            **date_values(date),
            "id": scalar_text(table.get("id")) or None,
            "slug": slug,
            "title": slug,
            "name": posixpath.basename(slug),
            "post_title": slugize(title, case=1),
            "hash": post_hash(slug, date),
            "category": category
            if category is not None
            else scalar_text(self.config.get("default_category", "uncategorized")),
        }

    def _shared_keys(self, path: str, table: Mapping[str, Any]) -> dict[str, Any]:
        """Give front matter in the words that all generators share.

        Hexo knows `published` and the folder of drafts, and no `draft`, which is heeded as everywhere.
        """
        shared = {key: value for key, value in table.items() if key != "published"}
        if self._is_draft(path):
            shared["draft"] = True
        elif table.get("published") is not None:
            shared["published"] = table["published"]
        if self.config.get("render_drafts"):
            shared = {key: value for key, value in shared.items() if key not in ("draft", "published")}
        return shared


def find_hexo(root: Path, settings: SiteSettings, now: datetime) -> Hexo | None:
    """Read the site as Hexo's if it has Hexo's files, else None.

    [site] timezone is the zone of the machine that builds the site, where that is not the one in `_config.yml`.

    Raises:
        SiteError: `_config.yml` cannot be parsed.
    """
    if settings.generator != "hexo" and not is_hexo(root):
        return None
    config = read_config(root)
    written_zone = scalar_text(config.get("timezone"))
    zone = named_zone(written_zone or settings.timezone or DEFAULT_ZONE, "_config.yml: timezone")
    machine_zone = ZoneInfo(settings.timezone) if settings.timezone else zone
    source = folder_path(scalar_text(config.get("source_dir")) or "source")
    url = scalar_text(config.get("url"))
    return Hexo(
        posts=folder_path(settings.posts) if settings.posts else find_posts_folder(root, config, source),
        drafts=f"{source}/_drafts".lstrip("/"),
        permalink=settings.permalink or scalar_text(config.get("permalink")) or ":year/:month/:day/:title/",
        new_post_name=scalar_text(config.get("new_post_name")) or ":title.md",
        zone=zone,
        machine_zone=machine_zone,
        future=settings.future if settings.future is not None else bool(config.get("future", True)),
        base_path=base_path(scalar_text(config.get("root")) or url_path(url)),
        hosts=hosts_of(url, settings.url or ""),
        exclude=settings.exclude,
        ignore=read_tags(config.get("ignore")),
        skip_render=read_tags(config.get("skip_render")),
        config={key: config[key] for key in sorted(_ADDRESS_KEYS) if key in config},
        now=now.astimezone(machine_zone),
    )


def _one_or_many(table: Mapping[str, Any], one: str, many: str) -> object:
    """Give `tags`, else `tag` (so with categories); an empty list counts, as it does in JavaScript."""
    return table[many] if table.get(many) or table.get(many) == [] else table.get(one)

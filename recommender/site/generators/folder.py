"""A plain folder of posts: every file is a post, its address is its place in the folder."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from recommender.settings import SiteSettings
from recommender.site.asciidoc_header import asciidoc_header
from recommender.site.content_keys import written_address, written_categories, written_date, written_tags
from recommender.site.dates import parse_date
from recommender.site.fields import make_post
from recommender.site.folders import folder_path, path_below
from recommender.site.front_matter import split_front_matter
from recommender.site.markup import markup_of
from recommender.site.permalink import fill_permalink
from recommender.site.post import Source
from recommender.site.scalars import scalar_text
from recommender.site.tables import lower_keys
from recommender.site.url import hosts_of, readable_url
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE

_PAGES_ABOUT_THE_FOLDER = frozenset({"readme", "license", "changelog", "contributing", "security", "code_of_conduct"})
_DATE_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[-_](.+))?")
#: 2025/03/09/niwa.md, and 2025/03/09.md or 2025/03/09-niwa.md.
_DATE_IN_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d{2})/(\d{2})(?=[/_.-])")
_SETEXT_HEADING = re.compile(r"[ \t]{0,3}(\S[^\n]{0,300})\r?\n {0,3}(?:={2,300}|-{2,300})[ \t]*\r?(?:\n|\Z)")


@dataclass(frozen=True)
class Folder:
    """A folder of Markdown, MDX and AsciiDoc files, with whatever front matter they have.

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

    def files(self, root: Path) -> list[str]:
        """List the paths of all text files, sorted, but for a README and its like at the top."""
        return [
            path
            for path in walk_files(root, self.exclude, below=self.posts, enters=("_posts", "_drafts"))
            if markup_of(path) not in (None, "html") and not is_about_the_folder(path)
        ]

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post; every text is one."""
        front = split_front_matter(text)
        body = text[front.body_start :]
        markup = markup_of(path) or "markdown"
        table = {**_own_table(body, markup), **lower_keys(front.table)}
        stem = posixpath.splitext(posixpath.basename(path))[0]
        name = _DATE_IN_NAME.fullmatch(stem)
        date = written_date(table, self.zone) or _date_of_place(path, name, self.zone)
        slug = scalar_text(table.get("slug")) or (name and name[2]) or stem
        post = make_post(
            path,
            {**table, "draft": True} if "_drafts" in path.split("/") else table,
            body,
            url=self._url(path, table, slug, date),
            date=date,
            tags=written_tags(table),
            categories=written_categories(table),
            fallback_title=slug,
            now=self.now,
            future=self.future,
            hosts=self.hosts | hosts_of(scalar_text(table.get("url"))),
        )
        return Source(post, body, markup=markup, trouble=front.trouble)

    def _url(self, path: str, table: Mapping[str, Any], slug: str, date: datetime | None) -> str:
        own = written_address(table)
        if own:
            return own
        place = path_below(self.posts, path) or path
        if self.permalink is None:
            return readable_url("/" + place)
        return fill_permalink(self.permalink, place, slug=slug, date=date)


def open_folder(settings: SiteSettings, now: datetime) -> Folder:
    """Make a reader for a plain folder."""
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    return Folder(
        permalink=settings.permalink,
        posts=folder_path(settings.posts or ""),
        zone=zone,
        future=bool(settings.future),
        hosts=hosts_of(settings.url or ""),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def is_about_the_folder(path: str) -> bool:
    """Tell whether a file at the top tells of the folder itself, as README.md does."""
    return posixpath.splitext(path)[0].lower() in _PAGES_ABOUT_THE_FOLDER


def _own_table(body: str, markup: str) -> dict[str, Any]:
    """Read what the text says of itself without front matter: AsciiDoc's header, an underlined first heading."""
    if markup == "asciidoc":
        return asciidoc_header(body)
    heading = _SETEXT_HEADING.match(body.lstrip("\ufeff\r\n"))
    # A heading of the other kind, a list or a quotation above a rule is none.
    return {"title": heading[1].strip()} if heading and heading[1][0] not in "#-*+>|`~<" else {}


def _date_of_place(path: str, name: re.Match[str] | None, zone: ZoneInfo) -> datetime | None:
    """Read the date that the file's name or else the folders above it give, None where they give none."""
    date = parse_date(name[1], zone) if name else None
    folders = None if date else _DATE_IN_FOLDERS.search(path)
    return parse_date("-".join(folders.groups()), zone) if folders else date

"""Zenn: the articles of a repository that Zenn publishes.

The rules follow https://zenn.dev/zenn/articles/zenn-cli-guide and https://zenn.dev/zenn/articles/what-is-slug.
"""

import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from recommender.errors import PostError
from recommender.settings import SiteSettings
from recommender.site.dates import parse_date
from recommender.site.fields import make_post
from recommender.site.folders import folder_path
from recommender.site.front_matter import split_front_matter
from recommender.site.permalink import fill_permalink
from recommender.site.post import Source
from recommender.site.scalars import is_true, scalar_text
from recommender.site.tables import lower_keys
from recommender.site.tags import read_tags
from recommender.site.text_file import read_texts
from recommender.site.url import host, hosts_of
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE

_HOME = "https://zenn.dev"
_FOLDER = "articles"
_SLUG = re.compile(r"[a-z0-9_-]{12,50}")
# In a text of links alone, each is looked at once: every part is bounded.
_LINK = re.compile(r"(?:https?://zenn\.dev|[(\"' ])/([A-Za-z0-9_-]{1,40})/articles/([a-z0-9_-]{12,50})")
_KINDS = frozenset({"tech", "idea"})
#: So many files tell whether a folder is Zenn's.
_SAMPLE = 5


@dataclass(frozen=True)
class Zenn:
    """A Zenn repository's articles; its books are chapters of one another, and no posts.

    `user` is the name in every address, "" where neither the settings nor the articles' own links tell it.
    """

    user: str
    permalink: str | None
    posts: str
    zone: ZoneInfo
    future: bool
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "zenn"
    base_path: str = ""

    def files(self, root: Path) -> list[str]:
        """List the paths of the articles, sorted; Zenn reads no folders below theirs."""
        return _articles(root, self.posts, self.exclude)

    def read(self, path: str, text: str) -> Source:
        """Turn a file into a post with the address that Zenn gives it.

        Raises:
            PostError: Zenn publishes no file of this name.
        """
        slug = posixpath.splitext(posixpath.basename(path))[0]
        if not _SLUG.fullmatch(slug):
            raise PostError(f'"{slug}" is no slug of Zenn, which wants 12 to 50 of a-z 0-9 - _; rename the file')
        front = split_front_matter(text)
        table = lower_keys(front.table)
        body = text[front.body_start :]
        date = parse_date(table.get("published_at"), self.zone)
        address = self.permalink or (f"/{self.user}" if self.user else "") + "/articles/:slug"
        post = make_post(
            path,
            {**table, "published": is_true(table.get("published"))},
            body,
            url=fill_permalink(address, posixpath.basename(path), slug=slug, date=date),
            date=date,
            tags=read_tags(table.get("topics")),
            categories=(),
            fallback_title=slug,
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, body, trouble=front.trouble)


def find_zenn(root: Path, settings: SiteSettings, now: datetime) -> Zenn | None:
    """Read the site as Zenn's if it has Zenn's articles, else None."""
    posts = folder_path(settings.posts or _FOLDER)
    articles = _articles(root, posts, settings.exclude)
    if settings.generator != "zenn" and not (articles and _is_zenn(root, articles)):
        return None
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    return Zenn(
        user=_user_of(settings.url) or _user_linked_to(root, articles),
        permalink=settings.permalink,
        posts=posts,
        zone=zone,
        future=bool(settings.future),
        hosts=hosts_of(_HOME, settings.url or ""),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _articles(root: Path, posts: str, exclude: Sequence[str]) -> list[str]:
    found = walk_files(root, exclude, below=posts)
    return [path for path in found if posixpath.dirname(path) == posts and path.endswith(".md")]


def _is_zenn(root: Path, articles: Sequence[str]) -> bool:
    package = root / "package.json"
    if package.is_file() and any('"zenn-cli"' in text for text in read_texts(package.parent, [package.name])):
        return True
    tables = (lower_keys(split_front_matter(text).table) for text in read_texts(root, articles[:_SAMPLE]))
    return any("topics" in table and ("emoji" in table or scalar_text(table.get("type")) in _KINDS) for table in tables)


def _user_of(url: str | None) -> str:
    """Give the user's name in https://zenn.dev/USER, "" for any other address."""
    return urlsplit(url).path.strip("/").split("/")[0] if url and host(url) == host(_HOME) else ""


def _user_linked_to(root: Path, articles: Sequence[str]) -> str:
    """Give the user whose articles of the names of these files are linked to most often, "" without such links."""
    slugs = {posixpath.splitext(posixpath.basename(path))[0] for path in articles}
    links = itertools.chain.from_iterable(_LINK.findall(text) for text in read_texts(root, articles))
    users = Counter(user for user, slug in links if slug in slugs)
    return users.most_common(1)[0][0] if users else ""

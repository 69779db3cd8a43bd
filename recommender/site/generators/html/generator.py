"""Built pages: a folder of HTML, read by what each page says of itself."""

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from recommender.errors import PostError
from recommender.settings import SiteSettings
from recommender.site.dates import parse_date
from recommender.site.fields import make_post
from recommender.site.folders import folder_path, path_below
from recommender.site.generators.folder import is_about_the_folder
from recommender.site.generators.html.page import HtmlPage, read_html_page
from recommender.site.markup import markup_of
from recommender.site.permalink import fill_permalink
from recommender.site.post import Source
from recommender.site.text_file import read_text
from recommender.site.url import host, hosts_of, readable_url, url_key
from recommender.site.walk import walk_files
from recommender.site.zone import DEFAULT_ZONE

#: So many pages tell the site's host and what stands before its addresses.
_SAMPLE = 50
_ERROR_PAGES = frozenset({"404.html", "404.htm", "404/index.html"})
#: Parts of addresses under which blogs list their posts by tag, month or page.
_ARCHIVES = frozenset(
    {"tag", "tags", "category", "categories", "archive", "archives", "page", "author", "authors", "search"}
)


@dataclass(frozen=True)
class Html:
    """A built site: pages of HTML at the addresses where they lie below `posts`."""

    posts: str
    permalink: str | None
    zone: ZoneInfo
    future: bool
    base_path: str
    hosts: frozenset[str]
    exclude: tuple[str, ...]
    now: datetime
    name: str = "html"

    def files(self, root: Path) -> list[str]:
        """List the pages that are posts, sorted: those that anything shows to be articles.

        Where no page has such a sign, all are but the error page, those without text, and those that lists of pages
        have (`/`, a folder of other pages, `/tags/…`). A page that only leads on to another is never one. One that
        cannot be read is listed, so that its reading tells why.
        """
        pages = _pages(root, self.posts, self.exclude)
        is_article: dict[str, bool] = {}
        no_posts: set[str] = set()
        for path, page in _read_pages(root, pages):
            if page.redirect or not page.has_text or _place(path, self.posts) in _ERROR_PAGES:
                no_posts.add(path)
            else:
                is_article[path] = page.is_article
        if any(is_article.values()):
            return [path for path in pages if path not in no_posts and is_article.get(path, True)]
        lists = _list_addresses([_address(_place(path, self.posts)) for path in pages])
        return [path for path in pages if path not in no_posts and _address(_place(path, self.posts)) not in lists]

    def read(self, path: str, text: str) -> Source:
        """Turn a page into a post; its body is the HTML of the article alone."""
        page = read_html_page(text)
        place = _place(path, self.posts)
        stem = posixpath.splitext(place)[0].removesuffix("/index")
        date = parse_date(page.date, self.zone)
        slug = posixpath.basename(stem)
        own = fill_permalink(self.permalink, place, slug=slug, date=date) if self.permalink else _address(place)
        url = readable_url(self.base_path + own)
        table = {
            "title": page.title,
            "robots": page.robots,
            # One that is relative to the page names the page's own folder.
            "canonical_url": page.canonical if page.canonical.startswith(("/", "http")) else "",
            "redirect_to": page.redirect,
            # A theme's own language stays in many Japanese blogs; one that names translations has set it.
            "lang": page.language if page.translations else "",
            "translation_key": _translation_key(page, url),
        }
        post = make_post(
            path,
            table,
            "",
            url=url,
            date=date,
            tags=page.tags,
            categories=page.sections,
            fallback_title=slug,
            now=self.now,
            future=self.future,
            hosts=self.hosts,
        )
        return Source(post, page.body, markup="html")


def find_html(root: Path, settings: SiteSettings, now: datetime) -> Html | None:
    """Read the site as built pages if it has these and no text that they could be built from, else None."""
    posts = folder_path(settings.posts or "")
    if settings.generator != "html" and not _is_built(root, settings.exclude):
        return None
    pages = _pages(root, posts, settings.exclude)
    step = max(1, len(pages) // _SAMPLE)
    sample = pages[::step]
    hosts, base_paths = _addresses(root, sample, posts)
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    return Html(
        posts=posts,
        permalink=settings.permalink,
        zone=zone,
        future=bool(settings.future),
        base_path=_agreed(base_paths, sample),
        hosts=hosts_of(settings.url or "") or frozenset(filter(None, (_agreed(hosts, sample),))),
        exclude=settings.exclude,
        now=now.astimezone(zone),
    )


def _is_built(root: Path, exclude: Sequence[str]) -> bool:
    markups = {markup_of(path) for path in walk_files(root, exclude) if not is_about_the_folder(path)} - {None}
    return markups == {"html"}


def _pages(root: Path, posts: str, exclude: Sequence[str]) -> list[str]:
    return [path for path in walk_files(root, exclude, below=posts) if markup_of(path) == "html"]


def _place(path: str, posts: str) -> str:
    return path_below(posts, path) or path


def _address(place: str) -> str:
    """Give the address of a file below the folder that is published: `index.html` is at its folder's."""
    folder, name = posixpath.split("/" + place)
    return folder.rstrip("/") + "/" + ("" if posixpath.splitext(name)[0].lower() == "index" else name)


def _list_addresses(addresses: Sequence[str]) -> frozenset[str]:
    """Find the addresses of pages that list others: folders with pages below, and the archives of all generators."""
    folders = {address[: end + 1] for address in addresses for end, sign in enumerate(address[:-1]) if sign == "/"}
    archives = {one for one in addresses if _ARCHIVES & set(one.lower().strip("/").removesuffix(".html").split("/"))}
    return frozenset(folders | archives)


def _read_pages(root: Path, paths: Sequence[str]) -> Iterator[tuple[str, HtmlPage]]:
    """Read pages one by one, but for those whose files cannot be read."""
    for path in paths:
        try:
            yield path, read_html_page(read_text(root / path).text)
        except PostError:
            continue


def _addresses(root: Path, paths: Sequence[str], posts: str) -> tuple[list[str], list[str]]:
    """List the hosts of pages' canonical addresses, and what stands in these before the places of the pages."""
    hosts, base_paths = [], []
    for path, page in _read_pages(root, paths):
        name, key, own = host(page.canonical), url_key(page.canonical), url_key(_address(_place(path, posts)))
        if name and own != "/" and key.endswith(own):
            hosts.append(name)
            base_paths.append(readable_url(key.removesuffix(own)))
    return hosts, base_paths


def _agreed(values: Sequence[str], pages: Sequence[str]) -> str:
    """Give the value that more than half of the pages have, "" without one: single pages may be another site's."""
    value, count = Counter(values).most_common(1)[0] if values else ("", 0)
    return value if count > len(pages) / 2 else ""


def _translation_key(page: HtmlPage, url: str) -> str:
    """Name the group of a page and its translations by the first of their addresses, "" without translations."""
    keys = sorted({url_key(url), *map(url_key, page.translations)})
    return keys[0] if len(keys) > 1 else ""

"""In-site links: which post a link in a post's text leads to."""

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote, urljoin, urlsplit

from recommender.site.markup import markup_of
from recommender.site.names import urls
from recommender.site.post import Post
from recommender.site.url import host, url_key

#: How `{% post_url 2026-02-20-a %}` is handed on by the prose reader, which knows no other posts.
POST_URL_SCHEME = "post-url:"

#: Shorter names (`about`, `2024`) are those of pages that are no posts.
_MIN_NAME = 6
_NO_LETTERS = re.compile(r"[\W_]+")


class LinkResolver:
    """Finds the post behind a link, by address, file path or Jekyll's post name."""

    def __init__(self, posts: Sequence[Post], hosts: frozenset[str], base_path: str = "") -> None:
        """Index the posts.

        Args:
            hosts: the site's own host names.
            base_path: what stands before every address of the site, as `/blog`; authors leave it to their theme.
        """
        self._hosts = hosts
        self._base_path = base_path
        self._url_of: dict[str, str | None] = {}
        self._by_url: dict[str, str] = {}
        self._by_path: dict[str, str] = {}
        self._by_stem: dict[str, str] = {}
        self._language_of: dict[str, str | None] = {}
        self._by_ending: dict[str, list[str]] = {}
        by_name: dict[str, set[str]] = {}
        for post in posts:
            self._url_of[post.path] = post.url
            self._by_path[_nfc(post.path)] = post.path
            self._by_stem[_stem(post.path)] = post.path
            self._language_of[post.path] = post.language
            for ending in _endings(_nfc(post.path)):
                self._by_ending.setdefault(ending, []).append(post.path)
            by_name.setdefault(name_key(_stem(post.path)), set()).add(post.path)
        for number, url in urls(posts):
            self._by_url.setdefault(url_key(url), posts[number].path)
            by_name.setdefault(name_key(posixpath.basename(url_key(url))), set()).add(posts[number].path)
        self._by_name = {name: paths.pop() for name, paths in by_name.items() if len(paths) == 1}

    def resolve(self, href: str, source: str) -> str | None:
        """Give the path of the post that `href` leads to from the post `source`, None if it leaves the site."""
        if href.startswith(POST_URL_SCHEME):
            return self._by_stem.get(_stem(href.removeprefix(POST_URL_SCHEME)))
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https"):
            return None
        if parts.netloc and host(href) not in self._hosts:
            return None
        # A doubled slash behind the host leads to the same page, and would pass for another host.
        path = "/" + parts.path.lstrip("/") if parts.netloc and parts.path else parts.path
        if not path:
            return None
        found = self._at(path, source, is_rooted=bool(parts.netloc) or path.startswith("/"))
        if not (found or parts.netloc):
            found = self._content(_nfc(unquote(path)).strip("/"), source)
        return found or self._called(path)

    def is_page_of_site(self, href: str) -> bool:
        """Tell whether a link names a page of the site by its whole address, be it there or not."""
        try:
            parts = urlsplit(href.strip())
        except ValueError:
            return False
        is_own = host(href) in self._hosts if parts.netloc else parts.path.startswith("/") and not parts.scheme
        suffix = posixpath.splitext(parts.path)[1]
        return is_own and (not suffix or markup_of(parts.path) is not None)

    def _at(self, path: str, source: str, *, is_rooted: bool) -> str | None:
        """Find the post at the very place that a link names."""
        if is_rooted:
            addresses = (path, self._base_path + path)
            found = (self._by_url.get(url_key(one)) for one in addresses)
            return next(filter(None, found), None) or self._by_path.get(_nfc(unquote(path)).lstrip("/"))
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))
        return self._by_path.get(_nfc(beside)) or self._by_url.get(
            url_key(urljoin(self._url_of.get(source) or "/", path))
        )

    def _content(self, name: str, source: str) -> str | None:
        """Find a page by the end of its path, as Hugo's `ref` does: `/remark/x.md`, `x.md`, the folder of a bundle.

        Of several pages the one in the language of `source` is meant; if there is not just one, none is.
        """
        pages = self._by_ending.get(name.removeprefix("./"), [])
        if len(pages) > 1:
            language = self._language_of.get(source)
            pages = [page for page in pages if self._language_of[page] == language]
        return pages[0] if len(pages) == 1 else None

    def _called(self, path: str) -> str | None:
        """Find the one post of a name, for links to where no post is known to be.

        In another letter case, with another date, from another folder, or at the address that an unknown generator
        makes of the file's name: as long as no two posts are called so, the author meant this one.
        """
        key = url_key(posixpath.splitext(path)[0] if markup_of(path) else path)
        names = (name_key(posixpath.basename(key)), name_key(key))
        return next((self._by_name[name] for name in names if len(name) >= _MIN_NAME and name in self._by_name), None)


def _endings(path: str) -> list[str]:
    """Give all ends of a path that begin with a folder or the file; below `content/` also without suffix."""
    parts = path.split("/")
    endings = ["/".join(parts[start:]) for start in range(1, len(parts))]
    if parts[0] != "content":
        return endings
    bare = [posixpath.splitext(one)[0].removesuffix("/index") for one in endings]
    return list(dict.fromkeys(endings + [one for one in bare if one != "index"]))


def _nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _stem(path: str) -> str:
    return _nfc(posixpath.basename(path)).removesuffix(".md").removesuffix(".markdown").removesuffix(".html")


def name_key(text: str) -> str:
    """Give the letters and digits of a name alone: `2025-03-09_Ume` and `/2025/03/09/ume` have the same."""
    return _NO_LETTERS.sub("-", _nfc(text).casefold()).strip("-")

"""Names by which people call a post: path, URL, id, slug or title."""

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property

from recommender.errors import UnknownPostError
from recommender.site.post import Post
from recommender.site.url import url_key

_DATE_PREFIX = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}-")


class PostNames:
    """Finds the number of a post by any of its names."""

    def __init__(self, posts: Sequence[Post]) -> None:
        """Know the posts; what finds them is made when it is first asked for."""
        self._posts = posts

    def find(self, name: str) -> int:
        """Give the number of the post called `name`.

        Raises:
            UnknownPostError: no post answers to it, or several do (a slug need not be unique).
        """
        wanted = _nfc(name.strip())
        for number in (self.by_path(wanted), self.by_id(wanted), self.by_url(wanted) if "/" in wanted else None):
            if number is not None:
                return number
        # A path from where the user stands ends with the path under the site.
        parts = wanted.split("/")
        ends = (self.by_path("/".join(parts[start:])) for start in range(1, len(parts)))
        end = next((number for number in ends if number is not None), None)
        if end is not None:
            return end
        numbers = self._by_slug.get(wanted) or self._by_title.get(wanted, [])
        if len(numbers) == 1:
            return numbers[0]
        if numbers:
            paths = list(self._by_path)
            raise UnknownPostError(f'{len(numbers)} posts are called "{name}": give a path, as {paths[numbers[0]]}')
        near = difflib.get_close_matches(wanted, [*self._by_slug, *self._by_path], n=1)
        hint = f'; did you mean "{near[0]}"?' if near else "; give its path, URL, slug or id"
        raise UnknownPostError(f'no post is called "{name}"{hint}')

    def by_path(self, path: str) -> int | None:
        """Give the number of the post in the file `path`, None if there is none."""
        return self._by_path.get(_nfc(path).removeprefix("./"))

    def by_url(self, url: str) -> int | None:
        """Give the number of the post at `url` in any spelling, None if there is none."""
        return self._by_url.get(url_key(url))

    def by_id(self, post_id: str) -> int | None:
        """Give the number of the post with this id, None if there is none."""
        return self._by_id.get(post_id)

    @cached_property
    def _by_path(self) -> dict[str, int]:
        return {_nfc(post.path): number for number, post in enumerate(self._posts)}

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {post.id: number for number, post in enumerate(self._posts)}

    @cached_property
    def _by_url(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, url in urls(self._posts):
            found.setdefault(url_key(url), number)
        return found

    @cached_property
    def _by_slug(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, post in enumerate(self._posts):
            for slug in slugs(post):
                found.setdefault(slug, []).append(number)
        return found

    @cached_property
    def _by_title(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, post in enumerate(self._posts):
            found.setdefault(_nfc(post.title), []).append(number)
        return found


def urls(posts: Sequence[Post]) -> list[tuple[int, str]]:
    """List post numbers with their addresses, those that readers can open first: several posts may claim one."""
    claims = [(number, url) for number, post in enumerate(posts) for url in (post.url, *post.aliases) if url]
    return sorted(claims, key=lambda claim: posts[claim[0]].concealed is not None)


def slugs(post: Post) -> tuple[str, ...]:
    """Give the file's name with and without its date, suffix off."""
    stem = _nfc(posixpath.splitext(posixpath.basename(post.path))[0])
    return tuple(dict.fromkeys((stem, _DATE_PREFIX.sub("", stem))))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)

"""What stands behind a link to another post, written and read back."""

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from recommender.site.markup import markup_of
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.site.url import escape_path


@dataclass(frozen=True)
class Targets:
    """The links between the posts of a site: addresses, or in a plain folder relative paths of files."""

    names: PostNames

    def write(self, post: Post, source: str) -> str:
        """Give what stands in the parentheses of a Markdown link from the post at `source`.

        In a plain folder, where a post's address is its file, links between posts are relative.
        """
        url = post.url or "/" + post.path
        if markup_of(url) in (None, "html"):
            return url
        return escape_path(posixpath.relpath(post.path, posixpath.dirname(source) or "."))

    def read(self, target: str, source: str) -> int | None:
        """Give the number of the post to which a link in the post at `source` leads, None if to none."""
        if target.startswith("/"):
            return self.names.by_url(target)
        return self.names.by_path(posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(target))))

"""What stands behind a link to another post, written and read back."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from recommender.errors import SettingsError
from recommender.injection.generator_paths import GeneratorPaths, generator_paths
from recommender.model.model import Model
from recommender.settings import Settings
from recommender.site.markup import markup_of
from recommender.site.post import Post
from recommender.site.reader import Site
from recommender.site.url import escape_path

#: Ways to link that are tags of one generator, which then stops at a link that leads nowhere.
GENERATOR_OF_TAGS = {"post_url": "jekyll", "ref": "hugo"}

#: Where all blogs of a kind live.
_ORIGINS = {"zenn": "https://zenn.dev"}

# A name that such a tag reads as it stands; a post of any other is linked by its address.
_PLAIN = re.compile(r"[\w./~+-]+")
_DATED = re.compile(r"(?:(.*)/)?_posts/((?:.*/)?\d+-\d+-\d+-[\w~-]+)\.[A-Za-z]+")


@dataclass(frozen=True)
class Targets:
    """The links between the posts of a site.

    Attributes:
        model: knows the posts.
        links: how they are written: as `url`, or by a tag of the generator as in `GENERATOR_OF_TAGS`.
        paths: what the generator calls its files.
        origin: what stands before an address, as `https://blog.example`; "" for nothing.
    """

    model: Model
    links: str
    paths: GeneratorPaths
    origin: str = ""

    def write(self, post: Post, source: str) -> str:
        """Give what stands in the parentheses of a Markdown link from the post at `source`.

        In a plain folder, where a post's address is its file, links between posts are relative.
        """
        return self._tag(post) or self.address(post, source)

    def address(self, post: Post, source: str) -> str:
        """Give the link as an address, however links are written elsewhere."""
        url = post.url or "/" + post.path
        if markup_of(url) in (None, "html"):
            return self.origin + url
        return escape_path(posixpath.relpath(post.path, posixpath.dirname(source) or "."))

    def read(self, target: str, source: str) -> int | None:
        """Give the number of the post to which a link in the post at `source` leads, None if to none."""
        if target.startswith("/") or (self.origin and target.startswith(self.origin + "/")):
            return self.model.names.by_url(target)
        if target.startswith("{"):
            return self._by_tag.get(target)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(target)))
        return self.model.names.by_path(path)

    @cached_property
    def _by_tag(self) -> Mapping[str, int]:
        return {tag: number for number, post in enumerate(self.model.posts) if (tag := self._tag(post))}

    def _tag(self, post: Post) -> str | None:
        name = self.paths.name(post.path)
        if self.links not in GENERATOR_OF_TAGS or not _PLAIN.fullmatch(name):
            return None
        if self.links == "ref":
            return f'{{{{< ref "/{name}" >}}}}'
        dated = _DATED.fullmatch(name)
        if dated is None:
            return f"{{% link {name} %}}"
        return f"{{% post_url {posixpath.join(dated[1] or '', dated[2])} %}}"


def open_targets(site: Site, model: Model, settings: Settings) -> Targets:
    """Say how the posts of a site are linked.

    Raises:
        SettingsError: the links are tags of another generator, or absolute where nobody says to which host.
    """
    links = settings.inject.links
    generator = GENERATOR_OF_TAGS.get(links, site.generator.name)
    if generator != site.generator.name:
        raise SettingsError(
            f'inject.links is "{links}", a tag of {generator}, but {site.root} is read as {site.generator.name}; '
            'use links = "url"'
        )
    origin = _origin(site, settings.site.url) if links == "absolute" else ""
    return Targets(model, links, generator_paths(site.generator), origin)


def _origin(site: Site, url: str | None) -> str:
    known = url or _ORIGINS.get(site.generator.name, "")
    parts = urlsplit(known)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(
            f'inject.links is "absolute", but [site] url is "{known}"; give the address of the blog there, as '
            '"https://blog.example"'
        )
    return f"{parts.scheme}://{parts.netloc}"

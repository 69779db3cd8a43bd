"""The lists that a site's posts have today, read before they are dropped from the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.errors import PostError
from recommender.site.front_matter import split_front_matter
from recommender.site.links import POST_URL_SCHEME, LinkResolver
from recommender.site.markdown_lines import split_lines
from recommender.site.markup import markup_of
from recommender.site.reader import Site
from recommender.site.text_file import read_text
from recommender.text.reading import ReadPost
from recommender.text.related_block import find_headed_blocks, find_marked_blocks

#: Keys of front matter that templates make lists of.
_KEYS = ("related_articles", "related_posts")
_NAMES = ("path", "url", "permalink", "slug", "id")
_LINK = re.compile(
    r"\{%-?\s{0,5}post_url\s{1,5}([^\s%]{1,300})"
    r"|\]\(<?([^()\s<>{]{1,1000})"
    r"|href=[\"']?([^\"'\s>{]{1,1000})"
    r"|(https?://[^\s<>()\"'\]]{1,1000})"
)


@dataclass(frozen=True)
class ExistingLists:
    """Lists found in the posts' own files.

    Attributes:
        lists: path of a post → paths that its list leads to, as they stand there; posts without a list are not in it.
        links: how many links the lists hold.
        dead: those of them that lead to no post of the site that readers can open: path, and the link as written.
    """

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: int = 0
    dead: tuple[tuple[str, str], ...] = ()


def read_existing(
    site: Site, posts: Sequence[ReadPost], resolver: LinkResolver, headings: Sequence[str]
) -> ExistingLists:
    """Find the lists of `related_articles` and `related_posts` in front matter and of blocks in Markdown.

    Args:
        headings: those over lists of related posts.
    """
    open_to_readers = {one.post.path for one in posts if one.post.concealed is None}
    lists: dict[str, tuple[str, ...]] = {}
    dead: list[tuple[str, str]] = []
    links = 0
    for path in (one.post.path for one in posts):
        own = links_of_list(site, path, resolver, headings)
        links += len(own)
        dead += [(path, name) for name, target in own.items() if target not in open_to_readers]
        live = dict.fromkeys(target for target in own.values() if target in open_to_readers)
        targets = tuple(target for target in live if target is not None and target != path)
        if targets:
            lists[path] = targets
    return ExistingLists(lists, links, tuple(dead))


def links_of_list(site: Site, path: str, resolver: LinkResolver, headings: Sequence[str]) -> dict[str, str | None]:
    """Give the links of the list that a post's file holds: as they stand there → the post that each leads to.

    None stands for a post that is not there. Links to other sites are left out.

    Args:
        headings: those over lists of related posts.
    """
    names = dict.fromkeys(_names(site, path, headings))
    found = {name: resolver.resolve(name, path) for name in names}
    own = {name: target for name, target in found.items() if target is not None or _is_own(name, resolver)}
    return {name.removeprefix(POST_URL_SCHEME): target for name, target in own.items()}


def _is_own(name: str, resolver: LinkResolver) -> bool:
    """Tell whether a name was meant for a post of the site: a bare name, or an address within it."""
    return name.startswith(POST_URL_SCHEME) or "://" not in name or resolver.is_page_of_site(name)


def _names(site: Site, path: str, headings: Sequence[str]) -> Iterator[str]:
    if (markup_of(path) or "markdown") not in ("markdown", "mdx"):
        return
    try:
        text = read_text(site.root / path).text
    except PostError:
        return
    if not any(word in text for word in (*_KEYS, "related-posts:start", *headings)):
        return
    front_matter = split_front_matter(text)
    for key in _KEYS:
        yield from _named(front_matter.table.get(key))
    lines = split_lines(text[front_matter.body_start :])
    try:
        marked = find_marked_blocks(lines)
    except PostError:
        marked = []
    for block in (*marked, *find_headed_blocks(lines, headings)):
        for link in _LINK.finditer("".join(lines[block.start : block.end])):
            yield POST_URL_SCHEME + link[1] if link[1] else link[2] or link[3] or link[4]


def _named(value: object) -> Iterator[str]:
    """Give the names in a list of front matter: texts, or tables that hold a path, an address or a slug."""
    for one in value if isinstance(value, list) else ():
        name = next((one[key] for key in _NAMES if one.get(key)), None) if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            yield name.strip()

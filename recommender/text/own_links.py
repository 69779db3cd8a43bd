"""Links from post to post in the authors' own text."""

import posixpath
from collections import defaultdict
from collections.abc import Sequence

from recommender.site.links import LinkResolver, name_key
from recommender.site.reader import Generator
from recommender.site.url import host, url_key
from recommender.text.reading import ReadPost

#: So many posts must be found under a host before it counts as the site's own, where no settings name one.
_LEAST_TARGETS = 3


def link_resolver(generator: Generator, posts: Sequence[ReadPost]) -> LinkResolver:
    """Make the finder of posts behind links; where the site does not say its host, the posts' own links do."""
    hosts = generator.hosts or _linked_host(posts)
    return LinkResolver([one.post for one in posts], hosts, generator.base_path)


def own_links(posts: Sequence[ReadPost], resolver: LinkResolver) -> list[tuple[str, str]]:
    """List the in-site links of the posts' own text as (source, target) paths, each once, never to itself."""
    links = (
        (one.post.path, target)
        for one in posts
        for href in one.prose.links
        if (target := resolver.resolve(href, one.post.path)) is not None and target != one.post.path
    )
    return list(dict.fromkeys(links))


def lost_links(posts: Sequence[ReadPost], resolver: LinkResolver) -> list[tuple[str, str]]:
    """List links to pages of the site that no post answers to, as (source, target as written), each once."""
    links = (
        (one.post.path, href)
        for one in posts
        for href in one.prose.links
        if resolver.is_page_of_site(href) and resolver.resolve(href, one.post.path) is None
    )
    return list(dict.fromkeys(links))


def _linked_host(posts: Sequence[ReadPost]) -> frozenset[str]:
    """Find the host under which the posts link to most of this site's addresses; none if to hardly any.

    A post counts by its address if that has two parts or more (`/about/` is everywhere), and by its file's name.
    """
    urls = (url_key(one.post.url) for one in posts if one.post.url)
    keys = {name_key(url) for url in urls if url.count("/") > 1}
    keys |= {key for one in posts if "-" in (key := name_key(posixpath.splitext(posixpath.basename(one.post.path))[0]))}
    targets: dict[str, set[str]] = defaultdict(set)
    for one in posts:
        for href in one.prose.links:
            name = host(href) if "//" in href else None
            if name and (key := name_key(url_key(href))) in keys:
                targets[name].add(key)
    best = max(sorted(targets), key=lambda name: len(targets[name]), default=None)
    return frozenset({best} if best and len(targets[best]) >= _LEAST_TARGETS else ())

"""Posts that a generator writes to one address: only the last one written can be read there."""

import math
from collections.abc import Sequence
from dataclasses import replace

from recommender.site.post import Post
from recommender.site.url import url_key


def conceal_overwritten(posts: Sequence[Post]) -> list[Post]:
    """Conceal the posts whose address belongs to another one.

    Two files share an address when their names differ by date alone and the time zone moves one of them to the
    other's day. Generators write posts by date, then path, so that the last of them stays.
    """
    owners: dict[str, Post] = {}
    for post in sorted(posts, key=lambda one: (one.date.timestamp() if one.date else -math.inf, one.path)):
        if post.url and post.concealed is None:
            owners[url_key(post.url)] = post
    return [_concealed_unless_owner(post, owners) for post in posts]


def _concealed_unless_owner(post: Post, owners: dict[str, Post]) -> Post:
    owner = owners.get(url_key(post.url)) if post.url and post.concealed is None else None
    if owner is None or owner.path == post.path:
        return post
    return replace(post, concealed="overwritten by a post of the same address")

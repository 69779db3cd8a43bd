"""What the authors decided: pins, exclusions, freshness; the same for scored posts and for every fallback."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownPostError
from recommender.settings import Settings
from recommender.site.names import PostNames
from recommender.site.post import Post


@dataclass(frozen=True)
class Rules:
    """Decisions over post numbers.

    Attributes:
        allowed: whether a post may be recommended. Shape (n_posts,).
        pinnable: whether an author may pin it: as `allowed`, but a pinned post may be old. Shape (n_posts,).
        pins: posts that stand first in a post's list.
        blocked: posts that never stand in a post's list.
        include_newer: whether a post may recommend posts newer than itself.
        unknown: names in rules and front matter that no post answers to, with the place where they stand.
    """

    allowed: NDArray[np.bool_]
    pinnable: NDArray[np.bool_]
    pins: Mapping[int, tuple[int, ...]]
    blocked: Mapping[int, frozenset[int]]
    include_newer: bool
    unknown: tuple[str, ...]


def make_rules(posts: Sequence[Post], settings: Settings, today: float) -> Rules:
    """Resolve the names in settings and front matter.

    Args:
        today: the site's clock in days since 1970, for `max_age_days`.
    """
    names = PostNames(posts)
    unknown: list[str] = []

    def numbers(written: Sequence[str], where: str) -> list[int]:
        found = []
        for name in written:
            try:
                found.append(names.find(name))
            except UnknownPostError as error:
                unknown.append(f"{where}: {error}")
        return found

    never = set(numbers(settings.rules.never, "rules.never"))
    blocked: dict[int, set[int]] = {}
    for name, others in settings.rules.block.items():
        for query in numbers([name], "rules.block"):
            blocked.setdefault(query, set()).update(numbers(others, "rules.block"))
    pins: dict[int, tuple[int, ...]] = {}
    for number, post in enumerate(posts):
        if post.excludes:
            blocked.setdefault(number, set()).update(numbers(post.excludes, f"{post.path}: related_exclude"))
        if post.pins:
            pins[number] = tuple(numbers(post.pins, f"{post.path}: related_posts"))
    oldest = -np.inf if settings.ranking.max_age_days is None else today - settings.ranking.max_age_days
    pinnable = np.array([post.is_recommendable for post in posts], dtype=bool)
    pinnable[list(never)] = False
    fresh = np.array([post.date is None or post.date.timestamp() / 86400 >= oldest for post in posts], dtype=bool)
    return Rules(
        allowed=pinnable & fresh,
        pinnable=pinnable,
        pins=pins,
        blocked={query: frozenset(others) for query, others in blocked.items()},
        include_newer=settings.ranking.include_newer,
        unknown=tuple(unknown),
    )

"""Which posts may stand under which: pins, exclusions, freshness, languages; the same for every way into a list."""

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
        languages: a number for each post's language, -1 where it is unknown. Shape (n_posts,).
        include_newer: whether a post may recommend posts newer than itself.
        unknown: names in rules and front matter that no post answers to, with the place where they stand.
    """

    allowed: NDArray[np.bool_]
    pinnable: NDArray[np.bool_]
    pins: Mapping[int, tuple[int, ...]]
    blocked: Mapping[int, frozenset[int]]
    languages: NDArray[np.int16]
    include_newer: bool
    unknown: tuple[str, ...]

    def shares_language(self, query: int) -> NDArray[np.bool_]:
        """Tell for every post whether a reader of `query` can read it, as far as is known. Shape (n_posts,)."""
        own = self.languages[query]
        if own < 0:
            return np.ones(len(self.languages), dtype=bool)
        shared: NDArray[np.bool_] = (self.languages == own) | (self.languages < 0)
        return shared


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
    for translations in _translations(posts):
        for number in translations:
            blocked.setdefault(number, set()).update(translations - {number})
    oldest = -np.inf if settings.ranking.max_age_days is None else today - settings.ranking.max_age_days
    pinnable = np.array([post.is_recommendable for post in posts], dtype=bool)
    pinnable[list(never)] = False
    fresh = np.array([post.date is None or post.date.timestamp() / 86400 >= oldest for post in posts], dtype=bool)
    return Rules(
        allowed=pinnable & fresh,
        pinnable=pinnable,
        pins=pins,
        blocked={query: frozenset(others) for query, others in blocked.items()},
        languages=_languages(posts),
        include_newer=settings.ranking.include_newer,
        unknown=tuple(unknown),
    )


def _languages(posts: Sequence[Post]) -> NDArray[np.int16]:
    known = sorted({post.language for post in posts if post.language})
    return np.array([known.index(post.language) if post.language else -1 for post in posts], dtype=np.int16)


def _translations(posts: Sequence[Post]) -> list[set[int]]:
    """Group the posts that are translations of one another."""
    groups: dict[str, set[int]] = {}
    for number, post in enumerate(posts):
        if post.translation_key:
            groups.setdefault(post.translation_key, set()).add(number)
    return [group for group in groups.values() if len(group) > 1]

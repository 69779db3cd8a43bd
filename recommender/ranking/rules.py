"""Which posts may stand under which: pins, exclusions, freshness, languages; the same for every way into a list."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.errors import UnknownPostError
from recommender.ranking.series import find_series, neighbours
from recommender.settings import Settings
from recommender.site.names import PostNames
from recommender.site.post import Post
from recommender.site.tags import normalise_tag

#: Titles of fewer letters (日記, お知らせ) stand over anything.
_LEAST_LETTERS = 8
_NO_LETTER = re.compile(r"[\W_]+")


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
        linked: posts that a post's own text links.
        skip_linked: whether those are not recommended once more.
        next_part: the part that follows each part of a series.
        previous_part: the part before it.
        freshness: what a post's age leaves of its score, 1 where age does not matter. Shape (n_posts,).
        titles: a number for each post's title, equal where titles are the same but for marks and blanks; -1 for a
            title too short to say anything. Shape (n_posts,).
        unknown: names in rules and front matter that no post answers to, with the place where they stand.
    """

    allowed: NDArray[np.bool_]
    pinnable: NDArray[np.bool_]
    pins: Mapping[int, tuple[int, ...]]
    blocked: Mapping[int, frozenset[int]]
    languages: NDArray[np.int16]
    include_newer: bool
    linked: Mapping[int, frozenset[int]]
    skip_linked: bool
    next_part: Mapping[int, int]
    previous_part: Mapping[int, int]
    freshness: NDArray[np.float64]
    titles: NDArray[np.int32]
    unknown: tuple[str, ...]

    def already_linked(self, query: int) -> frozenset[int]:
        """Give the posts that are not recommended under `query` because its text links them."""
        return self.linked.get(query, frozenset()) if self.skip_linked else frozenset()

    def shares_language(self, query: int) -> NDArray[np.bool_]:
        """Tell for every post whether a reader of `query` can read it, as far as is known. Shape (n_posts,)."""
        own = self.languages[query]
        if own < 0:
            return np.ones(len(self.languages), dtype=bool)
        shared: NDArray[np.bool_] = (self.languages == own) | (self.languages < 0)
        return shared

    def can_read_both(self, one: int, other: int) -> bool:
        """Tell whether a reader of one post can read the other, as far as is known."""
        languages = int(self.languages[one]), int(self.languages[other])
        return min(languages) < 0 or languages[0] == languages[1]


def make_rules(posts: Sequence[Post], settings: Settings, today: float, links: Sequence[tuple[str, str]] = ()) -> Rules:
    """Resolve the names in settings and front matter.

    Args:
        today: the site's clock in days since 1970, for `max_age_days` and `half_life_days`.
        links: the links of the posts' own text, as pairs of paths.
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
    pinnable = np.array([post.is_recommendable for post in posts], dtype=bool)
    pinnable[list(never)] = False
    ages = _ages(posts, settings.ranking.evergreen, today)
    max_age, half_life = settings.ranking.max_age_days or np.inf, settings.ranking.half_life_days or np.inf
    next_part, previous_part = neighbours(find_series(posts))
    return Rules(
        allowed=pinnable & (ages <= max_age),
        pinnable=pinnable,
        pins=pins,
        blocked={query: frozenset(others) for query, others in blocked.items()},
        languages=_languages(posts),
        include_newer=settings.ranking.include_newer,
        linked=_linked(posts, links),
        skip_linked=settings.ranking.skip_linked,
        next_part=next_part,
        previous_part=previous_part,
        freshness=0.5 ** (ages / half_life),
        titles=_title_numbers(posts),
        unknown=tuple(unknown),
    )


def _linked(posts: Sequence[Post], links: Sequence[tuple[str, str]]) -> dict[int, frozenset[int]]:
    numbers = {post.path: number for number, post in enumerate(posts)}
    linked: dict[int, set[int]] = {}
    for source, target in links:
        linked.setdefault(numbers[source], set()).add(numbers[target])
    return {query: frozenset(targets) for query, targets in linked.items()}


def _ages(posts: Sequence[Post], evergreen: Sequence[str], today: float) -> NDArray[np.float64]:
    """Give each post's age in days; 0 where there is no date, or where the author says that age does not matter."""
    tags = {normalise_tag(tag) for tag in evergreen}
    return np.array(
        [
            0.0
            if post.date is None or post.is_evergreen or tags & {normalise_tag(tag) for tag in post.tags}
            else max(0.0, today - post.date.timestamp() / 86400)
            for post in posts
        ]
    )


def _title_numbers(posts: Sequence[Post]) -> NDArray[np.int32]:
    letters = [_NO_LETTER.sub("", unicodedata.normalize("NFKC", post.title)).casefold() for post in posts]
    numbers: dict[str, int] = {}
    return np.array(
        [numbers.setdefault(one, len(numbers)) if len(one) >= _LEAST_LETTERS else -1 for one in letters], dtype=np.int32
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

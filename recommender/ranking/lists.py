"""Scores to one finished list: rules, threshold, duplicates, diversity, order and fallbacks."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.closeness import Closeness
from recommender.ranking.duplicates import TwinRows
from recommender.ranking.fallbacks import closest_tags_first, newest_first
from recommender.ranking.left_out import MAX_LEFT_OUT, Hold, LeftOut
from recommender.ranking.list_draft import Item, ListDraft, Shortlist
from recommender.ranking.rules import Rules
from recommender.settings import RankingSettings
from recommender.text.vectors import Vectors


class PostList(NamedTuple):
    """One post's list, best first, and the best of the candidates that a rule kept out of it."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]

    def shown(self, limit: int) -> tuple[int, ...]:
        """Give the posts that a reader sees."""
        return tuple(item.target for item in self.items[:limit])


class ListMaker:
    """Makes lists by the rules of one site."""

    def __init__(
        self,
        vectors: Vectors,
        rules: Rules,
        settings: RankingSettings,
        twins: TwinRows,
        closeness: Closeness,
    ) -> None:
        """Take what all lists have in common.

        Args:
            twins: for each post that has some, those that are nearly the same.
            closeness: of the posts' texts.
        """
        self._closeness = closeness
        self._days = vectors.days
        self._tags = vectors.tags
        self._rules = rules
        self._settings = settings
        self._twins = twins
        self._by_date = newest_first(vectors)
        self._age_rank = np.empty(len(vectors), dtype=np.intp)
        self._age_rank[self._by_date] = np.arange(len(vectors))

    def make(self, shortlist: Shortlist, holds: Mapping[int, Hold] | None = None) -> PostList:
        """Make a list: pins, the next part, then scored posts by score, newer date and path, then fallbacks.

        Each scored post counts its relevance × (1 − diversity × its cosine with the nearest link above it): maximal
        marginal relevance (Carbonell & Goldstein 1998) as a share, so that scores fall from link to link and the first
        links of a long list are the short list. A candidate that is held back follows with a score below theirs.

        Args:
            holds: candidates that may not stand in the first places.

        Returns:
            A list at most `KEPT` long; fallbacks fill it up to `settings.limit`.
        """
        cosines = self._closeness.among(shortlist.targets)
        draft = ListDraft(shortlist, cosines, self._rules, self._twins, holds or {})
        for pin in self._rules.pins.get(shortlist.query, ()):
            draft.pin(pin)
        if self._settings.next_part_first and shortlist.query in self._rules.next_part:
            draft.place_part(self._rules.next_part[shortlist.query], self._days)
        draft.take_out_unwelcome(self._days)
        draft.place_scored(self._settings.diversity, self._settings.threshold, self._age_rank)
        draft.close_rest()
        for source in self._settings.fallback:
            if len(draft.items) < self._settings.limit:
                draft.fill(self._fallback(source, shortlist.query), source, self._settings.limit, self._days)
        left_out = sorted(draft.left_out, key=lambda one: (-one.relevance, one.target))[:MAX_LEFT_OUT]
        return PostList(tuple(draft.items), tuple(left_out))

    def _fallback(self, source: str, query: int) -> NDArray[np.intp]:
        if source == "same_tag":
            return closest_tags_first(self._tags[query], self._tags, self._by_date)
        return self._by_date

"""Scores to finished lists: rules, threshold, duplicates, order and fallbacks."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.candidates import Pairs
from recommender.ranking.fallbacks import closest_tags_first, newest_first
from recommender.ranking.rules import Rules
from recommender.settings import RankingSettings
from recommender.text.vectors import Vectors

#: Items kept per post, so that any `-k` up to it can be asked of a model.
KEPT = 20


@dataclass(frozen=True)
class Item:
    """One recommended post: its number, its score and where it came from (one of `SOURCES`)."""

    target: int
    score: float
    source: str


def make_lists(
    pairs: Pairs,
    scores: NDArray[np.float32],
    vectors: Vectors,
    rules: Rules,
    settings: RankingSettings,
    twins: dict[int, frozenset[int]],
) -> list[list[Item]]:
    """Make every post's list: pins, then scored posts by score, newer date and path, then fallbacks.

    Args:
        pairs: candidates, never a post with itself, targets allowed.
        scores: score of each pair, as printed. Shape (n_pairs,).
        twins: posts that are nearly the same; a list holds one of them, and none of the post's own.

    Returns:
        One list a post, at most `KEPT` long; fallbacks fill it up to `settings.limit`.
    """
    newest = np.nan_to_num(vectors.days, nan=-np.inf)
    order = np.lexsort((pairs.targets, -newest[pairs.targets], -scores, pairs.queries))
    starts = np.searchsorted(pairs.queries, np.arange(len(vectors) + 1))
    by_date = newest_first(vectors)
    lists = []
    for query in range(len(vectors)):
        places = order[starts[query] : starts[query + 1]]
        known = {int(pairs.targets[i]): round(float(scores[i]), 4) for i in places}
        draft = _Draft(query, vectors, rules, twins)
        for pin in rules.pins.get(query, ()):
            draft.add(pin, known.get(pin, 0.0), "pin")
        for target, score in known.items():
            if score < settings.threshold or len(draft.items) >= KEPT:
                break
            draft.add(target, score, "scored")
        for source in settings.fallback:
            if len(draft.items) < settings.limit:
                fallback = closest_tags_first(query, vectors, by_date) if source == "same_tag" else by_date
                draft.fill(fallback, known, source, settings.limit)
        lists.append(draft.items)
    return lists


class _Draft:
    """One list in the making; every way into it passes the same rules."""

    def __init__(self, query: int, vectors: Vectors, rules: Rules, twins: dict[int, frozenset[int]]) -> None:
        self.items: list[Item] = []
        self._query = query
        self._vectors = vectors
        self._rules = rules
        self._twins = twins
        self._never = {query, *rules.blocked.get(query, ())}
        self._readable = rules.shares_language(query)
        self._folded = set(twins.get(query, ()))

    def add(self, target: int, score: float, source: str) -> None:
        """Append a post unless a rule is against it; an author's pin overrides freshness and duplicates."""
        if len(self.items) >= KEPT or target in self._never:
            return
        is_welcome = self._rules.pinnable[target] if source == "pin" else self._is_welcome(target)
        if is_welcome:
            self.items.append(Item(target, score, source))
            self._never.add(target)
            self._folded |= self._twins.get(target, frozenset())

    def fill(self, targets: Iterable[int], known: dict[int, float], source: str, limit: int) -> None:
        """Append posts until the list is `limit` long."""
        for target in targets:
            if len(self.items) >= limit:
                return
            self.add(int(target), known.get(int(target), 0.0), source)

    def _is_welcome(self, target: int) -> bool:
        days = self._vectors.days
        is_newer = bool(days[target] > days[self._query])
        return bool(
            self._rules.allowed[target]
            and self._readable[target]
            and target not in self._folded
            and (self._rules.include_newer or not is_newer)
        )

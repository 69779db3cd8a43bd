"""Scores to finished lists: rules, threshold, duplicates, order and fallbacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.candidates import Pairs
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
    by_date = np.lexsort((np.arange(len(vectors)), -newest))
    lists = []
    for query in range(len(vectors)):
        known = {int(pairs.targets[i]): float(scores[i]) for i in order[starts[query] : starts[query + 1]]}
        draft = _Draft(query, vectors, rules, twins)
        for pin in rules.pins.get(query, ()):
            draft.add(pin, known.get(pin, 0.0), "pin")
        for target, score in known.items():
            if score < settings.threshold or len(draft.items) >= KEPT:
                break
            draft.add(target, score, "scored")
        for source in settings.fallback:
            if len(draft.items) < settings.limit:
                fallback = _same_tag(query, vectors, by_date) if source == "same_tag" else by_date
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
        self._closed = {query, *rules.blocked.get(query, ()), *twins.get(query, ())}

    def add(self, target: int, score: float, source: str) -> None:
        """Append a post unless a rule is against it; an author's pin overrides freshness and duplicates."""
        is_pin = source == "pin"
        if not self._rules.allowed[target] or (target in self._closed and not (is_pin and target != self._query)):
            return
        if not is_pin and not self._rules.include_newer and self._is_newer(target):
            return
        self.items.append(Item(target, score, source))
        self._closed |= {target, *self._twins.get(target, ())}

    def fill(self, targets: Iterable[int], known: dict[int, float], source: str, limit: int) -> None:
        """Append posts until the list is `limit` long."""
        for target in targets:
            if len(self.items) >= limit:
                return
            self.add(int(target), known.get(int(target), 0.0), source)

    def _is_newer(self, target: int) -> bool:
        return bool(self._vectors.days[target] > self._vectors.days[self._query])


def _same_tag(query: int, vectors: Vectors, by_date: NDArray[np.intp]) -> Sequence[int]:
    """List the posts that share a tag: the rarer the tags in common the earlier, then the newer."""
    if not vectors.tags.nnz:
        return ()
    closeness = np.round((vectors.tags @ vectors.tags[query].T).toarray().ravel()[by_date], 4)
    order = np.argsort(-closeness, kind="stable")
    return [int(post) for post in by_date[order[closeness[order] > 0]]]

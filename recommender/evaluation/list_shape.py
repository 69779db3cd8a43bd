"""Lists as their readers see them, beside whether they are right: reach, evenness, twins, age, dead links."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from recommender.evaluation.measures import Run


@dataclass(frozen=True)
class ListShape:
    """What the lists of a site look like, cut to the length that readers see.

    Attributes:
        unreached: share of the public posts that stand in no list (1 − catalogue coverage).
        largest: share of the lists that the most recommended post stands in.
        gini: how unevenly the posts are recommended, 0 all alike to 1 one alone.
        twins: share of the lists that hold two near-identical posts, or one near-identical to their own.
        days_apart: mean distance in days between a post and those in its list; None without dates.
    """

    unreached: float
    largest: float
    gini: float
    twins: float
    days_apart: float | None


def list_shape(
    run: Run, public: Sequence[str], twins: Mapping[str, AbstractSet[str]], days: Mapping[str, float]
) -> ListShape:
    """Describe lists that are cut to the length that readers see; empty lists count as lists.

    Args:
        run: query → targets, best first.
        public: the posts that may be recommended.
        twins: post → posts that are nearly the same.
        days: post → date in days; posts without a date are not in it.
    """
    counts = in_degrees(run, public)
    return ListShape(
        unreached=sum(not count for count in counts) / len(counts) if counts else 0.0,
        largest=max(counts, default=0) / len(run) if run else 0.0,
        gini=gini(counts),
        twins=sum(_holds_twins(query, targets, twins) for query, targets in run.items()) / len(run) if run else 0.0,
        days_apart=days_apart(run, days),
    )


def cut(run: Run, depth: int) -> dict[str, list[str]]:
    """Keep the first `depth` of each list."""
    return {query: list(targets[:depth]) for query, targets in run.items()}


def in_degrees(run: Run, public: Sequence[str]) -> list[int]:
    """Count for each public post the lists that it stands in, in the order of `public`."""
    counts = Counter(target for targets in run.values() for target in targets)
    return [counts[post] for post in public]


def gini(counts: Sequence[int]) -> float:
    """Give the Gini index of counts: 0 if all are alike, 1 if one has all.

    1 / (n − 1) · Σ (2 j − n − 1) · share of the j-th smallest (Shani & Gunawardana, Evaluating Recommendation
    Systems, 2011, 8.3.3.4); 0 for fewer than two counts or nothing counted.
    """
    shares = np.sort(np.asarray(counts, dtype=np.float64))
    total, size = shares.sum(), len(shares)
    if size < 2 or not total:
        return 0.0
    places = 2 * np.arange(1, size + 1) - size - 1
    return float(places @ (shares / total)) / (size - 1)


def days_apart(run: Run, days: Mapping[str, float]) -> float | None:
    """Give the mean of |date of the post − date of the recommended one| in days over all dated pairs, else None."""
    gaps = [
        abs(days[query] - days[target])
        for query, targets in run.items()
        if query in days
        for target in targets
        if target in days
    ]
    return sum(gaps) / len(gaps) if gaps else None


def _holds_twins(query: str, targets: Sequence[str], twins: Mapping[str, AbstractSet[str]]) -> bool:
    shown = {query, *targets}
    return any(twins.get(post, frozenset()) & shown for post in shown)

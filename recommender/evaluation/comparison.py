"""Contestants side by side on the same posts: means with intervals, and what the first is ahead by."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from recommender.evaluation.bootstrap import Mean, mean_with_interval
from recommender.evaluation.measures import MEASURES, Qrels, Run, measure_each
from recommender.evaluation.significance import holm, randomisation_test


@dataclass(frozen=True)
class Difference:
    """How far one contestant is ahead of another, post by post.

    Attributes:
        mean: mean difference with its 95 % interval; above 0 where the first is better.
        p: of the randomisation test, by itself.
        p_holm: the same for one of so many comparisons as are made with this measure.
    """

    mean: Mean
    p: float
    p_holm: float


@dataclass(frozen=True)
class Comparison:
    """The figures of several contestants over the same posts.

    Attributes:
        queries: how many posts the means are over.
        scores: contestant → measure → mean with interval.
        ahead: contestant → measure → what the first contestant is ahead by; the first is not in it.
    """

    queries: int
    scores: dict[str, dict[str, Mean]]
    ahead: dict[str, dict[str, Difference]]


def compare(judged: Qrels, runs: Mapping[str, Run]) -> Comparison:
    """Measure all contestants, and the first against each of the others.

    Args:
        judged: at least one post with right answers.
        runs: contestant → its lists; the first is the one that is asked about.
    """
    values = {name: _table(judged, run) for name, run in runs.items()}
    scores = {
        name: {measure: mean_with_interval(table[:, i]) for i, measure in enumerate(MEASURES)}
        for name, table in values.items()
    }
    first, *others = values
    ahead = {other: _ahead(values[first] - values[other]) for other in others}
    return Comparison(len(judged), scores, _corrected(ahead))


def _table(judged: Qrels, run: Run) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Give each measure of each post, shape (n_queries, n_measures)."""
    return np.array(list(measure_each(judged, run).values()), dtype=np.float64).T


def _ahead(differences: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> dict[str, Difference]:
    ps = randomisation_test(differences)
    return {
        measure: Difference(mean_with_interval(differences[:, i]), float(ps[i]), float(ps[i]))
        for i, measure in enumerate(MEASURES)
    }


def _corrected(ahead: Mapping[str, Mapping[str, Difference]]) -> dict[str, dict[str, Difference]]:
    raised = {measure: holm([one[measure].p for one in ahead.values()]) for measure in MEASURES}
    return {
        name: {measure: replace(one[measure], p_holm=raised[measure][place]) for measure in MEASURES}
        for place, (name, one) in enumerate(ahead.items())
    }

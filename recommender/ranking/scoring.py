"""What all signals say of many pairs, and what comes of it, by blocks of posts, side by side where that pays."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.progress import Progress, silent
from recommender.ranking.blend import blend
from recommender.ranking.candidates import Pairs
from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs
from recommender.ranking.target_blocks import fill_tables
from recommender.room import room
from recommender.shelf import Shared
from recommender.text.vectors import Vectors

#: Posts whose lists are scored at once.
_SCORED = 2_000


class Measures(NamedTuple):
    """What is known of pairs.

    Attributes:
        signals: in the order of `SIGNALS`. Shape (n_pairs, n_signals).
        cosines: of their texts. Shape (n_pairs,).
        scores: the signals blended. Shape (n_pairs,).
    """

    signals: NDArray[np.float32]
    cosines: NDArray[np.float32]
    scores: NDArray[np.float32]


def measure_all(
    vectors: Shared[Vectors],
    pairs: Shared[Pairs],
    weights: Mapping[str, float],
    *,
    jobs: int = 1,
    progress: Progress = silent,
) -> Measures:
    """Measure the pairs of a site as `measure_pairs` does."""
    count, n_posts = len(pairs.value), len(vectors.value)
    signals, cosines = room((count, len(SIGNALS)), np.float32), room(count, np.float32)
    work = partial(_measure_block, vectors, pairs)
    fill_tables((signals, cosines), work, n_posts, jobs=jobs, progress=progress, step="comparing")
    scores = [np.empty(0, dtype=np.float32)]
    for first in range(0, n_posts, _SCORED):
        own = pairs.value.places_of(range(n_posts)[first : first + _SCORED])
        scores.append(_score(signals[own], pairs.value.queries[own], weights))
    return Measures(signals, cosines, np.concatenate(scores))


def measure_pairs(vectors: Vectors, pairs: Pairs, weights: Mapping[str, float]) -> Measures:
    """Compare, measure and score the candidates of some posts, all those of a post together.

    Args:
        weights: each signal's weight, of sum 1.
    """
    compared = ComparedPairs.of(vectors, pairs.queries, pairs.targets)
    signals = signals_of(vectors, compared)
    return Measures(signals, compared.cosines, _score(signals, pairs.queries, weights))


def signals_of(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give what each signal says of each pair. Shape (n_pairs, n_signals)."""
    return np.column_stack([signal(vectors, pairs) for signal in SIGNALS.values()])


def _score(
    signals: NDArray[np.float32], queries: NDArray[np.intp], weights: Mapping[str, float]
) -> NDArray[np.float32]:
    return blend(dict(zip(SIGNALS, signals.T, strict=True)), weights, queries)


def _measure_block(
    vectors: Shared[Vectors], pairs: Shared[Pairs], targets: range, posts: Sequence[int]
) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.float32]]:
    places, own = pairs.value.among(posts, targets)
    compared = ComparedPairs.of(vectors.value, own.queries, own.targets)
    return places, signals_of(vectors.value, compared), compared.cosines

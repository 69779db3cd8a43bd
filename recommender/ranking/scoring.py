"""What all signals say of many pairs, and what comes of it, by blocks of posts, side by side where that pays."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.batches import in_batches
from recommender.progress import Progress, silent
from recommender.ranking.blend import blend
from recommender.ranking.candidates import Pairs
from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs
from recommender.shelf import Shared
from recommender.text.vectors import Vectors


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
    work = partial(_measure_block, vectors, pairs, weights)
    posts = range(len(vectors.value))
    blocks = in_batches(work, posts, jobs, threads=jobs, progress=progress, step="comparing")
    return Measures(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


def measure_pairs(vectors: Vectors, pairs: Pairs, weights: Mapping[str, float]) -> Measures:
    """Compare, measure and score the candidates of some posts, all those of a post together.

    Args:
        weights: each signal's weight, of sum 1.
    """
    compared = ComparedPairs.of(vectors, pairs.queries, pairs.targets)
    signals = signals_of(vectors, compared)
    scores = blend(dict(zip(SIGNALS, signals.T, strict=True)), weights, pairs.queries)
    return Measures(signals, compared.cosines, scores)


def signals_of(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give what each signal says of each pair. Shape (n_pairs, n_signals)."""
    return np.column_stack([signal(vectors, pairs) for signal in SIGNALS.values()])


def _measure_block(
    vectors: Shared[Vectors], pairs: Shared[Pairs], weights: Mapping[str, float], posts: Sequence[int]
) -> Measures:
    return measure_pairs(vectors.value, pairs.value.of(posts), weights)

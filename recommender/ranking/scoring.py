"""What all signals say of many pairs, by blocks of posts, side by side where that pays."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from recommender.batches import in_batches
from recommender.progress import Progress, silent
from recommender.ranking.candidates import Pairs
from recommender.ranking.signals import SIGNALS
from recommender.ranking.signals.paired import ComparedPairs
from recommender.shelf import Shared
from recommender.text.vectors import Vectors


def measure_pairs(
    vectors: Shared[Vectors], pairs: Shared[Pairs], *, jobs: int = 1, progress: Progress = silent
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give what each signal says of each pair, in the order of `SIGNALS`, and the cosines of the texts.

    Returns:
        Shapes (n_pairs, n_signals) and (n_pairs,).
    """
    work = partial(_measure_block, vectors, pairs)
    posts = range(len(vectors.value))
    blocks = in_batches(work, posts, jobs, threads=jobs, progress=progress, step="comparing")
    signals, cosines = zip(*blocks, strict=True) if blocks else ([np.empty((0, len(SIGNALS)))], [np.empty(0)])
    return np.concatenate(signals, dtype=np.float32), np.concatenate(cosines, dtype=np.float32)


def signals_of(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give what each signal says of each pair. Shape (n_pairs, n_signals)."""
    return np.column_stack([signal(vectors, pairs) for signal in SIGNALS.values()])


def _measure_block(
    vectors: Shared[Vectors], pairs: Shared[Pairs], posts: Sequence[int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    block = pairs.value.of(posts)
    compared = ComparedPairs.of(vectors.value, block.queries, block.targets)
    return signals_of(vectors.value, compared), compared.cosines

"""Cosine of two posts' tags."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors


def tags(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the idf-weighted cosine of the tags: a rare tag in common says more; 0 for a post without tags."""
    return paired_dot(vectors.tags, vectors.tags, queries, targets)

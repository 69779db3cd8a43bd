"""Cosine of two titles."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors


def title(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the TF-IDF cosine of the words of the titles; 0 where a title has no word."""
    return paired_dot(vectors.title, vectors.title, queries, targets)

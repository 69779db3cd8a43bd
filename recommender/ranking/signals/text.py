"""Cosine of the words of two posts."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import rare_cosine
from recommender.text.vectors import Vectors


def text(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the TF-IDF cosine of text and title, rare words weighing more; 0 for a wordless post."""
    return rare_cosine(vectors.body, vectors.idf, queries, targets)

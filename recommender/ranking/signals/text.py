"""Cosine of the words of two posts."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors


def text(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the TF-IDF cosine of text and title; 0 for a wordless post (Salton & Buckley 1988)."""
    return paired_dot(vectors.body, vectors.body, queries, targets)

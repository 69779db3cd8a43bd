"""Cosine of the phrases of two posts."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors


def phrases(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the TF-IDF cosine over adjacent pairs of words: 機械 学習 is more than 機械 and 学習."""
    return paired_dot(vectors.phrases, vectors.phrases, queries, targets)

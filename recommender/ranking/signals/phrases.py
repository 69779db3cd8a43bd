"""Cosine of the phrases of two posts."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import rare_cosine
from recommender.text.vectors import Vectors


def phrases(vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> NDArray[np.float32]:
    """Give the cosine over adjacent pairs of words, rare ones weighing more: 機械 学習 is more than 機械 and 学習."""
    return rare_cosine(vectors.phrases, vectors.phrase_idf, queries, targets)

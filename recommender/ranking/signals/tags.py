"""Cosine of two posts' tags."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import ComparedPairs, paired_dot
from recommender.text.vectors import Vectors


def tags(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give the idf-weighted cosine of the tags: a rare tag in common says more; 0 for a post without tags."""
    return paired_dot(vectors.tags, vectors.tags, pairs.queries, pairs.targets)

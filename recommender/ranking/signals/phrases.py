"""Cosine of the phrases of one post and of a passage of the other."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import ComparedPairs, best_passage
from recommender.text.vectors import Vectors


def phrases(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give what `text` gives, over adjacent pairs of words: 機械 学習 is more than 機械 and 学習."""
    return best_passage(vectors.phrases, vectors.phrase_passages, pairs.queries, pairs.targets)

"""How much of one post's title the other post speaks of."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import ComparedPairs, paired_dot
from recommender.text.vectors import Vectors


def text_covers_title(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give the share of the target's title, weighted by idf, whose words stand in the query's text or title."""
    return paired_dot(vectors.presence, vectors.title_shares, pairs.queries, pairs.targets)


def title_covered_by_text(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give the share of the query's title, weighted by idf, whose words stand in the target's text or title."""
    return paired_dot(vectors.title_shares, vectors.presence, pairs.queries, pairs.targets)

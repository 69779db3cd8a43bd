"""How near posts are to one another as readers see them: by the words of their texts, whatever speaks for a link."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.candidates import Pairs
from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors


class Closeness:
    """Cosines of posts' texts, of those pairs that are candidates of one another; all others count as 0."""

    def __init__(self, vectors: Vectors, pairs: Pairs) -> None:
        """Take the cosines of candidate pairs, in either direction."""
        cosines = paired_dot(vectors.body, vectors.body, pairs.queries, pairs.targets)
        one_way = csr_matrix((cosines, (pairs.queries, pairs.targets)), shape=(len(vectors), len(vectors)))
        self.matrix: csr_matrix = one_way.maximum(one_way.T).tocsr()
        self._places = np.full(len(vectors), -1, dtype=np.int32)

    def among(self, posts: NDArray[np.intp]) -> NDArray[np.float32]:
        """Give the cosine of each of `posts` (no post twice) with each other, 0 with itself. Shape (n, n)."""
        self._places[posts] = np.arange(len(posts))
        rows = self.matrix[posts]
        columns = self._places[rows.indices]
        known = columns >= 0
        cosines = np.zeros((len(posts), len(posts)), dtype=np.float32)
        cosines[np.repeat(np.arange(len(posts)), np.diff(rows.indptr))[known], columns[known]] = rows.data[known]
        self._places[posts] = -1
        return cosines

"""How near posts are to one another as readers see them: by the words of their texts, whatever speaks for a link."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.candidates import Pairs
from recommender.text.vectors import Vectors


class Closeness:
    """Cosines of posts' texts."""

    def __init__(self, pairs: Pairs, cosines: NDArray[np.float32], n_posts: int) -> None:
        """Take those of pairs, in either direction; all other pairs count as 0, of two the higher one counts."""
        self.matrix = csr_matrix((cosines, (pairs.queries, pairs.targets)), shape=(n_posts, n_posts))
        self._places = np.full(n_posts, -1, dtype=np.int32)

    @classmethod
    def of_all(cls, vectors: Vectors) -> "Closeness":
        """Take those of all pairs, of which there should not be many."""
        cosines = (vectors.body @ vectors.body.T).tocoo()
        others = cosines.row != cosines.col
        return cls(Pairs(cosines.row[others], cosines.col[others]), cosines.data[others], len(vectors))

    def among(self, posts: NDArray[np.intp]) -> NDArray[np.float32]:
        """Give the cosine of each of `posts` (no post twice) with each other, 0 with itself. Shape (n, n)."""
        self._places[posts] = np.arange(len(posts))
        rows = self.matrix[posts]
        columns = self._places[rows.indices]
        known = columns >= 0
        cosines = np.zeros((len(posts), len(posts)), dtype=np.float32)
        cosines[np.repeat(np.arange(len(posts)), np.diff(rows.indptr))[known], columns[known]] = rows.data[known]
        self._places[posts] = -1
        # Not made symmetric for the whole site: that would give posts which many are near to endless rows.
        return np.maximum(cosines, cosines.T)

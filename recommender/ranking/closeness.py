"""How near posts are to one another as readers see them: by the words of their texts, whatever speaks for a link."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled
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
        # Not made symmetric for the whole site: that would give posts which many are near to endless rows.
        return _among(Sparse.of(self.matrix), posts, self._places)


@compiled
def _among(matrix: Sparse, posts: NDArray[np.intp], places: NDArray[np.int32]) -> NDArray[np.float32]:
    """Give the entries of rows and columns `posts`, of both directions the higher.

    Args:
        places: all -1, which they are again afterwards. Shape (n_posts,).
    """
    found = np.zeros((len(posts), len(posts)), dtype=np.float32)
    for place in range(len(posts)):
        places[posts[place]] = place
    for place in range(len(posts)):
        for entry in range(matrix.starts[posts[place]], matrix.starts[posts[place] + 1]):
            other = places[matrix.columns[entry]]
            if other >= 0:
                cosine = max(found[place, other], matrix.values[entry])
                found[place, other] = found[other, place] = cosine
    for place in range(len(posts)):
        places[posts[place]] = -1
    return found

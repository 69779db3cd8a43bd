"""How near posts are to one another as readers see them: by the words of their texts, whatever speaks for a link."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, span
from recommender.ranking.candidates import Pairs
from recommender.room import room
from recommender.text.vectors import Vectors


def closeness_of_pairs(pairs: Pairs, cosines: NDArray[np.float32], n_posts: int) -> csr_matrix:
    """Lay the cosines of pairs into a matrix; all other pairs count as 0. Shape (n_posts, n_posts).

    Args:
        pairs: sorted by query.
    """
    # Not made symmetric: that would give posts which many are near to endless rows.
    columns = room(len(pairs), np.int32)
    columns[:] = pairs.targets
    return csr_matrix((cosines, columns, pairs.starts(n_posts)), shape=(n_posts, n_posts))


def closeness_of_all(vectors: Vectors) -> csr_matrix:
    """Give the cosines of all pairs, of which there should not be many. Shape (n_posts, n_posts)."""
    cosines = (vectors.body @ vectors.body.T).tocoo()
    others = cosines.row != cosines.col
    return closeness_of_pairs(Pairs(cosines.row[others], cosines.col[others]), cosines.data[others], len(vectors))


@compiled
def among(closeness: Sparse, posts: NDArray[np.intp], places: NDArray[np.int32]) -> NDArray[np.float32]:
    """Give the cosine of each of `posts` with each other, of both directions the higher, 0 with itself.

    Args:
        posts: no post twice. Shape (n,).
        places: where each post of the site stands among them, -1 for others. Shape (n_posts,).

    Returns:
        Shape (n, n).
    """
    found = np.zeros((len(posts), len(posts)), dtype=np.float32)
    for place in range(len(posts)):
        for entry in span(closeness.starts[posts[place]], closeness.starts[posts[place] + 1]):
            other = places[closeness.columns[entry]]
            if other >= 0:
                cosine = max(found[place, other], closeness.values[entry])
                found[place, other] = found[other, place] = cosine
    return found

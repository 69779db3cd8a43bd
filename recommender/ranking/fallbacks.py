"""Orders that need no text: what fills a list that is too short, and what most blogs have today."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.text.vectors import Vectors


def newest_first(vectors: Vectors) -> NDArray[np.intp]:
    """Order all posts by date, the newest first, undated ones last, equal dates by path. Shape (n_posts,)."""
    order: NDArray[np.intp] = np.lexsort((np.arange(len(vectors)), -np.nan_to_num(vectors.days, nan=-np.inf)))
    return order


def closest_tags_first(own: csr_matrix, tags: csr_matrix, posts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Order those of `posts` that share a tag with a row of tags: rare tags in common first, else as they stand."""
    if not own.nnz:
        return posts[:0]
    closeness = np.round((tags[posts] @ own.T).toarray().ravel(), 4)
    order = np.argsort(-closeness, kind="stable")
    sharing: NDArray[np.intp] = posts[order[closeness[order] > 0]]
    return sharing

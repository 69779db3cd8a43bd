"""Orders that need no text: what fills a list that is too short, and what most blogs have today."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.text.vectors import Vectors


def newest_first(vectors: Vectors) -> NDArray[np.intp]:
    """Order all posts by date, the newest first, undated ones last, equal dates by path. Shape (n_posts,)."""
    order: NDArray[np.intp] = np.lexsort((np.arange(len(vectors)), -np.nan_to_num(vectors.days, nan=-np.inf)))
    return order


def posts_of_tags(tags: csr_matrix, posts: NDArray[np.intp]) -> csr_matrix:
    """Give how much each tag counts in each of `posts`, in their order. Shape (n_tags, len(posts))."""
    return csr_matrix(tags[posts].T)


def closest_tags_first(own: csr_matrix, tags: csr_matrix, posts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Order those of `posts` that share a tag with a post: rare tags in common first, else as they stand.

    Args:
        own: the tags of the post, one row.
        tags: `posts_of_tags` of the others.
    """
    shared = csr_matrix(own @ tags)
    closeness = np.round(shared.data, 4)
    order = np.lexsort((shared.indices, -closeness))
    sharing: NDArray[np.intp] = posts[shared.indices[order[closeness[order] > 0]]]
    return sharing

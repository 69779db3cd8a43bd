"""Orders that need no text: what fills a list that is too short, and what most blogs have today."""

from collections.abc import Iterator

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


def closest_tags_first(own: csr_matrix, tags: csr_matrix, posts: NDArray[np.intp]) -> Iterator[int]:
    """Give those of `posts` that share a tag with a post: rare tags in common first, else as they stand.

    Args:
        own: the tags of the post, one row.
        tags: `posts_of_tags` of the others.
    """
    shared = csr_matrix(own @ tags)
    closeness = np.round(shared.data, 4)
    # Only the first few are mostly asked for.
    for level in np.unique(closeness[closeness > 0])[::-1]:
        yield from posts[np.sort(shared.indices[closeness == level])].tolist()

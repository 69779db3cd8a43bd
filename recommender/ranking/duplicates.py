"""Posts that are nearly the same: a list holds one of them."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

#: Cosine of the texts from which on two posts are versions of one: notices of releases, yearly lists, re-publications.
NEAR_DUPLICATE = 0.8
#: The same cosine where the titles are the same but for marks and blanks: two takes on one piece of news.
_SAME_TITLE = 0.3
#: Short notes of one form are alike without being copies of one another.
_MIN_WORDS = 30


class Twins(NamedTuple):
    """Posts that are nearly the same, post behind post.

    Attributes:
        starts: where the twins of each post begin, at the end how many there are. Shape (n_posts + 1,).
        posts: the twins, those of a post sorted. Shape (n_twins,).
    """

    starts: NDArray[np.intp]
    posts: NDArray[np.intp]

    @classmethod
    def of(cls, ones: NDArray[np.integer[Any]], others: NDArray[np.integer[Any]], n_posts: int) -> "Twins":
        """Take pairs of posts, each in either direction or both. Shapes (n_pairs,)."""
        rows, columns = np.concatenate([ones, others]), np.concatenate([others, ones])
        twins = csr_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(n_posts, n_posts))
        twins.sum_duplicates()
        return cls(twins.indptr.astype(np.intp), twins.indices.astype(np.intp))

    def twins_of(self, post: int) -> list[int]:
        """List the twins of a post."""
        twins: list[int] = self.posts[self.starts[post] : self.starts[post + 1]].tolist()
        return twins

    def all_posts(self) -> list[int]:
        """List the posts that have some."""
        posts: list[int] = np.flatnonzero(np.diff(self.starts)).tolist()
        return posts


def find_near_duplicates(
    cosines: csr_matrix, lengths: NDArray[np.integer[Any]], titles: NDArray[np.integer[Any]]
) -> Twins:
    """Find for every post those that are nearly the same.

    Args:
        cosines: of the texts, of each pair in either direction or both. Shape (n_posts, n_posts).
        lengths: distinct words of each post. Shape (n_posts,).
        titles: a number for each post's title, equal where titles are; -1 for one too short to say anything.
            Shape (n_posts,).
    """
    pairs = cosines.tocoo()
    near = pairs.data >= _SAME_TITLE
    rows, columns, values = pairs.row[near], pairs.col[near], pairs.data[near]
    long = np.minimum(lengths[rows], lengths[columns]) >= _MIN_WORDS
    same_title = (titles[rows] == titles[columns]) & (titles[rows] >= 0)
    is_twin = (rows != columns) & (same_title | (long & (values >= NEAR_DUPLICATE)))
    return Twins.of(rows[is_twin], columns[is_twin], len(lengths))


def clusters(twins: Twins) -> list[list[int]]:
    """Put the posts that are joined by near-duplicates into groups, the largest first."""
    n_posts = len(twins.starts) - 1
    graph = csr_matrix((np.ones(len(twins.posts), dtype=np.int8), twins.posts, twins.starts), shape=(n_posts, n_posts))
    _, labels = connected_components(graph, directed=False)
    groups: dict[int, list[int]] = {}
    for post in twins.all_posts():
        groups.setdefault(int(labels[post]), []).append(post)
    return sorted(groups.values(), key=lambda group: (-len(group), group))

"""Posts that are nearly the same: a list holds one of them."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

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

Twins: TypeAlias = Mapping[int, frozenset[int]]


def find_near_duplicates(
    cosines: csr_matrix, lengths: NDArray[np.integer[Any]], titles: NDArray[np.integer[Any]]
) -> dict[int, frozenset[int]]:
    """Find for every post those that are nearly the same; posts without a twin are not in the result.

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
    twins: dict[int, set[int]] = {}
    for row, column in zip(rows[is_twin].tolist(), columns[is_twin].tolist(), strict=True):
        twins.setdefault(row, set()).add(column)
        twins.setdefault(column, set()).add(row)
    return {row: frozenset(twins[row]) for row in sorted(twins)}


class TwinRows(NamedTuple):
    """Twins as arrays, which processes share and compiled loops take.

    Attributes:
        starts: where the twins of each post begin, at the end how many there are. Shape (n_posts + 1,).
        posts: the twins, sorted post by post. Shape (n_twins,).
    """

    starts: NDArray[np.intp]
    posts: NDArray[np.intp]

    @classmethod
    def of(cls, twins: Twins, n_posts: int) -> "TwinRows":
        """Take those of all posts."""
        starts = np.append(0, np.cumsum([len(twins.get(post, ())) for post in range(n_posts)], dtype=np.intp))
        return cls(starts, np.array([twin for post in sorted(twins) for twin in sorted(twins[post])], dtype=np.intp))

    def twins_of(self, post: int) -> list[int]:
        """List the twins of a post."""
        twins: list[int] = self.posts[self.starts[post] : self.starts[post + 1]].tolist()
        return twins


def clusters(twins: Twins) -> list[list[int]]:
    """Put the posts that are joined by near-duplicates into groups, the largest first."""
    if not twins:
        return []
    posts = sorted(twins)
    places = {post: place for place, post in enumerate(posts)}
    edges = [(places[one], places[other]) for one in posts for other in twins[one]]
    rows, columns = zip(*edges, strict=True)
    graph = csr_matrix((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(len(posts), len(posts)))
    count, labels = connected_components(graph, directed=False)
    groups: list[list[int]] = [[] for _ in range(count)]
    for post, label in zip(posts, labels.tolist(), strict=True):
        groups[label].append(post)
    return sorted(groups, key=lambda group: (-len(group), group))

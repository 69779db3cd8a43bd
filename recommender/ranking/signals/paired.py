"""Dot products of pairs of sparse rows, and of rows with passages."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.text.passages import Passages


def paired_dot(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply row `queries[i]` of `left` with row `targets[i]` of `right`; values above 1 by rounding become 1.

    Neighbouring pairs of one query are one product, so that pairs sorted by query cost least.

    Args:
        left: shape (n_posts, n_terms).
        right: shape (n_posts, n_terms).
        queries: shape (n_pairs,).
        targets: shape (n_pairs,).

    Returns:
        Shape (n_pairs,).
    """
    products = np.zeros(len(queries), dtype=np.float32)
    row = np.zeros(left.shape[1], dtype=np.float32)
    for start, stop in _runs(queries):
        query = queries[start]
        entries = slice(left.indptr[query], left.indptr[query + 1])
        row[left.indices[entries]] = left.data[entries]
        products[start:stop] = right[targets[start:stop]] @ row
        row[left.indices[entries]] = 0
    return np.clip(products, 0, 1)


def best_passage(
    rows: csr_matrix, passages: Passages, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply row `queries[i]` with each passage of post `targets[i]` and give the highest cosine.

    Args:
        rows: of length 1 or 0. Shape (n_posts, n_terms).
        passages: of the posts.
        queries: shape (n_pairs,).
        targets: shape (n_pairs,).

    Returns:
        In [0, 1], shape (n_pairs,).
    """
    products = np.zeros(len(queries), dtype=np.float32)
    row = np.zeros(rows.shape[1], dtype=np.float32)
    n_parts = np.diff(passages.starts)
    for start, stop in _runs(queries):
        query = queries[start]
        entries = slice(rows.indptr[query], rows.indptr[query + 1])
        row[rows.indices[entries]] = rows.data[entries]
        counts = n_parts[targets[start:stop]]
        firsts = np.cumsum(counts) - counts
        numbers = np.arange(counts.sum()) + np.repeat(passages.starts[targets[start:stop]] - firsts, counts)
        of_parts, lengths = passages.parts[numbers] @ row, passages.lengths[numbers]
        cosines = np.zeros(len(numbers), dtype=np.float32)
        np.divide(of_parts[:-1] + of_parts[1:], lengths[:-1], out=cosines[:-1], where=lengths[:-1] > 0)
        products[start:stop] = np.maximum.reduceat(cosines, firsts)
        row[rows.indices[entries]] = 0
    return np.clip(products, 0, 1)


def _runs(queries: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Give start and end of each stretch of equal queries."""
    if len(queries):
        yield from pairwise([0, *(np.flatnonzero(np.diff(queries)) + 1).tolist(), len(queries)])

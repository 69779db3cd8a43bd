"""Dot products of pairs of sparse rows, and of rows with passages."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.text.passages import Passages

#: Rows of fewer entries than these, on average, cost less to multiply than to pick out …
_SHORT = 40
#: … so that they are picked out for so many queries at once.
_TOGETHER = 8


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
    multiply = _side_by_side if right.nnz < _SHORT * right.shape[0] else _one_by_one
    return np.clip(multiply(left, right, queries, targets), 0, 1)


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
    of_titles = paired_dot(rows, passages.titles, queries, targets)
    for start, stop in _runs(queries):
        _lay_out(rows, queries[start], row)
        posts = targets[start:stop]
        counts = n_parts[posts]
        firsts = np.cumsum(counts) - counts
        numbers = np.arange(counts.sum()) + np.repeat(passages.starts[posts] - firsts, counts)
        of_parts, lengths = passages.parts[numbers] @ row, passages.lengths[numbers]
        of_passages = of_parts[:-1] + of_parts[1:] + np.repeat(of_titles[start:stop], counts)[:-1]
        cosines = np.zeros(len(numbers), dtype=np.float32)
        np.divide(of_passages, lengths[:-1], out=cosines[:-1], where=lengths[:-1] > 0)
        products[start:stop] = np.maximum.reduceat(cosines, firsts)
        _clear(rows, queries[start], row)
    return np.clip(products, 0, 1)


def _one_by_one(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    products = np.zeros(len(queries), dtype=np.float32)
    row = np.zeros(left.shape[1], dtype=np.float32)
    for start, stop in _runs(queries):
        _lay_out(left, queries[start], row)
        products[start:stop] = right[targets[start:stop]] @ row
        _clear(left, queries[start], row)
    return products


def _side_by_side(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply the targets of several queries with each of these, and keep the products of pairs."""
    products = np.zeros(len(queries), dtype=np.float32)
    rows = np.zeros((left.shape[1], _TOGETHER), dtype=np.float32)
    runs = list(_runs(queries))
    for first in range(0, len(runs), _TOGETHER):
        several = runs[first : first + _TOGETHER]
        for column, (start, _) in enumerate(several):
            _lay_out(left, queries[start], rows[:, column])
        pairs = slice(several[0][0], several[-1][1])
        columns = np.repeat(np.arange(len(several)), [stop - start for start, stop in several])
        products[pairs] = (right[targets[pairs]] @ rows)[np.arange(len(columns)), columns]
        for column, (start, _) in enumerate(several):
            _clear(left, queries[start], rows[:, column])
    return products


def _lay_out(rows: csr_matrix, post: int, row: NDArray[np.float32]) -> None:
    entries = slice(rows.indptr[post], rows.indptr[post + 1])
    row[rows.indices[entries]] = rows.data[entries]


def _clear(rows: csr_matrix, post: int, row: NDArray[np.float32]) -> None:
    row[rows.indices[rows.indptr[post] : rows.indptr[post + 1]]] = 0


def _runs(queries: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Give start and end of each stretch of equal queries."""
    if len(queries):
        yield from pairwise([0, *(np.flatnonzero(np.diff(queries)) + 1).tolist(), len(queries)])

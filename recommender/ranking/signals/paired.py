"""Dot products of pairs of sparse rows, and of rows with passages."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled
from recommender.text.passages import Passages


def paired_dot(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply row `queries[i]` of `left` with row `targets[i]` of `right`; values above 1 by rounding become 1.

    Pairs sorted by query cost least.

    Args:
        left: shape (n_posts, n_terms).
        right: shape (n_posts, n_terms).
        queries: shape (n_pairs,).
        targets: shape (n_pairs,).

    Returns:
        Shape (n_pairs,).
    """
    row = np.zeros(left.shape[1], dtype=np.float32)
    return np.clip(_multiply(Sparse.of(left), Sparse.of(right), queries, targets, row), 0, 1)


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
    parts, titles = Sparse.of(passages.parts), Sparse.of(passages.titles)
    starts, lengths = np.asarray(passages.starts), np.asarray(passages.lengths)
    row = np.zeros(rows.shape[1], dtype=np.float32)
    cosines = _multiply_passages(Sparse.of(rows), parts, titles, starts, lengths, queries, targets, row)
    return np.clip(cosines, 0, 1)


@compiled
def _multiply(
    left: Sparse, right: Sparse, queries: NDArray[np.intp], targets: NDArray[np.intp], row: NDArray[np.float32]
) -> NDArray[np.float32]:
    products = np.zeros(len(queries), dtype=np.float32)
    for pair in range(len(queries)):
        lay_out(left, queries, pair, row)
        products[pair] = _product(right, targets[pair], row)
    return products


@compiled
def _multiply_passages(
    rows: Sparse,
    parts: Sparse,
    titles: Sparse,
    starts: NDArray[np.intp],
    lengths: NDArray[np.float32],
    queries: NDArray[np.intp],
    targets: NDArray[np.intp],
    row: NDArray[np.float32],
) -> NDArray[np.float32]:
    best = np.zeros(len(queries), dtype=np.float32)
    for pair in range(len(queries)):
        lay_out(rows, queries, pair, row)
        target = targets[pair]
        of_title = _product(titles, target, row)
        of_part = _product(parts, starts[target], row)
        for part in range(starts[target], starts[target + 1] - 1):
            of_next = _product(parts, part + 1, row)
            if lengths[part] > 0:
                best[pair] = max(best[pair], (of_part + of_next + of_title) / lengths[part])
            of_part = of_next
    return best


@compiled
def lay_out(rows: Sparse, queries: NDArray[np.intp], pair: int, row: NDArray[np.float32]) -> None:
    """Spread the entries of a pair's query over `row`, where those of the pair before it are."""
    query = queries[pair]
    if pair and query == queries[pair - 1]:
        return
    if pair:
        before = queries[pair - 1]
        for entry in range(rows.starts[before], rows.starts[before + 1]):
            row[rows.columns[entry]] = 0
    for entry in range(rows.starts[query], rows.starts[query + 1]):
        row[rows.columns[entry]] = rows.values[entry]


@compiled
def _product(rows: Sparse, post: int, row: NDArray[np.float32]) -> np.float32:
    product = np.float32(0)
    for entry in range(rows.starts[post], rows.starts[post + 1]):
        product += rows.values[entry] * row[rows.columns[entry]]
    return product

"""Dot products of pairs of sparse rows."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

#: Pairs multiplied at once: bounds the memory of the gathered rows.
_BLOCK = 8192


def paired_dot(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply row `queries[i]` of `left` with row `targets[i]` of `right`; values above 1 by rounding become 1.

    Args:
        left: shape (n_posts, n_terms).
        right: shape (n_posts, n_terms).
        queries: shape (n_pairs,).
        targets: shape (n_pairs,).

    Returns:
        Shape (n_pairs,).
    """
    products = np.zeros(len(queries), dtype=np.float32)
    for start in range(0, len(queries), _BLOCK):
        block = slice(start, start + _BLOCK)
        products[block] = np.asarray(left[queries[block]].multiply(right[targets[block]]).sum(axis=1)).ravel()
    return np.clip(products, 0, 1)

"""Dot products of pairs of sparse rows."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.text.vectors import scale_rows


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
    starts = [0, *(np.flatnonzero(np.diff(queries)) + 1), len(queries)] if len(queries) else []
    for start, stop in pairwise(starts):
        query = queries[start]
        entries = slice(left.indptr[query], left.indptr[query + 1])
        row[left.indices[entries]] = left.data[entries]
        products[start:stop] = right[targets[start:stop]] @ row
        row[left.indices[entries]] = 0
    return np.clip(products, 0, 1)


def rare_cosine(
    vectors: csr_matrix, idf: NDArray[np.float32], queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Give the cosine of TF-IDF vectors in which idf counts once more: rare terms in common say most.

    Found beside other powers: it takes the place of the plain cosine altogether where both are offered to a fit.

    Args:
        vectors: TF-IDF, rows of length 1 or 0. Shape (n_posts, n_terms).
        idf: of each term. Shape (n_terms,).

    Returns:
        Shape (n_pairs,); 0 for a row without terms.
    """
    weighted = vectors.copy()
    weighted.data = weighted.data * idf[weighted.indices]
    weighted = scale_rows(weighted)
    return paired_dot(weighted, weighted, queries, targets)

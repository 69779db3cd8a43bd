"""Counts to weights: how often a text holds a term, and how rare the term is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, span
from recommender.room import room


def sublinear(most: int) -> NDArray[np.float32]:
    """Give 1 + ln n for the counts 0 … `most`, 0 for 0: a word said ten times counts three times as much."""
    counts = np.arange(most + 1, dtype=np.float64)
    counts[1:] = 1 + np.log(counts[1:])
    return counts.astype(np.float32)


def smooth_idf(df: NDArray[np.integer[Any]], n_posts: int) -> NDArray[np.float32]:
    """Give log((1 + n) / (1 + df)) + 1, never 0 and never infinite, as scikit-learn does by the same name."""
    return (np.log((1 + n_posts) / (1 + df)) + 1).astype(np.float32)


def tfidf(counts: csr_matrix, idf: NDArray[np.float32]) -> csr_matrix:
    """Weigh counts by (1 + ln tf) · idf and scale each row to length 1; rows of zeros stay.

    Args:
        counts: whole numbers. Shape (n_texts, n_terms).
        idf: shape (n_terms,).

    Returns:
        The same places, which are kept in memory once.
    """
    weights = room(counts.nnz, np.float32)
    _weigh(Sparse.of(counts), idf, sublinear(int(counts.data.max(initial=0))), weights)
    return csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape, copy=False)


@compiled
def _weigh(counts: Sparse, idf: NDArray[np.float32], tf: NDArray[np.float32], weights: NDArray[np.float32]) -> None:
    for text in range(len(counts.starts) - 1):
        entries = span(counts.starts[text], counts.starts[text + 1])
        square = 0.0
        for entry in entries:
            weights[entry] = tf[np.intp(counts.values[entry])] * idf[counts.columns[entry]]
            square += np.float64(weights[entry]) ** 2
        if square > 0:
            length = np.sqrt(square)
            for entry in entries:
                weights[entry] /= length

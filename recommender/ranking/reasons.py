"""Why two posts belong together, as words a reader knows."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.candidates import Pairs
from recommender.text.vectors import Vectors

#: Words shown per link.
MAX_TERMS = 5
_BLOCK = 8192
_ONE_LETTER = 0.3


def shared_terms(vectors: Vectors, pairs: Pairs, surfaces: Mapping[str, str]) -> NDArray[np.int32]:
    """Find the words that bring most to the cosine of each pair, the weightiest first.

    Args:
        surfaces: the spelling of each word that can be shown; others are passed over.

    Returns:
        Column numbers of `vectors.words`, -1 where there are fewer. Shape (n_pairs, MAX_TERMS).
    """
    showable = np.zeros(len(vectors.words), dtype=np.float32)
    for column in np.unique(vectors.body[np.unique(pairs.queries)].indices):
        showable[column] = _worth_showing(surfaces.get(str(vectors.words[column]), ""))
    terms = np.full((len(pairs), MAX_TERMS), -1, dtype=np.int32)
    for start in range(0, len(pairs), _BLOCK):
        block = slice(start, start + _BLOCK)
        products = vectors.body[pairs.queries[block]].multiply(vectors.body[pairs.targets[block]]).tocsr()
        products.data *= showable[products.indices]
        products.eliminate_zeros()
        for row in range(products.shape[0]):
            best = _heaviest(products, row)
            terms[start + row, : len(best)] = best
    return terms


def _worth_showing(surface: str) -> float:
    """Hold back words of one letter (目, 話, 夜): they say something beside others, and little by themselves."""
    return {0: 0.0, 1: _ONE_LETTER}.get(len(surface), 1.0)


def _heaviest(products: csr_matrix, row: int) -> NDArray[np.int32]:
    bounds = slice(products.indptr[row], products.indptr[row + 1])
    columns, weights = products.indices[bounds], products.data[bounds]
    if len(weights) > 4 * MAX_TERMS:
        most = np.argpartition(-weights, MAX_TERMS)[: 2 * MAX_TERMS]
        columns, weights = columns[most], weights[most]
    return columns[np.lexsort((columns, -weights))][:MAX_TERMS]

"""Why two posts belong together, as words a reader knows."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.batches import MIN_POSTS_FOR_WORKERS, in_batches
from recommender.ranking.candidates import Pairs
from recommender.shelf import Shared
from recommender.text.vectors import Vectors

#: Words shown per link.
MAX_TERMS = 5
_ONE_LETTER = 0.3


def shared_terms(
    vectors: Shared[Vectors], pairs: Shared[Pairs], surfaces: Mapping[str, str], *, jobs: int = 1
) -> NDArray[np.int32]:
    """Find the words that bring most to the cosine of each pair, the weightiest first.

    Args:
        pairs: sorted by query.
        surfaces: the spelling of each word that can be shown; others are passed over.
        jobs: processes to use.

    Returns:
        Column numbers of `vectors.words`, -1 where there are fewer. Shape (n_pairs, MAX_TERMS).
    """
    known = vectors.value
    showable = np.zeros(len(known.words), dtype=np.float32)
    for column in np.unique(known.body[np.unique(pairs.value.queries)].indices):
        showable[column] = _worth_showing(surfaces.get(str(known.words[column]), ""))
    work = partial(_terms_of_block, vectors, pairs, showable)
    blocks = in_batches(work, range(len(known)), jobs, least=MIN_POSTS_FOR_WORKERS)
    return np.concatenate([np.empty((0, MAX_TERMS), dtype=np.int32), *blocks])


def _terms_of_block(
    vectors: Shared[Vectors], pairs: Shared[Pairs], showable: NDArray[np.float32], posts: Sequence[int]
) -> NDArray[np.int32]:
    body, block = vectors.value.body, pairs.value.of(posts)
    products = body[block.queries].multiply(body[block.targets]).tocsr()
    products.data *= showable[products.indices]
    products.eliminate_zeros()
    terms = np.full((len(block), MAX_TERMS), -1, dtype=np.int32)
    for row in range(products.shape[0]):
        best = _heaviest(products, row)
        terms[row, : len(best)] = best
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

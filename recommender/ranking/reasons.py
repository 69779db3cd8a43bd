"""Why two posts belong together, as words a reader knows."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from recommender.batches import in_batches
from recommender.compiled import Sparse, compiled, span
from recommender.progress import Progress, silent
from recommender.ranking.candidates import Pairs
from recommender.ranking.signals.paired import lay_out_query
from recommender.shelf import Shared
from recommender.text.vectors import Vectors

#: Words shown per link.
MAX_TERMS = 5
_ONE_LETTER = 0.3


def shared_terms(
    vectors: Shared[Vectors],
    pairs: Shared[Pairs],
    surfaces: Mapping[str, str],
    *,
    jobs: int = 1,
    progress: Progress = silent,
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
    asking = np.unique(pairs.value.queries)
    for column in np.flatnonzero(np.bincount(known.body[asking].indices)).tolist():
        showable[column] = _worth_showing(surfaces.get(str(known.words[column]), ""))
    work = partial(_terms_of_block, vectors, pairs, showable)
    blocks = in_batches(work, range(len(known)), jobs, threads=jobs, progress=progress, step="finding reasons")
    return np.concatenate([np.empty((0, MAX_TERMS), dtype=np.int32), *blocks])


def _terms_of_block(
    vectors: Shared[Vectors], pairs: Shared[Pairs], showable: NDArray[np.float32], posts: Sequence[int]
) -> NDArray[np.int32]:
    block = pairs.value.of(posts)
    return _heaviest(Sparse.of(vectors.value.body), block.queries, block.targets, showable, MAX_TERMS)


@compiled
def _heaviest(
    body: Sparse, queries: NDArray[np.intp], targets: NDArray[np.intp], showable: NDArray[np.float32], limit: int
) -> NDArray[np.int32]:
    """Give the columns that add most to the product of each pair of rows, the weightiest first.

    Returns:
        Padded with -1. Shape (n_pairs, limit).
    """
    found = np.full((len(queries), limit), -1, dtype=np.int32)
    weights = np.zeros(limit, dtype=np.float32)
    row = np.zeros(len(showable), dtype=np.float32)
    for pair in range(len(queries)):
        lay_out_query(body, queries, pair, row)
        weights[:] = 0
        for entry in span(body.starts[targets[pair]], body.starts[targets[pair] + 1]):
            column = body.columns[entry]
            weight = row[column] * body.values[entry] * showable[column]
            place = limit
            while place and weight > weights[place - 1]:
                place -= 1
                if place + 1 < limit:
                    weights[place + 1], found[pair, place + 1] = weights[place], found[pair, place]
            if place < limit:
                weights[place], found[pair, place] = weight, column
    return found


def _worth_showing(surface: str) -> float:
    """Hold back words of one letter (目, 話, 夜): they say something beside others, and little by themselves."""
    return {0: 0.0, 1: _ONE_LETTER}.get(len(surface), 1.0)

"""Why two posts belong together, as words a reader knows."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, span
from recommender.progress import Progress, silent
from recommender.ranking.candidates import Pairs
from recommender.ranking.signals.paired import lay_out_query
from recommender.ranking.target_blocks import fill_tables
from recommender.room import room
from recommender.shelf import Shared
from recommender.text.vectors import Vectors

#: Words shown per link.
MAX_TERMS = 5
_ONE_LETTER = 0.3
#: Rows picked at once.
_BLOCK = 2_000


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
    for column in _columns_of(known.body, np.unique(pairs.value.queries)).tolist():
        showable[column] = _worth_showing(surfaces.get(str(known.words[column]), ""))
    terms = room((len(pairs.value), MAX_TERMS), np.int32)
    work = partial(_terms_of_block, vectors, pairs, showable)
    fill_tables((terms,), work, len(known), jobs=jobs, progress=progress, step="finding reasons")
    return terms


def _columns_of(rows: csr_matrix, asked: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the columns that stand in any of the rows that are asked for."""
    found = np.zeros(rows.shape[1], dtype=np.bool_)
    for first in range(0, len(asked), _BLOCK):
        found[rows[asked[first : first + _BLOCK]].indices] = True
    return np.flatnonzero(found)


def _terms_of_block(
    vectors: Shared[Vectors],
    pairs: Shared[Pairs],
    showable: NDArray[np.float32],
    targets: range,
    posts: Sequence[int],
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    places, own = pairs.value.among(posts, targets)
    return places, _heaviest(Sparse.of(vectors.value.body), own.queries, own.targets, showable, MAX_TERMS)


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

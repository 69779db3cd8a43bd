"""An inverted index: which posts hold each term, for finding the posts that have most in common with one."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, prefetch, span

#: How much what looking a term up costs counts against what it adds: of 200,000 entries read in an index of 100,000
#: posts .993 of the best ten are found instead of .980.
_THRIFT = 0.25
#: The sign, the exponent and three more bits of a float32 tell its drawer; the others lie within it.
_DRAWERS, _WITHIN_DRAWER = 1 << 12, np.uint32(20)


@dataclass(frozen=True)
class Index:
    """The posts in which each term stands, over fields side by side.

    Attributes:
        columns: the posts that are found. Shape (n_columns,).
        posts: the weight of each term in each of them: n_terms rows of n_columns.
        worth: what a term usually adds, for what it costs to look it up. Shape (n_terms,).
    """

    columns: NDArray[np.intp]
    posts: Sparse
    worth: NDArray[np.float32]

    @classmethod
    def of(cls, fields: Sequence[csr_matrix], columns: NDArray[np.intp], jobs: int = 1) -> "Index":
        """Index the posts `columns` of fields, each of shape (n_posts, n_terms of the field), in so many threads."""
        ends = np.cumsum([0, *(one.shape[1] for one in fields)]).tolist()
        own = [slice(first, stop) for first, stop in pairwise(ends)]
        rows = [Sparse.of(one) for one in fields]
        with ThreadPoolExecutor(min(jobs, len(fields))) as threads:
            sizes = np.concatenate(list(threads.map(partial(_sizes, columns), rows, np.diff(ends))))
            starts, squares = np.append(0, np.cumsum(sizes)), np.zeros(len(sizes))
            # Filled where they stand: the largest of what a training holds is not in memory twice.
            posts = Sparse(starts, np.empty(starts[-1], dtype=np.uint32), np.empty(starts[-1], dtype=np.float32))
            parts = [(starts[one].copy(), squares[one]) for one in own]
            list(threads.map(partial(_fill, posts, columns), rows, *zip(*parts, strict=True)))
        known = np.maximum(1, sizes)
        return cls(columns, posts, (np.sqrt(squares / known) / known**_THRIFT).astype(np.float32))

    def nearest(self, queries: csr_matrix, own: NDArray[np.intp], limit: int, postings: int) -> NDArray[np.intp]:
        """Find the posts with the `limit` highest products with each query above 0, of equal ones the first.

        Where a query's terms stand in more than `postings` places altogether, those that add most for what they cost
        are looked up, and the rest passed over.

        Args:
            queries: the terms of all fields side by side. Shape (n_queries, n_terms).
            own: a post for each query that is not to be found. Shape (n_queries,).

        Returns:
            Post numbers in no order, padded with -1. Shape (n_queries, limit).
        """
        places = np.minimum(np.searchsorted(self.columns, own), len(self.columns) - 1)
        places[self.columns[places] != own] = -1
        asked = Sparse.of(queries)
        # Where all can be looked up, what chooses need not be compiled.
        if postings < len(self.columns) * max(1, int(np.diff(queries.indptr).max(initial=0))):
            asked = asked._replace(values=_affordable(asked, self.posts.starts, self.worth, postings))
        found = _nearest(asked, self.posts, places, len(self.columns), limit)
        return np.where(found < 0, -1, self.columns[found])


@compiled
def _sizes(columns: NDArray[np.intp], field: Sparse, n_terms: int) -> NDArray[np.intp]:
    """Count in how many of the posts `columns` each term of a field stands."""
    sizes = np.zeros(n_terms, dtype=np.intp)
    for post in columns:
        for entry in span(field.starts[post], field.starts[post + 1]):
            sizes[field.columns[entry]] += 1
    return sizes


@compiled
def _fill(
    posts: Sparse, columns: NDArray[np.intp], field: Sparse, ends: NDArray[np.intp], squares: NDArray[np.float64]
) -> None:
    """Write the posts of each term of a field from `ends` on, and add up the squares of its weights."""
    for place in range(len(columns)):
        for entry in span(field.starts[columns[place]], field.starts[columns[place] + 1]):
            term, weight = field.columns[entry], field.values[entry]
            posts.columns[ends[term]], posts.values[ends[term]] = place, weight
            ends[term] += 1
            squares[term] += weight * weight


@compiled
def _nearest(queries: Sparse, posts: Sparse, own: NDArray[np.intp], n_columns: int, limit: int) -> NDArray[np.intp]:
    found = np.full((len(own), limit), -1, dtype=np.intp)
    sums = np.zeros(n_columns, dtype=np.float32)
    heap = np.zeros(limit, dtype=np.float32)
    for query in range(len(own)):
        sums[:] = 0
        for entry in range(queries.starts[query], queries.starts[query + 1]):
            if entry + 6 < len(queries.columns):
                prefetch(posts.starts, queries.columns[entry + 6])
            if entry + 2 < len(queries.columns):
                after = posts.starts[queries.columns[entry + 2]]
                prefetch(posts.columns, after)
                prefetch(posts.values, after)
            term, weight = queries.columns[entry], queries.values[entry]
            if weight:
                for posting in span(posts.starts[term], posts.starts[term + 1]):
                    sums[posts.columns[posting]] += weight * posts.values[posting]
        if own[query] >= 0:
            sums[own[query]] = 0
        heap[:] = 0
        for column in range(n_columns):
            if sums[column] > heap[0]:
                _replace_least(heap, found[query], sums[column], column)
    return found


@compiled
def _affordable(
    queries: Sparse, starts: NDArray[np.integer[Any]], worth: NDArray[np.float32], postings: int
) -> NDArray[np.float32]:
    """Give the values of the terms that are looked up, 0 for those that are passed over.

    Terms lie in drawers by what they add, those of one drawer within an eighth of one another; drawers are emptied from
    the highest down, and the last one as far as its terms can be afforded.
    """
    values, costs = queries.values.copy(), np.zeros(_DRAWERS, dtype=np.intp)
    for query in range(len(queries.starts) - 1):
        own = slice(queries.starts[query], queries.starts[query + 1])
        terms = queries.columns[own]
        # The bits of numbers above 0 are in the order of the numbers.
        drawers = (values[own] * worth[terms]).view(np.uint32) >> _WITHIN_DRAWER
        costs[:] = 0
        for drawer, term in zip(drawers, terms):  # noqa: B905 (Numba knows no strict)
            costs[drawer] += starts[term + 1] - starts[term]
        left, lowest = postings, _DRAWERS
        while lowest > 0 and costs[lowest - 1] <= left:
            lowest -= 1
            left -= costs[lowest]
        for place in range(len(terms)):
            cost = starts[terms[place] + 1] - starts[terms[place]]
            if drawers[place] == lowest - 1 and cost <= left:
                left -= cost
            elif drawers[place] < lowest:
                values[own.start + place] = 0
    return values


@compiled
def _replace_least(heap: NDArray[np.float32], places: NDArray[np.intp], value: np.float32, place: int) -> None:
    """Put a value and its place where the least stands, and sift them down to theirs (Knuth 3, § 5.2.3)."""
    hole = 0
    while 2 * hole + 1 < len(heap):
        child = 2 * hole + 1
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[hole], places[hole] = heap[child], places[child]
        hole = child
    heap[hole], places[hole] = value, place

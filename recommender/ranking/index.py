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

from recommender.compiled import Sparse, compiled, lay_out, prefetch, span, take_up

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
        usual: the weight that a term usually has. Shape (n_terms,).
        thrift: how much what it adds counts, for what it costs to look it up. Shape (n_terms,).
    """

    columns: NDArray[np.intp]
    posts: Sparse
    usual: NDArray[np.float32]
    thrift: NDArray[np.float32]

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
        usual, thrift = np.sqrt(squares / known), 1 / known**_THRIFT
        return cls(columns, posts, usual.astype(np.float32), thrift.astype(np.float32))

    def nearest(
        self, queries: csr_matrix, flat: csr_matrix, own: NDArray[np.intp], limit: int, postings: int
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Find the posts with the `limit` highest products with each query above 0, of equal ones the first.

        Where a query's terms stand in more than `postings` places altogether, those that add most for what they cost
        are looked up, and the rest passed over.

        Args:
            queries: the terms of all fields side by side. Shape (n_queries, n_terms).
            flat: what a post gets besides for having a term of the first field, whatever weight that has there; no
                others than the query has itself. Shape (n_queries, n_terms of the first field).
            own: a post for each query that is not to be found. Shape (n_queries,).

        Returns:
            Post numbers in no order, padded with -1, and their products, 0 there. Shapes (n_queries, limit).
        """
        places = np.minimum(np.searchsorted(self.columns, own), len(self.columns) - 1)
        places[self.columns[places] != own] = -1
        asked, extra = Sparse.of(queries), Sparse.of(flat)
        if postings < len(self.columns) * max(1, int(np.diff(queries.indptr).max(initial=0))):
            used = _affordable(asked, extra, flat.shape[1], self.posts.starts, self.usual, self.thrift, postings)
        else:
            # Where all can be looked up, what chooses need not be compiled.
            used = np.ones(len(asked.values), dtype=np.bool_)
        found, products = _nearest(asked, extra, flat.shape[1], used, self.posts, places, len(self.columns), limit)
        return np.where(found < 0, -1, self.columns[found]).astype(np.int32), products


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
def _nearest(
    queries: Sparse,
    flat: Sparse,
    n_flat: int,
    used: NDArray[np.bool_],
    posts: Sparse,
    own: NDArray[np.intp],
    n_columns: int,
    limit: int,
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    found, products = np.full((len(own), limit), -1, dtype=np.intp), np.zeros((len(own), limit), dtype=np.float32)
    sums, extra = np.zeros(n_columns, dtype=np.float32), np.zeros(n_flat, dtype=np.float32)
    for query in range(len(own)):
        sums[:] = 0
        lay_out(flat, query, extra)
        for entry in range(queries.starts[query], queries.starts[query + 1]):
            if entry + 6 < len(queries.columns):
                prefetch(posts.starts, queries.columns[entry + 6])
            if entry + 2 < len(queries.columns):
                after = posts.starts[queries.columns[entry + 2]]
                prefetch(posts.columns, after)
                prefetch(posts.values, after)
            term, weight = queries.columns[entry], queries.values[entry]
            if used[entry]:
                once = extra[term] if term < n_flat else np.float32(0)
                for posting in span(posts.starts[term], posts.starts[term + 1]):
                    sums[posts.columns[posting]] += weight * posts.values[posting] + once
        take_up(flat, query, extra)
        if own[query] >= 0:
            sums[own[query]] = 0
        heap = products[query]
        for column in range(n_columns):
            if sums[column] > heap[0]:
                _replace_least(heap, found[query], sums[column], column)
    return found, products


@compiled
def _affordable(
    queries: Sparse,
    flat: Sparse,
    n_flat: int,
    starts: NDArray[np.integer[Any]],
    usual: NDArray[np.float32],
    thrift: NDArray[np.float32],
    postings: int,
) -> NDArray[np.bool_]:
    """Tell of each term of the queries whether it is looked up.

    Terms lie in drawers by what they add, those of one drawer within an eighth of one another; drawers are emptied from
    the highest down, and the last one as far as its terms can be afforded.
    """
    used, costs = np.zeros(len(queries.values), dtype=np.bool_), np.zeros(_DRAWERS, dtype=np.intp)
    extra = np.zeros(n_flat, dtype=np.float32)
    for query in range(len(queries.starts) - 1):
        own = slice(queries.starts[query], queries.starts[query + 1])
        terms = queries.columns[own]
        gains = queries.values[own] * usual[terms]
        lay_out(flat, query, extra)
        for place in range(len(terms)):
            if terms[place] < n_flat:
                gains[place] += extra[terms[place]]
        take_up(flat, query, extra)
        # The bits of numbers above 0 are in the order of the numbers.
        drawers = (gains * thrift[terms]).view(np.uint32) >> _WITHIN_DRAWER
        costs[:] = 0
        for place in range(len(terms)):
            costs[drawers[place]] += starts[terms[place] + 1] - starts[terms[place]]
        left, lowest = postings, _DRAWERS
        while lowest > 0 and costs[lowest - 1] <= left:
            lowest -= 1
            left -= costs[lowest]
        for place in range(len(terms)):
            cost = starts[terms[place] + 1] - starts[terms[place]]
            if drawers[place] >= lowest:
                used[own.start + place] = True
            elif drawers[place] == lowest - 1 and cost <= left:
                left -= cost
                used[own.start + place] = True
    return used


@compiled
def _replace_least(heap: NDArray[np.float32], places: NDArray[np.intp], value: np.float32, place: int) -> None:
    """Put a value and its place where the least stands, and sift them down to theirs (Knuth 3, § 5.2.3).

    Of equal values the last one's is the least; the place is after all that are there.
    """
    hole = 0
    while 2 * hole + 1 < len(heap):
        child = 2 * hole + 1
        other = child + 1
        if other < len(heap) and (
            heap[other] < heap[child] or (heap[other] == heap[child] and places[other] > places[child])
        ):
            child = other
        if heap[child] >= value:
            break
        heap[hole], places[hole] = heap[child], places[child]
        hole = child
    heap[hole], places[hole] = value, place

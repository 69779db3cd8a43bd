"""Pairs of posts, dot products of pairs of sparse rows, and of rows with passages."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, lay_out, plain, prefetch, span, take_up
from recommender.text.passages import MOST, Passages
from recommender.text.tfidf import sublinear
from recommender.text.vectors import Vectors

#: Entries of a row that lie in one line of a processor's cache.
_LINE = 16
#: From so many entries a row on, looking a few columns up in it costs less than going through it.
_LONG = 32


class ComparedPairs(NamedTuple):
    """Pairs of posts with what more than one asks for; all of shape (n_pairs,).

    Attributes:
        queries: post numbers; pairs sorted by them cost least.
        targets: post numbers.
        cosines: of the words of their texts, in [0, 1].
    """

    queries: NDArray[np.intp]
    targets: NDArray[np.intp]
    cosines: NDArray[np.float32]

    @classmethod
    def of(cls, vectors: Vectors, queries: NDArray[np.intp], targets: NDArray[np.intp]) -> "ComparedPairs":
        """Compare the texts of pairs."""
        return cls(queries, targets, paired_dot(vectors.body, vectors.body, queries, targets))


def paired_dot(
    left: csr_matrix, right: csr_matrix, queries: NDArray[np.intp], targets: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Multiply row `queries[i]` of `left` with row `targets[i]` of `right`; values above 1 by rounding become 1.

    Pairs sorted by query cost least.

    Args:
        left: rows sorted by column. Shape (n_posts, n_terms).
        right: rows sorted by column. Shape (n_posts, n_terms).
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
    starts, lengths, weights = plain(passages.starts), plain(passages.lengths), plain(passages.weights)
    row = np.zeros(rows.shape[1], dtype=np.float32)
    tf = sublinear(MOST)
    cosines = _multiply_passages(Sparse.of(rows), parts, titles, starts, lengths, weights, tf, queries, targets, row)
    return np.clip(cosines, 0, 1)


@compiled
def _multiply(
    left: Sparse, right: Sparse, queries: NDArray[np.intp], targets: NDArray[np.intp], row: NDArray[np.float32]
) -> NDArray[np.float32]:
    products = np.zeros(len(queries), dtype=np.float32)
    for pair in range(len(queries)):
        lay_out_query(left, queries, pair, row)
        if pair + 4 < len(targets):
            prefetch(right.starts, targets[pair + 4])
        if pair + 1 < len(targets):
            _fetch(right, targets[pair + 1], targets[pair + 1] + 1)
        few = left.columns[left.starts[queries[pair]] : left.starts[queries[pair] + 1]]
        if _LONG * len(few) < right.starts[targets[pair] + 1] - right.starts[targets[pair]]:
            products[pair] = _product_of_few(right, targets[pair], row, few)
        else:
            products[pair] = _product(right, targets[pair], row)
    return products


@compiled
def _multiply_passages(
    rows: Sparse,
    parts: Sparse,
    titles: Sparse,
    starts: NDArray[np.intp],
    lengths: NDArray[np.float32],
    weights: NDArray[np.float32],
    tf: NDArray[np.float32],
    queries: NDArray[np.intp],
    targets: NDArray[np.intp],
    row: NDArray[np.float32],
) -> NDArray[np.float32]:
    best = np.zeros(len(queries), dtype=np.float32)
    for pair in range(len(queries)):
        if lay_out_query(rows, queries, pair, row):
            for entry in span(rows.starts[queries[pair]], rows.starts[queries[pair] + 1]):
                row[rows.columns[entry]] *= weights[rows.columns[entry]]
        _fetch_passages(parts, titles, starts, lengths, targets, pair)
        target = targets[pair]
        of_title = _product_of_counts(titles, target, tf, row)
        of_part = _product_of_counts(parts, starts[target], tf, row)
        for part in range(starts[target], starts[target + 1] - 1):
            of_next = _product_of_counts(parts, part + 1, tf, row)
            if lengths[part] > 0:
                best[pair] = max(best[pair], (of_part + of_next + of_title) / lengths[part])
            of_part = of_next
    return best


@compiled
def lay_out_query(rows: Sparse, queries: NDArray[np.intp], pair: int, row: NDArray[np.float32]) -> bool:
    """Spread the entries of a pair's query over `row`, where those of the pair before it are; tell if they differ."""
    if pair and queries[pair] == queries[pair - 1]:
        return False
    if pair:
        take_up(rows, queries[pair - 1], row)
    lay_out(rows, queries[pair], row)
    return True


@compiled
def _product(rows: Sparse, post: int, row: NDArray[np.float32]) -> np.float32:
    product = np.float32(0)
    for entry in span(rows.starts[post], rows.starts[post + 1]):
        product += rows.values[entry] * row[rows.columns[entry]]
    return product


@compiled
def _product_of_counts(rows: Sparse, post: int, tf: NDArray[np.float32], row: NDArray[np.float32]) -> np.float32:
    product = np.float32(0)
    for entry in span(rows.starts[post], rows.starts[post + 1]):
        product += tf[rows.values[entry]] * row[rows.columns[entry]]
    return product


@compiled
def _product_of_few(rows: Sparse, post: int, row: NDArray[np.float32], columns: NDArray[np.integer[Any]]) -> np.float32:
    """Give `_product` where all but some columns of `row` are known to be 0."""
    own = slice(rows.starts[post], rows.starts[post + 1])
    known, values = rows.columns[own], rows.values[own]
    product = np.float32(0)
    for column in columns:
        entry = np.searchsorted(known, column)
        if entry < len(known) and known[entry] == column:
            product += values[entry] * row[column]
    return product


@compiled
def _fetch(rows: Sparse, first: int, stop: int) -> None:
    """Have rows that follow one another fetched from memory, which is waited for otherwise."""
    for entry in range(rows.starts[first], rows.starts[stop], _LINE):
        prefetch(rows.columns, entry)
        # Numbers of one byte lie closer together: their lines are fetched several times, which costs nothing.
        prefetch(rows.values, entry)


@compiled
def _fetch_passages(
    parts: Sparse,
    titles: Sparse,
    starts: NDArray[np.intp],
    lengths: NDArray[np.float32],
    targets: NDArray[np.intp],
    pair: int,
) -> None:
    """Have the passages of the next target fetched, and before that, of those after it, where they begin."""
    if pair + 6 < len(targets):
        prefetch(starts, targets[pair + 6])
        prefetch(titles.starts, targets[pair + 6])
    if pair + 3 < len(targets):
        prefetch(parts.starts, starts[targets[pair + 3]])
    if pair + 1 < len(targets):
        target = targets[pair + 1]
        prefetch(lengths, starts[target])
        _fetch(titles, target, target + 1)
        _fetch(parts, starts[target], starts[target + 1])

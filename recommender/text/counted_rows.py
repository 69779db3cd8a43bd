"""How often texts hold each term, as rows of a sparse matrix."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import compiled
from recommender.text.counting import Streams, Terms


def count_posts(terms: Terms) -> NDArray[np.int32]:
    """Count the posts in whose title or text each term stands. Shape (n_columns,)."""
    titles, bodies = terms.titles, terms.bodies
    return _count_posts(titles.numbers, titles.starts, bodies.numbers, bodies.starts, terms.n_columns)


def count_columns(columns: Streams, n_columns: int) -> csr_matrix:
    """Count how often each text holds each column; -1 is passed over. Float32 of shape (len(columns), n_columns)."""
    rows = CountedRows(columns, n_columns)
    rows.count(len(columns))
    return rows.matrix()


class CountedRows:
    """A matrix of counts in the making; rows are written where they stay, so that nothing is in memory twice."""

    def __init__(self, columns: Streams, n_columns: int) -> None:
        """Begin without rows.

        Args:
            columns: what there is to count, a row a text; -1 is passed over.
        """
        # Memory that is never written to takes no room.
        size = len(columns.numbers)
        self._columns = columns
        self._starts: NDArray[Any] = np.zeros(len(columns) + 1, dtype=np.int32 if size < 2**31 else np.int64)
        self._kept, self._counts = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.float32)
        self._times = np.zeros(n_columns, dtype=np.int32)
        self._rows = 0

    def count(self, n_rows: int) -> None:
        """Count the next texts."""
        read, stop = self._columns, self._rows + n_rows
        _count(read.numbers, read.starts, self._rows, stop, self._times, self._starts, self._kept, self._counts)
        self._rows = stop

    def matrix(self) -> csr_matrix:
        """Give the counts of all texts. Float32 of shape (n_texts, n_columns)."""
        found = self._starts[-1]
        shape = (len(self._columns), len(self._times))
        return csr_matrix((self._counts[:found], self._kept[:found], self._starts), shape=shape, copy=False)


@compiled
def _count_posts(
    titles: NDArray[np.int32],
    title_starts: NDArray[np.intp],
    bodies: NDArray[np.int32],
    body_starts: NDArray[np.intp],
    n_columns: int,
) -> NDArray[np.int32]:
    counts, last = np.zeros(n_columns, dtype=np.int32), np.full(n_columns, -1, dtype=np.int32)
    for post in range(len(title_starts) - 1):
        for numbers, starts in ((titles, title_starts), (bodies, body_starts)):
            for place in range(starts[post], starts[post + 1]):
                column = numbers[place]
                if column >= 0 and last[column] != post:
                    counts[column] += 1
                    last[column] = post
    return counts


@compiled
def _count(
    columns: NDArray[np.int32],
    starts: NDArray[np.intp],
    first: int,
    stop: int,
    times: NDArray[np.int32],
    row_starts: NDArray[np.integer[Any]],
    kept: NDArray[np.int32],
    counts: NDArray[np.float32],
) -> None:
    """Write the rows of some texts: the columns in order, and how often each stands there.

    Args:
        times: all 0, which they are again afterwards. Shape (n_columns,).
    """
    found = row_starts[first]
    for text in range(first, stop):
        before = found
        for place in range(starts[text], starts[text + 1]):
            column = columns[place]
            if column >= 0:
                if times[column] == 0:
                    kept[found] = column
                    found += 1
                times[column] += 1
        kept[before:found].sort()
        for entry in range(before, found):
            counts[entry] = times[kept[entry]]
            times[kept[entry]] = 0
        row_starts[text + 1] = found

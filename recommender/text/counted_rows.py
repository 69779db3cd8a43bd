"""How often texts hold each term, as rows of a sparse matrix."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.compiled import Sparse, compiled, prefetch
from recommender.room import room
from recommender.text.streams import Streams

#: How many places ahead what is known of a column is fetched from memory.
_AHEAD = 16
#: Rows sorted at once, and where row, column and count stand in the keys that are sorted.
_BLOCK, _ROW, _COLUMN = 1 << 11, np.uint64(53), np.uint64(22)
_MOST = (1 << 22) - 1
_NO_TITLES = Streams(np.empty(0, dtype=np.int32), np.zeros(1, dtype=np.intp))


def count_columns(
    columns: Streams,
    n_columns: int,
    titles: Streams = _NO_TITLES,
    title_weight: int = 0,
    *,
    n_entries: int | None = None,
) -> csr_matrix:
    """Count how often each text holds each column, and its title so many times more; -1 is passed over.

    Args:
        n_entries: of the matrix, where that is known: room for no more is taken.

    Returns:
        Float32 of shape (len(columns), n_columns), rows sorted by column.
    """
    rows = CountedRows(columns, n_columns, titles, title_weight, n_entries=n_entries)
    rows.count(len(columns))
    counts = rows.matrix()
    _sort(counts)
    return counts


class CountedRows:
    """A matrix of counts in the making; rows are written where they stay, so that nothing is in memory twice."""

    def __init__(
        self,
        columns: Streams,
        n_columns: int,
        titles: Streams = _NO_TITLES,
        title_weight: int = 0,
        dtype: type[np.float32] | type[np.uint8] = np.float32,
        n_entries: int | None = None,
    ) -> None:
        """Begin without rows.

        Args:
            columns: what there is to count, a row a text; -1 is passed over.
            titles: what counts `title_weight` times, likewise.
            dtype: of the counts; those that are too high for it become its highest.
            n_entries: of the matrix, where that is known.
        """
        # Memory that is never written to takes none.
        size = len(columns.numbers) + len(titles.numbers) if n_entries is None else n_entries
        self._columns, self._titles, self._title_weight = columns, titles, title_weight
        self._most = _MOST if dtype is np.float32 else int(np.iinfo(np.uint8).max)
        self._starts: NDArray[Any] = np.zeros(len(columns) + 1, dtype=np.int32 if size < 2**31 else np.int64)
        self._kept, self._counts = room(size, np.int32), room(size, dtype)
        self._times = np.zeros(n_columns, dtype=np.int32)
        self._rows = 0

    def count(self, n_rows: int) -> None:
        """Count the next texts."""
        stop = self._rows + n_rows
        _count(
            self._columns.numbers,
            self._columns.starts,
            self._titles.numbers,
            self._titles.starts,
            self._title_weight,
            self._rows,
            stop,
            self._most,
            self._times,
            self._starts,
            self._kept,
            self._counts,
        )
        self._rows = stop

    def matrix(self) -> csr_matrix:
        """Give the counts of all texts, columns in the order in which they were met. Shape (n_texts, n_columns)."""
        found = self._starts[-1]
        shape = (len(self._columns), len(self._times))
        return csr_matrix((self._counts[:found], self._kept[:found], self._starts), shape=shape, copy=False)


def _sort(matrix: csr_matrix) -> None:
    """Sort rows by column, in place: as keys that NumPy sorts with the vectors of the processor."""
    starts, columns, counts = Sparse.of(matrix)
    for first in range(0, matrix.shape[0], _BLOCK):
        block = starts[first : first + _BLOCK + 1]
        own = slice(block[0], block[-1])
        keys = _pack(block, columns[own], counts[own])
        keys.sort()
        _unpack(keys, columns[own], counts[own])


@compiled
def _pack(
    starts: NDArray[np.integer[Any]], columns: NDArray[np.integer[Any]], counts: NDArray[np.float32]
) -> NDArray[np.uint64]:
    keys = np.empty(len(columns), dtype=np.uint64)
    for row in range(len(starts) - 1):
        for entry in range(starts[row] - starts[0], starts[row + 1] - starts[0]):
            place = np.uint64(row) << _ROW | np.uint64(columns[entry]) << _COLUMN
            keys[entry] = place | np.uint64(counts[entry])
    return keys


@compiled
def _unpack(keys: NDArray[np.uint64], columns: NDArray[np.integer[Any]], counts: NDArray[np.float32]) -> None:
    for entry in range(len(keys)):
        columns[entry] = (keys[entry] >> _COLUMN) & np.uint64((1 << 31) - 1)
        counts[entry] = keys[entry] & np.uint64(_MOST)


@compiled
def _count(
    columns: NDArray[np.int32],
    starts: NDArray[np.intp],
    titles: NDArray[np.int32],
    title_starts: NDArray[np.intp],
    title_weight: int,
    first: int,
    stop: int,
    most: int,
    times: NDArray[np.int32],
    row_starts: NDArray[np.integer[Any]],
    kept: NDArray[np.int32],
    counts: NDArray[Any],
) -> None:
    """Write the rows of some texts: the columns, and how often each stands there.

    Args:
        times: all 0, which they are again afterwards. Shape (n_columns,).
    """
    found = int(row_starts[first])
    for text in range(first, stop):
        before = found
        found = _meet(columns, starts[text], starts[text + 1], 1, times, kept, found)
        if len(title_starts) > 1:
            found = _meet(titles, title_starts[text], title_starts[text + 1], title_weight, times, kept, found)
        for entry in range(before, found):
            counts[entry] = min(times[kept[entry]], most)
            times[kept[entry]] = 0
        row_starts[text + 1] = found


@compiled
def _meet(
    columns: NDArray[np.int32],
    start: int,
    stop: int,
    weight: int,
    times: NDArray[np.int32],
    kept: NDArray[np.int32],
    found: int,
) -> int:
    """Count columns, and note those that are met for the first time from `found` on."""
    for place in range(start, stop):
        if place + _AHEAD < len(columns):
            prefetch(times, columns[place + _AHEAD])
        column = columns[place]
        if column >= 0:
            if times[column] == 0:
                kept[found] = column
                found += 1
            times[column] += weight
    return found

"""Numbers in place of words and phrases."""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, prefetch

#: 2⁶⁴ over the golden ratio, which spreads neighbouring numbers (Knuth, The Art of Computer Programming 3, § 6.4).
ODD = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 1 << 12
#: How many keys ahead places are fetched from memory, where a large table lies.
_AHEAD = 16


class Numbering:
    """Gives each key a number, the next one to a key that it meets first: a hash table with linear probing.

    Half of its places stay free, so that a key is found at the first or second one (Knuth 3, § 6.4).
    """

    def __init__(self) -> None:
        """Begin without keys."""
        self._keys = np.zeros(_ROOM, dtype=np.uint64)
        self._numbers = np.full(_ROOM, -1, dtype=np.int32)
        self._count = 0

    def __len__(self) -> int:
        """Count the keys."""
        return self._count

    def keys(self) -> NDArray[np.uint64]:
        """Give all keys in the order of their numbers. Shape (n_keys,)."""
        taken = self._numbers >= 0
        keys = np.empty(self._count, dtype=np.uint64)
        keys[self._numbers[taken]] = self._keys[taken]
        return keys

    def number(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """Give the number of each key, and where those stand that are met for the first time.

        Returns:
            Shapes (len(keys),) and (n_new,).
        """
        numbers, firsts = np.empty(len(keys), dtype=np.int32), np.empty(len(keys), dtype=np.intp)
        before, done = self._count, 0
        while done < len(keys):
            done, self._count = _number(keys, done, self._keys, self._numbers, self._count, numbers, firsts, before)
            if 2 * self._count >= len(self._keys):
                self._grow()
        return numbers, firsts[: self._count - before].copy()

    def _grow(self) -> None:
        keys, size = self.keys(), 4 * len(self._keys)
        self._keys, self._numbers = np.zeros(size, dtype=np.uint64), np.full(size, -1, dtype=np.int32)
        places = np.empty(len(keys), dtype=np.intp)
        _number(keys, 0, self._keys, self._numbers, 0, np.empty(len(keys), dtype=np.int32), places, 0)


@compiled
def _number(
    keys: NDArray[np.uint64],
    start: int,
    table: NDArray[np.uint64],
    table_numbers: NDArray[np.int32],
    count: int,
    numbers: NDArray[np.int32],
    firsts: NDArray[np.intp],
    before: int,
) -> tuple[int, int]:
    """Look keys up from `start` on, number new ones until the table is half full; give the next place and the count."""
    last = np.uint64(len(table) - 1)
    for place in range(start, len(keys)):
        if 2 * count >= len(table):
            return place, count
        if place + _AHEAD < len(keys):
            coming = _slot(keys[place + _AHEAD], last)
            prefetch(table, coming)
            prefetch(table_numbers, coming)
        key = keys[place]
        slot = _slot(key, last)
        while table_numbers[slot] >= 0 and table[slot] != key:
            slot = (slot + np.uint64(1)) & last
        if table_numbers[slot] < 0:
            table[slot], table_numbers[slot] = key, count
            firsts[count - before] = place
            count += 1
        numbers[place] = table_numbers[slot]
    return len(keys), count


@compiled
def _slot(key: np.uint64, last: np.uint64) -> np.uint64:
    mixed = key * ODD
    return (mixed ^ (mixed >> np.uint64(32))) & last

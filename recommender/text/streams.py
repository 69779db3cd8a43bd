"""Many texts as numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, prefetch
from recommender.room import Pile

#: How many numbers ahead what is known of them is fetched from memory.
_AHEAD = 16


@dataclass(frozen=True)
class Streams:
    """The numbers of many texts in reading order, text behind text.

    Attributes:
        numbers: of all texts. Shape (n_numbers,).
        starts: where each text begins, at the end how many numbers there are. Shape (n_texts + 1,).
    """

    numbers: NDArray[np.int32]
    starts: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.intp]:
        """Give how many numbers each text has. Shape (n_texts,)."""
        return np.diff(self.starts)

    def renumber(self, by: NDArray[np.int32]) -> None:
        """Put another number in the place of each, `by[number]`, in this memory; that of -1 stands at the end."""
        _replace(self.numbers, by)


class StreamsPile:
    """Texts as numbers that come block by block."""

    def __init__(self) -> None:
        """Begin without texts."""
        self._numbers, self._lengths = Pile(np.int32), Pile(np.intp)

    def add(self, numbers: NDArray[np.int32], lengths: NDArray[np.intp]) -> None:
        """Put texts behind the others; `lengths` tells how many of the numbers each of them has."""
        self._numbers.add(numbers)
        self._lengths.add(lengths)

    def streams(self) -> Streams:
        """Give all texts; there are none afterwards."""
        return Streams(self._numbers.array(), np.append(0, np.cumsum(self._lengths.array())))


def count_posts(titles: Streams, bodies: Streams, n_numbers: int) -> NDArray[np.int32]:
    """Count the posts in whose title or text each number stands; -1 is passed over. Shape (n_numbers,)."""
    return _count_posts(titles.numbers, titles.starts, bodies.numbers, bodies.starts, n_numbers)


@compiled
def _count_posts(
    titles: NDArray[np.int32],
    title_starts: NDArray[np.intp],
    bodies: NDArray[np.int32],
    body_starts: NDArray[np.intp],
    n_numbers: int,
) -> NDArray[np.int32]:
    counts, last = np.zeros(n_numbers, dtype=np.int32), np.full(n_numbers, -1, dtype=np.int32)
    for post in range(len(title_starts) - 1):
        for numbers, starts in ((titles, title_starts), (bodies, body_starts)):
            for place in range(starts[post], starts[post + 1]):
                if place + _AHEAD < len(numbers):
                    prefetch(counts, numbers[place + _AHEAD])
                    prefetch(last, numbers[place + _AHEAD])
                number = numbers[place]
                if number >= 0 and last[number] != post:
                    counts[number] += 1
                    last[number] = post
    return counts


@compiled
def _replace(numbers: NDArray[np.int32], by: NDArray[np.int32]) -> None:
    for place in range(len(numbers)):
        if place + _AHEAD < len(numbers):
            prefetch(by, numbers[place + _AHEAD])
        numbers[place] = by[numbers[place]]

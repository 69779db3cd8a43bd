"""Words and phrases as numbers, counted: a hundredth of a second for what strings take a second for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.text.tokens import BREAK, Tokens

#: Posts counted at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 2_000
#: Posts whose pairs are looked up at once: sorted, so that neighbours are looked up side by side.
_LOOKED_UP = 200


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

    def blocks(self, size: int) -> Iterator["Streams"]:
        """Give so many texts at a time."""
        for first in range(0, len(self), size):
            starts = self.starts[first : first + size + 1]
            yield Streams(self.numbers[starts[0] : starts[-1]], starts - starts[0])

    def where(self, kept: NDArray[np.bool_]) -> "Streams":
        """Give the same without some of the numbers. `kept`: shape (n_numbers,)."""
        places = np.flatnonzero(kept)
        return Streams(self.numbers[places], np.searchsorted(places, self.starts))


@dataclass(frozen=True)
class Terms:
    """What one field of each post consists of, in reading order.

    Attributes:
        titles: the columns of the terms of each title, -1 for a term without a column.
        bodies: likewise of each text.
        words: the numbers of the words that the term of each column consists of. Shape (n_columns, 1 or 2).
    """

    titles: Streams
    bodies: Streams
    words: NDArray[np.int32]

    @property
    def n_columns(self) -> int:
        """Count the columns."""
        return len(self.words)

    def keep(self, columns: NDArray[np.integer[Any]]) -> "Terms":
        """Give the same with some columns alone, numbered anew in their order."""
        numbers = np.full(self.n_columns + 1, -1, dtype=np.int32)
        numbers[columns] = np.arange(len(columns))
        titles, bodies = (Streams(numbers[one.numbers], one.starts) for one in (self.titles, self.bodies))
        return Terms(titles, bodies, self.words[columns])


def read_terms(titles: Sequence[Tokens], bodies: Sequence[Tokens]) -> tuple[list[str], Terms, Terms]:
    """Give the words of posts by number, sorted; each as a term, and the pairs of words that follow one another."""
    numbers: defaultdict[str, int] = defaultdict(count(2).__next__, {"": 0, BREAK: 1})
    read = [_numbered(texts, numbers) for texts in (titles, bodies)]
    found = list(numbers)[2:]
    order = sorted(range(len(found)), key=found.__getitem__)
    words = [found[place] for place in order]
    # A break is no word, and no phrase crosses it.
    columns = np.full(len(found) + 2, -1, dtype=np.int32)
    columns[np.array(order, dtype=np.int32) + 2] = np.arange(len(order))
    streams = [Streams(columns[one.numbers], one.starts) for one in read]
    known = np.empty(0, dtype=np.int64)
    for block in (block for one in streams for block in one.blocks(_BLOCK)):
        known = _distinct(np.concatenate([known, _pairs(block, len(words))[0]]))
    both = np.column_stack(np.divmod(known, max(1, len(words)))).astype(np.int32)
    every = np.arange(len(words), dtype=np.int32).reshape(-1, 1)
    in_titles, in_bodies = (one.where(one.numbers >= 0) for one in streams)
    pairs_in_titles, pairs_in_bodies = (_phrases(one, known, len(words)) for one in streams)
    return words, Terms(in_titles, in_bodies, every), Terms(pairs_in_titles, pairs_in_bodies, both)


def count_columns(columns: Streams, n_columns: int) -> csr_matrix:
    """Count how often each text holds each column; -1 is passed over. Float32 of shape (len(columns), n_columns)."""
    blocks = [_count_block(one.where(one.numbers >= 0), n_columns) for one in columns.blocks(_BLOCK)]
    return csr_matrix(vstack(blocks)) if blocks else csr_matrix(np.zeros((0, n_columns), dtype=np.float32))


def _count_block(columns: Streams, n_columns: int) -> csr_matrix:
    ones = np.ones(len(columns.numbers), dtype=np.float32)
    counts = csr_matrix((ones, columns.numbers, columns.starts), shape=(len(columns), n_columns))
    counts.sum_duplicates()
    return counts


def _numbered(texts: Sequence[Tokens], numbers: defaultdict[str, int]) -> Streams:
    """Give the number of each word and break; words that are met first get the next ones."""
    lengths, blocks = [0], [np.empty(0, dtype=np.int32)]
    for start in range(0, len(texts), _BLOCK):
        found = []
        for one in texts[start : start + _BLOCK]:
            parts = one.text.replace(BREAK, f" {BREAK} ").split(" ")
            every = np.fromiter(map(numbers.__getitem__, parts), dtype=np.int32, count=len(parts))
            found.append(every[every != numbers[""]])
        lengths += map(len, found)
        blocks.append(np.concatenate(found))
    return Streams(np.concatenate(blocks), np.cumsum(lengths))


def _distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort numbers, each once; sorted millions take a fifth of the time that `numpy.unique` takes to hash them."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _pairs(words: Streams, n_words: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the pairs of words that follow one another as numbers, and where they begin."""
    begins = words.numbers >= 0
    begins[:-1] &= words.numbers[1:] >= 0
    # The last word of a text is followed by none.
    begins[words.starts[1:][words.lengths > 0] - 1] = False
    places = np.flatnonzero(begins)
    return words.numbers[places].astype(np.int64) * n_words + words.numbers[places + 1], begins


def _phrases(words: Streams, known: NDArray[np.int64], n_words: int) -> Streams:
    """Give the place in `known`, which holds them all, of each pair of words that follow one another."""
    phrases, lengths = [np.empty(0, dtype=np.int32)], [np.zeros(1, dtype=np.intp)]
    for block in words.blocks(_LOOKED_UP):
        pairs, begins = _pairs(block, n_words)
        ordered, inverse = np.unique(pairs, return_inverse=True)
        phrases.append(np.searchsorted(known, ordered).astype(np.int32)[inverse])
        lengths.append(block.where(begins).lengths)
    return Streams(np.concatenate(phrases), np.cumsum(np.concatenate(lengths)))

"""Phrases, that is pairs of words that follow one another, as numbers."""

import math
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, Tally, silent
from recommender.room import room
from recommender.text.numbering import ODD, Numbering
from recommender.text.streams import Streams, StreamsPile, count_posts

#: Posts read at once.
_BLOCK = 2_000
#: Pairs of a part; what numbers them takes twenty bytes each.
_PART = 100_000_000
#: The key of a pair is the number of its first word times this, and that of its second.
_SECOND = np.uint64(2**32)


def read_phrases(
    titles: Streams, bodies: Streams, least: float, most: float, *, jobs: int = 1, progress: Progress = silent
) -> tuple[Streams, Streams, NDArray[np.int32], NDArray[np.int32]]:
    """Find the phrases that stand in enough posts, and not in too many.

    They are numbered by parts, side by side: whatever part a pair belongs to, it does so wherever it stands.

    Args:
        titles: the words of each title, -1 for a break, which no phrase crosses.
        bodies: likewise of each text.
        least: posts that a phrase stands in.
        most: likewise.

    Returns:
        The columns of the phrases of titles, those of texts, -1 for others; the two words of each column, sorted, and
        the posts that it stands in.
    """
    found = _room(titles), _room(bodies)
    n_parts = max(jobs, math.ceil(len(bodies.numbers) / _PART))
    tally = Tally(progress, "counting phrases", n_parts * len(bodies))
    work = partial(_number_part, (titles, bodies), found, (least, most), n_parts, tally)
    with ThreadPoolExecutor(jobs) as threads:
        kept = list(threads.map(work, range(n_parts)))
    numbers = np.concatenate([_numbers_of_part(len(df), n_parts, part) for part, (_, df) in enumerate(kept)])
    keys, df = (np.concatenate(one) for one in zip(*kept, strict=True))
    order = np.argsort(keys)
    columns = np.full(numbers.max(initial=-1) + 2, -1, dtype=np.int32)
    columns[numbers[order]] = np.arange(len(order))
    for one in found:
        one.renumber(columns)
    return *found, np.column_stack(np.divmod(keys[order], _SECOND)).astype(np.int32), df[order]


def _numbers_of_part(count: int, n_parts: int, part: int) -> NDArray[np.int32]:
    """Give numbers that no other part has."""
    return np.arange(count, dtype=np.int32) * n_parts + part


def _number_part(
    read: tuple[Streams, Streams],
    found: tuple[Streams, Streams],
    limits: tuple[float, float],
    n_parts: int,
    tally: Tally,
    part: int,
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Write the numbers of the pairs that belong to a part; give the keys of those kept, and their posts."""
    numbering = Numbering()
    titles = _number(read[0], numbering, part, n_parts)
    bodies = _number(read[1], numbering, part, n_parts, tally)
    df = count_posts(titles, bodies, len(numbering))
    least, most = limits
    kept = np.flatnonzero((df >= least) & (df <= most))
    numbers = np.full(len(df) + 1, -1, dtype=np.int32)
    numbers[kept] = _numbers_of_part(len(kept), n_parts, part)
    for texts, own, pairs in zip(read, (titles, bodies), found, strict=True):
        own.renumber(numbers)
        _write(texts.numbers, texts.starts, part, n_parts, own.numbers, pairs.numbers)
    return numbering.keys()[kept], df[kept]


def _number(texts: Streams, numbering: Numbering, part: int, n_parts: int, tally: Tally | None = None) -> Streams:
    """Give the numbers of the pairs that belong to a part."""
    pile = StreamsPile()
    for first in range(0, len(texts), _BLOCK):
        keys, counts = _pair(texts.numbers, texts.starts[first : first + _BLOCK + 1], part, n_parts)
        pile.add(numbering.number(keys)[0], counts)
        if tally:
            tally.add(len(counts))
    return pile.streams()


def _room(texts: Streams) -> Streams:
    """Give room for the pairs of texts."""
    starts = np.append(0, np.cumsum(_count(texts.numbers, texts.starts)))
    return Streams(room(int(starts[-1]), np.int32), starts)


@compiled
def _count(words: NDArray[np.int32], starts: NDArray[np.intp]) -> NDArray[np.intp]:
    """Count the pairs of each text."""
    counts = np.zeros(len(starts) - 1, dtype=np.intp)
    for text in range(len(counts)):
        for place in range(starts[text] + 1, starts[text + 1]):
            counts[text] += words[place - 1] >= 0 and words[place] >= 0
    return counts


@compiled
def _pair(
    words: NDArray[np.int32], starts: NDArray[np.intp], part: int, n_parts: int
) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Give a key for each pair of texts that belongs to a part, and how many each text has."""
    keys = np.empty(starts[-1] - starts[0], dtype=np.uint64)
    counts = np.zeros(len(starts) - 1, dtype=np.intp)
    found = 0
    for text in range(len(counts)):
        before = found
        for place in range(starts[text] + 1, starts[text + 1]):
            if words[place - 1] >= 0 and words[place] >= 0:
                key = _key(words, place)
                if _part_of(key, n_parts) == part:
                    keys[found] = key
                    found += 1
        counts[text] = found - before
    return keys[:found].copy(), counts


@compiled
def _write(
    words: NDArray[np.int32],
    starts: NDArray[np.intp],
    part: int,
    n_parts: int,
    numbers: NDArray[np.int32],
    pairs: NDArray[np.int32],
) -> None:
    """Write the numbers of the pairs that belong to a part in among those of all pairs."""
    found = stop = 0
    for text in range(len(starts) - 1):
        for place in range(starts[text] + 1, starts[text + 1]):
            if words[place - 1] >= 0 and words[place] >= 0:
                if _part_of(_key(words, place), n_parts) == part:
                    pairs[stop] = numbers[found]
                    found += 1
                stop += 1


@compiled
def _key(words: NDArray[np.int32], place: int) -> np.uint64:
    return np.uint64(words[place - 1]) * _SECOND + np.uint64(words[place])


@compiled
def _part_of(key: np.uint64, n_parts: int) -> int:
    """Give one of so many parts, about as many keys to each."""
    high = (key * ODD) >> np.uint64(32)
    return int((high * np.uint64(n_parts)) >> np.uint64(32))

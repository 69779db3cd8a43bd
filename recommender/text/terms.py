"""The words and phrases of posts that are worth keeping, each with a column."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, silent
from recommender.text.phrases import read_phrases
from recommender.text.streams import Streams, count_posts
from recommender.text.tokens import Tokens
from recommender.text.words import read_words


@dataclass(frozen=True)
class Terms:
    """What one field of each post consists of, in reading order.

    Attributes:
        titles: the columns of the terms of each title, -1 for a term without a column.
        bodies: likewise of each text.
        words: the numbers of the words that the term of each column consists of. Shape (n_columns, 1 or 2).
        df: the posts in whose title or text each term stands. Shape (n_columns,).
    """

    titles: Streams
    bodies: Streams
    words: NDArray[np.int32]
    df: NDArray[np.int32]

    @property
    def n_columns(self) -> int:
        """Count the columns."""
        return len(self.words)

    def keep(self, columns: NDArray[np.integer[Any]]) -> "Terms":
        """Give the same with some columns alone, numbered anew in their order."""
        numbers = np.full(self.n_columns + 1, -1, dtype=np.int32)
        numbers[columns] = np.arange(len(columns))
        titles, bodies = (Streams(numbers[one.numbers], one.starts) for one in (self.titles, self.bodies))
        return Terms(titles, bodies, self.words[columns], self.df[columns])


def read_terms(
    titles: Sequence[Tokens],
    bodies: Sequence[Tokens],
    *,
    least: float = 1,
    most: float = np.inf,
    jobs: int = 1,
    progress: Progress = silent,
) -> tuple[list[str], Terms, Terms]:
    """Give all words of posts, sorted; the words, then the pairs of words that follow one another, as terms.

    Args:
        least: posts that a term stands in if it is kept.
        most: likewise.
    """
    names, in_titles, in_bodies = read_words(titles, bodies, jobs=jobs, progress=progress)
    phrases = Terms(*read_phrases(in_titles, in_bodies, least, most, jobs=jobs, progress=progress))
    with ThreadPoolExecutor(jobs) as threads:
        counting = threads.submit(count_posts, in_titles, in_bodies, len(names))
        titles_alone, bodies_alone = threads.map(_without_breaks, (in_titles, in_bodies))
        df = counting.result()
    words = Terms(titles_alone, bodies_alone, np.arange(len(names), dtype=np.int32).reshape(-1, 1), df)
    return names, words.keep(np.flatnonzero((df >= least) & (df <= most))), phrases


def _without_breaks(texts: Streams) -> Streams:
    """Give texts without the -1 in them."""
    return Streams(*_drop_breaks(texts.numbers, texts.starts))


@compiled
def _drop_breaks(words: NDArray[np.int32], starts: NDArray[np.intp]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    kept, kept_starts = np.empty(len(words), dtype=np.int32), np.zeros(len(starts), dtype=np.intp)
    found = 0
    for text in range(len(starts) - 1):
        for place in range(starts[text], starts[text + 1]):
            if words[place] >= 0:
                kept[found] = words[place]
                found += 1
        kept_starts[text + 1] = found
    return kept[:found].copy(), kept_starts

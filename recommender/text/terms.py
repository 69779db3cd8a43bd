"""The words and phrases of posts that are worth keeping, each with a column."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled
from recommender.progress import Progress, silent
from recommender.text.corpus import PostTokens
from recommender.text.phrases import read_phrases
from recommender.text.streams import Streams, count_posts
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


def read_terms(
    posts: Sequence[PostTokens],
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
    names, in_titles, in_bodies = read_words(posts, jobs=jobs, progress=progress)
    with ThreadPoolExecutor(1) as thread:
        counting = thread.submit(count_posts, in_titles, in_bodies, len(names))
        phrases = Terms(*read_phrases(in_titles, in_bodies, least, most, jobs=jobs, progress=progress))
        df = counting.result()
    kept = np.flatnonzero((df >= least) & (df <= most)).astype(np.int32)
    columns = np.full(len(names) + 1, -1, dtype=np.int32)
    columns[kept] = np.arange(len(kept))
    title_terms, body_terms = _without_breaks(in_titles, columns), _without_breaks(in_bodies, columns)
    return names, Terms(title_terms, body_terms, kept.reshape(-1, 1), df[kept]), phrases


def _without_breaks(texts: Streams, columns: NDArray[np.int32]) -> Streams:
    """Put columns in the place of words, in their memory, and nothing in that of breaks."""
    starts = _drop_breaks(texts.numbers, texts.starts, columns)
    return Streams(texts.numbers[: starts[-1]], starts)


@compiled
def _drop_breaks(words: NDArray[np.int32], starts: NDArray[np.intp], columns: NDArray[np.int32]) -> NDArray[np.intp]:
    kept_starts = np.zeros(len(starts), dtype=np.intp)
    found = 0
    for text in range(len(starts) - 1):
        for place in range(starts[text], starts[text + 1]):
            if words[place] >= 0:
                words[found] = columns[words[place]]
                found += 1
        kept_starts[text + 1] = found
    return kept_starts

"""Posts cut into passages, each a vector: a long post may speak of a subject in one place only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.compiled import Sparse, compiled, span
from recommender.progress import Progress, Tally, silent
from recommender.text.counted_rows import CountedRows
from recommender.text.streams import Streams
from recommender.text.terms import Terms
from recommender.text.tfidf import sublinear

#: Terms a passage. Between 20 and 100 lists are about equally good; shorter ones cost more.
PASSAGE_LENGTH = 60
#: What the counts of terms go up to.
MOST = 255
#: Posts cut before progress is told again.
_BLOCK = 2_000


@dataclass(frozen=True)
class Passages:
    """The passages of a site's posts: any two neighbouring parts of a post are one.

    A part is kept once, though two passages have it, and the title once, though each passage holds it: the product of a
    passage is the sum of those of its parts and of the title, over its length. A term that stands n times in a part
    weighs (1 + ln n) · weight there.

    Attributes:
        parts: how often each term stands in each part, those of a post side by side. Uint8 of shape (n_parts, n_terms).
        titles: how often each stands in each title. Uint8 of shape (n_posts, n_terms).
        starts: the first part of each post, at the end the number of all; a post has two at least.
            Shape (n_posts + 1,).
        lengths: of the passage that begins with each part; 0 for the last part of a post, and for a passage without
            terms. Shape (n_parts,).
        weights: of the terms. Shape (n_terms,).
    """

    parts: csr_matrix
    titles: csr_matrix
    starts: NDArray[np.intp]
    lengths: NDArray[np.float32]
    weights: NDArray[np.float32]


def make_passages(posts: Terms, weights: NDArray[np.float32], progress: Progress = silent, step: str = "") -> Passages:
    """Cut each body into equal parts of at most half of `PASSAGE_LENGTH` terms.

    Neighbouring passages overlap by a half, so that no sentence is far from the middle of one (nDCG@10 + .4 % over
    passages side by side). Terms without a column take up room in a passage and are not counted.
    """
    bodies, n_terms = posts.bodies, len(weights)
    tally = Tally(progress, step, len(bodies))
    sizes = bodies.lengths
    n_parts = np.maximum(2, -(-2 * sizes // PASSAGE_LENGTH))
    starts = np.append(0, np.cumsum(n_parts))
    # Part k of n words in c parts begins with the first word of which place · c // n is k.
    owners = np.repeat(np.arange(len(bodies)), n_parts)
    places = -(-(np.arange(len(owners)) - starts[owners]) * sizes[owners] // n_parts[owners])
    cut = Streams(bodies.numbers, np.append(bodies.starts[owners] + places, len(bodies.numbers)))
    parts = CountedRows(cut, n_terms, dtype=np.uint8)
    for first in range(0, len(bodies), _BLOCK):
        last = min(first + _BLOCK, len(bodies))
        parts.count(int(starts[last] - starts[first]))
        tally.add(last - first)
    titles = CountedRows(posts.titles, n_terms, dtype=np.uint8)
    titles.count(len(bodies))
    of_parts, of_titles = parts.matrix(), titles.matrix()
    lengths = _measure(Sparse.of(of_parts), Sparse.of(of_titles), starts, weights, sublinear(MOST))
    return Passages(of_parts, of_titles, starts, lengths, weights)


def no_passages(n_posts: int, n_terms: int) -> Passages:
    """Give the passages of wordless posts."""
    starts = np.arange(0, 2 * n_posts + 1, 2, dtype=np.intp)
    parts, titles = (csr_matrix(np.zeros((count, n_terms), dtype=np.uint8)) for count in (2 * n_posts, n_posts))
    lengths, weights = np.zeros(2 * n_posts, dtype=np.float32), np.zeros(n_terms, dtype=np.float32)
    return Passages(parts, titles, starts, lengths, weights)


def pick_passages(passages: Passages, posts: NDArray[np.intp], later: Passages | None) -> Passages:
    """Give the passages of some posts, in that order, and behind them those of later ones if there are any."""
    sizes = np.diff(passages.starts)[posts]
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(sizes)])
    numbers = np.arange(starts[-1]) + np.repeat(passages.starts[posts] - starts[:-1], sizes)
    picked = Passages(
        passages.parts[numbers], passages.titles[posts], starts, passages.lengths[numbers], passages.weights
    )
    return _joined(picked, later) if later else picked


@compiled
def _measure(
    parts: Sparse, titles: Sparse, starts: NDArray[np.intp], weights: NDArray[np.float32], tf: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Give the length of the passage that begins with each part."""
    lengths = np.zeros(len(parts.starts) - 1, dtype=np.float32)
    row = np.zeros(len(weights), dtype=np.float32)
    for post in range(len(starts) - 1):
        title = span(titles.starts[post], titles.starts[post + 1])
        for part in range(starts[post], starts[post + 1] - 1):
            both = span(parts.starts[part], parts.starts[part + 2])
            for matrix, entries in ((parts, both), (titles, title)):
                for entry in entries:
                    row[matrix.columns[entry]] += tf[matrix.values[entry]]
            square = 0.0
            for matrix, entries in ((parts, both), (titles, title)):
                for entry in entries:
                    column = matrix.columns[entry]
                    square += np.float64(row[column] * weights[column]) ** 2
                    row[column] = 0
            lengths[part] = np.sqrt(square)
    return lengths


def _joined(passages: Passages, later: Passages) -> Passages:
    """Put the passages of posts behind those of others."""
    return Passages(
        csr_matrix(vstack([passages.parts, later.parts])),
        csr_matrix(vstack([passages.titles, later.titles])),
        np.append(passages.starts, later.starts[1:] + passages.starts[-1]),
        np.append(passages.lengths, later.lengths),
        passages.weights,
    )

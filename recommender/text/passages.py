"""Posts cut into passages, each a vector: a long post may speak of a subject in one place only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.compiled import Sparse, compiled
from recommender.progress import Progress, Tally, silent
from recommender.text.counting import Streams, Terms, count_columns

#: Terms a passage. Between 20 and 100 lists are about equally good; shorter ones cost more.
PASSAGE_LENGTH = 60
#: Posts cut at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 2_000


@dataclass(frozen=True)
class Passages:
    """The passages of a site's posts: any two neighbouring parts of a post are one.

    A part is kept once, though two passages have it, and the title once, though each passage holds it: the product of a
    passage is the sum of those of its parts and of the title, over its length.

    Attributes:
        parts: weights of the terms of each part, those of a post side by side and on one scale.
            Shape (n_parts, n_terms).
        titles: weights of the terms of each title, on the scale of its post. Shape (n_posts, n_terms).
        starts: the first part of each post, at the end the number of all; a post has two at least.
            Shape (n_posts + 1,).
        lengths: of the passage that begins with each part, on the scale of its post; 0 for the last part of a post,
            and for a passage without terms. Shape (n_parts,).
    """

    parts: csr_matrix
    titles: csr_matrix
    starts: NDArray[np.intp]
    lengths: NDArray[np.float32]


def make_passages(posts: Terms, weights: NDArray[np.float32], progress: Progress = silent, step: str = "") -> Passages:
    """Cut each body into equal parts of at most half of `PASSAGE_LENGTH` terms, weighed by (1 + ln tf) · weight.

    Neighbouring passages overlap by a half, so that no sentence is far from the middle of one (nDCG@10 + .4 % over
    passages side by side). Terms without a column take up room in a passage and are not counted.
    """
    blocks, tally = [], Tally(progress, step, len(posts.bodies))
    for titles, bodies in zip(posts.titles.blocks(_BLOCK), posts.bodies.blocks(_BLOCK), strict=True):
        blocks.append(_cut(titles, bodies, weights))
        tally.add(len(bodies))
    return _joined(blocks or [no_passages(0, len(weights))])


def no_passages(n_posts: int, n_terms: int) -> Passages:
    """Give the passages of wordless posts."""
    starts = np.arange(0, 2 * n_posts + 1, 2, dtype=np.intp)
    parts, titles = (csr_matrix(np.zeros((count, n_terms), dtype=np.float32)) for count in (2 * n_posts, n_posts))
    return Passages(parts, titles, starts, np.zeros(2 * n_posts, dtype=np.float32))


def pick_passages(passages: Passages, posts: NDArray[np.intp], later: Passages | None) -> Passages:
    """Give the passages of some posts, in that order, and behind them those of later ones if there are any."""
    sizes = np.diff(passages.starts)[posts]
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(sizes)])
    numbers = np.arange(starts[-1]) + np.repeat(passages.starts[posts] - starts[:-1], sizes)
    picked = Passages(passages.parts[numbers], passages.titles[posts], starts, passages.lengths[numbers])
    return _joined([picked, later]) if later else picked


def _cut(titles: Streams, bodies: Streams, weights: NDArray[np.float32]) -> Passages:
    sizes = bodies.lengths
    counts = np.maximum(2, -(-2 * sizes // PASSAGE_LENGTH))
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(counts)])
    places = np.arange(sizes.sum()) - np.repeat(bodies.starts[:-1], sizes)
    part = np.repeat(starts[:-1], sizes) + places * np.repeat(counts, sizes) // np.repeat(sizes, sizes)
    of_parts = Streams(bodies.numbers, np.append(0, np.cumsum(np.bincount(part, minlength=starts[-1]))))
    parts = _weigh(count_columns(of_parts, len(weights)), weights)
    headings = _weigh(count_columns(titles, len(weights)), weights)
    return Passages(parts, headings, starts, _scale(Sparse.of(parts), Sparse.of(headings), starts, len(weights)))


def _weigh(counts: csr_matrix, weights: NDArray[np.float32]) -> csr_matrix:
    counts.data = (1 + np.log(counts.data)) * weights[counts.indices]
    return counts


@compiled
def _scale(parts: Sparse, titles: Sparse, starts: NDArray[np.intp], n_terms: int) -> NDArray[np.float32]:
    """Bring the longest passage of each post to length 1, in place, and give the lengths of all."""
    lengths = np.zeros(len(parts.starts) - 1, dtype=np.float32)
    row = np.zeros(n_terms, dtype=np.float64)
    for post in range(len(starts) - 1):
        title = range(titles.starts[post], titles.starts[post + 1])
        longest = np.float32(0)
        for part in range(starts[post], starts[post + 1] - 1):
            both = range(parts.starts[part], parts.starts[part + 2])
            for matrix, entries in ((parts, both), (titles, title)):
                for entry in entries:
                    row[matrix.columns[entry]] += matrix.values[entry]
            square = 0.0
            for matrix, entries in ((parts, both), (titles, title)):
                for entry in entries:
                    square += row[matrix.columns[entry]] ** 2
                    row[matrix.columns[entry]] = 0
            lengths[part] = np.sqrt(square)
            longest = max(longest, lengths[part])
        if longest > 0:
            for matrix, entries in (
                (parts, range(parts.starts[starts[post]], parts.starts[starts[post + 1]])),
                (titles, title),
            ):
                for entry in entries:
                    matrix.values[entry] /= longest
            for part in range(starts[post], starts[post + 1]):
                lengths[part] /= longest
    return lengths


def _joined(blocks: Sequence[Passages]) -> Passages:
    """Put the passages of posts behind those of others."""
    ends = np.cumsum([one.starts[-1] for one in blocks])
    starts = [one.starts[1:] + end - one.starts[-1] for one, end in zip(blocks, ends, strict=True)]
    return Passages(
        csr_matrix(vstack([one.parts for one in blocks]), dtype=np.float32),
        csr_matrix(vstack([one.titles for one in blocks]), dtype=np.float32),
        np.concatenate([np.zeros(1, dtype=np.intp), *starts]),
        np.concatenate([one.lengths for one in blocks]),
    )

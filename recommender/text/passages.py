"""Posts cut into passages, each a vector: a long post may speak of a subject in one place only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.text.counting import Terms, count_columns

#: Terms a passage. Between 20 and 100 lists are about equally good; shorter ones cost more.
PASSAGE_LENGTH = 60
#: Posts cut at once; what is made on the way takes more memory than what comes of it.
_BLOCK = 2_000


@dataclass(frozen=True)
class Passages:
    """The passages of a site's posts: any two neighbouring parts of a post are one.

    A part is kept once, though two passages have it: the product of a passage is the sum of those of its parts, over
    its length. Each part holds half of the title, so that each passage holds it whole.

    Attributes:
        parts: weights of the terms of each part, those of a post side by side and on one scale.
            Shape (n_parts, n_terms).
        starts: the first part of each post, at the end the number of all; a post has two at least.
            Shape (n_posts + 1,).
        lengths: of the passage that begins with each part, on the scale of its post; 0 for the last part of a post,
            and for a passage without terms. Shape (n_parts,).
    """

    parts: csr_matrix
    starts: NDArray[np.intp]
    lengths: NDArray[np.float32]


def make_passages(posts: Terms, weights: NDArray[np.float32]) -> Passages:
    """Cut each body into equal parts of at most half of `PASSAGE_LENGTH` terms, weighed by (1 + ln tf) · weight.

    Neighbouring passages overlap by a half, so that no sentence is far from the middle of one (nDCG@10 + .4 % over
    passages side by side). Terms without a column take up room in a passage and are not counted.
    """
    blocks = [
        _cut(posts.titles[start : start + _BLOCK], posts.bodies[start : start + _BLOCK], weights)
        for start in range(0, len(posts.bodies), _BLOCK)
    ]
    return _joined(blocks or [no_passages(0, len(weights))])


def no_passages(n_posts: int, n_terms: int) -> Passages:
    """Give the passages of wordless posts."""
    parts = np.zeros((2 * n_posts, n_terms), dtype=np.float32)
    return Passages(
        csr_matrix(parts), np.arange(0, 2 * n_posts + 1, 2, dtype=np.intp), np.zeros(2 * n_posts, dtype=np.float32)
    )


def pick_passages(passages: Passages, posts: NDArray[np.intp], later: Passages | None) -> Passages:
    """Give the passages of some posts, in that order, and behind them those of later ones if there are any."""
    sizes = np.diff(passages.starts)[posts]
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(sizes)])
    numbers = np.arange(starts[-1]) + np.repeat(passages.starts[posts] - starts[:-1], sizes)
    picked = Passages(passages.parts[numbers], starts, passages.lengths[numbers])
    return _joined([picked, later]) if later else picked


def _cut(
    titles: Sequence[NDArray[np.int32]], bodies: Sequence[NDArray[np.int32]], weights: NDArray[np.float32]
) -> Passages:
    sizes = np.array([len(body) for body in bodies], dtype=np.intp)
    counts = np.maximum(2, -(-2 * sizes // PASSAGE_LENGTH))
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(counts)])
    places = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    part = np.repeat(starts[:-1], sizes) + places * np.repeat(counts, sizes) // np.repeat(sizes, sizes)
    terms = np.concatenate(bodies)
    known = terms >= 0
    ones = np.ones(int(known.sum()), dtype=np.float32)
    of_bodies = _weigh(csr_matrix((ones, (part[known], terms[known])), shape=(starts[-1], len(weights))), weights)
    owner = np.repeat(np.arange(len(bodies)), counts)
    parts = csr_matrix(of_bodies + _weigh(count_columns(titles, len(weights)), weights * np.float32(0.5))[owner])
    lengths = _lengths(parts, starts)
    scales = np.maximum.reduceat(lengths, starts[:-1])
    scale = np.where(scales > 0, scales, 1).astype(np.float32)[owner]
    parts.data /= np.repeat(scale, np.diff(parts.indptr))
    return Passages(parts, starts, (lengths / scale).astype(np.float32))


def _weigh(counts: csr_matrix, weights: NDArray[np.float32]) -> csr_matrix:
    counts.data = (1 + np.log(counts.data)) * weights[counts.indices]
    return counts


def _lengths(parts: csr_matrix, starts: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give the length of the sum of each part and the next one of its post."""
    squares = _products(parts, parts)
    lengths = np.zeros(parts.shape[0])
    lengths[:-1] = np.sqrt(squares[:-1] + squares[1:] + 2 * _products(parts[:-1], parts[1:]))
    lengths[starts[1:] - 1] = 0
    return lengths


def _products(rows: csr_matrix, others: csr_matrix) -> NDArray[np.float64]:
    return np.asarray(rows.multiply(others).sum(axis=1, dtype=np.float64)).ravel()


def _joined(blocks: Sequence[Passages]) -> Passages:
    """Put the passages of posts behind those of others."""
    ends = np.cumsum([one.starts[-1] for one in blocks])
    starts = [one.starts[1:] + end - one.starts[-1] for one, end in zip(blocks, ends, strict=True)]
    return Passages(
        csr_matrix(vstack([one.parts for one in blocks]), dtype=np.float32),
        np.concatenate([np.zeros(1, dtype=np.intp), *starts]),
        np.concatenate([one.lengths for one in blocks]),
    )

"""Posts cut into passages, each a vector: a long post may speak of a subject in one place only."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from recommender.text.counting import Terms

#: Terms a passage. Between 20 and 100 lists are about equally good; shorter ones cost more.
PASSAGE_LENGTH = 60


@dataclass(frozen=True)
class Passages:
    """The passages of a site's posts, those of a post side by side.

    Attributes:
        rows: terms of each passage. Shape (n_passages, n_terms).
        starts: the first passage of each post, at the end the number of all; a post has one at least.
            Shape (n_posts + 1,).
    """

    rows: csr_matrix
    starts: NDArray[np.intp]


def count_passages(posts: Terms) -> Passages:
    """Cut each body into overlapping passages and count their terms, those of the title in each.

    A body is cut into equal parts of at most half of `PASSAGE_LENGTH` terms; any two neighbouring parts are a passage,
    so that no sentence is far from the middle of one (nDCG@10 + .4 % over passages side by side).

    Terms without a column take up room in a passage and are not counted.
    """
    parts = np.array([max(1, -(-2 * len(body) // PASSAGE_LENGTH)) for body in posts.bodies], dtype=np.intp)
    sizes = np.maximum(1, parts - 1)
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(sizes)])
    rows, terms = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    for title, of_body, first, size, count in zip(posts.titles, posts.bodies, starts[:-1], sizes, parts, strict=True):
        part = np.arange(len(of_body)) * count // max(1, len(of_body))
        opens, closes = (of_body >= 0) & (part < size), (of_body >= 0) & (part > 0)
        of_title = title[title >= 0]
        rows += [
            first + part[opens],
            first + part[closes] - 1,
            np.repeat(np.arange(first, first + size), len(of_title)),
        ]
        terms += [of_body[opens], of_body[closes], np.tile(of_title, size)]
    row, term = np.concatenate(rows), np.concatenate(terms)
    shape = (int(starts[-1]), posts.n_columns)
    return Passages(csr_matrix((np.ones(len(row), dtype=np.float32), (row, term)), shape=shape), starts)


def pick_passages(passages: Passages, posts: NDArray[np.intp], later: Passages) -> Passages:
    """Give the passages of some posts, in that order, and behind them those of later ones."""
    sizes = np.diff(passages.starts)[posts]
    starts = np.concatenate([np.zeros(1, dtype=np.intp), np.cumsum(sizes)])
    numbers = np.arange(starts[-1]) + np.repeat(passages.starts[posts] - starts[:-1], sizes)
    rows = csr_matrix(vstack([passages.rows[numbers], later.rows]))
    return Passages(rows, np.append(starts, starts[-1] + later.starts[1:]))

"""Fit the weights of the signals to links that authors set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from recommender.ranking.blend import relative_to_best

#: Keeps weights of signals that say the same from running apart.
_RIDGE = 1e-3


@dataclass(frozen=True)
class Examples:
    """The candidates of a blog's posts with the right ones among them.

    Attributes:
        values: each signal's values, shape (n_pairs,).
        queries: sorted, shape (n_pairs,).
        linked: whether the author linked the two posts, in either direction. Shape (n_pairs,).
    """

    values: Mapping[str, NDArray[np.float32]]
    queries: NDArray[np.intp]
    linked: NDArray[np.bool_]


def fit_weights(blogs: Sequence[Examples]) -> dict[str, float]:
    """Find the weights, none below 0 and of sum 1, under which linked posts stand out in their lists.

    The loss is the cross-entropy between the softmax of a list's scores and its linked posts (ListNet, Cao et al.
    2007). A blog counts by the root of its number of lists, so that no large one drowns the others.

    Raises:
        ValueError: no list holds a linked post.
    """
    prepared = [one for one in map(_prepare, blogs) if len(one.starts)]
    if not prepared:
        raise ValueError("no linked post is among the candidates of any blog")
    names = list(blogs[0].values)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for blog in prepared:
            value, slope = _cross_entropy(blog, weights)
            share = len(blog.starts) ** -0.5 / 100
            total, gradient = total + share * value, gradient + share * slope
        return total, gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(names))
    total = float(found.x.sum())
    return {name: float(weight) / total for name, weight in zip(names, found.x, strict=True)}


@dataclass(frozen=True)
class _Lists:
    """The lists of a blog that hold a linked post: signals, where each list starts, and what share each pair has."""

    signals: NDArray[np.float64]
    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]
    wanted: NDArray[np.float64]


def _prepare(blog: Examples) -> _Lists:
    has_linked = np.isin(blog.queries, blog.queries[blog.linked])
    queries = blog.queries[has_linked]
    starts = np.flatnonzero(np.diff(queries, prepend=-1))
    lengths = np.diff(starts, append=len(queries))
    linked = blog.linked[has_linked].astype(np.float64)
    counts = np.repeat(np.add.reduceat(linked, starts), lengths) if len(starts) else linked
    signals = [relative_to_best(values, blog.queries)[has_linked] for values in blog.values.values()]
    return _Lists(np.column_stack(signals), starts, lengths, linked / counts)


def _cross_entropy(lists: _Lists, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    scores = lists.signals @ weights
    highest = np.repeat(np.maximum.reduceat(scores, lists.starts), lists.lengths)
    sums = np.repeat(np.add.reduceat(np.exp(scores - highest), lists.starts), lists.lengths)
    log_shares = scores - highest - np.log(sums)
    return -float(lists.wanted @ log_shares), lists.signals.T @ (np.exp(log_shares) - lists.wanted)

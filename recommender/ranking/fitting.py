"""Fit the weights of the signals to links that authors set: those of several blogs, or of one from a known start."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from recommender.ranking.blend import relative_to_best

#: Keeps weights of signals that say the same from running apart.
_RIDGE = 1e-3
#: How hard a prior may pull, in the unit of the loss of one list: a hundred links move the weights less than a
#: thousand do. From nearly free to nearly the prior itself; on blogs of 700 to 2500 links 30 was chosen, on those
#: of 80 to 350 anything from 30 up.
STRENGTHS = (30.0, 300.0, 3000.0, 30000.0)
#: The sharpness at which scores of [0, 1] are turned into shares lies far within.
_SHARPEST = 1000.0

#: Weights to what is to be made small, with its slope.
_Loss = Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]]


@dataclass(frozen=True)
class Examples:
    """The candidates of a blog's posts with the right ones among them.

    Attributes:
        values: each signal's values, shape (n_pairs,).
        queries: sorted, shape (n_pairs,).
        targets: shape (n_pairs,).
        linked: whether the author linked the two posts, in either direction. Shape (n_pairs,).
    """

    values: Mapping[str, NDArray[np.float32]]
    queries: NDArray[np.intp]
    targets: NDArray[np.intp]
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

    return _of_sum_one(names, _minimise(loss, np.zeros(len(names))))


def fit_weights_near(
    prior: Mapping[str, float], blog: Examples, *, strength: float, posts: NDArray[np.bool_] | None = None
) -> dict[str, float]:
    """Find the weights, none below 0 and of sum 1, that one blog's links ask for, pulled towards known ones.

    The loss is that of `fit_weights`, summed over the lists, and `strength` times the squared distance from `prior`.

    Args:
        prior: the weights without any link, of sum 1; also what a blog gets of which no list holds a linked post.
        strength: how hard the prior pulls.
        posts: those that may be looked at, all if not given; a pair counts if both of its posts do. What is best in
            a list is still taken from all of it, as at ranking. Shape (n_posts,).
    """
    lists = _prepare(blog, posts)
    return _of_sum_one(list(blog.values), _fit_near(_ordered(prior, blog), lists, strength))


def choose_strength(prior: Mapping[str, float], blog: Examples, parts: NDArray[np.intp], *, without: int = -1) -> float:
    """Choose the strength under which links that were held out stand out best; the stronger of equally good ones.

    Each part is held out in turn: fitted on pairs with no post in it, measured on the lists of its posts.

    Args:
        parts: the part in which each post is. Shape (n_posts,).
        without: the part that may not be looked at, be it to fit or to choose.
    """
    start = _ordered(prior, blog)
    losses = dict.fromkeys(reversed(STRENGTHS), 0.0)
    for part in np.unique(parts[parts != without]):
        fitted = _prepare(blog, (parts != without) & (parts != part))
        held_out = _prepare(blog, parts != without, parts == part)
        for strength in losses:
            losses[strength] += _cross_entropy(held_out, _fit_near(start, fitted, strength))[0]
    return min(losses, key=losses.__getitem__)


def round_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Round weights of sum 1 to the three digits that files hold; what rounding lost goes to the largest."""
    rounded = {name: round(weight, 3) for name, weight in weights.items()}
    largest = max(rounded, key=rounded.__getitem__)
    rounded[largest] = round(rounded[largest] + 1 - sum(rounded.values()), 3)
    return rounded


@dataclass(frozen=True)
class _Lists:
    """The lists of a blog that hold a linked post: signals, where each list starts, and what share each pair has."""

    signals: NDArray[np.float64]
    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]
    wanted: NDArray[np.float64]


def _prepare(
    blog: Examples, posts: NDArray[np.bool_] | None = None, queries_of: NDArray[np.bool_] | None = None
) -> _Lists:
    shown = np.ones(len(blog.queries), dtype=bool)
    if posts is not None:
        shown &= posts[blog.queries] & posts[blog.targets]
    if queries_of is not None:
        shown &= queries_of[blog.queries]
    kept = shown & np.isin(blog.queries, blog.queries[shown & blog.linked])
    queries = blog.queries[kept]
    starts = np.flatnonzero(np.diff(queries, prepend=-1))
    lengths = np.diff(starts, append=len(queries))
    linked = blog.linked[kept].astype(np.float64)
    counts = np.repeat(np.add.reduceat(linked, starts), lengths) if len(starts) else linked
    signals = [relative_to_best(values, blog.queries)[kept] for values in blog.values.values()]
    return _Lists(np.column_stack(signals), starts, lengths, linked / counts)


def _fit_near(prior: NDArray[np.float64], lists: _Lists, strength: float) -> NDArray[np.float64]:
    """Give weights at the sharpness that suits the lists, which is that of the prior; not of sum 1."""
    if not len(lists.starts):
        return prior
    sharpness = float(
        minimize_scalar(lambda one: _cross_entropy(lists, one * prior)[0], bounds=(0, _SHARPEST), method="bounded").x
    )

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = _cross_entropy(lists, sharpness * weights)
        away = weights - prior
        # Divided by the number of lists only so that the solver meets numbers of one size.
        total = (value + strength * float(away @ away)) / len(lists.starts)
        return total, (sharpness * slope + 2 * strength * away) / len(lists.starts)

    return sharpness * _minimise(loss, prior)


def _minimise(loss: _Loss, start: NDArray[np.float64]) -> NDArray[np.float64]:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start))
    best: NDArray[np.float64] = found.x
    return best


def _ordered(weights: Mapping[str, float], blog: Examples) -> NDArray[np.float64]:
    return np.array([weights[name] for name in blog.values], dtype=np.float64)


def _of_sum_one(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    total = float(weights.sum())
    return {name: float(weight) / total for name, weight in zip(names, weights, strict=True)}


def _cross_entropy(lists: _Lists, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    if not len(lists.starts):
        return 0.0, np.zeros_like(weights)
    scores = lists.signals @ weights
    highest = np.repeat(np.maximum.reduceat(scores, lists.starts), lists.lengths)
    sums = np.repeat(np.add.reduceat(np.exp(scores - highest), lists.starts), lists.lengths)
    log_shares = scores - highest - np.log(sums)
    return -float(lists.wanted @ log_shares), lists.signals.T @ (np.exp(log_shares) - lists.wanted)

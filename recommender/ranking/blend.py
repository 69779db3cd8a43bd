"""Signals to one score: a weighted mean that a person can read."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingsError
from recommender.ranking.signals import SIGNALS
from recommender.text.vectors import Vectors


@functools.cache
def default_weights() -> Mapping[str, float]:
    """Read the weights that ship with the package: of sum 1, fitted on several blogs (see the file)."""
    text = resources.files("recommender.ranking").joinpath("weights.toml").read_text(encoding="utf-8")
    weights: Mapping[str, float] = tomllib.loads(text)["weights"]
    return weights


@functools.cache
def fitted_on() -> Mapping[str, int]:
    """Give the blogs that the shipped weights were fitted on: the name of each one's folder, and its posts then."""
    text = resources.files("recommender.ranking").joinpath("weights.toml").read_text(encoding="utf-8")
    return {name: blog["posts"] for name, blog in tomllib.loads(text)["fitted_on"].items()}


def merge_weights(own: Mapping[str, float]) -> dict[str, float]:
    """Lay a site's own weights over the defaults.

    Raises:
        SettingsError: a weight is for no known signal, or none is above 0.
    """
    unknown = sorted(set(own) - set(SIGNALS))
    if unknown:
        raise SettingsError(f'ranking.weights: no signal "{unknown[0]}"; known are {", ".join(SIGNALS)}')
    weights = {name: own.get(name, default_weights()[name]) for name in SIGNALS}
    if not any(weights.values()):
        raise SettingsError("ranking.weights: all are 0, expected one above 0; remove one of them")
    return weights


def active_weights(weights: Mapping[str, float], vectors: Vectors) -> dict[str, float]:
    """Turn off the signals for which the site has no data, and scale the rest to sum 1."""
    silent = {name for name, has_data in _has_data(vectors).items() if not has_data}
    kept = {name: 0.0 if name in silent else weight for name, weight in weights.items()}
    total = sum(kept.values())
    return {name: weight / total if total else 0.0 for name, weight in kept.items()}


def relative_to_best(values: NDArray[np.floating[Any]], queries: NDArray[np.intp]) -> NDArray[np.float64]:
    """Divide each value by the best one of its list; 0 where all of a list are 0.

    Args:
        values: in [0, 1]. Shape (n_pairs,).
        queries: sorted; equal ones are one list. Shape (n_pairs,).
    """
    best = _best_of_list(values.astype(np.float64), queries)
    relative: NDArray[np.float64] = np.divide(values, best, out=np.zeros(len(values)), where=best > 0)
    return relative


def best_of_list(values: NDArray[np.float32], queries: NDArray[np.intp], n_posts: int) -> NDArray[np.float32]:
    """Give the best value of each post's list; 0 for a post without candidates. Shape (n_posts,).

    Args:
        values: shape (n_pairs,).
        queries: post numbers, sorted. Shape (n_pairs,).
    """
    best = np.zeros(n_posts, dtype=np.float32)
    np.maximum.at(best, queries, values)
    return best


def blend(
    values: Mapping[str, NDArray[np.float32]], weights: Mapping[str, float], queries: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Score pairs by the weighted mean of their signals, each relative to the best of its list.

    What stands out in a list carries over from blog to blog, while the same cosine is much on one blog and little on
    another (nDCG@10 + 4 % on blogs that the weights were not fitted on). So that a list of weak links still has low
    scores, the best of each list gets the best plain weighted mean in it, and the others their share of that.

    Args:
        values: each signal's values in [0, 1], shape (n_pairs,).
        weights: each signal's weight, of sum 1.
        queries: sorted; equal ones are one list. Shape (n_pairs,).

    Returns:
        In [0, 1], shape (n_pairs,), rounded to the four digits that are printed, so that order and print agree.
    """
    relative, plain = np.zeros(len(queries)), np.zeros(len(queries))
    for name, signal in values.items():
        plain += weights[name] * signal.astype(np.float64)
        relative += weights[name] * relative_to_best(signal, queries)
    scores = relative_to_best(relative, queries) * _best_of_list(plain, queries)
    return np.round(scores, 4).astype(np.float32)


def _best_of_list(values: NDArray[np.float64], queries: NDArray[np.intp]) -> NDArray[np.float64]:
    if not len(queries):
        return np.zeros(0)
    starts = np.flatnonzero(np.diff(queries, prepend=-1))
    best: NDArray[np.float64] = np.repeat(np.maximum.reduceat(values, starts), np.diff(starts, append=len(queries)))
    return best


def _has_data(vectors: Vectors) -> dict[str, bool]:
    return {
        "phrases": vectors.phrases.nnz > 0,
        "text_covers_title": vectors.title_shares.nnz > 0,
        "title_covered_by_text": vectors.title_shares.nnz > 0,
        "tags": vectors.tags.nnz > 0,
        "date": int(np.isfinite(vectors.days).sum()) > 1,
    }

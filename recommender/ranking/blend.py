"""Signals to one score: a weighted mean that a person can read."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.errors import SettingsError
from recommender.ranking.signals import SIGNALS
from recommender.text.vectors import Vectors

#: Half-way between what single signals gained and a fit to the in-text links of six blogs, so that no blog loses.
DEFAULT_WEIGHTS: Mapping[str, float] = {
    "text": 0.32,
    "phrases": 0.14,
    "title": 0.04,
    "text_covers_title": 0.11,
    "title_covered_by_text": 0.13,
    "tags": 0.12,
    "date": 0.14,
}


def merge_weights(own: Mapping[str, float]) -> dict[str, float]:
    """Lay a site's own weights over the defaults.

    Raises:
        SettingsError: a weight is for no known signal, or none is above 0.
    """
    unknown = sorted(set(own) - set(SIGNALS))
    if unknown:
        raise SettingsError(f'ranking.weights: no signal "{unknown[0]}"; known are {", ".join(SIGNALS)}')
    weights = {name: own.get(name, DEFAULT_WEIGHTS[name]) for name in SIGNALS}
    if not any(weights.values()):
        raise SettingsError("ranking.weights: all are 0, expected one above 0; remove one of them")
    return weights


def active_weights(weights: Mapping[str, float], vectors: Vectors) -> dict[str, float]:
    """Turn off the signals for which the site has no data, and scale the rest to sum 1."""
    silent = {name for name, has_data in _has_data(vectors).items() if not has_data}
    kept = {name: 0.0 if name in silent else weight for name, weight in weights.items()}
    total = sum(kept.values())
    return {name: weight / total if total else 0.0 for name, weight in kept.items()}


def blend(values: Mapping[str, NDArray[np.float32]], weights: Mapping[str, float]) -> NDArray[np.float32]:
    """Give the weighted sum of signals; weights of sum 1 and values in [0, 1] give scores in [0, 1].

    Args:
        values: each signal's values, shape (n_pairs,).
        weights: each signal's weight.

    Returns:
        Shape (n_pairs,), rounded to the four digits that are printed, so that order and print agree.
    """
    scores = sum(np.float64(weights[name]) * signal for name, signal in values.items())
    return np.round(np.asarray(scores, dtype=np.float64), 4).astype(np.float32)


def _has_data(vectors: Vectors) -> dict[str, bool]:
    return {
        "phrases": vectors.phrases.nnz > 0,
        "title": vectors.title.nnz > 0,
        "text_covers_title": vectors.title_shares.nnz > 0,
        "title_covered_by_text": vectors.title_shares.nnz > 0,
        "tags": vectors.tags.nnz > 0,
        "date": int(np.isfinite(vectors.days).sum()) > 1,
    }

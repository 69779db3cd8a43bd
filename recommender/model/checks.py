"""What the arrays of a model must be before an answer is made of them."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelError
from recommender.model.model import Arrays
from recommender.ranking.left_out import REASONS
from recommender.ranking.sources import SOURCES


def check_ranges(arrays: Arrays, n_posts: int, n_words: int, n_signals: int, folder: Path) -> None:
    """Hold shapes and indices to what they point at, so that no answer can reach outside.

    Raises:
        ModelError: one does not fit.
    """
    kept = arrays.targets.shape[1] if arrays.targets.ndim == 2 else -1
    checks = [
        (arrays.targets.shape == (n_posts, kept), "targets"),
        (arrays.scores.shape == (n_posts, kept), "scores"),
        (arrays.sources.shape == (n_posts, kept), "sources"),
        (arrays.signals.shape == (n_posts, kept, n_signals), "signals"),
        (arrays.terms.ndim == 3 and arrays.terms.shape[:2] == (n_posts, kept), "terms"),
        (arrays.relevances.shape == (n_posts, kept), "relevances"),
        (arrays.moved.shape == (n_posts, kept, 2), "moved"),
        (arrays.best_signals.shape == (n_posts, n_signals), "best_signals"),
        (arrays.left_relevances.ndim == 2 and len(arrays.left_relevances) == n_posts, "left_relevances"),
        (arrays.left_out.shape == (*arrays.left_relevances.shape, 3), "left_out"),
        (_within(arrays.targets, -1, n_posts), "targets"),
        (_within(arrays.moved[..., 0], -1, len(REASONS)), "moved"),
        (_within(arrays.moved[..., 1], -1, n_posts), "moved"),
        (_within(arrays.left_out[..., 0], -1, n_posts), "left_out"),
        (_within(arrays.left_out[..., 1], -1, len(REASONS)), "left_out"),
        (_within(arrays.left_out[..., 2], -1, n_posts), "left_out"),
        (_within(arrays.sources, 0, len(SOURCES)), "sources"),
        (_within(arrays.terms, -1, n_words), "terms"),
        (all(bool(np.isfinite(one).all()) for one in _numbers(arrays)), "scores or signals"),
    ]
    for holds, name in checks:
        if not holds:
            raise ModelError(f"{folder}: {name} do not fit {n_posts} posts and {n_words} words; train again")


def _numbers(arrays: Arrays) -> tuple[NDArray[np.float32], ...]:
    return arrays.scores, arrays.signals, arrays.relevances, arrays.best_signals, arrays.left_relevances


def _within(array: NDArray[Any], least: int, below: int) -> bool:
    return array.size == 0 or bool(array.min() >= least and array.max() < below)

"""How sure a mean is, by bootstrap."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SAMPLES = 2000


@dataclass(frozen=True)
class Mean:
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


def mean_with_interval(values: NDArray[np.float64]) -> Mean:
    """Give the mean of values and its 95 % interval over 2000 seeded resamples; NaN where there is no value.

    The difference of two contestants on the same posts is a value a post: its interval is the paired one.
    """
    if not len(values):
        return Mean(np.nan, np.nan, np.nan)
    means = np.random.default_rng(0).choice(values, (_SAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Mean(float(values.mean()), float(low), float(high))

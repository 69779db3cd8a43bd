"""What each signal brings to a score; known to those who answer without ranking."""

from collections.abc import Sequence


def shares(values: Sequence[float], best: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Give the share of each signal in the score of a pair: they add up to 1, or are all 0.

    Args:
        values: the signals of the pair.
        best: the best value of each signal in the pair's list.
        weights: of the signals.
    """
    parts = [weight * value / top if top > 0 else 0.0 for value, top, weight in zip(values, best, weights, strict=True)]
    total = sum(parts)
    return [part / total if total > 0 else 0.0 for part in parts]

"""Whether a difference between two contestants may be chance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: The least p that can come out is 1 / 10001.
PERMUTATIONS = 10_000
#: Samples drawn at a time, so that thousands of queries need no gigabyte.
_BATCH = 100
#: Sums of the same numbers in another order differ by rounding.
_ROUNDING = 1e-12


def randomisation_test(differences: NDArray[np.float64], *, seed: int = 0) -> NDArray[np.float64]:
    """Give the two-sided p of each column's mean, if each row's sign were a coin's toss.

    Fisher's randomisation test as recommended for paired lists by Smucker, Allan & Carterette (CIKM 2007), with the
    observed signs counted among the tosses, so that p is never 0 (Phipson & Smyth 2010).

    Args:
        differences: ours minus theirs, shape (n_queries, n_measures).

    Returns:
        Shape (n_measures,); 1 where all differences are 0.
    """
    rng = np.random.default_rng(seed)
    observed = np.abs(differences.sum(axis=0)) - _ROUNDING
    extreme = np.zeros(differences.shape[1])
    for _ in range(0, PERMUTATIONS, _BATCH):
        signs = rng.integers(0, 2, (_BATCH, len(differences)), dtype=np.int8) * 2.0 - 1
        extreme += (np.abs(signs @ differences) >= observed).sum(axis=0)
    p: NDArray[np.float64] = (1 + extreme) / (1 + PERMUTATIONS)
    return p


def holm(ps: Sequence[float]) -> list[float]:
    """Raise the ps of several comparisons to what each is worth among so many (Holm 1979), in the same order.

    The smallest of m is multiplied by m, the next by m − 1 and so on, none below the one before it, none above 1.
    """
    raised = [0.0] * len(ps)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=lambda one: ps[one])):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[place]))
        raised[place] = highest
    return raised

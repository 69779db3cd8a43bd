"""Closeness of two dates, of posts that share a subject."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.signals.paired import ComparedPairs
from recommender.text.vectors import Vectors

#: Posts of one week belong to one occasion, posts of one year to one period of the author's life (+ .02 … + .05 nDCG).
_SCALES_IN_DAYS = (60, 365)
#: Closeness counts in full from this cosine of the texts on: two posts of one week about nothing in common are no pair.
_SAME_SUBJECT = 0.2


def date(vectors: Vectors, pairs: ComparedPairs) -> NDArray[np.float32]:
    """Give the mean of exp(−Δdays / 60) and exp(−Δdays / 365), times min(1, cosine / 0.2); 0 for an unknown date."""
    apart = np.abs(vectors.days[pairs.queries] - vectors.days[pairs.targets])
    closeness = np.mean([np.exp(-apart / scale) for scale in _SCALES_IN_DAYS], axis=0)
    alike = np.minimum(1, pairs.cosines / _SAME_SUBJECT)
    return np.asarray(np.nan_to_num(closeness * alike, nan=0.0), dtype=np.float32)

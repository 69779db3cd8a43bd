"""A ranking as a model keeps it."""

from collections.abc import Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from recommender.model.model import Arrays
from recommender.ranking.rank import Ranking


def model_arrays(ranking: Ranking, words: NDArray[np.str_], surfaces: Mapping[str, str]) -> tuple[Arrays, list[str]]:
    """Give the arrays of a model, and the words that they point at: those of the vocabulary that the lists show.

    Args:
        words: the key of each column of the vectors.
        surfaces: the spelling of each key.
    """
    used = np.unique(ranking.terms[ranking.terms >= 0])
    terms = np.where(ranking.terms < 0, -1, np.searchsorted(used, ranking.terms)).astype(np.int32)
    named = {field.name: getattr(ranking, field.name) for field in fields(Arrays)}
    return Arrays(**{**named, "terms": terms}), [surfaces[key] for key in words[used]]

"""Rank a whole site: every post's list with its scores, signals and reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from recommender.progress import Progress, silent
from recommender.ranking.blend import active_weights, blend, merge_weights
from recommender.ranking.candidates import Pairs, find_candidates, find_near_duplicates
from recommender.ranking.lists import KEPT, make_lists
from recommender.ranking.reasons import MAX_TERMS, shared_terms
from recommender.ranking.rules import Rules
from recommender.ranking.signals import SIGNALS
from recommender.ranking.sources import SOURCES
from recommender.settings import RankingSettings
from recommender.text.vectors import Vectors


@dataclass(frozen=True)
class Ranking:
    """The finished lists of a site as arrays; row i is the list of post i, padded at its end.

    Attributes:
        targets: post numbers, -1 for padding. Shape (n_posts, KEPT).
        scores: in [0, 1]; 0 for padding. Shape (n_posts, KEPT).
        sources: positions in `SOURCES`. Shape (n_posts, KEPT).
        signals: raw values in the order of `SIGNALS`. Shape (n_posts, KEPT, n_signals).
        terms: columns of `Vectors.words`, -1 for none. Shape (n_posts, KEPT, MAX_TERMS).
        weights: each signal's weight as used, of sum 1.
        duplicates: how many posts have a near-identical twin.
    """

    targets: NDArray[np.int32]
    scores: NDArray[np.float32]
    sources: NDArray[np.int8]
    signals: NDArray[np.float32]
    terms: NDArray[np.int32]
    weights: Mapping[str, float]
    duplicates: int


def rank_site(
    vectors: Vectors,
    rules: Rules,
    settings: RankingSettings,
    surfaces: Mapping[str, str],
    *,
    jobs: int = 1,
    progress: Progress = silent,
) -> Ranking:
    """Rank all posts against one another.

    Args:
        surfaces: the spelling of each word that can be shown as a reason.

    Raises:
        SettingsError: the weights cannot be used.
    """
    weights = active_weights(merge_weights(settings.weights), vectors)
    progress("ranking", 0, 3)
    pairs = find_candidates(vectors, rules, jobs=jobs)
    progress("ranking", 1, 3)
    scores = blend(_signal_values(vectors, pairs), weights, pairs.queries)
    twins = find_near_duplicates(vectors, jobs=jobs)
    lists = make_lists(pairs, scores, vectors, rules, settings, twins)
    progress("ranking", 2, 3)

    shape = (len(vectors), KEPT)
    lengths = [len(items) for items in lists]
    filled = np.arange(KEPT) < np.array(lengths, dtype=np.intp).reshape(-1, 1)
    items = list(chain.from_iterable(lists))
    kept = Pairs(np.repeat(np.arange(len(vectors)), lengths), np.array([one.target for one in items], dtype=np.intp))
    targets = np.full(shape, -1, dtype=np.int32)
    targets[filled] = kept.targets
    list_scores = np.zeros(shape, dtype=np.float32)
    list_scores[filled] = [one.score for one in items]
    sources = np.zeros(shape, dtype=np.int8)
    sources[filled] = [SOURCES.index(one.source) for one in items]
    signals = np.zeros((*shape, len(SIGNALS)), dtype=np.float32)
    signals[filled] = np.column_stack(list(_signal_values(vectors, kept).values()))
    terms = np.full((*shape, MAX_TERMS), -1, dtype=np.int32)
    terms[filled] = shared_terms(vectors, kept, surfaces)
    progress("ranking", 3, 3)
    return Ranking(targets, list_scores, sources, signals, terms, weights, len(twins))


def _signal_values(vectors: Vectors, pairs: Pairs) -> dict[str, NDArray[np.float32]]:
    return {name: signal(vectors, pairs.queries, pairs.targets) for name, signal in SIGNALS.items()}

"""What blogs use today, to be measured beside our lists."""

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.candidates import find_candidates
from recommender.ranking.fallbacks import closest_tags_first, newest_first
from recommender.ranking.rules import Rules
from recommender.ranking.signals.paired import paired_dot
from recommender.text.vectors import Vectors

#: Lists are as long as the deepest measure looks.
DEPTH = 10


def newest(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend the newest posts to everybody."""
    order = newest_first(vectors)
    order = order[rules.allowed[order]][: DEPTH + 1]
    return [_others(order, query) for query in range(len(vectors))]


def shared_tags(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by tags in common, rare ones counting more, then by newer date: what most blogs have."""
    order = newest_first(vectors)
    order = order[rules.allowed[order]]
    return [_others(closest_tags_first(query, vectors, order), query) for query in range(len(vectors))]


def plain_tfidf(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by the cosine of the text alone."""
    pairs = find_candidates(vectors, rules, weights={"text": 1.0}, limit=DEPTH)
    scores = np.round(paired_dot(vectors.body, vectors.body, pairs.queries, pairs.targets), 4)
    order = np.lexsort((pairs.targets, -scores, pairs.queries))
    starts = np.searchsorted(pairs.queries, np.arange(len(vectors) + 1))
    return [pairs.targets[order[starts[query] : starts[query + 1]]][:DEPTH].tolist() for query in range(len(vectors))]


def _others(order: NDArray[np.intp], query: int) -> list[int]:
    return [int(post) for post in order[: DEPTH + 1] if post != query][:DEPTH]

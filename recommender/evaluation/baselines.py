"""What blogs use today, to be measured beside our lists."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.blend import blend
from recommender.ranking.candidates import find_candidates
from recommender.ranking.rules import Rules
from recommender.ranking.signals import SIGNALS
from recommender.text.vectors import Vectors

#: Lists are as long as the deepest measure looks.
DEPTH = 10


def newest(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend the newest posts to everybody."""
    order = [int(post) for post in _newest_first(vectors) if rules.allowed[post]]
    return [[post for post in order[: DEPTH + 1] if post != query][:DEPTH] for query in range(len(vectors))]


def shared_tags(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by tags in common, rare ones counting more, then by newer date: what most blogs have."""
    by_date = _newest_first(vectors)
    by_date = by_date[rules.allowed[by_date]]
    return [_by_tags(query, vectors, by_date) for query in range(len(vectors))]


def plain_tfidf(vectors: Vectors, rules: Rules) -> list[list[int]]:
    """Recommend by the cosine of the text alone."""
    weights = {name: float(name == "text") for name in SIGNALS}
    pairs = find_candidates(vectors, weights, rules.allowed, limit=DEPTH)
    scores = blend({"text": SIGNALS["text"](vectors, pairs.queries, pairs.targets)}, weights)
    order = np.lexsort((pairs.targets, -scores, pairs.queries))
    starts = np.searchsorted(pairs.queries, np.arange(len(vectors) + 1))
    return [pairs.targets[order[starts[query] : starts[query + 1]]][:DEPTH].tolist() for query in range(len(vectors))]


def _newest_first(vectors: Vectors) -> NDArray[np.intp]:
    return np.lexsort((np.arange(len(vectors)), -np.nan_to_num(vectors.days, nan=-np.inf)))


def _by_tags(query: int, vectors: Vectors, by_date: Sequence[int] | NDArray[np.intp]) -> list[int]:
    if not vectors.tags.nnz:
        return []
    common = (vectors.tags[by_date] @ vectors.tags[query].T).toarray().ravel()
    order = np.argsort(-np.round(common, 6), kind="stable")
    best = np.asarray(by_date)[order[: DEPTH + 1]]
    return [int(post) for post, value in zip(best, common[order], strict=False) if post != query and value > 0][:DEPTH]

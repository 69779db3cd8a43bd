"""Which pairs of posts are worth a closer look: the nearest neighbours by a plain blend of all sparse fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sparse_dot_topn import sp_matmul_topn

from recommender.ranking.rules import Rules
from recommender.text.vectors import Vectors

#: Candidates per post. The lists keep 20; rules, duplicates and re-ranking need room.
CANDIDATES = 100
#: How much each field counts in the plain blend that chooses candidates. With rare words weighing more and titles
#: looked for in texts, .94 of the posts that authors link are among them (seven blogs), where plain cosines find .91.
PLAIN_BLEND: Mapping[str, float] = {"rare_text": 0.55, "phrases": 0.25, "tags": 0.05, "title_coverage": 0.05}


@dataclass(frozen=True)
class Pairs:
    """Pairs of posts, sorted by query, then target; both of shape (n_pairs,)."""

    queries: NDArray[np.intp]
    targets: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.queries)


def find_candidates(
    vectors: Vectors,
    rules: Rules,
    *,
    weights: Mapping[str, float] = PLAIN_BLEND,
    jobs: int = 1,
    limit: int = CANDIDATES,
) -> Pairs:
    """Find for every post the `limit` nearest posts of its language that are allowed as targets, never itself.

    The fields are laid side by side, scaled by the root of their weights: one product gives the weighted sum.

    Args:
        weights: how much each of the fields text, rare_text, phrases, tags and title_coverage counts; those not
            named count nothing.
    """
    left, right = _stack(vectors, weights)
    queries, targets = np.empty(0, np.intp), np.empty(0, np.intp)
    if left.nnz:
        for language in np.unique(rules.languages):
            rows = np.flatnonzero(rules.languages == language)
            columns = np.flatnonzero(rules.allowed & rules.shares_language(int(rows[0])))
            found_queries, found_targets = _nearest(left, right, rows, columns, limit, jobs)
            queries, targets = np.append(queries, found_queries), np.append(targets, found_targets)
    order = np.lexsort((targets, queries))
    return Pairs(queries[order], targets[order])


def nearest_posts(
    later: Vectors, vectors: Vectors, allowed: NDArray[np.bool_], limit: int = CANDIDATES
) -> NDArray[np.intp]:
    """Find the posts that would be the candidates of a later text, sorted by number.

    Args:
        later: one row in the columns of `vectors`.
        allowed: which posts may be recommended under it. Shape (n_posts,).
    """
    closeness = np.zeros(len(vectors))
    for row, rows, weight in _fields(later, vectors, PLAIN_BLEND):
        closeness += weight * (rows @ row.toarray().ravel())
    posts = np.flatnonzero(allowed & (closeness > 0))
    best = posts[np.argsort(-closeness[posts], kind="stable")[:limit]]
    return np.sort(best)


def _stack(vectors: Vectors, weights: Mapping[str, float]) -> tuple[csr_matrix, csr_matrix]:
    """Lay the fields of queries and of targets side by side."""
    used = [
        (left * root, right * root)
        for left, right, weight in _fields(vectors, vectors, weights)
        if (root := np.sqrt(np.float32(weight))) and left.nnz
    ]
    if not used:
        return vectors.body[:, :0], vectors.body[:, :0]
    left, right = (csr_matrix(hstack(side), dtype=np.float32) for side in zip(*used, strict=True))
    return left, right


def _fields(
    queries: Vectors, targets: Vectors, weights: Mapping[str, float]
) -> Iterator[tuple[csr_matrix, csr_matrix, float]]:
    """Give each field of queries and of targets with its weight; a title is covered in either direction."""
    fields = [
        (queries.body, targets.body, "text"),
        (queries.rare_body, targets.rare_body, "rare_text"),
        (queries.phrases, targets.phrases, "phrases"),
        (queries.tags, targets.tags, "tags"),
        (queries.presence, targets.title_shares, "title_coverage"),
        (queries.title_shares, targets.presence, "title_coverage"),
    ]
    for left, right, name in fields:
        if weights.get(name):
            yield left, right, weights[name]


def _nearest(
    left: csr_matrix, right: csr_matrix, rows: NDArray[np.intp], columns: NDArray[np.intp], limit: int, jobs: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give pairs of a row and one of the `limit` columns nearest to it, never itself."""
    if not len(columns):
        return columns, columns
    products = sp_matmul_topn(
        left[rows], right[columns].T.tocsr(), top_n=min(limit + 1, len(columns)), n_threads=jobs, sort=True
    )
    found = products.tocoo()
    queries, targets = rows[found.row], columns[found.col]
    others = queries != targets
    return queries[others], targets[others]

"""Which pairs of posts are worth a closer look: the nearest neighbours by a plain blend of all sparse fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack
from sparse_dot_topn import sp_matmul_topn

from recommender.progress import Progress, silent
from recommender.ranking.rules import Rules
from recommender.text.vectors import Vectors

#: Candidates per post. The lists keep 20; rules, duplicates and re-ranking need room.
CANDIDATES = 100
#: How much each field counts in the plain blend that chooses candidates. With rare words weighing more and titles
#: looked for in texts, .94 of the posts that authors link are among them (seven blogs), where plain cosines find .91.
PLAIN_BLEND: Mapping[str, float] = {"rare_text": 0.55, "phrases": 0.25, "tags": 0.05, "title_coverage": 0.05}
#: Entries of the index read for one post: what a blog of some 3,000 posts needs to be searched through.
POSTINGS = 200_000
#: Posts searched for at once.
_BLOCK = 2_000

#: Queries, targets, and the root of the weight.
_Field: TypeAlias = tuple[csr_matrix, csr_matrix, np.float32]


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
    limit: int = CANDIDATES,
    postings: int = POSTINGS,
    jobs: int = 1,
    progress: Progress = silent,
) -> Pairs:
    """Find for every post the `limit` nearest posts of its language that are allowed as targets, never itself.

    The fields are laid side by side, scaled by the root of their weights: one product gives the weighted sum. Where a
    post's terms stand in more than `postings` places altogether, those that can add most are looked up and the rest
    passed over: at 30,000 posts of mixed blogs a quarter of the time, and .99 of each exact best ten are found. On
    blogs of a few thousand posts nothing is passed over.

    Args:
        weights: how much each of the fields text, rare_text, phrases, tags and title_coverage counts; those not
            named count nothing.
        postings: entries of the index that are read for one post.
        progress: called as ("candidates", posts done, posts).
    """
    fields = [
        (left, right, np.sqrt(np.float32(weight)))
        for left, right, weight in _fields(vectors, vectors, weights)
        if left.nnz
    ]
    queries, targets = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    done = 0
    for language in np.unique(rules.languages) if fields else ():
        rows = np.flatnonzero(rules.languages == language)
        columns = np.flatnonzero(rules.allowed & rules.shares_language(int(rows[0])))
        index = _Index(fields, columns)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            found_queries, found_targets = index.nearest(block, limit, postings, jobs)
            queries.append(found_queries)
            targets.append(found_targets)
            done += len(block)
            progress("candidates", done, len(vectors))
    pairs = Pairs(np.concatenate(queries), np.concatenate(targets))
    order = np.lexsort((pairs.targets, pairs.queries))
    return Pairs(pairs.queries[order], pairs.targets[order])


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


class _Index:
    """The posts in which each term stands, over all fields."""

    def __init__(self, fields: Sequence[_Field], columns: NDArray[np.intp]) -> None:
        """Index the posts `columns`."""
        self._fields = fields
        self._columns = columns
        self._posts = csr_matrix(vstack([(right[columns] * root).T.tocsr() for _, right, root in fields]))
        self._sizes = np.diff(self._posts.indptr)
        squares = self._posts.multiply(self._posts).sum(axis=1)
        self._usual = np.sqrt(np.asarray(squares).ravel() / np.maximum(1, self._sizes))

    def nearest(
        self, rows: NDArray[np.intp], limit: int, postings: int, jobs: int
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give pairs of a row and one of the `limit` indexed posts nearest to it, never itself."""
        terms = csr_matrix(hstack([left[rows] * root for left, _, root in self._fields]))
        top_n = min(limit + 1, len(self._columns))
        if not top_n:
            return self._columns, self._columns
        found = sp_matmul_topn(self._heaviest(terms, postings), self._posts, top_n=top_n, n_threads=jobs).tocoo()
        queries, targets = rows[found.row], self._columns[found.col]
        others = queries != targets
        return queries[others], targets[others]

    def _heaviest(self, terms: csr_matrix, postings: int) -> csr_matrix:
        """Take out of each row what exceeds `postings`, beginning with what usually adds least to a product."""
        costs = self._sizes[terms.indices].astype(np.int64)
        cost_of_row = np.add.reduceat(np.append(costs, 0), terms.indptr[:-1]) * (np.diff(terms.indptr) > 0)
        adds = terms.data * self._usual[terms.indices]
        for row in np.flatnonzero(cost_of_row > postings):
            entries = slice(terms.indptr[row], terms.indptr[row + 1])
            order = np.argsort(-adds[entries], kind="stable")
            rest = order[np.cumsum(costs[entries][order]) > postings]
            terms.data[entries][rest] = 0
        terms.eliminate_zeros()
        return terms

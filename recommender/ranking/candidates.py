"""Which pairs of posts are worth a closer look: the nearest neighbours by a plain blend of all sparse fields."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack

from recommender.batches import MIN_POSTS_FOR_THREADS, in_batches
from recommender.compiled import Sparse, compiled
from recommender.progress import Progress, silent
from recommender.ranking.rules import Rules
from recommender.shelf import Shared, Shelf
from recommender.text.vectors import Vectors

#: Candidates per post. The lists keep 20; rules, duplicates and re-ranking need room. Of 100 the best ten are better by
#: .0004 nDCG (mean of eight blogs).
CANDIDATES = 60
#: How much each field counts in the plain blend that chooses candidates. With rare words weighing more and titles
#: looked for in texts, .94 of the posts that authors link are among them (seven blogs), where plain cosines find .91.
PLAIN_BLEND: Mapping[str, float] = {"rare_text": 0.55, "phrases": 0.25, "tags": 0.05, "title_coverage": 0.05}
#: Entries of the index read for one post at least; with half of it, .975 of the best ten are found instead of .99 …
_POSTINGS = 120_000
#: … and for each post of a large site, whose common words stand in more of them.
_POSTINGS_PER_POST = 6


@dataclass(frozen=True)
class Pairs:
    """Pairs of posts, sorted by query, then target; both of shape (n_pairs,)."""

    queries: NDArray[np.intp]
    targets: NDArray[np.intp]

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.queries)

    def of(self, posts: Sequence[int]) -> "Pairs":
        """Give the pairs whose queries are among posts that follow one another."""
        own = slice(*np.searchsorted(self.queries, [posts[0], posts[-1] + 1]))
        return Pairs(self.queries[own], self.targets[own])


def find_candidates(
    vectors: Vectors,
    rules: Rules,
    *,
    weights: Mapping[str, float] = PLAIN_BLEND,
    limit: int = CANDIDATES,
    postings: int | None = None,
    jobs: int = 1,
) -> Pairs:
    """Find candidates as `search` does, in vectors that only this needs."""
    with Shelf() as shelf:
        return search(Shared(vectors, shelf), rules, shelf, weights=weights, limit=limit, postings=postings, jobs=jobs)


def search(
    vectors: Shared[Vectors],
    rules: Rules,
    shelf: Shelf,
    *,
    weights: Mapping[str, float] = PLAIN_BLEND,
    limit: int = CANDIDATES,
    postings: int | None = None,
    jobs: int = 1,
    progress: Progress = silent,
) -> Pairs:
    """Find for every post the `limit` nearest posts of its language that are allowed as targets, never itself.

    The fields are laid side by side, scaled by the root of their weights: one product gives the weighted sum. Where a
    post's terms stand in more than `postings` places altogether, those that can add most are looked up and the rest
    passed over: at 30,000 posts of mixed blogs a quarter of the time, and .99 of the exact best ten are found. On blogs
    of hundreds of posts nothing is passed over, and on one of 2,500 very like posts all of the best ten are found.

    Args:
        shelf: for what processes share.
        weights: how much each of the fields text, rare_text, phrases, tags and title_coverage counts; those not
            named count nothing.
        postings: entries of the index that are read for one post; `most_postings` if not given.
        jobs: processes to use.
    """
    most = most_postings(len(vectors.value)) if postings is None else postings
    found = [(np.empty(0, np.intp), np.empty(0, np.intp))]
    for language in np.unique(rules.languages):
        rows = np.flatnonzero(rules.languages == language)
        columns = np.flatnonzero(rules.allowed & rules.shares_language(int(rows[0])))
        if index := _Index.of(vectors.value, weights, columns, jobs):
            work = partial(_nearest, vectors, Shared(index, shelf), limit, most)
            del index
            found += in_batches(
                work,
                rows.tolist(),
                jobs,
                least=MIN_POSTS_FOR_THREADS,
                threads=True,
                progress=progress,
                step="looking for candidates",
            )
    queries, targets = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((targets, queries))
    return Pairs(queries[order], targets[order])


def most_postings(n_posts: int) -> int:
    """Give how many entries of the index are read for one post of a site."""
    return max(_POSTINGS, _POSTINGS_PER_POST * n_posts)


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


@dataclass(frozen=True)
class _Index:
    """The posts in which each term stands, over all fields.

    Attributes:
        weights: of the fields.
        columns: the posts that are found. Shape (n_columns,).
        posts: the weight of each term in each of them. Shape (n_terms, n_columns).
        sizes: how many posts each term stands in. Shape (n_terms,).
        usual: what it usually weighs there. Shape (n_terms,).
    """

    weights: Mapping[str, float]
    columns: NDArray[np.intp]
    posts: csr_matrix
    sizes: NDArray[np.int64]
    usual: NDArray[np.float32]

    @classmethod
    def of(
        cls, vectors: Vectors, weights: Mapping[str, float], columns: NDArray[np.intp], jobs: int = 1
    ) -> "_Index | None":
        """Index the posts `columns` in so many threads; None where there is nothing to be found."""
        fields = list(_scaled(vectors, weights))
        if not len(columns) or not fields:
            return None
        # SciPy lets other threads run while it copies.
        with ThreadPoolExecutor(jobs) as threads:
            posts = csr_matrix(vstack(list(threads.map(partial(_turned, columns), fields))))
        sizes = np.diff(posts.indptr).astype(np.int64)
        ones = np.ones(len(columns), dtype=np.float32)
        squares = csr_matrix((posts.data**2, posts.indices, posts.indptr), posts.shape, copy=False) @ ones
        return cls(weights, columns, posts, sizes, np.sqrt(squares / np.maximum(1, sizes), dtype=np.float32))

    def shorten(self, terms: csr_matrix, postings: int) -> csr_matrix:
        """Take out of each row what exceeds `postings`, beginning with what usually adds least to a product."""
        costs = self.sizes[terms.indices]
        cost_of_row = np.add.reduceat(np.append(costs, 0), terms.indptr[:-1]) * (np.diff(terms.indptr) > 0)
        adds = terms.data * self.usual[terms.indices]
        for row in np.flatnonzero(cost_of_row > postings):
            entries = slice(terms.indptr[row], terms.indptr[row + 1])
            order = np.argsort(-adds[entries], kind="stable")
            rest = order[np.cumsum(costs[entries][order]) > postings]
            terms.data[entries][rest] = 0
        terms.eliminate_zeros()
        return terms


def _scaled(vectors: Vectors, weights: Mapping[str, float]) -> Iterator[tuple[csr_matrix, csr_matrix, np.float32]]:
    """Give the fields that hold anything, with the root of their weights."""
    for left, right, weight in _fields(vectors, vectors, weights):
        if left.nnz:
            yield left, right, np.sqrt(np.float32(weight))


def _turned(columns: NDArray[np.intp], field: tuple[csr_matrix, csr_matrix, np.float32]) -> csr_matrix:
    """Give the posts `columns` of a field, term by term, scaled."""
    _, right, root = field
    posts = right[columns].T.tocsr()
    posts.data *= root
    return posts


def _nearest(
    vectors: Shared[Vectors], index: Shared[_Index], limit: int, postings: int, posts: Sequence[int]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give pairs of one of `posts` and one of the `limit` indexed posts nearest to it, never itself."""
    known, rows = index.value, np.asarray(posts, dtype=np.intp)
    terms = csr_matrix(hstack([left[rows] * root for left, _, root in _scaled(vectors.value, known.weights)]))
    own = np.searchsorted(known.columns, rows)
    is_found = (own < len(known.columns)) & (known.columns[np.minimum(own, len(known.columns) - 1)] == rows)
    asked = Sparse.of(known.shorten(terms, postings))
    places = _largest_sums(asked, Sparse.of(known.posts), np.where(is_found, own, -1), len(known.columns), limit)
    found = places >= 0
    return np.repeat(rows, found.sum(axis=1)), known.columns[places[found]]


@compiled
def _largest_sums(rows: Sparse, posts: Sparse, own: NDArray[np.intp], n_columns: int, limit: int) -> NDArray[np.intp]:
    """Give the columns of the `limit` largest values above 0 in each row of a product, of equal ones the first.

    Args:
        rows: shape (n_rows, n_terms).
        posts: shape (n_terms, n_columns).
        own: a column of each row to pass over, -1 for none. Shape (n_rows,).

    Returns:
        In no order, padded with -1. Shape (n_rows, limit).
    """
    found = np.full((len(own), limit), -1, dtype=np.intp)
    sums = np.zeros(n_columns, dtype=np.float32)
    heap = np.zeros(limit, dtype=np.float32)
    for row in range(len(own)):
        sums[:] = 0
        for entry in range(rows.starts[row], rows.starts[row + 1]):
            term, weight = rows.columns[entry], rows.values[entry]
            for posting in range(posts.starts[term], posts.starts[term + 1]):
                sums[posts.columns[posting]] += weight * posts.values[posting]
        if own[row] >= 0:
            sums[own[row]] = 0
        heap[:] = 0
        for column in range(n_columns):
            if sums[column] > heap[0]:
                _replace_least(heap, found[row], sums[column], column)
    return found


@compiled
def _replace_least(heap: NDArray[np.float32], places: NDArray[np.intp], value: np.float32, place: int) -> None:
    """Put a value and its place where the least stands, and sift them down to theirs (Knuth 3, § 5.2.3)."""
    hole = 0
    while 2 * hole + 1 < len(heap):
        child = 2 * hole + 1
        if child + 1 < len(heap) and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[hole], places[hole] = heap[child], places[child]
        hole = child
    heap[hole], places[hole] = value, place
